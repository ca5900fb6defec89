"""Recognising before the user's eyes: progress, a table that grows, pictures, Ctrl-C."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import chain, groupby, takewhile
from pathlib import Path
from threading import Event
from types import FrameType

from pyojeong.cli import console
from pyojeong.cli.show import Live, show
from pyojeong.core import i18n
from pyojeong.core.files import write_bytes, write_text
from pyojeong.core.i18n import _
from pyojeong.recogniser.capture import Camera
from pyojeong.recogniser.draw import draw_photo
from pyojeong.recogniser.explain import explain_faces
from pyojeong.recogniser.explain_draw import draw_explanation
from pyojeong.recogniser.explain_words import in_full
from pyojeong.recogniser.film import AnnotatedFilm
from pyojeong.recogniser.recogniser import Recogniser
from pyojeong.recogniser.result import Faces, Gathered
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.sources import frames_in
from pyojeong.recogniser.table import table_file
from pyojeong.recogniser.timeline import timeline

RATE = 25.0  # frames a second of a drawn film whose source does not say its own

Seens = Iterator[Seen]


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


@dataclass
class _Beside:
    """Names the files that belong to pictures, numbered as these come."""

    folder: Path
    numbers: dict[str, int] = field(default_factory=dict[str, int])

    def path(self, picture: str, ending: str) -> Path:
        number = self.numbers.setdefault(picture, len(self.numbers) + 1)
        return self.folder / f"{number:04}-{Path(picture).stem}{ending}"


def recognise(
    recogniser: Recogniser, sources: Sequence[Path | Camera], wanted: Wanted
) -> tuple[Faces, bool]:
    """Recognise, write and show; return everything, and whether Ctrl-C ended it early.

    Raises:
        KeyboardInterrupt: Ctrl-C came before anything was seen, or for the second time.
    """
    beside = _Beside(wanted.out.with_suffix("")) if wanted.out else None
    gathered, live, why = Gathered(), Live(), list[str]()
    total = frames_in(sources, fps=wanted.fps)
    with (
        stoppable() as stopped,
        table_file(wanted.out) if wanted.out else nullcontext(_nowhere) as add,
        console.counted(_("Recognising")) as progress,
    ):
        stream = recogniser.stream(sources, every=wanted.every, fps=wanted.fps)
        seens: Seens = takewhile(lambda _seen: not stopped(), stream)
        if wanted.explain:
            seens = _explained(seens, recogniser, beside, why)
        if wanted.draw and beside:
            seens = _drawn(seens, beside)
        done = 0
        for done, seen in enumerate(seens, start=1):
            add(seen.faces)
            gathered.add(seen.faces)
            if seen.frame.file is None:
                live.add(seen)
            progress(done, max(done, total))
        if not done:
            raise KeyboardInterrupt
        early = stopped()
    faces = gathered.faces()
    show(faces)
    for line in why:
        console.say(line)
    return faces, early


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C ask for an end, which the function given tells; the second is one."""
    asked = Event()
    before = signal.getsignal(signal.SIGINT)

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _nowhere(_faces: Faces) -> None:
    """Write no table."""


def _explained(
    seens: Seens, recogniser: Recogniser, beside: _Beside | None, why: list[str]
) -> Seens:
    """Pass on; of photos, say what each answer hangs on, and draw it."""
    for seen in seens:
        pixels, name = seen.frame.pixels, seen.frame.name
        if pixels is not None and seen.frame.index is None:
            told = explain_faces(recogniser.model, recogniser.crop, pixels, seen.faces)
            for place, explanation in enumerate(told, start=1):
                if explanation is None:
                    continue
                why.append(f"{name}: {in_full(explanation, i18n.current())}")
                if beside:
                    svg = draw_explanation(explanation, i18n.current())
                    write_text(beside.path(name, f"-why-{place}.svg"), svg)
        yield seen


def _drawn(seens: Seens, beside: _Beside) -> Seens:
    """Pass on; draw photos, and each film as a film and a timeline."""
    for (_name, in_film), group in groupby(seens, key=_picture):
        draw = _film if in_film else _photos
        yield from draw(group, beside)


def _picture(seen: Seen) -> tuple[str, bool]:
    return seen.frame.name, seen.frame.index is not None


def _photos(seens: Seens, beside: _Beside) -> Seens:
    for seen in seens:
        if seen.frame.pixels is not None:
            jpeg = draw_photo(seen.frame.pixels, seen.faces, i18n.current())
            write_bytes(beside.path(seen.frame.name, ".jpg"), jpeg)
        yield seen


def _film(seens: Seens, beside: _Beside) -> Seens:
    first = next(seens)
    name, rate = first.frame.name, first.frame.rate or RATE
    rows = Gathered()
    with AnnotatedFilm(beside.path(name, ".mp4"), rate, i18n.current()) as film:
        for seen in chain([first], seens):
            if seen.frame.pixels is not None:
                film.add(seen.frame.pixels, seen.faces)
            rows.add(seen.faces)
            yield seen
    write_text(beside.path(name, ".svg"), timeline(rows.faces(), i18n.current()))
