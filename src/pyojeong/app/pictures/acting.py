"""Acting: which action units a face shows, and which parts of it tell the feeling.

The units of each feeling are those of `drawn.prototypes` (Ekman and Friesen's prototypes and
their variants). That feelings are told by different parts, as fear by the eyes, joy by the mouth
and disgust by nose and mouth, is what Smith, Cottrell, Gosselin and Schyns (2005, Transmitting and
decoding facial expressions, Psychological Science 16:184-189) found with parts of photos; `tells`
follows the units, so that it is true of our drawings.
"""

import numpy as np

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Face, Part, View
from pyojeong.drawn import PROTOTYPES, ActionUnits
from pyojeong.drawn.prototypes import Variant
from pyojeong.drawn.units import from_numbers

# By the muscle that is seen: 6 raises the cheek and is seen around the eye; the nose goes with
# the mouth, whose lip 9 and 10 lift.
UNITS: dict[Part, frozenset[int]] = {
    "brows": frozenset({1, 2, 4}),
    "eyes": frozenset({5, 6, 7, 43}),
    "mouth": frozenset({9, 10, 12, 15, 17, 20, 23, 25, 26, 27}),
}

# What is seen in a view.
SEEN: dict[View, tuple[Part, ...]] = {
    "face": ("brows", "eyes", "mouth"),
    "eyes": ("brows", "eyes"),
    "mouth": ("mouth",),
}

# The least and most of a unit's share in the face's intensity. Their ratio is above 0.8, so that
# of two faces of the ladder (100, 80, 60, 40 %) the stronger is stronger in every unit.
SHARE = (0.9, 1.0)

WRINKLE_NOSE, LIFT_LIP, DROP_JAW = 9, 10, 26

# [D] By eye, of our own drawings: a stretched mouth (20) above a jaw that drops as far as it can
# looks like a laugh. FACS gives fear's jaw no strength of its own.
FRIGHTENED_JAW = 0.35

# [D] By eye, of our own drawings: those variants of the prototypes that nobody takes for another
# feeling. Disgust without 9 or 10 looks sad.
ACTED: dict[Feeling, tuple[Variant, ...]] = {"disgust": ((9, 10, 17), (9, 10, 25))}

# [D] The same where the mouth is seen or acts alone: anger's 23 without 17 is hardly seen there,
# and its bared teeth could be disgust; sadness parts no lips; surprise's 26 looks like a laugh, its
# 27 does not; pain opens the mouth.
ACTED_BY_MOUTH: dict[Feeling, tuple[Variant, ...]] = {
    "anger": ((4, 5, 7, 17, 23),),
    "sad": ((1, 4, 15), (1, 4, 15, 17)),
    "surprise": ((1, 2, 5, 25, 27),),
    "pain": ((4, 6, 10, 20, 25, 43), (4, 6, 7, 10, 25, 26, 43)),
}


def tells(feeling: Feeling, part: Part) -> bool:
    """Return whether a part alone shows a feeling: each way to show it moves something there."""
    return all(UNITS[part].intersection(variant) for variant in PROTOTYPES[feeling])


def tells_in(feeling: Feeling, view: View) -> bool:
    """Return whether a feeling shows in a view."""
    return any(tells(feeling, part) for part in SEEN[view])


def act(face: Face, rng: np.random.Generator) -> ActionUnits:
    """Return what the muscles do: one of the feeling's variants, as strong as the face is.

    Neutral is quite at rest. The same chance gives the same variant in every strength.

    Args:
        face: what is to be shown.
        rng: the only source of chance.
    """
    variants = _variants(face)
    variant = variants[int(rng.integers(len(variants)))]
    shares = {number: float(rng.uniform(*SHARE)) for number in variant}
    if face.feeling == "fear" and DROP_JAW in shares:
        shares[DROP_JAW] *= FRIGHTENED_JAW
    strengths = {number: round(face.intensity * share, 3) for number, share in shares.items()}
    return from_numbers(strengths if face.only is None else _alone(strengths, face.only))


def _variants(face: Face) -> tuple[Variant, ...]:
    whole = ACTED.get(face.feeling, PROTOTYPES[face.feeling])
    if "mouth" in (face.view, face.only):
        return ACTED_BY_MOUTH.get(face.feeling, whole)
    return whole


def _alone(strengths: dict[int, float], part: Part) -> dict[int, float]:
    """Return the strengths of one part's units, the others at rest."""
    alone = {number: s for number, s in strengths.items() if number in UNITS[part]}
    # The nose wrinkler also draws the brows down; its neighbour lifts the lip and nothing else.
    wrinkled = alone.pop(WRINKLE_NOSE, 0.0)
    if wrinkled:
        alone[LIFT_LIP] = max(wrinkled, alone.get(LIFT_LIP, 0.0))
    return alone
