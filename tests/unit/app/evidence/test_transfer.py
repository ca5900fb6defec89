"""The transfer map: held-out probes alone, in the cells where they belong."""

from hypothesis import given
from hypothesis import strategies as st

from fakes import histories
from fakes.classroom import START
from fakes.seen import counted, seen, wrong
from pyojeong.app.evidence.asked import probes
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.share import Share
from pyojeong.app.evidence.transfer import COLUMNS, LATEST, columns_of, transfer_map

HISTORY = histories.seen(days=60)


def test_no_history_no_cells() -> None:
    """Of nothing that was asked every cell says so."""
    found = transfer_map([], [])
    assert found.asked == 0
    assert found.cell("happy", "adult") == Share(0, 0)
    assert found.cell("happy", "adult").interval is None


def test_counted_by_hand() -> None:
    """Two of three right on adults, and one of one at 60 %, make three cells."""
    rows = [*counted(2, 1), seen(3, step="60", intensity=0.6)]
    found = transfer_map(rows, [])
    assert dict(found.cells) == {
        ("happy", "adult"): Share(2, 3),
        ("happy", "100"): Share(2, 3),
        ("happy", "60"): Share(1, 1),
    }


def test_taught_faces_are_left_out() -> None:
    """Teaching, and the recheck of what was taught, fill no cell."""
    rows = [seen(0, purpose="teach"), seen(1, purpose="recheck"), seen(2, prompted=True)]
    assert transfer_map(rows[:2], []).asked == 0


def test_a_story_that_is_taught_is_no_probe() -> None:
    """A probe of earlier versions, whose story was not held out, fills no cell."""
    rows = [seen(0, step="story", held_out=False), wrong(1, step="story")]
    assert dict(transfer_map(rows, []).cells) == {("happy", "story"): Share(0, 1)}


def test_what_asks_for_no_feeling_is_left_out() -> None:
    """Which part shows it, which face shows it most, and what to do say nothing of a feeling."""
    rows = [
        seen(0, exercise="different", step="parts"),
        seen(1, exercise="stronger", step="60"),
        seen(2, feeling="pain", chosen="tell_adult"),
    ]
    assert transfer_map(rows, []).asked == 0


def test_places_of_a_probe() -> None:
    """A picture belongs where it is: parts, movement, photos and stories apart from whole faces."""
    assert columns_of(seen()) == ("adult", "100")
    assert columns_of(seen(age="child")) == ("child", "100")
    assert columns_of(seen(intensity=0.4)) == ("40",)
    assert columns_of(seen(view="eyes")) == ("eyes",)
    assert columns_of(seen(view="mouth")) == ("mouth",)
    assert columns_of(seen(moving=True)) == ("moving",)
    assert columns_of(seen(medium="photo")) == ("photo",)
    assert columns_of(seen(step="story")) == ("story",)
    assert columns_of(seen(person=None, age=None)) == ("story",)
    assert columns_of(seen(intensity=0.9)) == ()


def test_real_life_is_what_was_observed() -> None:
    """What was managed alone is right; with help, or not yet, is not."""
    observed = [
        Observed(START, "probe", 0, "sad", "", result) for result in ("alone", "helped", "not_yet")
    ]
    assert dict(transfer_map([], observed).cells) == {("sad", "real"): Share(1, 3)}


def test_the_latest_answers_count() -> None:
    """A cell holds the latest answers: errors of long ago are gone."""
    rows = [wrong(number) for number in range(5)] + [seen(5 + n) for n in range(LATEST)]
    assert transfer_map(rows, []).cell("happy", "adult") == Share(LATEST, LATEST)


def test_columns_and_rows_that_are_not_always_there() -> None:
    """Photos and pain have their place only once something of them was asked."""
    plain = transfer_map([seen()], [])
    assert "photo" not in plain.columns
    assert "pain" not in plain.feelings
    more = transfer_map([seen(medium="photo", feeling="pain")], [])
    assert more.columns == COLUMNS
    assert more.feelings[-1] == "pain"


@given(st.lists(st.sampled_from(HISTORY), max_size=80))
def test_no_cell_has_more_than_there_is(rows: list[Seen]) -> None:
    """No cell counts more than was asked, nor more right than asked; probes alone are counted."""
    found = transfer_map(rows, [])
    asked = probes(rows)
    for (feeling, _column), (right, n) in found.cells.items():
        assert 0 <= right <= n <= min(LATEST, sum(one.feeling == feeling for one in asked))
    assert transfer_map(asked, []) == found
