"""The recogniser: photos, folders, films and cameras in; calibrated feelings out. Without torch."""

from pyojeong.recogniser.recogniser import Recogniser
from pyojeong.recogniser.result import Faces, Recognised
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.sources import Camera, Frame

__all__ = ["Camera", "Faces", "Frame", "Recognised", "Recogniser", "Seen"]
