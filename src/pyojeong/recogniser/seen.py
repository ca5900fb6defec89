"""Seen: one frame and what was recognised in it."""

from dataclasses import dataclass

from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.result import Faces


@dataclass(frozen=True, eq=False)
class Seen:
    """A frame with its faces; a frame without a face has a row in `faces` too."""

    frame: Frame
    faces: Faces
