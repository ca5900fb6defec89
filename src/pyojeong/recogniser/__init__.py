"""The recogniser: photos, folders, films and cameras in; calibrated feelings out. Without torch."""

from pyojeong.recogniser.capture import Camera
from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.recogniser import Recogniser
from pyojeong.recogniser.result import Faces, Recognised
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.smooth import Steadiness

__all__ = ["Camera", "Faces", "Frame", "Recognised", "Recogniser", "Seen", "Steadiness"]
