"""The verdict in plain words: whole sentences, each with its numbers."""

from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.verdict import LOOKS, RISK, Sure, Verdict, Word
from pyojeong.core.i18n import mark, translate

HEADS: dict[Word, str] = {
    "improving": mark("Improving"),
    "not yet clear": mark("Not yet clear"),
    "not improving": mark("Not improving so far"),
    "known already": mark("Known already before teaching"),
}
SURE: dict[Sure, str] = {
    "very sure": mark("This is very sure: chance alone would hardly ever show so much."),
    "sure": mark(
        "This is sure enough: chance alone is called improving in 1 of 20 children at most."
    ),
    "not sure": mark("This is not sure yet."),
}
COUNTS = mark(
    "Faces never used to teach that were right, the first of each feeling in a session: {before} % "
    "before teaching ({before_n} faces), {after} % since ({after_n} faces); each feeling weighs as "
    "much before as since."
)
ONE_LOOK = mark(
    "The 95 % are of one look alone. There are several looks, so each of them asks for more: else "
    "chance would be taken for an improvement sooner or later."
)
GAIN = mark("The difference is {value} points, and with 95 % confidence {low} to {high}.")
NO_LOOK = mark(
    "Sessions that begin with faces never used to teach, before the first look: {left} more. "
    "Looking more often would find an improvement by chance sooner or later."
)
NEXT_LOOK = mark("Such sessions before the next look: {left} more.")
NO_NEXT = mark(
    "This was asked {looks} times and is not asked again, since chance would answer in the end. A "
    "new measured start can ask again."
)
NOT_MEASURED = mark(
    "Teaching began at once, so there is no baseline to compare with, and no verdict. The graphs "
    "show what there is."
)
LATELY = mark("That it improves was first seen on {day}; lately it is not clear.")
KNOWN_BEFORE = mark("Most faces were known before teaching began, so there was little to gain.")
NO_GAIN = mark(
    "After {sessions} such sessions a gain worth having is unlikely. Talk it over with a "
    "therapist: other steps or another plan may suit better."
)
FOLLOWS = mark(
    "Teaching began at {starts} different times, drawn by chance, and the gains follow these "
    "starts: of {draws} draws that could have been, {share} % fit as well. Something else is "
    "hardly the reason."
)
NOT_SHOWN = mark(
    "Teaching began at {starts} different times, drawn by chance, but the gains do not follow "
    "these starts closely: of {draws} draws that could have been, {share} % fit as well. Whether "
    "practice brought the gains, or something else did, cannot be told from this."
)
EXPERIMENT = mark(
    "Teaching began at {starts} different times, with points enough before and after each: look in "
    "the graphs whether each feeling rises when its own teaching begins, and not before."
)
NO_EXPERIMENT = mark(
    "This compares before with after. It is not experimental: something else may have changed at "
    "the same time."
)
BY_CHANCE = mark(
    "The starts were drawn by chance. Of {draws} draws that could have been, {share} % show as "
    "much."
)


def head(verdict: Verdict, language: Language) -> str:
    """Return the verdict in a word or two."""
    return translate(HEADS[verdict.word], language)


def sentences(verdict: Verdict, language: Language, done: int = 0) -> list[str]:
    """Return what the verdict rests on, how sure it is, and what it is not.

    Args:
        verdict: to be said.
        language: of the sentences.
        done: sessions so far, for who waits for the first look.
    """

    def say(message: str, **values: object) -> str:
        return translate(message, language).format(**values)

    if done and not verdict.measured:
        return [say(NOT_MEASURED)]
    if verdict.test is None or verdict.shares is None:
        return [say(NO_LOOK, left=verdict.next_look)]
    (before, since), (before_n, since_n) = verdict.shares, verdict.asked
    gain = verdict.test.difference
    said = [
        say(
            COUNTS,
            before=_percent(before),
            before_n=before_n,
            after=_percent(since),
            after_n=since_n,
        ),
        say(
            GAIN,
            value=_percent(gain.value),
            low=_percent(gain.interval.low),
            high=_percent(gain.interval.high),
        ),
        say(SURE[verdict.sure]),
    ]
    if verdict.sure == "not sure" and gain.interval.low > 0:
        said.append(say(ONE_LOOK))
    if verdict.since and verdict.word != "improving":
        said.append(say(LATELY, day=verdict.since.date().isoformat()))
    if verdict.word == "known already":
        said.append(say(KNOWN_BEFORE))
    elif verdict.word == "not improving":
        said.append(say(NO_GAIN, sessions=verdict.sessions))
    said += [translate(message, language).format(**values) for message, values in reasons(verdict)]
    if verdict.next_look is None:
        return [*said, say(NO_NEXT, looks=LOOKS)]
    return [*said, say(NEXT_LOOK, left=verdict.next_look)]


def reasons(verdict: Verdict) -> list[tuple[str, dict[str, object]]]:
    """Return what can be said of the reason for a gain: messages, and what they are filled with."""
    design, chance = verdict.design, verdict.chance
    starts: dict[str, object] = {"starts": design.starts}
    drawn: dict[str, object] = (
        {"draws": chance.draws, "share": _percent(chance.p)} if chance else {}
    )
    if chance and design.experimental and verdict.word == "improving":
        return [(FOLLOWS if chance.p <= RISK else NOT_SHOWN, starts | drawn)]
    first = (EXPERIMENT, starts) if design.experimental else (NO_EXPERIMENT, {})
    return [first, (BY_CHANCE, drawn)] if chance else [first]


def _percent(share: float) -> str:
    """Return a share in per cent, or a difference in points, with its sign as a minus."""
    return f"{round(100 * share)}".replace("-", "−")
