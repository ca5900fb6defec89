"""The parent's page: is it getting better, one strength, one next step, one thing to do at home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyojeong.app.domain import weekly
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.missions import Card, missions
from pyojeong.app.domain.plan import Plan
from pyojeong.app.evidence.asked import probes
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.transfer import columns_of
from pyojeong.app.evidence.verdict import EVERY, Verdict, Word
from pyojeong.app.reports.head import PERIOD_WORDS, Head
from pyojeong.app.reports.paper import Links, fill
from pyojeong.app.reports.tally import Tally
from pyojeong.core.i18n import mark

DOTS = 10  # [D] the last probes of a feeling, a dot each
LEAST = 4  # [D] of them, before we call something a strength
STRONG = 0.70  # [D] share of them right: three choices give a third by chance

# What a comparison of before with since shows, and what it does not: that practice is the reason.
BETTER: Mapping[Word, str] = {
    "improving": mark(
        "Yes: faces of people who are never used to teach are told right more often since teaching "
        "began than before. Whether practice is the reason, this comparison alone cannot tell."
    ),
    "not yet clear": mark(
        "That is not clear so far: what is told right since teaching began is not more than chance "
        "alone could make of what was told right before. That is usual."
    ),
    "not improving": mark(
        "Not so far: faces of people who are never used to teach are hardly told right more often "
        "since teaching began than before. Please look together with a therapist at what could be "
        "changed in the plan."
    ),
    "known already": mark(
        "Most of these faces were known before teaching began, so little was left to gain."
    ),
}
NOT_BEGUN = mark("Practice has not begun yet, so there is nothing to compare.")
TOO_EARLY = mark(
    "It is too early to tell. Before and since are first compared after {every} sessions of "
    "practice."
)
AT_ONCE = mark(
    "That cannot be told: by the plan teaching begins at once, so there is nothing to compare "
    "with. The last answers stand below."
)


@dataclass(frozen=True)
class Account:
    """All that a parent's page tells of.

    rows: what was seen in its period, in order. plan: that holds. verdict: of everything so far.
    practised: sessions of practice so far. taught: feelings whose teaching has begun. following:
    what comes next, in the words of the child's overview. about: the feeling that comes next; None:
    no single one.
    """

    rows: Sequence[Seen]
    plan: Plan
    verdict: Verdict
    practised: int
    taught: frozenset[Feeling]
    following: str
    about: Feeling | None

    @property
    def waiting(self) -> tuple[Feeling, ...]:
        """The feelings that wait for their measured start, and are not taught at home either."""
        return weekly.in_baseline(self.plan, self.taught)

    @property
    def at_home(self) -> Feeling | None:
        """The feeling of what can be done at home: what comes next, if it may; None: none may."""
        if self.about and self.about not in self.waiting:
            return self.about
        return next(iter(weekly.taught_at_home(self.plan, self.taught)), None)


@dataclass(frozen=True)
class Dots:
    """The last probes of a feeling, the oldest first: right or not yet."""

    feeling: Feeling
    right: tuple[bool, ...]

    @property
    def tally(self) -> Tally:
        """How many were right, of how many."""
        return Tally(sum(self.right), len(self.right))


def parent(head: Head, account: Account, *, links: Links | None = None) -> str:
    """Return the parent's page as HTML.

    Args:
        head: what stands above it.
        account: what it tells of.
        links: of its page; None: it is for a PDF.
    """
    words, rows = head.words, account.rows
    dots = dots_of(rows, account.plan)
    return fill(
        "parent",
        head,
        links=links,
        period=PERIOD_WORDS[head.period],
        better=words.say(better_of(account), every=EVERY),
        days=len({row.day for row in rows if row.form is None}),
        dots=dots if any(one.right for one in dots) else (),
        most=DOTS,
        strength=strength_of(dots),
        following=account.following,
        card=card_of(account.at_home, head),
        waiting=", ".join(words.feeling(one) for one in account.waiting),
    )


def better_of(account: Account) -> str:
    """Return the message that says whether it is getting better, as far as that can be told."""
    if account.verdict.test:
        return BETTER[account.verdict.word]
    if not account.practised:
        return NOT_BEGUN
    return TOO_EARLY if account.plan.starts else AT_ONCE


def dots_of(rows: Sequence[Seen], plan: Plan) -> tuple[Dots, ...]:
    """Return the last probes of every feeling of a plan with a whole face at full strength."""
    asked = [row for row in probes(rows) if "100" in columns_of(row)]
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


def card_of(feeling: Feeling | None, head: Head) -> Card | None:
    """Return what can be done at home about a feeling, another one each week; None: nothing."""
    mine = [one for one in missions().values() if one.feeling == feeling]
    there = [one for one in mine if one.place == "home"] or mine
    if not there:
        return None
    week = head.made.date().toordinal() // 7
    return there[week % len(there)].card(head.language)
