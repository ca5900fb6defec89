"""Pictures of faces."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import PARTS, Age, Face, Part, Person, View
from pyojeong.app.looks import identity
from pyojeong.app.people import cast
from pyojeong.app.pictures import Motion, draw, motion, name, tells, tells_in
from pyojeong.app.pictures.acting import ACTED, ACTED_BY_MOUTH, UNITS
from pyojeong.app.pictures.bands import band_of
from pyojeong.app.pictures.motion import KEYS
from pyojeong.app.pictures.overlay import NUMBER
from pyojeong.app.pictures.staging import stage
from pyojeong.core.i18n import LANGUAGES
from pyojeong.core.labels import KOREAN
from pyojeong.core.settings import replace
from pyojeong.drawn import PROTOTYPES, ActionUnits, DrawnFace, to_pixels
from pyojeong.drawn.layout import lay_out, proportions_of
from pyojeong.drawn.svg import EYE_LINE, SCALE
from pyojeong.drawn.units import NUMBERS, from_numbers

PEOPLE = (*cast().taught, *cast().held_out)
FEELINGS: tuple[Feeling, ...] = get_args(Feeling)
SHOWN = tuple(feeling for feeling in FEELINGS if feeling != "neutral")
VIEWS: tuple[View, ...] = get_args(View)
SIZE = 128
ONE = Face(person=PEOPLE[0], feeling="happy", variation=0)

people = st.sampled_from(PEOPLE)
variations = st.integers(0, 2**40)
faces = st.builds(
    Face,
    person=people,
    feeling=st.sampled_from(FEELINGS),
    intensity=st.floats(0, 1),
    view=st.sampled_from(VIEWS),
    only=st.sampled_from([None, *PARTS]),
    variation=variations,
)


@given(faces)
def test_same_face_same_picture(face: Face) -> None:
    """Equal faces give equal text, which is SVG that needs no style, script or link."""
    svg = draw(face)
    assert svg == draw(replace(face))
    assert {element.tag.rpartition("}")[2] for element in _parsed(svg).iter()} <= {
        "svg", "title", "defs", "radialGradient", "linearGradient", "stop", "g", "path", "circle",
        "ellipse", "rect", "clipPath",
    }  # fmt: skip
    assert "style=" not in svg
    assert "href" not in svg


@given(faces, variations)
def test_another_variation_is_another_picture(face: Face, variation: int) -> None:
    """Two variations of a face are never the same picture."""
    assume(variation != face.variation)
    assert _without_ids(draw(face)) != _without_ids(draw(replace(face, variation=variation)))


def test_variations_look_different() -> None:
    """Of a hundred variations no two look the same to the eye, not even without the wall."""
    middle = slice(SIZE // 4, 3 * SIZE // 4)
    pictures = [_pixels(replace(ONE, variation=v))[middle, middle] for v in range(100)]
    differences = [
        np.abs(one - other).mean() for i, one in enumerate(pictures) for other in pictures[:i]
    ]
    assert min(differences) > 1


@given(faces)
def test_ids_are_the_faces_own(face: Face) -> None:
    """Every id of a picture begins alike, and another face's ids begin otherwise."""
    other = replace(face, variation=face.variation + 1)
    starts = [set(re.findall(r'id="(\w{9})', draw(one))) for one in (face, other)]
    assert [len(start) for start in starts] == [1, 1]
    assert starts[0] != starts[1]


@given(faces, st.sampled_from(FEELINGS))
def test_a_feeling_changes_nothing_else(face: Face, feeling: Feeling) -> None:
    """Another feeling of the same variation has the same head, pose, light and wall."""
    other = stage(replace(face, feeling=feeling))
    assert replace(stage(face), units=ActionUnits()) == replace(other, units=ActionUnits())


@given(faces)
def test_neutral_is_at_rest(face: Face) -> None:
    """No muscle acts in a neutral face, nor without intensity."""
    for still in (replace(face, feeling="neutral"), replace(face, intensity=0.0)):
        assert stage(still).units == ActionUnits()


@given(people, st.sampled_from(SHOWN), st.lists(variations, min_size=4, max_size=4))
def test_stronger_in_every_unit(person: Person, feeling: Feeling, drawn: list[int]) -> None:
    """Along 40, 60, 80, 100 % whatever moves moves more, in whichever variation of one variant."""
    ladder = [
        stage(
            Face(person=person, feeling=feeling, intensity=strength, variation=variation)
        ).units.by_number()
        for strength, variation in zip((0.4, 0.6, 0.8, 1.0), drawn, strict=True)
    ]
    for weaker, stronger in pairwise(ladder):
        both = [n for n in NUMBERS if weaker[n] and stronger[n]]
        assert all(weaker[n] < stronger[n] for n in both)
        assert both


@pytest.mark.parametrize("feeling", SHOWN)
def test_faint_is_visible(feeling: Feeling) -> None:
    """At 40 % a feeling already changes the face, and at 100 % more."""
    for person in PEOPLE[::9]:
        rest, faint, full = (
            _pixels(Face(person=person, feeling=feeling, intensity=strength, variation=1))
            for strength in (0.0, 0.4, 1.0)
        )
        assert 0.2 < np.abs(faint - rest).mean() < np.abs(full - rest).mean()


@given(people, st.sampled_from(SHOWN), st.sampled_from(PARTS), variations)
def test_a_part_acts_alone(person: Person, feeling: Feeling, part: Part, variation: int) -> None:
    """With one part acting, no unit of another part acts."""
    face = Face(person=person, feeling=feeling, only=part, variation=variation)
    acting = {number for number, s in stage(face).units.by_number().items() if s}
    assert acting <= UNITS[part]
    assert bool(acting) == tells(feeling, part)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("feeling", SHOWN)
def test_a_part_differs_alone(feeling: Feeling, part: Part) -> None:
    """A part that acts alone changes its own region, if it tells the feeling, and hardly another.

    A raised cheek (6) widens the face by 1.6 of 256 units, and a dropped jaw (27) moves the lids
    by 0.3: both are left as the drawing has them.
    """
    for person in PEOPLE[::13]:
        face = Face(person=person, feeling=feeling, only=part, view="face", variation=3)
        differs = np.abs(_pixels(face) - _pixels(replace(face, feeling="neutral"))).max(axis=2) > 25
        upper, lower = _above_and_below(face, differs)
        own, other = (lower, upper) if part == "mouth" else (upper, lower)
        assert bool(own.any()) == tells(feeling, part)
        assert other.mean() < 0.01
        assert other.sum() <= 0.5 * own.sum()


def test_which_part_tells_what() -> None:
    """Brows tell no joy, eyes no disgust, lids no sadness, and nothing tells neutral."""
    told = {feeling: [part for part in PARTS if tells(feeling, part)] for feeling in FEELINGS}
    assert told == {
        "happy": ["eyes", "mouth"],
        "anger": ["brows", "eyes", "mouth"],
        "sad": ["brows", "mouth"],
        "fear": ["brows", "eyes", "mouth"],
        "surprise": ["brows", "eyes", "mouth"],
        "disgust": ["mouth"],
        "neutral": [],
        "pain": ["brows", "eyes", "mouth"],
    }
    assert [feeling for feeling in SHOWN if not tells_in(feeling, "eyes")] == ["disgust"]
    assert all(tells_in(feeling, "mouth") for feeling in SHOWN)
    assert all(tells_in(feeling, "face") for feeling in SHOWN)


def test_acted_variants_are_published_ones() -> None:
    """What is acted are prototypes or their major variants, never of our own making."""
    for table in (ACTED, ACTED_BY_MOUTH):
        assert all(set(variants) <= set(PROTOTYPES[f]) for f, variants in table.items())


@given(people, st.sampled_from(("eyes", "mouth")), st.data())
def test_a_band_has_room(person: Person, view: View, data: st.DataObject) -> None:
    """However strongly units act, a band holds its own part whole and nothing of the other."""
    strengths = data.draw(st.fixed_dictionaries({n: st.floats(0, 1) for n in NUMBERS}))
    face = DrawnFace(identity=identity(person), units=from_numbers(strengths))
    layout, band = lay_out(face), band_of(proportions_of(face.identity), view)
    mouth = layout.mouth
    lips = [*mouth.upper_edge, *mouth.lower_edge]
    brows = [point for points in layout.brows.values() for point in points]
    eyes = [point for eye in layout.eyes.values() for point in (*eye.upper, *eye.lower)]
    own, other = (brows + eyes, lips) if view == "eyes" else (lips, brows + eyes)
    half = layout.rest.brow_weight
    assert all(band.top + half <= y <= band.bottom and abs(x) < band.half for x, y in own)
    assert not any(band.top <= y <= band.bottom for _, y in other)
    assert band.height <= 240
    assert band.zoom > 1.5 * SCALE


@pytest.mark.parametrize("view", VIEWS)
def test_bands_stay(view: View) -> None:
    """A person's band is in the same place whatever is felt: it tells nothing."""
    face = replace(ONE, view=view)
    bands = {
        tuple(re.findall(r"<rect [^>]*>", draw(replace(face, feeling=feeling), title="x")))
        for feeling in FEELINGS
    }
    assert len(bands) == 1
    assert len(bands.pop()) == (view != "face")


def test_titles_tell_no_feeling() -> None:
    """A title says whose face it is and is escaped; no feeling is in the text of a picture."""
    aged: dict[Age, Person] = {person.age: person for person in PEOPLE}
    for language in LANGUAGES:
        told = {
            name(Face(person=person, feeling=feeling, view=view, variation=0), language)
            for person in aged.values()
            for view in VIEWS
            for feeling in FEELINGS
        }
        assert len(told) == len(aged) * len(VIEWS)
    svg = draw(ONE, 64, '<"a" & b>')
    assert "&lt;&quot;a&quot; &amp; b&gt;" in svg
    assert 'width="64" height="64"' in svg
    assert not any(word in draw(ONE) for word in (*FEELINGS, *KOREAN.values()))


@settings(max_examples=25, deadline=None)
@given(faces)
def test_moves_from_neutral_to_the_face(face: Face) -> None:
    """A movement is drawn at its keys as the face is at those strengths."""
    moving = json.loads(json.dumps(motion(face)))
    for key in (0.0, KEYS[2], 1.0):
        still = draw(replace(face, intensity=face.intensity * key), SIZE)
        seen = np.abs(_rastered(_at(moving, key)) - _rastered(still))
        assert seen.mean() < 0.1


@settings(max_examples=25, deadline=None)
@given(faces)
def test_movement_is_even(face: Face) -> None:
    """Between two keys a movement is near what is drawn there: nothing jumps or doubles."""
    moving = motion(face)
    enlarged = 1 if face.view == "face" else 2  # a band shows its part twice as large, and no more
    for share in (0.06, 0.25, 0.55, 0.85):
        still = draw(replace(face, intensity=face.intensity * share), SIZE)
        assert np.abs(_rastered(_at(moving, share)) - _rastered(still)).mean() < enlarged


@pytest.mark.parametrize("feeling", SHOWN)
def test_movement_is_small(feeling: Feeling) -> None:
    """A movement weighs less than three still pictures, and 1 to 2 s long it is."""
    for person in PEOPLE[::17]:
        face = Face(person=person, feeling=feeling, variation=5, moving=True)
        moving = motion(face)
        assert len(json.dumps(moving, separators=(",", ":"))) < 90_000
        assert 1000 <= moving["ms"] <= 2000
        assert moving["changes"]


def test_everybody_can_move() -> None:
    """Whoever moves: each change names an element, and steps every number of its attribute."""
    for turn, person in enumerate(PEOPLE):
        feeling = SHOWN[turn % len(SHOWN)]
        moving = motion(Face(person=person, feeling=feeling, variation=turn))
        elements = list(_parsed(moving["svg"]).iter())[1:]
        for index, attribute, steps in moving["changes"]:
            count = len(NUMBER.findall(elements[index].attrib[attribute]))
            assert len(steps) == len(KEYS) - 1
            assert {len(step) for step in steps} <= {0, count}


def test_neutral_does_not_move() -> None:
    """From neutral to neutral nothing changes."""
    assert motion(replace(ONE, feeling="neutral"))["changes"] == []


def _at(moving: Motion, share: float) -> str:
    """Return the picture at a share of a movement, as the page's script makes it."""
    root = _parsed(moving["svg"])
    elements = list(root.iter())[1:]
    for index, attribute, steps in moving["changes"]:
        text = elements[index].attrib[attribute]
        scale = 100 if attribute.endswith("opacity") else 10
        values = np.array([float(number) for number in NUMBER.findall(text)])
        for (before, after), step in zip(pairwise(moving["keys"]), steps, strict=True):
            part = np.clip((share - before) / (after - before), 0, 1)
            values = values + np.array(step or [0]) / scale * part
        numbers: Iterator[float] = iter(values.tolist())
        elements[index].set(attribute, NUMBER.sub(lambda _, n=numbers: f"{next(n):.3f}", text))
    return ElementTree.tostring(root, encoding="unicode")


def _parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def _without_ids(svg: str) -> str:
    return re.sub(r"\bp[0-9a-f]{8}", "", svg)


def _pixels(face: Face) -> NDArray[np.int64]:
    return _rastered(draw(face, SIZE))


def _rastered(svg: str) -> NDArray[np.int64]:
    return to_pixels(svg, SIZE).astype(np.int64)


def _above_and_below(
    face: Face, picture: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return what lies above the lower lids and below the upper lip; cheeks go with both."""
    looks = identity(face.person)
    rest = proportions_of(looks)
    lids, lip = (
        round((EYE_LINE[looks.age] + SCALE * y) * SIZE / 256)
        for y in (rest.eye_low, rest.mouth_y - 2 * rest.upper_lip)
    )
    return picture[:lids], picture[lip:]
