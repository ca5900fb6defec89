"""The parent's page: is it helping, one strength, one next step, one thing to do at home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.domain.missions import Card, missions
from pyojeong.app.domain.plan import Plan
from pyojeong.app.evidence.asked import probes
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.verdict import Verdict, Word
from pyojeong.app.reports.head import PERIOD_WORDS, Head
from pyojeong.app.reports.paper import Links, fill
from pyojeong.app.reports.tally import Tally, tally, taught
from pyojeong.app.reports.wording import Wording
from pyojeong.core.i18n import mark

DOTS = 10  # [D] the last probes of a feeling, a dot each
LEAST = 4  # [D] of them, before we call something a strength
STRONG = 0.70  # [D] share of them right: three choices give a third by chance
RECENT = 24  # [D] the last tasks of teaching, which say what is learned now

HELPING: Mapping[Word, str] = {
    "improving": mark(
        "Yes, as far as can be seen: faces of people never met in practice are told right more "
        "often than before teaching."
    ),
    "not yet clear": mark(
        "It is too early to tell. That is usual: what is seen is looked at after every "
        "{every} sessions."
    ),
    "not improving": mark(
        "Not so far with this plan. Please look together with a therapist at what could be changed."
    ),
    "known already": mark(
        "Most of these faces were known before teaching began, so little was left to gain."
    ),
}
AT_ONCE = mark(
    "That cannot be told: teaching began at once, so there is nothing to compare with. The last "
    "answers stand below."
)


@dataclass(frozen=True)
class Dots:
    """The last probes of a feeling, the oldest first: right or not yet."""

    feeling: Feeling
    right: tuple[bool, ...]

    @property
    def tally(self) -> Tally:
        """How many were right, of how many."""
        return Tally(sum(self.right), len(self.right))


def parent(
    head: Head, rows: Sequence[Seen], plan: Plan, verdict: Verdict, *, links: Links | None = None
) -> str:
    """Return the parent's page as HTML.

    Args:
        head: what stands above it.
        rows: what was seen in its period, in order.
        plan: that holds.
        verdict: of everything so far.
        links: of its page; None: it is for a PDF.
    """
    dots = dots_of(rows, plan)
    strength = strength_of(dots)
    following = next_of(rows, plan, strength)
    return fill(
        "parent",
        head,
        links=links,
        period=PERIOD_WORDS[head.period],
        helping=_helping(head.words, verdict, rows),
        days=len({row.day for row in rows}),
        dots=dots,
        most=DOTS,
        strength=strength,
        next=following,
        card=card_of(following, head),
    )


def _helping(words: Wording, verdict: Verdict, rows: Sequence[Seen]) -> str:
    """Return whether it helps, in one or two plain sentences."""
    if rows and not verdict.measured:
        return words.say(AT_ONCE)
    every = verdict.next_look or 0
    return words.say(HELPING[verdict.word], every=every)


def dots_of(rows: Sequence[Seen], plan: Plan) -> tuple[Dots, ...]:
    """Return the last probes of every feeling of a plan, in its order."""
    asked = probes(rows)
    return tuple(
        Dots(one, tuple(row.independent for row in asked if row.feeling == one)[-DOTS:])
        for one in plan.feelings
    )


def strength_of(dots: Sequence[Dots]) -> Dots | None:
    """Return the feeling that is told best; None: there is none that is told well yet."""
    good = [
        one
        for one in dots
        if one.tally.count >= LEAST and one.tally.right >= STRONG * one.tally.count
    ]
    return max(good, key=lambda one: one.tally.right / one.tally.count, default=None)


def next_of(rows: Sequence[Seen], plan: Plan, strength: Dots | None = None) -> Feeling:
    """Return the feeling that needs most help now: of those taught last, else the plan's first.

    One that is the strength of the page is its next step only where there is no other.
    """
    recent = [row for row in taught(rows) if row.feeling != SAFETY][-RECENT:]
    there = [one for one in ORDER if any(row.feeling == one for row in recent)]
    there = [one for one in there if strength is None or one != strength.feeling] or there
    if not there:
        return plan.feelings[0]
    tallies = {one: tally(row for row in recent if row.feeling == one) for one in there}
    return min(there, key=lambda one: tallies[one].right / tallies[one].count)


def card_of(feeling: Feeling, head: Head) -> Card | None:
    """Return what can be done at home about a feeling, another one each week; None: nothing."""
    mine = [one for one in missions().values() if one.feeling == feeling]
    at_home = [one for one in mine if one.place == "home"] or mine
    if not at_home:
        return None
    week = head.made.date().toordinal() // 7
    return at_home[week % len(at_home)].card(head.language)
