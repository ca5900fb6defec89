"""Shortcuts: seen where they are, and not where they are not."""

from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from fakes.classroom import Favourite, Learner, RulesOut, schooling
from fakes.rows import seen_of
from fakes.seen import counted, seen, wrong
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import drawn
from pyojeong.app.evidence.flags import FEWEST, as_much_more, at_least, flags, looked_for
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.share import Share

FEELINGS = ("happy", "anger", "sad", "fear", "surprise", "disgust")


def names(rows: list[Seen]) -> list[str]:
    """Return the shortcuts that are found."""
    return [flag.name for flag in flags(rows)]


def test_nothing_is_said_of_few_answers() -> None:
    """Of no answers, and of fewer than twelve, nothing is said."""
    assert flags([]) == ()
    assert flags([wrong(number, place=0, answer=1) for number in range(FEWEST - 1)]) == ()


def test_what_is_looked_for() -> None:
    """With twelve answers guessing is looked for, and what errors show with twelve of those."""
    rows = [seen(0, purpose="teach"), *counted(FEWEST, 0, start=1)]
    assert [flag.name for flag in looked_for(rows)] == ["guessing"]
    assert flags(rows) == ()
    rows += [wrong(50 + n, place=n % 2, answer=2) for n in range(FEWEST)]
    assert [flag.name for flag in looked_for(rows)] == ["position", "guessing"]
    told = [one._replace(offered="sad,sad,happy") for one in rows]
    assert [flag.name for flag in looked_for(told)] == ["position", "same", "guessing"]
    assert looked_for(rows[: FEWEST - 1]) == ()


def test_one_place() -> None:
    """Errors that all lie at the first place are a clear flag, with what chance would give."""
    rows = [wrong(number, place=0, answer=1 + number % 2) for number in range(20)]
    (flag,) = flags(rows)
    assert (flag.name, flag.sure, flag.place) == ("position", True, 0)
    assert flag.some == Share(20, 20)
    assert flag.expected == pytest.approx(10)


def named(chosen: str, number: int, asked: str, other: str = "pain") -> Seen:
    """Return an error that names an answer; it, what was asked and another stood on the page."""
    offered: list[str] = ["", "", ""]
    for place, word in enumerate((chosen, asked, other)):
        offered[(number + place) % 3] = word
    places = {"place": number % 3, "answer": (number + 1) % 3}
    return wrong(number, chosen, feeling=asked, offered=",".join(offered), **places)


@pytest.mark.parametrize("answer", ["happy", "neutral", "unsure"])
def test_always_the_same_answer(answer: str) -> None:
    """Errors that name one answer wherever it stands are a flag, be it neutral or "can't tell"."""
    asked = [feeling for feeling in FEELINGS if feeling != answer]
    rows = [named(answer, number, asked[number % 5]) for number in range(30)]
    (flag,) = flags(rows)
    assert (flag.name, flag.sure, flag.feeling) == ("same", True, answer)
    assert (flag.some, flag.expected) == (Share(30, 30), pytest.approx(15))


def test_the_same_answer_where_it_stands() -> None:
    """Errors of pages without the answer, however many, are not held against it."""
    asked = [feeling for feeling in FEELINGS if feeling != "happy"]
    rows = [named("happy", number, asked[number % 5]) for number in range(30)]
    absent = [named("pain", 30 + n, asked[n % 5], "neutral") for n in range(0, 60, 2)]
    absent += [named("neutral", 31 + n, asked[n % 5], "pain") for n in range(0, 60, 2)]
    found = next(flag for flag in flags([*absent, *rows]) if flag.name == "same")
    assert (found.feeling, found.some) == ("happy", Share(30, 30))


def test_a_confusion_is_not_the_same_answer() -> None:
    """Errors of one feeling name another: a confusion, though chance adds some of two others."""
    rows = [named("surprise", number, "fear") for number in range(30)]
    assert names(rows) == []
    rows += [named("surprise", number, asked) for number, asked in ((31, "sad"), (32, "anger"))]
    assert names(rows) == []


@pytest.mark.parametrize("favourite", ["happy", "sad", "neutral"])
def test_a_child_with_a_favourite(favourite: str) -> None:
    """Who chooses the same feeling in every session, wherever it stands, is found."""
    for seed in range(2):
        plan = Plan(starts=drawn(ORDER, Random(seed)), safety=False)
        rows = seen_of(schooling(Favourite(favourite), 18, seed, plan).history)
        found = next(flag for flag in flags(rows) if flag.name == "same")
        assert (found.feeling, found.sure) == (favourite, True)


def test_who_learns_has_no_favourite() -> None:
    """Of children who learn slowly, rule out what they know, or confuse two, few are flagged."""
    flagged = 0
    for seed in range(8):
        for pupil in (Learner(rate=0.03), Learner(rate=0.05, best=0.6), RulesOut()):
            rows = seen_of(schooling(pupil, 12, seed, Plan(safety=False)).history)
            flagged += "same" in names(rows)
    assert flagged <= 1  # of 24


def test_one_face() -> None:
    """A feeling that is told on one face alone, of those taught with, is a flag."""
    rows = [
        *counted(15, 0, purpose="teach", person="t01"),
        *counted(3, 11, start=15, purpose="teach", person="t02"),
    ]
    found = next(flag for flag in flags(rows) if flag.name == "person")
    assert (found.sure, found.persons, found.feeling) == (True, ("t01",), "happy")
    assert (found.some, found.others) == (Share(15, 15), Share(3, 14))


def test_the_mouth_alone() -> None:
    """Mouths that are told where eyes are not are a flag, of feelings asked in both."""
    rows = [
        *counted(12, 0, view="mouth", step="mouth"),
        *counted(3, 9, start=12, view="eyes", step="eyes"),
        *counted(9, 0, start=24, view="mouth", step="mouth", feeling="disgust"),
    ]
    found = next(flag for flag in flags(rows) if flag.name == "mouth")
    assert (found.some, found.others) == (Share(12, 12), Share(3, 12))


def test_guessing() -> None:
    """A third right of three choices is what a guesser has; most of them right is not."""
    taught = seen(0, purpose="teach")
    rows = [taught, *counted(6, 12, start=1)]
    assert "guessing" in names(rows)
    assert "guessing" not in names([taught, *counted(16, 2, start=1)])
    assert "guessing" not in names(rows[1:])  # nothing was taught yet


def test_who_learns_has_none() -> None:
    """Somebody who is right nine times of ten, with errors anywhere, is seldom flagged."""
    flagged = 0
    for seed in range(200):
        rng = Random(seed)
        rows = []
        for number in range(100):
            answer, feeling = rng.randrange(3), rng.choice(FEELINGS)
            other = rng.choice([one for one in FEELINGS if one != feeling])
            place = rng.choice([one for one in range(3) if one != answer])
            row = (
                seen(number, feeling=feeling, answer=answer, place=answer)
                if rng.random() < 0.8
                else wrong(number, other, place, feeling=feeling, answer=answer)
            )
            rows.append(row)
        flagged += bool(flags(rows))
    assert flagged <= 20  # each of two tests errs in one of twenty courses at most


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0, 1))
def test_hits_at_least(count: int, n: int, p: float) -> None:
    """With one chance for all the number of hits is binomial."""
    direct = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(count, n + 1))
    assert at_least(count, [p] * n) == pytest.approx(direct, abs=1e-9)


@given(st.integers(1, 25), st.integers(1, 25), st.data())
def test_as_much_more_is_fishers(n: int, m: int, data: st.DataObject) -> None:
    """The chance is that of SciPy's one-sided exact test."""
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    expected = fisher_exact([[a, n - a], [b, m - b]], alternative="greater").pvalue
    assert as_much_more(Share(a, n), Share(b, m)) == pytest.approx(expected)
