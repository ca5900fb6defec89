"""Values that cannot be impossible: trials, outcomes, children, plans."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from fakes.outcomes import MONDAY, outcome, trial
from pyojeong.app.domain.child import LONGEST, Child, Consent, tidy
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.stimulus import Word
from pyojeong.app.domain.trial import Goal, Outcome, Trial


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answers": (3,)}, "outside the choices"),
        ({"answers": (0, 1, 2)}, "nothing is asked"),
        ({"purpose": "gate", "prompt": 0}, "not prompted"),
        ({"purpose": "teach"}, "never used to teach"),
    ],
)
def test_impossible_trials(changes: dict[str, object], words: str) -> None:
    """Answers that are not there, help in a probe, held-out faces in teaching."""
    good = trial(purpose="baseline")
    with pytest.raises(ValidationError, match=words):
        Trial.model_validate({**good.model_dump(), **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"place": 3}, "not among the choices"), ({"prompted": True}, "nothing was shown")],
)
def test_impossible_outcomes(changes: dict[str, object], words: str) -> None:
    """A place that is not there, help that was not given."""
    good = outcome(trial())
    with pytest.raises(ValidationError, match=words):
        Outcome.model_validate({**good.model_dump(), **changes})


def test_delays() -> None:
    """The level names the seconds."""
    assert [trial(prompt=level).delay_s for level in range(6)] == [0, 1, 2, 3, 5, None]


def test_what_a_trial_is_about() -> None:
    """The sample, else the right face, else nothing."""
    plain = trial(answer=1)
    assert plain.asked == plain.choices[1]
    named = plain.model_copy(update={"sample": (plain.faces[0],)})
    assert named.asked == plain.faces[0]
    words = plain.model_copy(update={"choices": (Word(feeling="sad"), Word(feeling="happy"))})
    assert words.asked is None
    assert words.faces == ()


def test_a_day_is_a_local_one() -> None:
    """The day of an outcome is that of its own zone."""
    assert outcome(trial(), at=datetime(2027, 3, 1, 23, 59, tzinfo=UTC)).day.day == 1


def child(name: str = "Otter", *, consent: bool = False) -> Child:
    """Return a child."""
    given = Consent(given_by="parent", at=MONDAY, wording=1) if consent else None
    return Child(key="k", pseudonym=name, age="6-8", language="ko", consent=given)


def test_no_practice_without_consent() -> None:
    """A guardian's consent comes first."""
    assert not child().may_practise
    assert child(consent=True).may_practise


@pytest.mark.parametrize(
    ("name", "kept"),
    [("  수달 \n", "수달"), ("\x00A\tB\u202e", "A B\u202e"), ("<b>🦦</b>", "<b>🦦</b>")],
)
def test_names(name: str, kept: str) -> None:
    """Spaces are tidied, control characters go, everything else is the family's own choice."""
    assert tidy(name) == kept
    assert child(name).pseudonym == kept


@pytest.mark.parametrize("name", ["", " \n ", "\x00", "n" * (LONGEST + 1), "n" * 10_000])
def test_names_that_are_none(name: str) -> None:
    """A name has one to forty characters that can be seen."""
    with pytest.raises(ValidationError):
        child(name)


@pytest.mark.parametrize(
    "changes",
    [
        {"feelings": ("happy", "sad", "neutral")},
        {"feelings": ("happy", "sad", "pain")},
        {"feelings": ("happy", "sad", "sad")},
        {"ladder": ("drawn", "drawn")},
        {"languages": ("ko", "ko")},
    ],
)
def test_impossible_plans(changes: dict[str, object]) -> None:
    """Neutral is never asked for, pain is apart, and nothing is taught twice."""
    with pytest.raises(ValidationError, match=r"once|apart|own"):
        Plan.model_validate(changes)


def test_goals_in_order() -> None:
    """Every feeling on a rung before any on the next; pain is apart."""
    plan = Plan(ladder=("drawn", "80"))
    assert [goal.feeling for goal in plan.goals[:2]] == ["happy", "anger"]
    assert {goal.step for goal in plan.goals[6:]} == {"80"}
    assert plan.safety_goals[0] == Goal(feeling="pain")
    assert Plan(safety=False).safety_goals == ()


def test_what_eyes_do_not_tell() -> None:
    """Nobody is asked for disgust by the eyes alone."""
    goals = Plan().goals
    assert Goal(feeling="disgust", step="eyes") not in goals
    assert Goal(feeling="disgust", step="mouth") in goals
    assert len(goals) == 9 * 6 - 1
