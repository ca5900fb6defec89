import re
import warnings
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from PIL import Image

from pyojeong.core.labels import KOREAN, SIX
from pyojeong.lab import pair_plots, plots, score_plots, style
from pyojeong.lab.metrics import Bin
from pyojeong.lab.photo_plots import Told, before_and_after, told

RNG = np.random.default_rng(0)
PHOTO = Image.fromarray(RNG.integers(0, 255, (24, 20, 3), dtype=np.uint8))
TOLD = Told(PHOTO, SIX, (0.5, 0.1, 0.1, 0.1, 0.1, 0.1), "anger")

# Each figure of a report, drawn from fixed values.
FIGURES: dict[str, Callable[[str], Figure]] = {
    "curves": lambda x: plots.curves(
        [
            plots.Line("alexnet", (0.2, 0.5, 0.4), True),
            plots.Line("lenet5", (0.2, 0.3, 0.3), False),
        ],
        0.08,
        1 / 6,
        x,
    ),
    "one-epoch": lambda x: plots.curves([plots.Line("alexnet", (0.4,), True)], 0.1, 1 / 6, x),
    "dots": lambda x: plots.dots([plots.Dot("a", 0.5, 0.4, 0.6, "n = 9")], x, axis="accuracy"),
    "beside": lambda x: plots.dots(
        [plots.Dot("a", None, aside=(0.5, 0.4, 0.6)), plots.Dot("b", 0.5, 0.4, 0.6)],
        x,
        axis="accuracy",
        asides=("this study", "the 2024 study"),
        reference=0.2,
    ),
    "confusion": lambda x: score_plots.confusion(np.diag([3, 2, 0, 1, 1, 5]), SIX, x),
    "mixed-up": lambda x: pair_plots.mixed_up(
        np.arange(36).reshape(6, 6), SIX, [("anger", "disgust")], x
    ),
    "reliability": lambda x: score_plots.reliability(
        [Bin(0, 0.5, 0, 0, 0), Bin(0.5, 1, 9, 0.8, 0.7)], x
    ),
    "tallies": lambda x: plots.tallies([plots.Tally("pain", (6, 2, 2), 5, 5)], x),
    "pairs": lambda x: before_and_after([PHOTO] * 9, [PHOTO] * 9, x),
    "told": lambda x: told([TOLD] * 6, x),
}


@pytest.mark.parametrize(("name", "language"), [("curves", "en"), ("beside", "ko"), ("told", "en")])
def test_figure_is_the_same_every_time(name: str, language: str) -> None:
    """Drawn twice, a figure is the same SVG and the same PNG, whatever else was drawn between."""
    first = style.finish(name, language, FIGURES[name](language))
    style.finish("other", "en", FIGURES["dots"]("en"))
    assert style.finish(name, language, FIGURES[name](language)) == first
    assert "<dc:date>" not in first.svg


@pytest.mark.parametrize("name", FIGURES)
def test_inline_figure_stands_alone(name: str) -> None:
    """A figure inside a page is well formed, has its name, and no identifier of another figure."""
    inline = {
        x: style.finish(name, x, FIGURES[name](x)).inline('A "name" & more') for x in ("en", "ko")
    }
    root = ElementTree.fromstring(inline["en"].replace("<svg ", '<svg xmlns="s" ', 1))  # noqa: S314  our own
    assert root.get("aria-label") == 'A "name" & more'
    names = [set(re.findall(r'\bid="([^"]+)"', text)) for text in inline.values()]
    assert not names[0] & names[1]
    for text, own in zip(inline.values(), names, strict=True):
        used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', text))
        assert used <= own


def test_words_stay_words_in_the_language_asked_for() -> None:
    """Labels stand in the SVG as text, in Korean where Korean is asked for."""
    english = style.finish("x", "en", FIGURES["confusion"]("en")).svg
    korean = style.finish("x", "ko", FIGURES["confusion"]("ko")).svg
    for label in SIX:
        assert f">{label}<" in english
        assert f">{KOREAN[label]}<" in korean


def test_ruler_is_drawn_between_candidates_only() -> None:
    """The ruler of what can be told apart stands in no figure of a single line."""
    assert "closer than this" in style.finish("a", "en", FIGURES["curves"]("en")).svg
    assert "closer than this" not in style.finish("a", "en", FIGURES["one-epoch"]("en")).svg


def test_settings_elsewhere_do_not_reach_a_figure() -> None:
    """What matplotlib is set to outside neither changes a figure nor is changed by it."""
    first = style.finish("a", "en", FIGURES["dots"]("en")).svg
    with mpl.rc_context({"font.size": 30, "axes.grid": True, "svg.fonttype": "path"}):
        assert style.finish("a", "en", FIGURES["dots"]("en")).svg == first
        assert mpl.rcParams["font.size"] == 30


def test_without_korean_letters_there_is_no_korean_png(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where no typeface has Korean letters, the SVG is written, and no PNG full of boxes."""
    monkeypatch.setattr(style, "fonts", lambda: ["DejaVu Sans"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawing = style.finish("labels", "ko", FIGURES["tallies"]("ko"))
    drawing.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["labels.ko.svg"]
    assert KOREAN["pain"] in drawing.svg


@given(places=st.lists(st.floats(0, 1), min_size=1, max_size=9), distance=st.floats(0.001, 0.3))
@settings(max_examples=100)
def test_labels_are_moved_apart(places: list[float], distance: float) -> None:
    """Moved labels keep their order, their distance and their common middle."""
    moved = style.apart(places, distance)
    pairs = sorted(zip(moved, places, strict=True))
    gaps = np.diff([new for new, _ in pairs])
    assert (gaps >= distance - 1e-9).all()
    assert [old for _, old in pairs] == sorted(places)
    assert np.mean(moved) == pytest.approx(np.mean(places))


def test_labels_far_apart_stay() -> None:
    """Labels that are far enough apart stand where they belong."""
    assert style.apart([0.9, 0.1, 0.5], 0.2) == [0.9, 0.1, 0.5]
