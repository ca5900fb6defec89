"""The form of a plan."""

from collections.abc import Sequence
from dataclasses import replace as changed
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.plan import LADDER, Plan
from pyojeong.app.domain.starts import Starts
from pyojeong.app.practice import PageSettings
from pyojeong.app.web.care.plan_form import (
    FAULTS,
    LATE,
    Draw,
    Fields,
    Read,
    fields_of,
    ordered,
    read,
    typed,
)

PAGE = PageSettings(language="en")
PLAN = Plan(languages=("en",))
DRAWN: Starts = (("sad", 3), ("happy", 4), ("anger", 5))


def drawn(_starts: Starts, _feelings: Sequence[Feeling]) -> Starts | None:
    """Draw always the same."""
    return DRAWN


def late(starts: Starts, _feelings: Sequence[Feeling]) -> Starts | None:
    """Keep what was drawn, and draw nothing."""
    return starts or None


def reading(fields: Fields, plan: Plan = PLAN, draw: Draw = drawn) -> Read:
    """Return what fields describe."""
    return read(fields, plan, PAGE, draw)


def ones(**values: str) -> Fields:
    """Return the fields of the plan with some changed."""
    shown = fields_of(PLAN, PAGE)
    return changed(shown, ones={**shown.ones, **values})


PLANS = st.builds(
    Plan,
    feelings=st.lists(st.sampled_from(ORDER), min_size=3, unique=True).map(tuple),
    ladder=st.lists(st.sampled_from(LADDER), min_size=1, unique=True).map(tuple),
    array=st.sampled_from([None, 3, 4, 6]),
    blocks=st.integers(1, 3),
    minutes=st.integers(5, 20),
    errorless=st.booleans(),
    safety=st.booleans(),
    age=st.sampled_from([4, 6, 9]),
    languages=st.lists(st.sampled_from(["ko", "en"]), min_size=1, unique=True).map(tuple),
    days=st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
    starts=st.sampled_from([(), DRAWN]),
)
PAGES = st.builds(
    PageSettings,
    language=st.sampled_from(["ko", "en"]),
    tokens=st.sampled_from(["dinosaurs", "none", "space"]),
)


@given(PLANS, PAGES)
def test_what_is_shown_is_what_is_read(plan: Plan, page: PageSettings) -> None:
    """A form that is sent as it was shown changes nothing."""
    assert read(fields_of(plan, page), plan, page, late) == Read(plan, page)


@given(PLANS, st.data())
def test_nothing_that_is_typed_is_lost(plan: Plan, data: st.DataObject) -> None:
    """Whatever is typed is shown again; a field that is not sent stays as it was."""
    shown = fields_of(plan, PAGE)
    texts = st.text("0123456789abc", max_size=10)
    form = {name: data.draw(texts) for name in data.draw(st.sets(st.sampled_from([*shown.ones])))}
    days = tuple(dict.fromkeys(data.draw(st.lists(texts))))
    there = typed(form, lambda _field: days, shown)
    assert there.ones == {**shown.ones, **form}
    assert there.days == days
    assert (there.feelings, there.ladder) == (shown.feelings, shown.ladder)


@pytest.mark.parametrize(
    ("field", "value", "name", "is_then"),
    [
        ("array", "auto", "array", None), ("array", "6", "array", 6),
        ("blocks", "3", "blocks", 3), ("minutes", "5", "minutes", 5),
        ("errorless", "yes", "errorless", True), ("safety", "no", "safety", False),
        ("age", "9-13", "age", 9), ("start", "measured", "starts", DRAWN),
        ("start", "once", "starts", ()),
    ],
)  # fmt: skip
def test_settings(field: str, value: str, name: str, is_then: object) -> None:
    """Each field sets its setting, and no other."""
    there = reading(ones(**{field: value})).plan
    assert there
    assert getattr(there, name) == is_then
    others = [one for one in Plan.model_fields if one != name]
    assert all(getattr(there, one) == getattr(PLAN, one) for one in others)


def test_the_page() -> None:
    """Language and collected things belong to the page."""
    there = reading(ones(page_language="ko", tokens="trains"))
    assert there.page == PageSettings(language="ko", tokens="trains")
    assert there.plan == PLAN


@pytest.mark.parametrize(
    ("field", "value"),
    [("array", "5"), ("array", ""), ("blocks", "4"), ("blocks", "x"), ("minutes", "21"),
     ("minutes", ""), ("minutes", "9" * 5000), ("errorless", "maybe"), ("safety", ""),
     ("age", "14-99"), ("page_language", "fr"), ("tokens", "money"), ("start", "later")],
)  # fmt: skip
def test_what_cannot_be(field: str, value: str) -> None:
    """What cannot be has one sentence at its field, and nothing is read."""
    assert reading(ones(**{field: value})) == Read(None, None, {field: FAULTS[field]})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"feelings": {"happy": "1", "anger": "2"}}, "feelings"),
        ({"feelings": {**dict.fromkeys(ORDER, "1"), "sad": "first"}}, "feelings"),
        ({"ladder": dict.fromkeys(LADDER, "")}, "ladder"),
        ({"days": ()}, "days"), ({"days": ("7",)}, "days"), ({"days": ("x",)}, "days"),
        ({"languages": ()}, "languages"), ({"languages": ("fr",)}, "languages"),
    ],
)  # fmt: skip
def test_lists_that_cannot_be(changes: dict[str, Any], field: str) -> None:
    """Two feelings, no step, no day, no language: each is said."""
    there = reading(changed(fields_of(PLAN, PAGE), **changes))
    assert there == Read(None, None, {field: FAULTS[field]})


def test_every_fault_is_said_at_once() -> None:
    """Nobody has to send a form twice to learn of the second fault."""
    there = reading(changed(ones(minutes="99", tokens="?"), days=()))
    assert set(there.faults) == {"minutes", "tokens", "days"}


def test_a_measured_start_that_comes_too_late() -> None:
    """After the first session no start is drawn; one that was drawn stays, or is given up."""
    assert reading(ones(start="measured"), draw=late).faults == {"start": LATE}
    before = Plan(languages=("en",), starts=DRAWN)
    kept = reading(ones(start="measured"), before, late).plan
    assert kept
    assert kept.starts == DRAWN
    given_up = reading(ones(start="once"), before, late).plan
    assert given_up
    assert given_up.starts == ()


def moved(name: str, place: int) -> str:
    """Return the letters a to e after one was given another place."""
    places = {letter: str(n) for n, letter in enumerate("abcde", 1)} | {name: str(place)}
    return "".join(ordered("abcde", places))


def test_moving_one() -> None:
    """Whatever is given another place stands there; the others keep their order."""
    assert [moved("d", 2), moved("a", 3), moved("e", 1), moved("a", 5), moved("c", 3)] == [
        "adbce", "bcade", "eabcd", "bcdea", "abcde",
    ]  # fmt: skip


@given(st.sampled_from("abcde"), st.integers(1, 5))
def test_one_that_moves_stands_where_it_was_sent(name: str, place: int) -> None:
    """A place that is chosen for one is the place that it has, and the rest is as it was."""
    there = moved(name, place)
    assert there[place - 1] == name
    assert there.replace(name, "") == "abcde".replace(name, "")


def test_adding_and_leaving_out() -> None:
    """One that comes new takes its place; one that is left out leaves no gap."""
    assert ordered("abc", {"a": "1", "b": "", "c": "3", "d": "2"}) == ("a", "d", "c")
    assert ordered("abc", {"a": "1", "b": "2", "c": "3", "d": "2"}) == ("a", "d", "b", "c")
    assert ordered("abc", {"a": "", "b": "", "c": ""}) == ()
