"""Pictures: a domain `Face` in, SVG text or a movement out. Equal faces give equal pictures."""

from pyojeong.app.pictures.acting import tells, tells_in
from pyojeong.app.pictures.drawing import draw, name
from pyojeong.app.pictures.motion import Motion, motion

__all__ = ["Motion", "draw", "motion", "name", "tells", "tells_in"]
