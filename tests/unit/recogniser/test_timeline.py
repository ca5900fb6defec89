import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import resvg_py
from PIL import Image

from fakes.told import Row, told
from pyojeong.core.errors import SettingsError
from pyojeong.core.labels import EIGHT, KOREAN
from pyojeong.recogniser.colours import NOT_SURE, OF, as_hex
from pyojeong.recogniser.result import Faces
from pyojeong.recogniser.timeline import LEFT, PLOT, timeline

BOX = (0.0, 0.0, 10.0, 10.0)
SVG = "{http://www.w3.org/2000/svg}"


def film(count: int = 10, step_s: float = 0.1, tracks: tuple[int, ...] = (0,)) -> list[Row]:
    """Return rows of people who are happy all the time."""
    return [
        Row(BOX, "happy", time_s=index * step_s, track=track)
        for index in range(count)
        for track in tracks
    ]


def words(svg: str) -> list[str]:
    """Return all words of a figure, in order."""
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - ours


def areas(svg: str, label: str) -> list[list[float]]:
    """Return from where to where, 0 to 1, each piece of a label's line reaches."""
    (path,) = re.findall(rf'<path fill="{as_hex(OF[label])}" d="([^"]*)"', svg)
    pieces = [re.findall(r"[MH]([\d.]+)", piece) for piece in path.split("Z")[:-1]]
    return [[(float(x) - LEFT) / PLOT for x in (piece[0], piece[-1])] for piece in pieces]


def bars(svg: str) -> list[str]:
    """Return the colours of the bar's stretches."""
    return re.findall(r'<rect x="[^>]*" fill="(#\w{6})"', svg)


def test_it_has_a_title_and_words_for_the_ear() -> None:
    """Title and description are found by their identifiers, and tell who felt what for how long."""
    svg = ET.fromstring(timeline(told(film()), "en"))  # noqa: S314 - ours
    title, described = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert svg.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert title.text == "film.mp4: feelings over time"
    assert described.text == "Person 0: happy 1 s."


def test_every_label_has_a_line_with_its_word() -> None:
    """No line is told by its colour alone, in either language."""
    told_words = words(timeline(told(film()), "en"))
    assert [word for word in told_words if word in EIGHT and word != "happy"] == [
        label for label in EIGHT if label != "happy"
    ]
    assert told_words.count("happy") == 2  # the line's and the bar's
    assert set(KOREAN.values()) < set(words(timeline(told(film()), "ko")))


def test_where_no_face_was_seen_nothing_is_drawn() -> None:
    """A person who goes away for a while leaves a gap as long."""
    rows = [Row(BOX, "happy", time_s=i / 10, track=0) for i in range(10) if not 3 <= i < 6]
    gone = [Row(happened="none", time_s=i / 10) for i in range(3, 6)]
    first, second = areas(timeline(told(rows + gone), "en"), "happy")
    assert first == pytest.approx([0, 0.3], abs=0.001)
    assert second == pytest.approx([0.6, 1], abs=0.001)


def test_a_stalled_camera_leaves_a_gap() -> None:
    """Time in which no frame came is empty, but for the moment that a frame stands."""
    times = [0.0, 0.1, 0.2, 0.3, 0.4, 9.6, 9.7, 9.8, 9.9, 10.0]
    first, second = areas(
        timeline(told([Row(BOX, "happy", time_s=time) for time in times]), "en"), "happy"
    )
    assert first[1] < 0.12
    assert second[0] > 0.88


def test_where_the_model_is_not_sure_the_bar_is_hatched() -> None:
    """The stretch is grey, hatched and in words; the line below stays as high as it is."""
    rows = film()
    rows[5:] = [Row(BOX, "happy", 0.25, time_s=row.time_s, track=0) for row in rows[5:]]
    svg = timeline(told(rows), "en")
    assert bars(svg) == [as_hex(OF["happy"]), as_hex(NOT_SURE)]
    assert svg.count('class="hatched"') == 1
    assert "not sure" in words(svg)
    assert "Person 0: happy 0.5 s, not sure 0.5 s." in svg
    assert areas(svg, "happy") == [pytest.approx([0, 1], abs=0.001)]
    sure = timeline(told(rows, calibration=None), "en")
    assert bars(sure) == [as_hex(OF["happy"])]


def test_a_short_film_has_seconds_and_a_long_one_hours() -> None:
    """The axis suits the film."""
    assert {"0 s", "0.5 s", "1 s"} <= set(words(timeline(told(film(10)), "en")))
    assert {"0:00", "1:00", "2:00"} <= set(words(timeline(told(film(120, 1.0)), "en")))
    assert {"0:00", "30:00", "1:30:00"} <= set(words(timeline(told(film(100, 60.0)), "en")))


def test_a_film_of_hours_is_thinned() -> None:
    """A figure has columns, not frames: its size does not grow with the film."""
    rows = [
        Row(BOX, EIGHT[index // 7 % 8], 0.5 + index % 5 / 10, time_s=index / 5, track=0)
        for index in range(7200)
    ]
    assert len(timeline(told(rows), "en")) < 60_000


def test_of_many_people_those_seen_longest_are_shown() -> None:
    """Six panels in the order of the numbers, and a sentence about the others."""
    rows = [
        Row(BOX, "sad", time_s=index / 10, track=track)
        for index in range(10)
        for track in range(9)
        if index >= track % 7
    ]
    told_words = words(timeline(told(rows), "en"))
    people = [word for word in told_words if word.startswith("Person")]
    assert people == [f"Person {track}" for track in (0, 1, 2, 3, 7, 8)]
    assert "3 more people, seen for a shorter time, are not shown." in told_words


def test_a_film_without_faces_says_so() -> None:
    """A figure is made of it too, without panels."""
    rows = [Row(happened="none", time_s=index / 10) for index in range(5)]
    told_words = words(timeline(told(rows), "en"))
    assert "No face was found in this film." in told_words
    assert "happy" not in told_words


def test_faces_without_numbers_share_a_panel() -> None:
    """Several at a time become their mean."""
    rows = [Row(BOX, label, time_s=index / 10) for index in range(5) for label in ("happy", "sad")]
    svg = timeline(told(rows), "en")
    assert "Faces" in words(svg)
    assert areas(svg, "happy") == areas(svg, "sad")


def test_a_row_without_a_time_is_left_out() -> None:
    """A film that breaks off ends with such a row; what was seen before is shown."""
    svg = timeline(told([*film(), Row(happened="unreadable")]), "en")
    assert areas(svg, "happy") == [pytest.approx([0, 1], abs=0.001)]


def test_one_frame_is_a_film() -> None:
    """It has a length, and fills the figure."""
    svg = timeline(told(film(1)), "en")
    assert areas(svg, "happy") == [pytest.approx([0, 1], abs=0.001)]
    assert "0.04 s long; fake 00000000, faces found by fake" in words(svg)


@pytest.mark.parametrize(
    "faces",
    [
        told([Row(BOX, "happy")]),
        Faces.joined([told(film()), told(film(), name="other.mp4")]),
        told([]),
    ],
)
def test_only_one_film_has_a_timeline(faces: Faces) -> None:
    """Photos, several films, and nothing at all are refused in one sentence."""
    with pytest.raises(SettingsError, match="one film"):
        timeline(faces, "en")


def test_a_films_name_cannot_break_the_figure() -> None:
    """Whatever a file is called, it is words."""
    name = '<script>alert("&")</script>{id}{film}\x1b\udcff.mp4'
    svg = timeline(told(film(), name=f"films/{name}"), "en")
    assert words(svg)[0] == "script>{id}{film}\ufffd\ufffd.mp4: feelings over time"
    assert "<script" not in svg
    assert svg.encode()


def test_figures_on_one_page_do_not_disturb_each_other() -> None:
    """Identifiers are a figure's own, and its style names them."""
    one, other = (timeline(told(film(count)), "en") for count in (10, 20))
    (mine,), (theirs,) = (re.findall(r'<svg [^>]* id="(\w+)"', svg) for svg in (one, other))
    assert mine != theirs
    style = one[one.index("<style>") : one.index("</style>")]
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", re.sub(r"@media[^{]*\{", "", style))
    assert len(rules) > 8
    assert all(rule.split()[0] == f"#{mine}" for rule in rules if rule.split()[0] != "<style>")
    assert timeline(told(film()), "en") == one


def test_it_can_be_rendered() -> None:
    """The drawing has the feeling's colour where the feeling was."""
    svg = timeline(told(film()), "en")
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    with Image.open(io.BytesIO(png)) as image:
        colours = [tuple(one) for one in np.asarray(image.convert("RGB"))[:, LEFT + 50].tolist()]
    assert colours.count(OF["happy"]) > 25
    assert (255, 255, 255) in colours
