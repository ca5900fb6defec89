"""Phase graphs: points, phase lines, changes and pauses."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fakes import histories
from fakes.classroom import START
from fakes.seen import counted, seen
from pyojeong.app.domain.plan import Plan
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.evidence.phases import (
    PAUSE,
    SESSIONS,
    Change,
    Line,
    Pause,
    Point,
    changed,
    paused,
    phases,
)
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.share import Share
from pyojeong.core.settings import replace

HISTORY = histories.seen(days=70)
DAY = START.date()


def day(session: int) -> date:
    """Return the day of a session."""
    return DAY + timedelta(days=session)


def test_no_history_no_panels() -> None:
    """Of nothing that was seen there is no panel."""
    assert phases([]) == ()


def test_before_and_since_teaching() -> None:
    """A probe is baseline until the feeling's first trial of teaching, and then no more."""
    rows = [
        *counted(1, 1, session=0),
        *counted(1, 0, start=2, session=1),
        seen(3, session=1, purpose="teach"),
        seen(4, session=1, purpose="teach", prompted=True, prompt=0),
        *counted(2, 0, start=5, session=2),
    ]
    (panel,) = phases(rows)
    assert panel.points == (
        Point(day(0), 0, "baseline", Share(1, 2)),
        Point(day(1), 1, "baseline", Share(1, 1)),
        Point(day(1), 1, "teach", Share(1, 2)),
        Point(day(2), 2, "taught", Share(2, 2)),
    )
    assert panel.lines == (Line(day(1), 1, "teaching"),)
    assert not panel.weekly


def test_kinds_of_probes() -> None:
    """New faces, keeping, later steps and forms are kinds of their own."""
    rows = [
        seen(0, purpose="teach"),
        seen(1, purpose="gate"),
        seen(2, purpose="maintenance"),
        seen(3, purpose="review"),
        seen(4, purpose="baseline", step="80"),
        seen(5, purpose="form", form="faces"),
        seen(6, purpose="recheck"),
    ]
    (panel,) = phases(rows)
    kinds = {point.kind: point.share for point in panel.points}
    assert kinds == {
        "teach": Share(1, 1),
        "gate": Share(1, 1),
        "kept": Share(2, 2),
        "step": Share(1, 1),
        "form": Share(1, 1),
    }


def test_mastered_and_taught_again() -> None:
    """A gate that is passed ends teaching; probes of keeping that go badly begin it again."""
    rows = [
        seen(0, purpose="teach"),
        *counted(3, 2, start=1, purpose="gate", session=1),
        *counted(4, 1, start=6, purpose="gate", session=2),
        *counted(4, 1, start=11, purpose="maintenance", session=3),
        *counted(3, 2, start=16, purpose="maintenance", session=4),
    ]
    (panel,) = phases(rows)
    assert [(line.session, line.turn) for line in panel.lines] == [
        (0, "teaching"),
        (2, "mastered"),
        (4, "again"),
    ]


def test_only_the_first_step_is_mastered() -> None:
    """A gate of a later step is no phase line."""
    rows = [seen(0, purpose="teach"), *counted(5, 0, start=1, purpose="gate", step="80")]
    (panel,) = phases(rows)
    assert [line.turn for line in panel.lines] == ["teaching"]


def test_real_life_stands_by_the_week() -> None:
    """What a caregiver observed is a point a week, even where nothing else is."""
    observed = [
        Observed(START + timedelta(days=days), "probe", 0, "fear", "", result)
        for days, result in ((0, "alone"), (2, "helped"), (7, "alone"))
    ]
    (panel,) = phases([], observed)
    assert panel.feeling == "fear"
    assert panel.points == (
        Point(date(2027, 3, 1), None, "real", Share(1, 2)),
        Point(date(2027, 3, 8), None, "real", Share(1, 1)),
    )


def test_changes_of_the_plan() -> None:
    """Every setting that a new plan has otherwise is a change, with its values."""
    plans = [
        (START, Plan()),
        (START + timedelta(days=1), Plan()),
        (START + timedelta(days=2), replace(Plan(), array=4, blocks=3)),
    ]
    assert changed(plans) == (
        Change(day(2), "array", None, 4),
        Change(day(2), "blocks", 2, 3),
    )


def test_pauses() -> None:
    """Only more than two weeks without a session are a pause; its own days are counted."""
    days = [DAY, DAY + timedelta(days=PAUSE), DAY + timedelta(days=2 * PAUSE + 1)]
    assert paused(days) == (Pause(days[1], days[2]),)
    assert paused(days)[0].days == PAUSE


def test_many_sessions_are_shown_by_the_week() -> None:
    """Of sixty sessions each has its point; of one more, every week has."""
    few = [seen(number, session=number) for number in range(SESSIONS)]
    assert not phases(few)[0].weekly
    (panel,) = phases([*few, seen(SESSIONS, session=SESSIONS)])
    assert panel.weekly
    assert all(point.day.weekday() == 0 and point.session is None for point in panel.points)
    assert sum(point.share.n for point in panel.points) == SESSIONS + 1


@given(st.integers(0, len(HISTORY)), st.booleans())
def test_counts_sum_to_what_was_seen(until: int, few: bool) -> None:
    """Every probe and every trial of teaching is in one point, and no point has none."""
    rows: list[Seen] = HISTORY[: until // 10 if few else until]
    points = [point for panel in phases(rows) for point in panel.points]
    assert sum(point.share.n for point in points) == len(rows)
    assert all(0 <= point.share.right <= point.share.n for point in points)
    taught = sum(point.share.n for point in points if point.kind == "teach")
    assert taught == sum(one.purpose == "teach" for one in rows)
