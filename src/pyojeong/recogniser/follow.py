"""Following people through films: the number of each, and what is told of them, smoothed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.result import Faces, told_from
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.smooth import Smoother, Steadiness
from pyojeong.recogniser.track import Tracker


def follow(seens: Iterable[Seen], steadiness: Steadiness | None = None) -> Iterator[Seen]:
    """Yield the same frames; in films with `track`, averaged probabilities and `steady` filled in.

    Photos pass as they are. Each film begins anew, numbers of people too.

    Args:
        seens: frames in order, of any photos and films, one film after another.
        steadiness: how to smooth; None: the default of docs/live.md.
    """
    film: _Film | None = None
    for seen in seens:
        time_s = seen.frame.time_s
        if seen.frame.index is None or time_s is None:
            yield seen
            continue
        if film is None or not film.goes_on(seen.frame):
            film = _Film(seen, steadiness or Steadiness())
        yield replace(seen, faces=film.step(seen.frame, seen.faces, time_s))


class _Film:
    """One film on its way."""

    def __init__(self, first: Seen, steadiness: Steadiness) -> None:
        self._tracker = Tracker()
        calibration = first.faces.calibration
        at_least = told_from(calibration) if calibration else 0.0
        self._smoother = Smoother(steadiness, at_least=at_least)
        self._frame = first.frame

    def goes_on(self, frame: Frame) -> bool:
        """Return whether a frame belongs to this film and comes later."""
        last = self._frame
        return frame.name == last.name and (frame.index or 0) > (last.index or 0)

    def step(self, frame: Frame, faces: Faces, time_s: float) -> Faces:
        """Return what is told of the frame's faces."""
        self._frame = frame
        faced = np.array([happened == "face" for happened in faces.happened])  # others are nobody
        found = np.flatnonzero(faced & faces.told)
        track, steady = faces.track.copy(), faces.steady.copy()
        probabilities = faces.probabilities.copy()
        track[found] = self._tracker.step(faces.box[found], time_s)
        self._smoother.keep(self._tracker.people)
        probabilities[found], steady[found] = self._smoother.step(
            track[found].tolist(), probabilities[found], time_s
        )
        return replace(faces, track=track, probabilities=probabilities, steady=steady)
