"""Plain sentences: which feelings a child takes for each other, shortcuts, and the word gap."""

from collections.abc import Sequence

from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.flags import Flag, Name
from pyojeong.app.evidence.gaps import Gaps
from pyojeong.app.evidence.pairs import Pair
from pyojeong.app.figures.words import LANGUAGES, NOTHING, Words, whole
from pyojeong.core.i18n import mark

PAIR = mark("Asked for “{asked}”, “{chosen}” was chosen in {count} of {n} answers.")

# In order, the place of an answer on the page.
PLACES = (
    mark("first"), mark("second"), mark("third"), mark("fourth"), mark("fifth"), mark("sixth"),
)  # fmt: skip
FLAGS: dict[Name, str] = {
    "position": mark(
        "Place: {count} of {n} errors were at the {place} place on the page; by chance about "
        "{expected} would be."
    ),
    "same": mark(
        "Always the same: {count} of {n} errors on pages with “{feeling}” chose it, whatever was "
        "asked; by chance about {expected} would."
    ),
    "person": mark(
        "One face: “{feeling}” was right in {count} of {n} trials on the face {person}, and in "
        "{other_count} of {other_n} on all others."
    ),
    "mouth": mark(
        "Mouth only: {count} of {n} answers were right where only the mouth was seen, and "
        "{other_count} of {other_n} where only the eyes were."
    ),
    "guessing": mark(
        "Guessing: {count} of {n} answers without help were right; by chance about {expected} "
        "would be."
    ),
}
SHORTCUTS: dict[Name, str] = {
    "position": mark("always the same place"),
    "same": mark("always the same answer"),
    "person": mark("one face alone"),
    "mouth": mark("the mouth alone"),
    "guessing": mark("guessing"),
}
CLEAR = mark("This is clear: chance alone would look so about {percent} times in 100.")
CLEAR_LESS = mark("This is clear: chance alone would look so less than once in 100 times.")
PERHAPS = mark("This is not sure: chance alone would look so about {percent} times in 100.")
GUESSER = mark("Somebody who guesses does as well in about {percent} of 100 tries.")

NO_PAIRS = mark("No feeling was taken for another one twice lately.")
NO_FLAGS = mark("Nothing points to a shortcut so far. Looked for: {shortcuts}.")
TOO_FEW = mark("There are too few answers so far to look for shortcuts.")

FACES = mark("Matching faces, without words: {right} of {n} right.")
WORDS = mark("Words in {language}: {right} of {n} right.")
MORE = mark("Faces were matched more often than words fitted: the word may be what is missing.")
FEWER = mark("Words fitted more often than faces were matched.")
UNCLEAR = mark("Whether there is a gap between faces and these words is not clear yet.")
NO_GAPS = mark("Not asked yet: faces without words, and words, are compared in held-out probes.")


def pair_sentence(pair: Pair, language: Language) -> str:
    """Return which feeling was taken for which, and how often."""
    say = Words(language)
    return say(
        PAIR,
        asked=say.feeling(pair.asked),
        chosen=say.feeling(pair.chosen),
        count=pair.share.right,
        n=pair.share.n,
    )


def pair_sentences(pairs: Sequence[Pair], probed: int, language: Language) -> tuple[str, ...]:
    """Return a sentence for each pair, or why there is none.

    Args:
        pairs: the commonest first.
        probed: answers to held-out probes that there are.
        language: of the sentences.
    """
    told = tuple(pair_sentence(pair, language) for pair in pairs)
    return told or (Words(language)(NO_PAIRS if probed else NOTHING),)


def flag_sentence(flag: Flag, language: Language) -> str:
    """Return what points to a shortcut, and how surely."""
    say = Words(language)
    told = say(
        FLAGS[flag.name],
        count=flag.some.right,
        n=flag.some.n,
        other_count=flag.others.right,
        other_n=flag.others.n,
        expected=round(flag.expected or 0),
        place=say(PLACES[flag.place or 0]),
        feeling=say.feeling(flag.feeling) if flag.feeling else "",
        person=", ".join(flag.persons),
    )
    return f"{told} {_sureness(flag, say)}"


def flag_sentences(looked_for: Sequence[Flag], language: Language) -> tuple[str, ...]:
    """Return a sentence for each shortcut that may be there, or why there is none.

    Args:
        looked_for: the shortcuts, there or not, for which there were answers enough.
        language: of the sentences.
    """
    say = Words(language)
    if not looked_for:
        return (say(TOO_FEW),)
    told = tuple(flag_sentence(flag, language) for flag in looked_for if flag.there)
    names = ", ".join(say(SHORTCUTS[flag.name]) for flag in looked_for)
    return told or (say(NO_FLAGS, shortcuts=names),)


def gap_sentences(gaps: Gaps, language: Language) -> tuple[str, ...]:
    """Return how faces and words compare, each language apart."""
    say = Words(language)
    if not gaps.faces.n and not gaps.words:
        return (say(NO_GAPS),)
    told = [say(FACES, right=gaps.faces.right, n=gaps.faces.n)] if gaps.faces.n else []
    for name, share in gaps.words.items():
        line = say(WORDS, language=say(LANGUAGES[name]), right=share.right, n=share.n)
        more = gaps.more.get(name)
        verdict = UNCLEAR
        if more and more.interval.low > 0:
            verdict = MORE
        elif more and more.interval.high < 0:
            verdict = FEWER
        told.append(f"{line} {say(verdict)}")
    return tuple(told)


def _sureness(flag: Flag, say: Words) -> str:
    percent = whole(flag.chance)
    if flag.name == "guessing":
        return say(GUESSER, percent=max(1, percent))
    if not flag.sure:
        return say(PERHAPS, percent=percent)
    return say(CLEAR, percent=percent) if percent else say(CLEAR_LESS)
