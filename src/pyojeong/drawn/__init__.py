"""Drawn faces: identity and action units in, SVG and pixels out."""

from pyojeong.drawn.face import Background, DrawnFace, Light, Pose
from pyojeong.drawn.folder import write_folder
from pyojeong.drawn.identity import Identity
from pyojeong.drawn.people import random_face, random_identity
from pyojeong.drawn.prototypes import PROTOTYPES
from pyojeong.drawn.raster import to_pixels, to_png
from pyojeong.drawn.sample import Sample, sample
from pyojeong.drawn.svg import to_svg
from pyojeong.drawn.units import ActionUnits

__all__ = [
    "PROTOTYPES",
    "ActionUnits",
    "Background",
    "DrawnFace",
    "Identity",
    "Light",
    "Pose",
    "Sample",
    "random_face",
    "random_identity",
    "sample",
    "to_pixels",
    "to_png",
    "to_svg",
    "write_folder",
]
