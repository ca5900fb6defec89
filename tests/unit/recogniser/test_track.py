import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from pyojeong.recogniser.track import BID, FORGET_S, Tracker, assign, overlap


def square(x: float, y: float = 100.0, side: float = 100.0) -> list[float]:
    """Return a box about a centre."""
    return [x - side / 2, y - side / 2, x + side / 2, y + side / 2]


def walk(tracker: Tracker, pictures: list[list[list[float]]], fps: float = 10) -> list[list[int]]:
    """Show pictures to a tracker; return the numbers of each."""
    return [
        tracker.step(np.array(boxes, np.float32).reshape(-1, 4), place / fps).tolist()
        for place, boxes in enumerate(pictures)
    ]


def test_people_keep_their_numbers() -> None:
    """Two people who sway keep their numbers, in whatever order the detector lists them."""
    sway = 20 * np.sin(np.arange(40))
    pictures = [[square(100 + x), square(260 - x)] for x in sway]
    shuffled = [boxes[:: 1 if place % 3 else -1] for place, boxes in enumerate(pictures)]
    numbers = walk(Tracker(), shuffled)
    assert numbers == [[1, 2] if place % 3 else [2, 1] for place in range(40)]


def test_new_people_get_new_numbers_from_left_to_right() -> None:
    """Whoever comes in gets the next number; nobody's number is given twice."""
    pictures = [
        [square(500)],
        [square(500), square(300), square(100)],
        [square(300)],
        [square(300), square(700)],
    ]
    assert walk(Tracker(), pictures) == [[1], [1, 3, 2], [3], [3, 4]]


@pytest.mark.parametrize(("missed_s", "number"), [(0.3, 1), (FORGET_S, 1), (FORGET_S + 0.1, 2)])
def test_short_misses_are_survived(missed_s: float, number: int) -> None:
    """A face that is not found for up to FORGET_S keeps its number, and no longer."""
    tracker = Tracker()
    tracker.step(np.array([square(100)]), 0.0)
    for time_s in np.arange(0.1, missed_s - 0.01, 0.1):
        assert not tracker.step(np.empty((0, 4)), float(time_s)).size
    assert tracker.step(np.array([square(105)]), missed_s).tolist() == [number]


def test_slow_film_keeps_numbers() -> None:
    """With a picture every five seconds a face in its place is still the same person."""
    assert walk(Tracker(), [[square(100)], [square(110)], [square(95)]], fps=0.2) == [[1]] * 3


def test_crossing_people_are_not_mixed_up() -> None:
    """Two heads that pass through each other, at 10 pictures a second, go on as they went."""
    steps = range(-30, 31)
    pictures = [[square(300 + 10 * x, 100), square(300 - 10 * x, 108)] for x in steps]
    assert walk(Tracker(), pictures) == [[1, 2]] * len(steps)


def test_hidden_person_is_found_again_on_the_other_side() -> None:
    """One who walks behind another, and is not seen meanwhile, comes out with the old number."""
    steps = range(-20, 21)
    pictures = [
        [square(300), square(300 + 15 * x, 104)] if abs(x) > 2 else [square(300)] for x in steps
    ]
    numbers = walk(Tracker(), pictures)
    assert {tuple(one) for one in numbers} == {(2, 1), (2,)}


def test_people_is_who_may_come_back() -> None:
    """A face just missed counts, one missed for longer does not."""
    tracker = Tracker()
    tracker.step(np.array([square(100), square(300)]), 0.0)
    tracker.step(np.array([square(100)]), FORGET_S)
    assert tracker.people == {1, 2}
    tracker.step(np.array([square(100)]), FORGET_S + 0.1)
    assert tracker.people == {1}


def test_overlap_is_intersection_over_union() -> None:
    """Half of a box shared with its neighbour is a third; boxes without an area share nothing."""
    others = np.array([[0, 0, 2, 2], [1, 0, 3, 2], [2, 0, 4, 2], [1, 1, 1, 1]], float)
    assert overlap(np.array([0, 0, 2, 2.0]), others).tolist() == [1, pytest.approx(1 / 3), 0, 0]
    assert overlap(np.ones(4), others[3:]).tolist() == [0]


@pytest.mark.parametrize("seed", range(30))
def test_assignment_is_the_best_there_is(seed: int) -> None:
    """The sum of the gains is SciPy's, but for the step of the bids."""
    chance = np.random.default_rng(seed)
    bidders, things = chance.integers(1, 9, 2)
    gains = chance.random((bidders, things)) * (chance.random((bidders, things)) < 0.6)
    pairs = assign([{j: float(g) for j, g in enumerate(row) if g} for row in gains])
    assert len(set(pairs.values())) == len(pairs)
    best = gains[linear_sum_assignment(gains, maximize=True)].sum()
    found = sum(gains[pair] for pair in pairs.items())
    assert best - bidders * BID <= found <= best + 1e-12


def test_crowd_in_one_place_is_numbered_too() -> None:
    """Three thousand equal boxes, twice: each has a number of its own, and bidding ends."""
    boxes = np.tile(np.array(square(100)), (3000, 1))
    tracker = Tracker()
    for time_s in (0.0, 0.1):
        assert len(set(tracker.step(boxes, time_s).tolist())) == 3000
