"""The verdict: who learns is seen, who does not is not called improving."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from fakes.classroom import (
    Favourite,
    Guesser,
    Half,
    Learner,
    Pupil,
    RulesOut,
    schooling,
)
from fakes.rows import seen_of
from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import Starts, drawn
from pyojeong.app.domain.trial import UNPROMPTED, Purpose
from pyojeong.app.evidence.cases import Standard
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.verdict import (
    DOSE,
    EVERY,
    RISK,
    Verdict,
    risk,
    strata_at,
    tiers_of,
    verdict,
)

START = datetime(2027, 3, 1, 16, tzinfo=UTC)
COURSES = 2_000
STARTS: Starts = (("anger", 3), ("happy", 5), ("sad", 6))


def row(number: int, session: int, feeling: Feeling, purpose: Purpose, *, right: bool) -> Seen:
    """Return a trial with a whole face."""
    taught = purpose == "teach"
    return Seen(
        number=number, session=session, block=0, at=START + timedelta(days=session),
        feeling=feeling, step="drawn", purpose=purpose, exercise="find", language="ko",
        person="t1" if taught else "h1", age="child", held_out=not taught, intensity=1.0,
        view="face", moving=False, medium="drawn", array=3, answer=0, answers=1,
        place=0 if right else 1, chosen=feeling if right else "neutral", correct=right,
        prompt=UNPROMPTED, prompted=False, reaction_ms=2_000, form=None,
    )  # fmt: skip


def rows_of(starts: Starts, sessions: int, can: Callable[[Feeling, int], bool]) -> list[Seen]:
    """Return a course of tracked faces, with one trial of teaching where a feeling begins."""
    found: list[Seen] = []
    for session in range(sessions):
        for feeling in ORDER:
            right = can(feeling, session)
            found.append(row(len(found), session, feeling, "track", right=right))
        begun = [feeling for feeling, start in starts if start == session]
        found += [
            row(len(found) + turn, session, feeling, "teach", right=True)
            for turn, feeling in enumerate(begun)
        ]
    return found


def constant(share: float, seed: int, sessions: int = 2 * DOSE) -> Verdict:
    """Return the verdict on a child whom nothing changes, over twice the planned dose."""
    rng = Random(seed)
    starts = drawn(ORDER, rng)
    return verdict(rows_of(starts, sessions, lambda _f, _s: rng.random() < share), starts)


@pytest.mark.parametrize("share", [1 / 3, 0.6, 0.9])
def test_who_does_not_learn_is_rarely_called_improving(share: float) -> None:
    """Of 2,000 courses of twelve weeks at most one in twenty is called improving at any look."""
    called = sum(constant(share, seed).since is not None for seed in range(COURSES))
    assert called / COURSES <= RISK


def test_a_child_whom_teaching_does_not_reach() -> None:
    """By the real rules of teaching, too, who guesses or stays as able is not called so."""
    words = [word(pupil, seed) for pupil in (Guesser(), Half()) for seed in range(20)]
    assert words.count("improving") <= 2  # 5 % of forty; benchmarks/verdict.py has 2,000


def test_a_child_who_learns() -> None:
    """Who learns steadily is seen in at least eight of ten courses of the planned dose."""
    words = [word(Learner(), seed) for seed in range(20)]
    assert words.count("improving") >= 16
    assert "not improving" not in words


def word(pupil: Pupil, seed: int) -> str:
    """Return the word on somebody after the planned dose."""
    plan = Plan(starts=drawn(ORDER, Random(seed + 10_000)))
    return verdict(seen_of(schooling(pupil, DOSE, seed, plan).history), plan.starts).word


def test_the_risk_is_shared_out() -> None:
    """All looks together take no more than 5 %, and each some."""
    risks = [risk(look) for look in range(EVERY, 100 * EVERY, EVERY)]
    assert all(one > 0 for one in risks)
    assert sum(risks) <= RISK + 1e-12
    assert sum(risks[:3]) == pytest.approx(0.045)


def test_before_the_first_look() -> None:
    """Nothing is said before two weeks are over, however clear it seems."""
    early = verdict(rows_of(STARTS, EVERY - 1, lambda f, s: s > dict(STARTS).get(f, 99)), STARTS)
    assert (early.word, early.sessions, early.next_look) == ("not yet clear", 0, EVERY)
    assert early.test is None
    assert early.gains == ()


def test_nothing_was_seen() -> None:
    """Of an empty history there is a verdict, and it says nothing."""
    empty = verdict([])
    assert (empty.word, empty.sure, empty.since, empty.chance) == (
        "not yet clear", "not sure", None, None,
    )  # fmt: skip
    assert empty.design.overall == Standard.NOT_MET


def learned(feeling: Feeling, session: int) -> bool:
    """Whether a feeling is known: from the session after its start."""
    return session > dict(STARTS).get(feeling, 99)


def test_a_gain_at_each_start() -> None:
    """It is called improving with the date, feeling by feeling, and by chance's draw too."""
    found = verdict(rows_of(STARTS, DOSE, learned), STARTS)
    assert (found.word, found.sure, found.measured) == ("improving", "very sure", True)
    assert found.since is not None
    assert found.shares is not None
    assert found.test is not None
    before, since = found.shares
    assert since - before == pytest.approx(found.test.difference.value)
    assert found.since.date() < (START + timedelta(days=DOSE)).date()
    words = {gain.feeling: gain.word for gain in found.gains}
    assert [words[feeling] for feeling in ("anger", "happy", "sad")] == ["improving"] * 3
    assert words["fear"] == "not yet clear"
    assert found.asked == (17, 37)
    assert found.design.experimental
    assert found.chance is not None
    assert found.chance.p == pytest.approx(1 / 24)


def test_what_was_seen_and_is_lost() -> None:
    """Where it does not show any more, the word says so; that it was seen stays, and when."""

    def lost(feeling: Feeling, session: int) -> bool:
        return learned(feeling, session) and session < DOSE

    found = verdict(rows_of(STARTS, 6 * DOSE, lost), STARTS)
    assert (found.word, found.sure) == ("not yet clear", "not sure")
    assert found.since is not None
    kept = verdict(rows_of(STARTS, 6 * DOSE, learned), STARTS)
    assert (kept.word, kept.since) == ("improving", found.since)


def test_no_gain_worth_having() -> None:
    """Where the gain is surely small after the whole dose, it says so."""
    flat = constant(1 / 3, seed=7)
    assert (flat.word, flat.since) == ("not improving", None)


def test_where_all_began_at_once() -> None:
    """Without drawn starts chance says nothing, and the design is no experiment."""
    starts: Starts = (("happy", 3), ("anger", 3), ("sad", 3))
    found = verdict(rows_of(starts, DOSE, lambda f, s: s > 3), ())
    assert found.chance is None
    assert not found.design.experimental


def test_what_counts() -> None:
    """Before is what was asked before the first taught trial; teaching itself counts nowhere."""
    rows = rows_of((("happy", 2),), 4, lambda _f, session: session > 2)
    happy = dict(strata_at(rows, [3])[0])["happy"]
    assert (happy.before_right, happy.before) == (0, 3)
    assert (happy.after_right, happy.after) == (1, 1)
    tier = next(one for one in tiers_of(rows) if one.name == "happy")
    assert (tier.start, tuple(tier.points)) == (3, (0.0, 0.0, 0.0, 1.0))


def others() -> Iterator[Seen]:
    """Return rows that no verdict counts: a form's, another rung's, and other probes."""
    one = row(0, 0, "happy", "form", right=True)
    yield one._replace(form="faces")
    yield one._replace(step="eyes", purpose="baseline")
    yield one._replace(purpose="gate")
    yield one._replace(feeling="pain", purpose="baseline")


def test_what_does_not_count() -> None:
    """Forms, other rungs, other probes and pain change nothing."""
    rows = rows_of(STARTS, DOSE, learned)
    with_others = [one._replace(number=-1) for one in others()] + rows
    assert verdict(with_others, STARTS) == verdict(rows, STARTS)


def test_who_knew_it_before() -> None:
    """Somebody who was always right is not told to be not improving."""
    found = verdict(rows_of(STARTS, 2 * DOSE, lambda _f, _s: True), STARTS)
    assert found.word == "known already"
    assert {gain.word for gain in found.gains if gain.after} == {"known already"}


def test_what_was_never_tracked() -> None:
    """Where teaching began at once, there is nothing to compare, whatever was probed since."""
    rows = [row(n, n, "happy", "gate" if n % 2 else "teach", right=True) for n in range(40)]
    found = verdict(rows)
    assert (found.measured, found.sessions, found.test, found.shares) == (False, 0, None, None)


def test_a_changed_ladder_changes_no_verdict() -> None:
    """The verdict stays with the rung that was tracked when it began."""
    rows = rows_of(STARTS, DOSE, learned)
    later = [one._replace(step="photo", session=50, number=1_000 + n) for n, one in enumerate(rows)]
    assert verdict([*rows, *later], STARTS) == verdict(rows, STARTS)


@pytest.mark.parametrize("pupil", [Favourite("neutral"), Favourite("happy"), RulesOut()])
def test_a_way_to_choose_is_no_learning(pupil: Pupil) -> None:
    """Who always chooses one feeling, or rules out what is known, does not seem to learn."""
    words = [word(pupil, seed) for seed in range(15)]
    assert words.count("improving") <= 1
