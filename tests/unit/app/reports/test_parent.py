"""The parent's page: what is compared, what it claims, and what may be done at home."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from fakes import histories
from fakes.seen import counted, seen
from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.verdict import Verdict, Word, verdict
from pyojeong.app.reports.parent import (
    AT_ONCE,
    BETTER,
    NOT_BEGUN,
    TOO_EARLY,
    Account,
    better_of,
    dots_of,
    strength_of,
)

MEASURED = Plan(starts=(("happy", 3), ("anger", 5), ("sad", 6)))


@cache
def looked() -> Verdict:
    """Return a verdict after its looks."""
    made = verdict(histories.seen(45))
    assert made.test
    return made


def account(
    plan: Plan,
    rows: Sequence[Seen] = (),
    *,
    practised: int = 0,
    taught: Sequence[Feeling] = (),
    about: Feeling | None = None,
) -> Account:
    """Return an account of what was seen."""
    return Account(rows, plan, verdict(rows), practised, frozenset(taught), "Next.", about)


def test_a_form_is_no_practice() -> None:
    """After a form alone practice has not begun, with a measured start or without."""
    rows = counted(12, 12, purpose="form", form="faces")
    for plan in (MEASURED, Plan()):
        assert better_of(account(plan, rows)) == NOT_BEGUN


def test_the_plan_says_whether_it_can_be_told() -> None:
    """Before the first look it is early where the start is measured; else it cannot be told."""
    rows = counted(3, 3)
    assert better_of(account(MEASURED, rows, practised=1)) == TOO_EARLY
    assert better_of(account(Plan(), rows, practised=1)) == AT_ONCE


@pytest.mark.parametrize("word", BETTER)
def test_once_it_was_looked_at_it_is_not_too_early(word: Word) -> None:
    """Each verdict that rests on a look has a sentence of its own."""
    told = replace(account(MEASURED, practised=18), verdict=replace(looked(), word=word))
    assert better_of(told) == BETTER[word]


def test_practice_is_credited_with_nothing() -> None:
    """What is called better is a comparison, and the page says what that does not show."""
    assert (
        "Whether practice is the reason, this comparison alone cannot tell."
        in (BETTER["improving"])
    )


def test_dots_are_of_whole_faces_at_full_strength() -> None:
    """Weak faces, eyes, mouths, stories and moving faces are no dots, nor is what was taught."""
    others = [
        seen(1, step="60", intensity=0.6),
        seen(2, step="eyes", view="eyes"),
        seen(3, step="mouth", view="mouth"),
        seen(4, step="story"),
        seen(5, step="moving", moving=True),
        seen(6, purpose="teach"),
        seen(7, purpose="recheck"),
    ]
    dots = dots_of([*others, *counted(2, 1, start=8)], Plan())
    assert {one.feeling: one.right for one in dots if one.right} == {"happy": (True, True, False)}
    assert strength_of(dots_of(others * 4, Plan())) is None


def test_a_strength_has_answers_enough() -> None:
    """Three of three are no strength yet, and seven of ten are."""
    assert strength_of(dots_of(counted(3, 0), Plan())) is None
    found = strength_of(dots_of(counted(7, 3), Plan()))
    assert found
    assert found.feeling == "happy"


def test_nothing_at_home_teaches_what_waits() -> None:
    """Before teaching begins nothing is to be done at home; then it is what was begun."""
    assert account(MEASURED).waiting == ORDER
    assert account(MEASURED, about="happy").at_home is None
    assert account(MEASURED, taught=[SAFETY]).at_home == SAFETY
    begun = account(MEASURED, practised=4, taught=["happy"], about="anger")
    assert "happy" not in begun.waiting
    assert begun.at_home == "happy"


def test_at_home_goes_with_what_comes_next() -> None:
    """What is done at home is about what comes next; with no such thing, about what is first."""
    taught = ORDER[:3]
    assert account(Plan(), practised=9, taught=taught, about="sad").at_home == "sad"
    assert account(Plan()).at_home == ORDER[0]
    assert account(Plan()).waiting == ()
