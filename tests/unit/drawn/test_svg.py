"""Faces as SVG text."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from pyojeong.core.settings import replace
from pyojeong.drawn import DrawnFace, Identity, Pose, random_face, to_svg
from pyojeong.drawn.identity import HAIR_STYLES, MONK_TONES
from pyojeong.drawn.units import NUMBERS, from_numbers

NAMESPACE = "{http://www.w3.org/2000/svg}"


def test_same_value_same_text() -> None:
    """Equal faces give equal text; another seed gives another."""
    one, again, other = (to_svg(random_face("sad", np.random.default_rng(s))) for s in (1, 1, 2))
    assert one == again != other


@pytest.mark.parametrize("number", NUMBERS)
def test_every_unit_moves_the_drawing(number: int) -> None:
    """Each action unit changes the drawing at once, and again when it grows."""
    texts = [
        _without_ids(to_svg(DrawnFace(units=from_numbers({number: strength}))))
        for strength in (0.0, 0.3, 1.0)
    ]
    assert len(set(texts)) == 3


def test_hair_styles_differ() -> None:
    """No two hair styles are drawn alike."""
    texts = {
        _without_ids(to_svg(DrawnFace(identity=Identity(hair=style)))) for style in HAIR_STYLES
    }
    assert len(texts) == len(HAIR_STYLES)


@pytest.mark.parametrize("tone", range(1, 11))
def test_tones_are_the_published_ones(tone: int) -> None:
    """A face is painted with the very hex value of its Monk tone."""
    svg = to_svg(DrawnFace(identity=Identity(tone=tone)))
    skin = re.search(r'<radialGradient id="\w+skin".*?</radialGradient>', svg)
    assert skin is not None
    assert MONK_TONES[tone - 1] in skin[0]


def test_monk_scale() -> None:
    """The ten tones are those published at skintone.google, from light to dark."""
    assert MONK_TONES == (
        "#f6ede4", "#f3e7db", "#f7ead0", "#eadaba", "#d7bd96",
        "#a07e56", "#825c43", "#604134", "#3a312a", "#292420",
    )  # fmt: skip


def test_drawings_share_a_page() -> None:
    """Two drawings have no id in common, and each refers to its own ids alone."""
    texts = [to_svg(random_face("fear", np.random.default_rng(seed))) for seed in (1, 2)]
    ids = [set(re.findall(r'id="([^"]+)"', text)) for text in texts]
    assert not ids[0] & ids[1]
    for own, text in zip(ids, texts, strict=True):
        assert set(re.findall(r'url\(#([^)]+)\)|labelledby="([^"]+)"', text)) <= {
            pair for name in own for pair in ((name, ""), ("", name))
        }


def test_groups_for_pages() -> None:
    """Brows, eyes and mouth stand in groups of their own, so that a page can point at them."""
    root = ElementTree.fromstring(to_svg(DrawnFace()))  # noqa: S314 - our own text
    classes = {name for g in root.iter(f"{NAMESPACE}g") for name in g.get("class", "").split()}
    assert {"head", "brows", "brow-left", "eyes", "eye-right", "mouth", "nose"} <= classes


def test_plain_svg() -> None:
    """A drawing has a role and a title, and neither text, picture, script nor outside link."""
    svg = to_svg(DrawnFace(), 64, title="Who & <how>")
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert root.get("role") == "img"
    assert root.findtext(f"{NAMESPACE}title") == "Who & <how>"
    tags = {element.tag.removeprefix(NAMESPACE) for element in root.iter()}
    assert not tags & {"text", "image", "script", "style", "foreignObject", "use", "filter"}
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_title_keeps_the_answer() -> None:
    """The default title names no feeling: it would give a child the answer."""
    titles = {
        re.search(r"<title.*?</title>", _without_ids(to_svg(random_face(x, _rng()))))
        for x in ("happy", "sad")
    }
    assert len({match[0] for match in titles if match}) == 1


def test_numbers_are_compact() -> None:
    """Coordinates carry at most one decimal, and the text stays below 60 kB."""
    svg = to_svg(random_face("happy", _rng()))
    for data in re.findall(r' d="([^"]+)"', svg):
        assert not re.search(r"\.\d\d", data)
    assert len(svg) < 60_000


def test_roll_turns_the_head_alone() -> None:
    """Rolling the head changes one transform and nothing else."""
    straight, rolled = (
        _without_ids(to_svg(replace(DrawnFace(), pose=Pose(roll=roll)))) for roll in (0, 9)
    )
    assert straight.replace("rotate(0.0 0", "rotate(9.0 0") == rolled


def _without_ids(svg: str) -> str:
    prefix = re.search(r'id="(f[0-9a-f]{8})t"', svg)
    assert prefix is not None
    return svg.replace(prefix[1], "")


def _rng() -> np.random.Generator:
    return np.random.default_rng(5)
