"""Recognising before the user's eyes: progress, a table that grows, pictures, Ctrl-C."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from pyojeong.cli import console
from pyojeong.cli.pictures import Beside, Drawing, Explaining
from pyojeong.cli.show import Live, show
from pyojeong.core.i18n import _
from pyojeong.recogniser.capture import Camera
from pyojeong.recogniser.recogniser import Recogniser
from pyojeong.recogniser.result import Faces, Gathered
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.sources import frames_in
from pyojeong.recogniser.table import table_file


@dataclass(frozen=True)
class Wanted:
    """What shall come of it.

    every: all faces of a picture. fps: frames a second of films, None: all. out: the table. draw,
    explain: pictures go into a folder beside it, named as it is without its ending.
    """

    every: bool = True
    fps: float | None = None
    out: Path | None = None
    draw: bool = False
    explain: bool = False


@dataclass(frozen=True)
class Ended:
    """What came of it.

    faces: all that was seen. early: Ctrl-C ended it. fault: what ended it, if anything went wrong.
    """

    faces: Faces
    early: bool
    fault: Exception | None


def recognise(recogniser: Recogniser, sources: Sequence[Path | Camera], wanted: Wanted) -> Ended:
    """Recognise, write and show; what was seen before Ctrl-C or a fault is written and shown too.

    Raises:
        KeyboardInterrupt: Ctrl-C came before anything was seen, or for the third time.
        PyojeongError: it went wrong before anything was seen, or the table cannot be written.
    """
    beside = Beside(wanted.out.with_suffix("")) if wanted.out else None
    explaining = Explaining(recogniser, beside) if wanted.explain else None
    drawing = Drawing(beside) if wanted.draw and beside else None
    gathered, live, fault = Gathered(), Live(), None
    done, total = 0, frames_in(sources, fps=wanted.fps)
    with (
        stoppable() as stop,
        table_file(wanted.out) if wanted.out else nullcontext(_nowhere) as add,
        console.counted(_("Recognising")) as progress,
    ):
        try:
            stream = recogniser.stream(sources, every=wanted.every, fps=wanted.fps)
            for seen in stop.looking(stream):
                add(seen.faces)
                gathered.add(seen.faces)
                done += 1
                if explaining:
                    explaining.add(seen)
                if drawing:
                    drawing.add(seen)
                if seen.frame.file is None:
                    live.add(seen)
                progress(done, max(done, total))
        except Exception as error:  # whatever it is, it costs nothing that was seen
            if not done:
                raise
            fault = error
        finally:
            if drawing:
                drawing.end()
        if not done:
            raise KeyboardInterrupt
    faces = gathered.faces()
    show(faces)
    for line in explaining.words if explaining else ():
        console.say(line)
    return Ended(faces, stop.asked, fault)


class Stop:
    """Whether Ctrl-C was pressed.

    The first asks for an end after the frame at work, the second leaves that frame too, but
    nothing that is being written; the third is Ctrl-C as it always is.
    """

    def __init__(self) -> None:
        """Begin unasked."""
        self._times, self._looking = 0, False

    @property
    def asked(self) -> bool:
        """Whether somebody wants an end."""
        return self._times > 0

    def press(self, _number: int, _frame: FrameType | None) -> None:
        """Take a Ctrl-C."""
        self._times += 1
        if self._times > 2 or (self._times == 2 and self._looking):
            raise KeyboardInterrupt

    def looking(self, seens: Iterator[Seen]) -> Iterator[Seen]:
        """Yield the frames until an end is asked for."""
        while not self.asked:
            self._looking = True
            try:
                seen = next(seens, None)
            except KeyboardInterrupt:
                return
            finally:
                self._looking = False
            if seen is None:
                return
            yield seen


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Give what Ctrl-C asks for during the block."""
    stop, before = Stop(), signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, stop.press)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _nowhere(_faces: Faces) -> None:
    """Write no table."""
