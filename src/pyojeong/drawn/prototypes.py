"""Which action units make which expression, from the literature.

The six basic ones: Ekman, P. & Friesen, W. V. (1983), EMFACS-7, and the table of prototypes and
major variants in Ekman, Friesen & Hager (2002), FACS Investigator's Guide, chapter 12.
Unit 24 (lip pressor) of anger is drawn as 23: both narrow the red of the lips.

Pain: Prkachin, K. M. & Solomon, P. E. (2008), Pain 139, 267-274: brow lowering (4), orbital
tightening (6 or 7), levator contraction (9 or 10) and eye closure (43); 20 and 25 to 27 are
among the units they coded beside these, and often open the mouth.
"""

import numpy as np

from pyojeong.drawn.units import ActionUnits, from_numbers

Variant = tuple[int, ...]

PROTOTYPES: dict[str, tuple[Variant, ...]] = {
    "anger": ((4, 5, 7, 23), (4, 5, 7, 17, 23), (4, 7, 23), (4, 5, 7, 10, 23, 25)),
    "disgust": ((9, 10, 17), (9, 15, 17), (9, 15), (10, 15, 17), (9, 10, 25)),
    "fear": (
        (1, 2, 4, 5, 20, 25, 26),
        (1, 2, 4, 5, 20, 25),
        (1, 2, 4, 5, 7, 20, 25, 26),
        (1, 2, 4, 5, 7, 20, 26),
    ),
    "happy": ((6, 12), (6, 12, 25), (6, 12, 25, 26)),
    "neutral": ((),),
    "pain": ((4, 6, 10, 20, 25, 43), (4, 7, 9, 25, 43), (4, 6, 9, 43), (4, 6, 7, 10, 25, 26, 43)),
    "sad": ((1, 4, 15), (1, 4, 15, 17), (1, 4, 15, 17, 25)),
    "surprise": ((1, 2, 5, 25, 26), (1, 2, 5, 25, 27), (1, 2, 5, 26)),
}


def express(label: str, intensity: float, rng: np.random.Generator) -> ActionUnits:
    """Return one natural performance of a label.

    A variant is drawn; each of its units acts at the intensity (0 to 1) times a factor of its own
    between 0.75 and 1.1. Faces are never quite still: two others may stir by up to 0.06.
    """
    variants = PROTOTYPES[label]
    variant = variants[int(rng.integers(len(variants)))]
    strengths = {number: min(1.0, intensity * rng.uniform(0.75, 1.1)) for number in variant}
    for number in rng.choice(QUIET, size=2, replace=False):
        strengths.setdefault(int(number), rng.uniform(0, 0.06))
    return from_numbers({number: round(float(s), 3) for number, s in strengths.items()})


# Units that may stir a little in any expression without giving it another meaning.
QUIET = (1, 2, 7, 17, 25)
