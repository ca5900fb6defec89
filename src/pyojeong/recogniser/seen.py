"""Seen: one frame and what was recognised in it."""

from dataclasses import dataclass

from pyojeong.recogniser.result import Faces
from pyojeong.recogniser.sources import Frame


@dataclass(frozen=True, eq=False)
class Seen:
    """A frame with its faces; a frame without a face has a row in `faces` too."""

    frame: Frame
    faces: Faces
