from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Annotation

from fakes.comparison import World, fake_compared
from pyojeong.core.settings import replace
from pyojeong.lab import style
from pyojeong.lab.comparison import Compared
from pyojeong.lab.rank_plots import critical_difference, ties

NAMES = [f"efficientnet_b{index}" for index in range(13)]
WORLD = World(photos=200)


def told(compared: Compared, *apart: str) -> Compared:
    """Return the comparison with just these pairs told apart, as "ab"."""
    pairs = {frozenset(pair) for pair in apart}
    return replace(
        compared,
        differences=tuple(
            replace(one, told_apart=frozenset((one.first, one.second)) in pairs)
            for one in compared.differences
        ),
    )


def test_bars_join_what_cannot_be_told_apart() -> None:
    """A chain of ties makes a bar for each link, and nothing joins two that differ."""
    found = fake_compared([*"abcd"], [0.8, 0.7, 0.6, 0.5], world=WORLD)
    assert ties(told(found, "ac", "ad", "bd")) == [{"a", "b"}, {"b", "c"}, {"c", "d"}]
    assert ties(told(found)) == [{"a", "b", "c", "d"}]
    assert ties(told(found, "ab", "ac", "ad", "bc", "bd", "cd")) == []
    assert ties(told(found, "ab", "cd", "bc")) == [{"a", "c"}, {"a", "d"}, {"b", "d"}]


@pytest.mark.parametrize("accuracies", [[0.7] * 13, [0.8 - 0.05 * i for i in range(13)]])
def test_thirteen_names_do_not_collide(accuracies: list[float]) -> None:
    """Equal or far apart, thirteen names stand clear of each other and inside the figure."""
    found = fake_compared(NAMES, accuracies, world=WORLD)
    figure = critical_difference(found, "en")
    with style.in_style():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        words = [one for one in figure.axes[0].texts if isinstance(one, Annotation)]
        boxes = [one.get_window_extent(canvas.get_renderer()) for one in words]
    assert len(boxes) == 13
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(figure.bbox.containsx(box.x0) and figure.bbox.containsx(box.x1) for box in boxes)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_two_names_stand_left_and_right(language: str) -> None:
    """The better of two hangs at the left, the other at the right, each with its accuracy."""
    found = fake_compared(["poor", "good"], [0.3, 0.8], world=WORLD)
    words = critical_difference(found, language).axes[0].texts
    assert [word.get_text().split()[0] for word in words] == ["good", "poor"]
    assert [word.get_horizontalalignment() for word in words] == ["right", "left"]
    assert all("%" in word.get_text() for word in words)
