"""Whatever the numbers are, a face can be drawn."""

import re
from typing import Any, get_args
from xml.etree import ElementTree

import numpy as np
from annotated_types import Ge, Le
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import Settings, replace
from pyojeong.drawn import DrawnFace, random_face, to_png, to_svg
from pyojeong.drawn.identity import HEX


def legal(model: type[Settings]) -> st.SearchStrategy[Any]:
    """Give any legal value of a settings class, each field from its own limits."""
    return st.builds(model, **{name: _field(field) for name, field in model.model_fields.items()})


def _field(field: FieldInfo) -> st.SearchStrategy[Any]:
    kind, limits = field.annotation, {type(m): m for m in field.metadata}
    if isinstance(kind, type) and issubclass(kind, Settings):
        return legal(kind)
    if kind is str:
        return st.from_regex(HEX.replace("$", r"\Z"))
    if kind in (int, float):
        numbers = st.integers if kind is int else st.floats
        return numbers(limits[Ge].ge, limits[Le].le)
    return st.sampled_from(get_args(kind))


faces = legal(DrawnFace)


@settings(max_examples=40, deadline=None)
@given(faces)
def test_every_legal_face_can_be_drawn(face: DrawnFace) -> None:
    """Any identity with any action units gives well-formed SVG of finite numbers, and a PNG."""
    svg = to_svg(face)
    ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert not re.search(r"nan|inf|e[-+]\d", re.sub(r'(id|class)="[^"]*"|#\w+', "", svg))
    assert to_png(svg, 16).startswith(b"\x89PNG")


@settings(max_examples=25, deadline=None)
@given(faces)
def test_a_face_survives_json(face: DrawnFace) -> None:
    """A face read back from its JSON is the same value and the same drawing."""
    again = DrawnFace.model_validate_json(face.model_dump_json())
    assert again == face
    assert to_svg(again) == to_svg(face)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(EIGHT), st.integers(0, 2**32), st.floats(0, 1))
def test_random_faces_are_legal(label: str, seed: int, intensity: float) -> None:
    """Any label, seed and intensity gives a face, and the seed alone decides which."""
    one, again = (
        random_face(label, np.random.default_rng(seed), intensity=intensity) for _ in range(2)
    )
    assert one == again
    assert max(one.units.by_number().values()) <= max(0.06, 1.1 * intensity) + 1e-3


@settings(max_examples=25, deadline=None)
@given(faces, st.floats(-15, 15))
def test_turning_keeps_the_frontal_drawing_complete(face: DrawnFace, turn: float) -> None:
    """A turn moves points and removes none: both drawings have the same elements."""
    frontal, turned = (
        to_svg(replace(face, pose=replace(face.pose, turn=degrees))) for degrees in (0.0, turn)
    )
    assert frontal.count("<") == turned.count("<")
