"""Staging: how a head is held, lit and backed.

It depends on person and variation alone, so that the same person with another feeling is otherwise
the same picture.
"""

from zlib import crc32

import numpy as np

from pyojeong.app.domain.stimulus import Face
from pyojeong.app.looks import identity
from pyojeong.app.pictures.acting import act
from pyojeong.drawn import Background, DrawnFace, Light, Pose
from pyojeong.drawn.people import DEEP_WALLS, WALLS

SEED = 2024  # of every chance here; another seed is other pictures of the same variations
STAGE, ACT = 0, 1  # two streams of chance

ROLL, TURN = 5.0, 7.0  # degrees, at most: slight, so that no feeling hides [D]
GAZE = 0.15  # of a full look aside, at most: people look at the child [D]
DARK = 8  # Monk tones from here on stand before deeper walls, as in `drawn.people`


def stage(face: Face) -> DrawnFace:
    """Return the drawing of a face as a value."""
    stage_rng, act_rng = _chance(face, STAGE), _chance(face, ACT)
    who = identity(face.person)

    def within(limit: float) -> float:
        return round(float(stage_rng.uniform(-limit, limit)), 2)

    walls = DEEP_WALLS if who.tone >= DARK else WALLS
    top, bottom = walls[int(stage_rng.integers(len(walls)))]
    roll = within(ROLL)
    return DrawnFace(
        identity=who,
        units=act(face, act_rng),
        asymmetry=within(0.4),
        pose=Pose(
            # A band is cut level, so a head of which no more is seen is held level.
            roll=roll if face.view == "face" else 0.0,
            turn=within(TURN),
            gaze_x=within(GAZE),
            gaze_y=within(GAZE),
        ),
        light=Light(side=within(1), strength=0.5 + within(0.25), warmth=within(0.5)),
        background=Background(top=top, bottom=bottom),
    )


def _chance(face: Face, stream: int) -> np.random.Generator:
    """Return the chance of one person's variation; of acting, also of the feeling."""
    about = face.person.key if stream == STAGE else f"{face.person.key} {face.feeling}"
    return np.random.default_rng([SEED, stream, crc32(about.encode()), face.variation])
