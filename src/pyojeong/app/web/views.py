"""Views: what the page is told of a trial, as JSON. Nothing in it gives an answer away.

Where the page shows the answer after a delay, it must know it; in probes and unprompted trials it
is told nothing. A picture is named by whose face it is, never by its feeling.

Everything is said in the page's language. Only where a word is what is tested, or taught, it
stands in the trial's own language, and in a probe without its symbol: the symbol is a face too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from pyojeong.app.domain.plan import SECONDS_BETWEEN
from pyojeong.app.domain.stimulus import Act, Choice, Face, PartName, Stimulus, Unsure, Word
from pyojeong.app.domain.trial import TEACH, Language, Trial
from pyojeong.app.exercises import EXERCISES
from pyojeong.app.exercises.what_happened.stories import stories
from pyojeong.app.exercises.words import FEELINGS, UNSURE, Line, Sentence, spoken, word_of
from pyojeong.app.practice import Token
from pyojeong.core.i18n import mark, translate

Json: TypeAlias = dict[str, Any]

DRAWINGS = 512  # kept, of about 27 kB each: those of 50 children's trials twice over
MOVEMENTS = 64  # kept, of about 60 kB each

FACE = mark("Face {number}")
FIRST = mark("Look at faces")
THEN = mark("All done")
FITS = mark("Which face fits this word?")  # where the question must not translate the word


@dataclass(frozen=True)
class Strip:
    """The strip on top of the page: how far the session is, and what was collected in it.

    done, left: trials; left is an estimate. theme: of the tokens. earned: in order; None: hidden,
    as in probes.
    """

    done: int
    left: int
    theme: str = "none"
    earned: Sequence[Token] | None = None

    def view(self, language: Language) -> Json:
        """Return it as JSON."""
        hidden = self.earned is None or self.theme == "none"
        tokens = None if hidden else {"theme": self.theme, "earned": list(self.earned or ())}
        return {
            "done": self.done,
            "left": self.left,
            "first": {"text": translate(FIRST, language), "symbol": "first"},
            "then": {"text": translate(THEN, language), "symbol": "then"},
            "tokens": tokens,
        }


def trial_view(
    trial: Trial,
    attempt: int,
    page_language: Language,
    strip: Strip,
    *,
    helped: bool = False,
) -> Json:
    """Return a trial as the page is told it.

    Args:
        trial: what is asked.
        attempt: 0 the first; asked again, the answer is pointed at at once, so that it ends well.
        page_language: of the page; a trial in which a word counts has its own.
        strip: how far the session is.
        helped: the answer was pointed at before; it is again, at once.
    """
    word = _word(trial, page_language)
    delay_s = _delay_s(trial, attempt, helped=helped)
    return {
        "number": trial.number,
        "session": trial.session,
        "exercise": trial.exercise,
        "attempt": attempt,
        "purpose": "teach" if trial.purpose == TEACH else "probe",
        "language": trial.language or page_language,
        "page_language": page_language,
        "say": _question(trial, page_language, word),
        "word": word,
        "sample": [picture(face, page_language) for face in trial.sample],
        "story": _story(trial, page_language),
        "choices": [
            choice_view(trial, place, choice, page_language)
            for place, choice in enumerate(trial.choices)
        ],
        "delay_ms": None if delay_s is None else delay_s * 1000,
        "shown_answers": None if delay_s is None else list(trial.answers),
        "pause_ms": SECONDS_BETWEEN * 1000,
    } | strip.view(page_language)


def said_view(trial: Trial, page_language: Language, *, correct: bool) -> str:
    """Return what is said after a response of teaching."""
    exercise = EXERCISES.get(trial.exercise)
    say = exercise.say(trial)
    words = (trial.language if exercise.gap == "label" else None) or page_language
    lines = say.right if correct else say.error
    return " ".join(_line(line, page_language, words) for line in lines)


def _line(line: Line, language: Language, words: Language) -> str:
    """Return a line in a language, the feelings' words in it in another."""
    if not isinstance(line, Sentence):
        return line.in_(language)
    values = {name: translate(value, words) for name, value in line.values.items()}
    return translate(line.message, language).format(**values)


def _question(trial: Trial, page_language: Language, word: Json | None) -> str:
    if word and word["lang"] != page_language:
        return translate(FITS, page_language)
    return spoken(EXERCISES.get(trial.exercise).say(trial).ask, page_language)


def _delay_s(trial: Trial, attempt: int, *, helped: bool) -> int | None:
    """Return the seconds after which the answer is pointed at; None: never."""
    if attempt:
        return 0
    return 0 if helped and trial.delay_s is not None else trial.delay_s


def choice_view(trial: Trial, place: int, choice: Choice, page_language: Language) -> Json:
    """Return one choice."""
    if isinstance(choice, Face):
        named = translate(FACE, page_language).format(number=place + 1)
        shown = picture(choice, page_language)
        return {"place": place, "kind": "face", "picture": shown, "name": named}
    tested = isinstance(choice, Word | PartName)
    language = (trial.language if tested else None) or page_language
    text = translate(word_of(choice) or UNSURE, language)
    about: Json = {
        "place": place,
        "kind": choice.kind,
        "text": text,
        "symbol": _symbol_in(trial, choice),
    }
    match choice:
        case Word(feeling=feeling):
            return about | {"feeling": feeling, "lang": language}
        case PartName(part=part):
            return about | {"part": part, "lang": language}
        case Act(deed=deed):
            return about | {"deed": deed, "lang": language}
        case Unsure():
            return about | {"lang": language}


def _symbol_in(trial: Trial, choice: Choice) -> str | None:
    """Return the symbol beside a choice; None: a probe asks for the word, and not for a face."""
    return None if isinstance(choice, Word) and trial.purpose != TEACH else symbol(choice)


def symbol(choice: Stimulus) -> str:
    """Return the name of a choice's symbol in symbols.svg."""
    match choice:
        case Face(feeling=feeling) | Word(feeling=feeling):
            return f"feeling-{feeling}"
        case PartName(part=part):
            return f"part-{part}"
        case Act(deed=deed):
            return f"act-{deed}"
        case Unsure():
            return "unsure"


def picture(face: Face, language: Language) -> Json:
    """Return a picture: still, and how it moves where it does."""
    from pyojeong.app.pictures import name  # with the first picture: it would slow every start

    alt = name(face, language)
    moves = _movement(face, alt) if face.moving else None
    return {"svg": _drawing(face, alt), "motion": moves, "alt": alt}


@lru_cache(DRAWINGS)
def _drawing(face: Face, alt: str) -> str:
    from pyojeong.app.pictures import draw

    return draw(face, title=alt)


@lru_cache(MOVEMENTS)
def _movement(face: Face, alt: str) -> Json:
    from pyojeong.app.pictures import motion

    return dict(motion(face, title=alt))


def _word(trial: Trial, page_language: Language) -> Json | None:
    """Return the word that is asked for: where a word counts and no choice and no face bears it."""
    language = trial.language or page_language
    exercise = EXERCISES.get(trial.exercise)
    shown = trial.sample or any(isinstance(choice, Word) for choice in trial.choices)
    if exercise.gap != "label" or shown:
        return None
    feeling = trial.goal.feeling
    return {
        "text": translate(FEELINGS[feeling], language),
        "feeling": feeling,
        "symbol": _symbol_in(trial, Word(feeling=feeling)),
        "lang": language,
    }


def _story(trial: Trial, language: Language) -> Json | None:
    if trial.story is None:
        return None
    story = stories()[trial.story]
    return {"id": story.id, "text": story.text.in_(language), "lang": language}
