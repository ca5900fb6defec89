"""A course keeps little of what is past, and says of it what the whole past says."""

from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.classroom import Fickle, schooling
from fakes.past import Past
from pyojeong.app.domain.course import LAST, Course
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.mastery import SESSIONS
from pyojeong.app.domain.plan import ARRAYS, Plan
from pyojeong.app.domain.standing import TAUGHT
from pyojeong.app.domain.trial import Goal, Outcome, Purpose
from pyojeong.app.practice import standings

PURPOSES: tuple[Purpose, ...] = ("teach", "baseline", "track", "recheck", "gate", "maintenance")
STARTS = (("anger", 2), ("happy", 3), ("sad", 4))

# Few goals, so that they are mastered, and lost again, within some sessions.
PLANS = st.builds(
    Plan,
    feelings=st.sampled_from([ORDER[:3], ("fear", "surprise", "sad")]),
    ladder=st.sampled_from([("drawn",), ("drawn", "80"), ("drawn", "story")]),
    safety=st.booleans(),
    blocks=st.integers(1, 3),
    errorless=st.booleans(),
    starts=st.sampled_from([(), STARTS]),
)
RATES = st.sampled_from([0.3, 0.6, 0.8, 0.9, 1.0])
SCHOOLINGS = st.builds(
    schooling,
    st.builds(Fickle, st.fixed_dictionaries(dict.fromkeys(PURPOSES, RATES))),
    st.integers(1, 24),
    st.integers(0, 2**32),
    PLANS,
)
HISTORIES = SCHOOLINGS.map(lambda one: one.history)


@settings(max_examples=25, deadline=None)
@given(history=HISTORIES)
def test_what_the_whole_past_says(history: tuple[Outcome, ...]) -> None:
    """After every outcome: status, help by either rule, places, counts, and how teaching went."""
    here, pasts = Course(Plan()), defaultdict[Goal, Past](Past)
    for one in history:
        here, past, goal = here.after(one), pasts[one.trial.goal], one.trial.goal
        past.add(one)
        standing, strand = here.standing(goal), here.strand(goal)
        assert (standing.status, standing.probes) == (past.status, past.probes)
        assert standing.asking == tuple(past.asking)
        session, block = one.trial.session, one.trial.block
        for coming in ((session, block), (session, block + 1), (session + 1, 0)):
            for errorless in (False, True):
                level = standing.prompting.level(coming, errorless=errorless)
                assert level == past.level(coming, errorless=errorless)
        assert [strand.places(array) for array in ARRAYS] == [past.places(n) for n in ARRAYS]
        assert (strand.trials, strand.tracked) == (len(past.outcomes), past.tracked())
    for stands in standings.of(here).goals:
        past = pasts[stands.goal]
        assert (stands.right, stands.asked, stands.good) == (*past.last(), past.good())


@settings(max_examples=25, deadline=None)
@given(history=HISTORIES, share=st.sampled_from([0.5, 0.8, 1.0]))
def test_told_apart(history: tuple[Outcome, ...], share: float) -> None:
    """A feeling is told where so many of its last twelve were right, on whatever rung."""
    here = Course.of(Plan(), history)
    for feeling in ORDER:
        last = [one.independent for one in history if one.trial.goal.feeling == feeling][-LAST:]
        assert here.told_apart(feeling, share) == (len(last) == LAST and sum(last) >= share * LAST)


@settings(max_examples=25, deadline=None)
@given(history=HISTORIES, data=st.data())
def test_cut_anywhere(history: tuple[Outcome, ...], data: st.DataObject) -> None:
    """Cut anywhere, under whatever plan until then, it is the course of the whole history."""
    cut, other = data.draw(st.integers(0, len(history))), data.draw(PLANS)
    here = Course.of(other, history[:cut])
    for one in history[cut:]:
        here = here.after(one)
    # Sessions of practice are counted by the plan under which they ended.
    assert replace(here, plan=Plan(), practised=0) == replace(
        Course.of(Plan(), iter(history)), practised=0
    )


@settings(max_examples=25, deadline=None)
@given(history=HISTORIES)
def test_how_little_is_kept(history: tuple[Outcome, ...]) -> None:
    """Of sessions that are over: three with teaching of a goal, until it is asked again."""
    here = Course.of(Plan(), history)
    assert {one.trial.session for one in here.here} == {here.session}
    for goal, strand in here.strands.items():
        kept, status = strand.standing.recent, strand.standing.status
        assert status in TAUGHT or not kept
        assert len({one.trial.session for one in kept}) <= SESSIONS
        assert {one.trial.goal for one in kept} <= {goal}
