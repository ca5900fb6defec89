"""Chance: people, faces and sets of faces, from a generator that is handed in."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from pyojeong.core.settings import replace
from pyojeong.drawn.face import Background, DrawnFace, Light, Pose
from pyojeong.drawn.identity import AGES, Age, Identity
from pyojeong.drawn.prototypes import express

T = TypeVar("T")

CLOTHS = (
    "#7b93ad", "#a8624f", "#5f7f6b", "#c79a4b", "#6d6a8f", "#8c9aa1", "#b9788a", "#3f5570",
    "#d0c4ae", "#4d4a52", "#7f9c94", "#a9825c",
)  # fmt: skip
SCARVES = ("#8a6f9c", "#4f7a80", "#b06a5e", "#c9a86a", "#54607f", "#9aa38a", "#c8b8ae", "#3d4148")
WALLS = (
    ("#dfe6e4", "#c3cfcd"), ("#ece3d6", "#d6c8b4"), ("#d9e2ec", "#b9c8d8"), ("#e8dde0", "#cfbcc2"),
    ("#dde5d4", "#bfccb2"), ("#b7bfc4", "#8f9aa1"), ("#c9b9a6", "#a3907c"), ("#8d9ba8", "#6c7a88"),
    ("#f0ece4", "#dcd5c8"), ("#9fae9c", "#7c8d7b"),
)  # fmt: skip

# Behind dark skin, as a photographer would choose: a bright wall would hide the face's own light.
DEEP_WALLS = (
    ("#8d9ba8", "#6c7a88"), ("#9fae9c", "#7c8d7b"), ("#a3907c", "#7d6b5a"), ("#7f8a95", "#5a6670"),
    ("#a08a92", "#7c6870"), ("#88928a", "#626e66"), ("#b7a58a", "#93806a"),
)  # fmt: skip

SOFT_STYLES: dict[Age, tuple[str, ...]] = {
    "child": ("bob", "fringe", "pigtails", "braids", "ponytail", "buns", "long", "wavy", "curly",
              "afro"),
    "teen": ("long", "wavy", "ponytail", "bob", "braids", "hijab", "curly", "bun", "afro"),
    "adult": ("long", "wavy", "bob", "bun", "ponytail", "hijab", "curly", "braids", "afro"),
    "elder": ("bob", "bun", "curly", "short", "hijab", "wavy"),
}  # fmt: skip
PLAIN_STYLES: dict[Age, tuple[str, ...]] = {
    "child": ("short", "fringe", "fringe", "curly", "buzz", "side", "afro"),
    "teen": ("short", "fringe", "side", "curly", "buzz", "afro"),
    "adult": ("short", "side", "buzz", "curly", "bald", "fringe", "receding", "afro"),
    "elder": ("receding", "short", "bald", "side", "buzz"),
}


def random_identity(rng: np.random.Generator, ages: Sequence[Age] = AGES) -> Identity:
    """Return a person: age and tone evenly spread, everything else as it goes together.

    One hidden number, from 0 (plain) to 1 (soft), makes jaw, brows, lips, lashes, hair and beard
    agree with one another without ever fixing them.
    """
    age = _pick(rng, ages)
    tone = int(rng.integers(1, 11))
    soft = float(rng.beta(0.7, 0.7))
    styles = SOFT_STYLES[age] if rng.random() < soft else PLAIN_STYLES[age]
    grown = age in {"adult", "elder"}
    bearded = grown and rng.random() < 0.62 * (1 - soft) ** 1.5
    beards = ("stubble", "moustache", "goatee", "full", "full")
    spectacles = {"child": 0.14, "teen": 0.2, "adult": 0.24, "elder": 0.4}[age]

    def around(middle: float, spread: float = 0.45) -> float:
        return round(float(np.clip(rng.normal(middle, spread), -1, 1)), 2)

    return Identity.model_validate(
        {
            "age": age,
            "tone": tone,
            "face_width": around(0),
            "face_length": around(0),
            "jaw": around(0.5 - soft),
            "cheeks": around(0.35 if age == "child" else -0.25 if age == "elder" else 0),
            "ears": around(0),
            "eye_size": around(0.5 * soft - 0.2),
            "eye_gap": around(0),
            "eye_tilt": around(0.1),
            "lid_fold": round(float(rng.choice((0.05, 0.3, 0.6, 0.8, 1.0))), 2),
            "lashes": round(float(np.clip(rng.normal(0.15 + 0.5 * soft, 0.15), 0, 1)), 2),
            "iris": _iris(rng, tone),
            "brow_weight": around(0.6 - 1.1 * soft, 0.35),
            "brow_arch": around(soft - 0.4, 0.35),
            "nose_width": around(0.09 * (tone - 5), 0.4),
            "nose_length": around(0),
            "mouth_width": around(0),
            "lip_fullness": around(0.1 * (tone - 5) + 0.4 * soft - 0.2, 0.35),
            "hair": _pick(rng, styles),
            "hair_colour": _hair_colour(rng, tone, age),
            "hair_volume": around(0),
            "parting": around(0.5 if rng.random() < 0.5 else -0.5, 0.3),
            "glasses": _pick(rng, ("round", "square", "thin"))
            if rng.random() < spectacles
            else "none",
            "freckles": round(float(rng.uniform(0.3, 1)), 2)
            if tone <= 6 and rng.random() < 0.16
            else 0.0,
            "beard": _pick(rng, beards) if bearded else "none",
            "neckline": _pick(rng, ("crew", "crew", "vee", "collar", "hood")),
            "cloth": _pick(rng, CLOTHS),
            "scarf": _pick(rng, SCARVES),
        }
    )


def random_face(
    label: str,
    rng: np.random.Generator,
    *,
    identity: Identity | None = None,
    intensity: float | None = None,
) -> DrawnFace:
    """Return a face that shows a label, as a snapshot would find it.

    Args:
        label: one of `core.labels.EIGHT`.
        rng: the only source of chance.
        identity: who; a new person where none is given.
        intensity: 0 to 1; drawn evenly from 0.4 to 1 where none is given.
    """
    person = random_identity(rng) if identity is None else identity
    strength = float(rng.uniform(0.4, 1.0)) if intensity is None else intensity
    top, bottom = _pick(rng, DEEP_WALLS if person.tone >= 8 else WALLS)

    def around(spread: float, limit: float) -> float:
        return round(float(np.clip(rng.normal(0, spread), -limit, limit)), 2)

    return DrawnFace(
        identity=person,
        units=express(label, strength, rng),
        asymmetry=around(0.4, 1),
        pose=Pose(
            roll=around(4, 12),
            turn=around(3.5, 9),
            gaze_x=around(0.12, 0.4),
            gaze_y=around(0.1, 0.3),
        ),
        light=Light(
            side=around(0.55, 1),
            strength=round(float(rng.uniform(0.25, 0.8)), 2),
            warmth=around(0.35, 1),
        ),
        background=Background(top=top, bottom=bottom),
    )


def frontal(face: DrawnFace) -> DrawnFace:
    """Return the same face held upright and straight."""
    return replace(face, pose=replace(face.pose, roll=0.0, turn=0.0))


def _pick(rng: np.random.Generator, choices: Sequence[T]) -> T:
    return choices[int(rng.integers(len(choices)))]


def _hair_colour(rng: np.random.Generator, tone: int, age: Age) -> str:
    if age == "elder" and rng.random() < 0.82:
        return _pick(rng, ("grey", "white", "grey"))
    if tone >= 7:
        return _pick(rng, ("black", "black", "espresso"))
    if tone >= 5:
        return _pick(rng, ("black", "espresso", "brown"))
    return _pick(rng, ("black", "black", "espresso", "brown", "chestnut", "auburn", "blond"))


def _iris(rng: np.random.Generator, tone: int) -> str:
    if tone >= 6:
        return _pick(rng, ("black", "black", "brown"))
    return _pick(rng, ("black", "brown", "brown", "hazel", "green", "blue", "grey"))
