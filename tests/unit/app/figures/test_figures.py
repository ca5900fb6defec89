"""Figures: well-formed, with words that can be read and every number in the table."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from math import cos, radians
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import histories
from fakes.seen import seen, wrong
from pyojeong.app.domain.feelings import CONTRAST, ORDER, SAFETY
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.confusions import confusions
from pyojeong.app.evidence.flags import Flag
from pyojeong.app.evidence.phases import Change, phases
from pyojeong.app.evidence.prompting import prompt_levels as levels_of
from pyojeong.app.evidence.share import Share
from pyojeong.app.evidence.times import reaction_times as times_of
from pyojeong.app.evidence.transfer import transfer_map as map_of
from pyojeong.app.figures import (
    Figure,
    confusion_matrices,
    flag_sentences,
    phase_graph,
    prompt_levels,
    reaction_times,
    transfer_map,
)
from pyojeong.app.figures.planning import OTHER, in_words
from pyojeong.app.figures.svg import Drawing, number, width_of
from pyojeong.app.figures.words import NOTHING, Words
from pyojeong.core.settings import replace

SVG = "{http://www.w3.org/2000/svg}"
DAYS = (1, 2, 12, 40, 200)  # of practice; of none there is no figure
LANGUAGES: tuple[Language, ...] = ("ko", "en")
SMALLEST = 12  # pixels

Draw = Callable[[int, Language], Figure]
DRAWN: Mapping[str, Draw] = {
    "transfer": lambda days, language: transfer_map(
        map_of(_seen(days), histories.observed(days)), language
    ),
    "phases": lambda days, language: phase_graph(
        phases(_seen(days), histories.observed(days), histories.plans(days)), language
    ),
    "confusions": lambda days, language: confusion_matrices(confusions(_seen(days)), language),
    "prompts": lambda days, language: prompt_levels(levels_of(_seen(days)), language),
    "times": lambda days, language: reaction_times(times_of(_seen(days)), language),
}
EVERY = pytest.mark.parametrize("name", DRAWN)
UNTAUGHT = {("prompts", 1), ("prompts", 2)}  # nothing is taught in the first three sessions
THERE = pytest.mark.parametrize(
    ("name", "days"),
    [(name, days) for name in DRAWN for days in DAYS if (name, days) not in UNTAUGHT],
)
EMPTY = pytest.mark.parametrize(
    ("name", "days"), [*((name, 0) for name in DRAWN), *sorted(UNTAUGHT)]
)


@cache
def _seen(days: int) -> list[histories.Seen]:
    return histories.seen(days, seed=days)


def shapes(figure: Figure) -> ET.Element:
    """Return a figure's XML."""
    return ET.fromstring(figure.svg)  # noqa: S314 - our own


@THERE
@pytest.mark.parametrize("language", LANGUAGES)
def test_well_formed(name: str, days: int, language: Language) -> None:
    """A figure of any history is XML without styles, scripts, links and what is no number."""
    figure = DRAWN[name](days, language)
    root = shapes(figure)
    assert root.get("role") == "img"
    assert not re.search(r"nan|inf\b|style=|<script|href|<image", figure.svg, re.I)
    assert "None" not in figure.svg
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(set(ids)) == len(ids)
    assert (root.get("aria-labelledby") or "").split() == ids
    assert all("".join(one.itertext()).strip() for one in root.iter(f"{SVG}text"))


@THERE
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_can_be_read(name: str, days: int, language: Language) -> None:
    """Every word, turned ones too, is at least 12 pixels high, and lies within the figure."""
    root = shapes(DRAWN[name](days, language))
    for text in root.iter(f"{SVG}text"):
        assert float(text.get("font-size", "0")) >= SMALLEST
        wide = width_of(text.text or "", float(text.get("font-size", "0")))
        part = {"start": 1.0, "middle": 0.5, "end": 0.0}[text.get("text-anchor", "")]
        x = float(text.get("x", "-1"))
        along = wide * cos(radians(turn_of(text)))
        assert x - (1 - part) * along >= 0
        assert x + part * along <= float(root.get("width", "0"))
        assert 0 <= float(text.get("y", "-1")) <= float(root.get("height", "0"))


def turn_of(text: ET.Element) -> float:
    """Return by how many degrees a text is turned."""
    found = re.match(r"rotate\((-?\d+)", text.get("transform", ""))
    return float(found[1]) if found else 0.0


@THERE
def test_shapes_lie_within(name: str, days: int) -> None:
    """No box and no mark lies outside of the figure."""
    root = shapes(DRAWN[name](days, "en"))
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    for one in root.iter(f"{SVG}rect"):
        x, y, width, height = (float(one.get(key, "-1")) for key in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= wide
        assert 0 <= y <= y + height <= high
    for one in root.iter(f"{SVG}circle"):
        assert 0 <= float(one.get("cx", "-1")) <= wide


@EVERY
@pytest.mark.parametrize("days", DAYS)
def test_a_table_is_whole(name: str, days: int) -> None:
    """Every row has as many cells as the head, and the first says what it is about."""
    figure = DRAWN[name](days, "en")
    for row in figure.table.rows:
        assert len(row) == len(figure.table.head)
        assert row[0]
    assert figure.note
    assert figure.title


@pytest.mark.parametrize("days", DAYS)
def test_counts_of_the_map_are_in_its_table(days: int) -> None:
    """Every count in a cell of the map is in its table, as often."""
    figure = DRAWN["transfer"](days, "en")
    drawn = re.findall(r">(\d+)/(\d+)<", figure.svg)
    told = [re.findall(r"\d+", row[2]) for row in figure.table.rows]
    assert sorted(drawn) == sorted(tuple(one) for one in told if one)


@pytest.mark.parametrize("days", DAYS)
def test_points_are_in_the_table(days: int) -> None:
    """Every share of a phase graph is in its table."""
    panels = phases(_seen(days), histories.observed(days), histories.plans(days))
    rows = phase_graph(panels, "en").table.rows
    told = sorted(cell for row in rows for cell in row if re.fullmatch(r"\d+/\d+", cell))
    points = [point.share for panel in panels for point in panel.points]
    assert told == sorted(f"{share.right}/{share.n}" for share in points)
    lines = sum(len(panel.lines) for panel in panels)
    assert sum(row[-1].count("teaching") + row[-1].count("mastered") for row in rows) == lines


@pytest.mark.parametrize("days", DAYS)
def test_bars_and_boxes_are_in_their_tables(days: int) -> None:
    """Every middle time and every number of answers is in its table."""
    times, prompts = DRAWN["times"](days, "en"), DRAWN["prompts"](days, "en")
    for figure in (times, prompts):
        counts = {row[1] for row in figure.table.rows}
        assert set(re.findall(r"n = (\d+)", figure.svg)) <= counts
    middles = re.findall(r'font-weight="600">([\d.]+)<', times.svg)
    assert middles == [row[4] for row in times.table.rows]


def test_counts_of_matrices_are_in_the_table() -> None:
    """Every count of both matrices is in the table, and the table's counts sum to both."""
    values = confusions(_seen(40))
    rows = confusion_matrices(values, "en").table.rows
    assert sum(int(row[2]) for row in rows) == values.first.n
    assert sum(int(row[3]) for row in rows) == values.latest.n


@EMPTY
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_an_empty_history_there_is_a_sentence(name: str, days: int, language: Language) -> None:
    """Where there is nothing, the note says so, and no axes, cells and rows stand around it."""
    figure = DRAWN[name](days, language)
    assert figure.note == Words(language)(NOTHING)
    assert (figure.svg, figure.table.rows) == ("", ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_word_above_a_matrix_is_whole(language: Language) -> None:
    """The word of the last column, which leans out to the right, ends within the figure."""
    asked = (*ORDER, SAFETY)
    rows = [seen(turn, feeling=feeling) for turn, feeling in enumerate(asked)]
    rows.append(wrong(len(asked), chosen=CONTRAST))
    root = shapes(confusion_matrices(confusions(rows), language))
    turned = [one for one in root.iter(f"{SVG}text") if turn_of(one)]
    for text in turned:
        long = width_of(text.text or "") * cos(radians(turn_of(text)))
        assert float(text.get("x", "")) + long <= float(root.get("width", "0"))
    assert len(turned) == 2 * (len(asked) + 1)


def test_what_was_not_asked_has_no_row() -> None:
    """The map's table has a row for each cell with answers, and says that the others have none."""
    values = map_of(_seen(40), [])
    figure = transfer_map(values, "en")
    assert len(figure.table.rows) == len(values.cells)
    assert not any("not yet asked" in cell for row in figure.table.rows for cell in row)
    assert "What is not here has not been asked yet" in figure.table.caption


def test_every_change_has_words() -> None:
    """Each setting of a plan has a sentence of its own; one that is unknown is said to change."""
    say = Words("en")
    plan = Plan()
    for name in Plan.model_fields:
        change = Change(histories.START.date(), name, None, getattr(plan, name))
        assert in_words(change, say) != OTHER
    unknown = Change(histories.START.date(), "brightness", 1, 2)
    assert in_words(unknown, say) == OTHER
    days = Change(histories.START.date(), "days", (), (0, 2))
    assert in_words(days, say) == "Days of practice: Mon, Wed"
    starts = Change(histories.START.date(), "starts", (("sad", 3),), ())
    assert in_words(starts, say) == "Teaching of all feelings may begin at once"
    drawn = Change(histories.START.date(), "starts", (), (("sad", 3), ("happy", 4)))
    assert in_words(drawn, say).endswith("after so many sessions of practice: sad 3, happy 4")
    collected = Change(histories.START.date(), "tokens", "dinosaurs", "trains")
    assert in_words(collected, say) == "To collect: Trains"


def test_changes_before_the_first_session_are_no_lines() -> None:
    """What was set before anything was seen is in the table, and no line."""
    plans = histories.plans(12)
    early = [(plans[0][0].replace(year=2020), replace(Plan(), blocks=1)), *plans]
    figure = phase_graph(phases(_seen(12), [], early), "en")
    assert ">b<" not in figure.svg
    assert any("Blocks of 12 tasks in a session" in row[-1] for row in figure.table.rows)


def test_shortcuts_are_told_plainly() -> None:
    """A shortcut is told with its numbers; of none is said what was looked for, if anything."""
    flag = Flag("position", sure=True, chance=0.0001, some=Share(20, 22), expected=11, place=0)
    not_there = Flag("mouth", sure=False, chance=0.4, some=Share(8, 12), others=Share(7, 12))
    (told,) = flag_sentences([flag, not_there], "en")
    assert "20 of 22 errors were at the first place" in told
    assert "less than once in 100" in told
    (none,) = flag_sentences([not_there], "en")
    assert none == "Nothing points to a shortcut so far. Looked for: the mouth alone."
    (few,) = flag_sentences([], "en")
    assert few.startswith("There are too few answers")


@given(st.text(max_size=40))
def test_any_words_are_escaped(words: str) -> None:
    """Whatever is written in a figure stays text."""
    plain = "".join(char for char in words if char.isprintable())
    drawing = Drawing("one", 10, 10, plain, plain)
    drawing.text(1, 1, plain)
    texts = [one.text or "" for one in ET.fromstring(drawing.svg()).iter(f"{SVG}text")]  # noqa: S314
    assert texts == [plain]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_not_drawn(value: float) -> None:
    """No figure holds NaN: a length must be a number."""
    with pytest.raises(ValueError, match="cannot be drawn"):
        number(value)
