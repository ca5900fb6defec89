"""Recogniser: from pictures to calibrated feelings, in one call."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import LifoQueue

import numpy as np

from pyojeong.core.card import ModelCard
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import PictureError, SettingsError, WeightsError
from pyojeong.core.images import Pixels
from pyojeong.faces import DETECTORS, Detector, naming, open_detector
from pyojeong.faces.crop import Crop, crop_face
from pyojeong.faces.weights import at_hand
from pyojeong.recogniser.ahead import look_ahead
from pyojeong.recogniser.follow import follow
from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.model import BATCH, Floats, Model
from pyojeong.recogniser.result import Faces, Given, Happened
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.smooth import Steadiness
from pyojeong.recogniser.sources import Source, frames_in, frames_of

NO_FACE = "No face was found."
LANDMARKS = 5


class Recogniser:
    """A model and a face detector. Any number of threads may use one at once.

    model: the net with its card. crop: how faces are cut out, one of the card's crops. detector:
    name of what looks for faces.
    """

    def __init__(self, model: Model, crop: CropSpec, open_detector: Callable[[], Detector]) -> None:
        """Put a recogniser together.

        Args:
            model: the net.
            crop: one of its card's crops.
            open_detector: returns the crop's detector; called for each core at most once.
        """
        self.model, self.crop, self.detector = model, crop, crop.detector
        self._threads = os.cpu_count() or 1
        self._detectors = _Pool(open_detector, self._threads)

    @classmethod
    def load(
        cls,
        model: Path | str | None = None,
        *,
        detector: str | None = None,
        detector_weights: Path | None = None,
    ) -> "Recogniser":
        """Open a model and a face detector that it was trained with.

        Args:
            model: an .onnx file that `pyojeong export` wrote, or the folder it lies in; by default
                the one that comes with Pyojeong.
            detector: its name; by default the best of the model's whose weights are here. Only a
                detector that is named fetches weights.
            detector_weights: file of its weights, if it has any.

        Raises:
            WeightsError: the model or the detector's weights are missing or damaged.
            SettingsError: the model was not trained with that detector.
            UnknownNameError: there is no such detector.
            NetworkError: the named detector's weights must be fetched and cannot be.
        """
        opened = Model.load(None if model is None else Path(model))
        crop = choose_crop(opened.card, detector, detector_weights)
        recogniser = cls(opened, crop, partial(open_detector, crop.detector, detector_weights))
        with recogniser._detectors.lend():  # now, so that what is missing is told here
            return recogniser

    def recognise(
        self,
        source: Source,
        *,
        every: bool = True,
        fps: float | None = None,
        steadiness: Steadiness | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Faces:
        """Return a row a face; a picture that has none or cannot be read has a row too.

        Args:
            source: see `frames_of`. A camera never ends: use `stream`.
            every: all faces of a picture, or the one alone that the model's card chooses.
            fps: of films, at most so many frames a second; by default all.
            steadiness: how films are smoothed over time; by default as docs/live.md chooses.
            progress: is told how many frames are done, of about how many.

        Raises:
            DataError: a path is not there, or a folder has nothing to look at.
            SettingsError: it is no source, or has nothing in it.
        """
        total = frames_in(source, fps=fps) if progress else 0

        def parts() -> Iterator[Faces]:
            seens = self.stream(source, every=every, fps=fps, steadiness=steadiness)
            for done, seen in enumerate(seens, start=1):
                if progress:
                    progress(done, max(done, total))
                yield seen.faces

        return Faces.joined(parts())

    def stream(
        self,
        source: Source,
        *,
        every: bool = True,
        fps: float | None = None,
        steadiness: Steadiness | None = None,
    ) -> Iterator[Seen]:
        """Yield what `recognise` returns frame by frame, each as soon as it is known.

        In films and from cameras each person has a number, and what is told is smoothed over time,
        see `follow`. Of paths and lists a few frames more are read meanwhile, see `look_ahead`; an
        iterator is asked for the next picture only after this one was told.
        """
        frames, look = frames_of(source, fps=fps), partial(self._look, every=every)
        if isinstance(source, (str, os.PathLike, list, tuple)):
            return follow(look_ahead(look, frames, self._threads), steadiness)
        return follow((Seen(frame, look(frame)) for frame in frames), steadiness)

    def faces_of(self, pixels: Pixels, name: str = "picture", *, every: bool = True) -> Faces:
        """Return what is recognised in one decoded picture, uint8 [height, width, 3] RGB."""
        (frame,) = frames_of(Frame(name, pixels, given=pixels))
        return self._look(frame, every=every)

    def _look(self, frame: Frame, *, every: bool) -> Faces:
        if frame.pixels is None:
            return self._nothing(frame, "unreadable", frame.problem)
        try:
            with naming(frame.name):
                with self._detectors.lend() as detector:
                    found = detector.detect(frame.pixels)
                groups = [[face] for face in found] if every and found else [found]
                cut = partial(crop_face, frame.pixels, spec=self.crop)
                batches = [groups[at : at + BATCH] for at in range(0, len(groups), BATCH)]
                parts = [self._told(frame, [cut(faces) for faces in batch]) for batch in batches]
        except PictureError as error:
            return self._nothing(frame, "unreadable", str(error))
        return Faces.joined(parts)

    def _told(self, frame: Frame, crops: Sequence[Crop | None]) -> Faces:
        """Return the rows of some faces of a frame."""
        cut = [crop for crop in crops if crop is not None]
        if not cut:
            return self._nothing(frame, "none", NO_FACE)
        probabilities = self.model.probabilities(np.stack([crop.pixels for crop in cut]))
        boxes = [crop.face.box if crop.face else crop.box for crop in cut]
        scores = [crop.face.score if crop.face else np.nan for crop in cut]
        return self._rows(
            frame,
            [crop.happened for crop in cut],
            frame.problem,
            np.array(boxes, np.float32),
            np.array(scores, np.float32),
            np.stack([_landmarks(crop) for crop in cut]),
            probabilities,
        )

    def _nothing(self, frame: Frame, happened: Happened, problem: str) -> Faces:
        return self._rows(
            frame,
            [happened],
            problem,
            _empty(1, 4),
            _empty(1),
            _empty(1, LANDMARKS, 2),
            _empty(1, len(self.model.card.labels)),
        )

    def _rows(
        self,
        frame: Frame,
        happened: Sequence[Happened],
        problem: str,
        box: Floats,
        score: Floats,
        landmarks: Floats,
        probabilities: Floats,
    ) -> Faces:
        rows = len(happened)
        time_s = np.nan if frame.time_s is None else frame.time_s
        return Faces(
            labels=self.model.card.labels,
            model=self.model.name,
            detector=self.detector,
            calibration=self.model.card.calibration,
            picture=(frame.name,) * rows,
            happened=tuple(happened),
            problem=(problem,) * rows,
            frame=np.full(rows, -1 if frame.index is None else frame.index, np.int64),
            time_s=np.full(rows, time_s, np.float64),
            track=np.full(rows, -1, np.int64),
            box=box,
            score=score,
            landmarks=landmarks,
            probabilities=probabilities,
            held=_held(frame),
        )


class _Pool:
    """Lends detectors, each to one thread at a time: OpenCV's and dlib's cannot be shared.

    As many as there are cores work at once; more would only take memory. Who comes then waits.
    """

    def __init__(self, open_one: Callable[[], Detector], most: int) -> None:
        self._open = open_one
        self._free: LifoQueue[Detector | None] = LifoQueue()
        for _ in range(most):
            self._free.put(None)  # not opened yet; those that are lie on top and are lent first

    @contextmanager
    def lend(self) -> Iterator[Detector]:
        """Lend a detector for the time of the block."""
        detector = self._free.get()
        try:
            detector = detector or self._open()
            yield detector
        finally:
            self._free.put(detector)


def choose_crop(card: ModelCard, detector: str | None, weights: Path | None) -> CropSpec:
    """Return the card's crop for a detector, or of the best detector that can work offline.

    Raises:
        WeightsError: none of the model's detectors is here.
        SettingsError: the model was not trained with that detector.
        UnknownNameError: there is no such detector.
    """
    crops = {crop.detector: crop for crop in (*card.also[::-1], card.crop)}
    if detector is None:
        for crop in (card.crop, *card.also):
            if at_hand(crop.detector, weights):
                return crop
        raise WeightsError(
            f"This model needs the face detector {card.crop.detector}, which is not here yet: name "
            f"it with --detector {card.crop.detector}, and its weights are fetched once, or give "
            "them with --detector-weights."
        )
    DETECTORS.get(detector)
    if detector not in crops:
        raise SettingsError(
            f"This model was not trained with faces as {detector} finds them: use "
            f"{' or '.join(reversed(crops))}."
        )
    return crops[detector]


def _held(frame: Frame) -> dict[str, Given | Path]:
    """Return what a frame can be drawn from, where its name does not say it."""
    if frame.given is not None:
        return {frame.name: frame.given}
    misnamed = frame.file is not None and str(frame.file) != frame.name and frame.index is None
    return {frame.name: frame.file} if frame.file and misnamed else {}


def _landmarks(crop: Crop) -> Floats:
    if crop.face is None or crop.face.landmarks is None:
        return _empty(LANDMARKS, 2)
    return crop.face.landmarks


def _empty(*shape: int) -> Floats:
    return np.full(shape, np.nan, np.float32)
