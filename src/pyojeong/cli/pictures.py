"""Pictures beside the table: photos and films as they were recognised, and why.

A picture that cannot be drawn or explained costs one sentence, never the run.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pyojeong.cli import console
from pyojeong.core import i18n
from pyojeong.core.errors import PyojeongError
from pyojeong.core.files import write_bytes, write_text
from pyojeong.core.i18n import _
from pyojeong.recogniser.draw import draw_photo
from pyojeong.recogniser.explain import explain_faces
from pyojeong.recogniser.explain_draw import draw_explanation
from pyojeong.recogniser.explain_words import in_full
from pyojeong.recogniser.film import AnnotatedFilm
from pyojeong.recogniser.recogniser import Recogniser
from pyojeong.recogniser.result import Gathered
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.timeline import timeline

RATE = 25.0  # frames a second of a drawn film whose source does not say its own
STEM = 100  # bytes of a picture's name: file systems allow 255 for the whole, endings and all


@dataclass
class Beside:
    """Names the files that belong to pictures, numbered as these come."""

    folder: Path
    numbers: dict[str, int] = field(default_factory=dict[str, int])

    def path(self, picture: str, ending: str) -> Path:
        """Return the path of a picture's file; a long name is cut."""
        number = self.numbers.setdefault(picture, len(self.numbers) + 1)
        stem = Path(picture).stem.encode()[:STEM].decode(errors="ignore")
        return self.folder / f"{number:04}-{stem}{ending}"


class Explaining:
    """Says of photos what each answer hangs on, and draws it."""

    def __init__(self, recogniser: Recogniser, beside: Beside | None) -> None:
        """Begin; beside: where drawings go, if anywhere."""
        self._recogniser, self._beside = recogniser, beside
        self._refused = False
        self.words: list[str] = []

    def add(self, seen: Seen) -> None:
        """Take the next frame; of films and cameras say once that they are not explained."""
        if seen.frame.index is not None:
            if not self._refused:
                console.complain(_("Only photos are explained, films and cameras are not."))
            self._refused = True
        elif seen.frame.pixels is not None:
            with _goes_on(seen.frame.name):
                self._explain(seen)

    def _explain(self, seen: Seen) -> None:
        name, pixels, by = seen.frame.name, seen.frame.pixels, self._recogniser
        told = [] if pixels is None else explain_faces(by.model, by.crop, pixels, seen.faces)
        for place, explanation in enumerate(told, start=1):
            if explanation is None:
                continue
            self.words.append(f"{name}: {in_full(explanation, i18n.current())}")
            if self._beside:
                svg = draw_explanation(explanation, i18n.current())
                write_text(self._beside.path(name, f"-why-{place}.svg"), svg)


class Drawing:
    """Draws photos, and each film as a film and a timeline."""

    def __init__(self, beside: Beside) -> None:
        """Begin; beside: where drawings go."""
        self._beside = beside
        self._film: _Film | None = None

    def add(self, seen: Seen) -> None:
        """Take the next frame."""
        frame = seen.frame
        if self._film and (frame.index is None or frame.name != self._film.name):
            self.end()
        if frame.index is not None:
            self._film = self._film or _Film(seen, self._beside)
            self._film.add(seen)
        elif frame.pixels is not None:
            with _goes_on(frame.name):
                jpeg = draw_photo(frame.pixels, seen.faces, i18n.current())
                write_bytes(self._beside.path(frame.name, ".jpg"), jpeg)

    def end(self) -> None:
        """Put the film that is being drawn, if there is one, into its place."""
        film, self._film = self._film, None
        if film:
            film.end()


class _Film:
    """One film that is being drawn."""

    def __init__(self, first: Seen, beside: Beside) -> None:
        self.name, rate = first.frame.name, first.frame.rate or RATE
        self._beside, self._rows = beside, Gathered()
        self._film: AnnotatedFilm | None = None
        with _goes_on(self.name):
            self._film = AnnotatedFilm(beside.path(self.name, ".mp4"), rate, i18n.current())

    def add(self, seen: Seen) -> None:
        self._rows.add(seen.faces)
        film, pixels = self._film, seen.frame.pixels
        if film is None or pixels is None:
            return
        self._film = None  # one that fails is given up
        with _goes_on(self.name), ExitStack() as failing:
            failing.push(film)
            film.add(pixels, seen.faces)
            failing.pop_all()
            self._film = film

    def end(self) -> None:
        if self._film:
            with _goes_on(self.name), self._film:
                pass
        with _goes_on(self.name):
            svg = timeline(self._rows.faces(), i18n.current())
            write_text(self._beside.path(self.name, ".svg"), svg)


@contextmanager
def _goes_on(name: str) -> Iterator[None]:
    """Turn whatever goes wrong with one picture into one sentence."""
    try:
        yield
    except PyojeongError as error:
        console.complain(str(error))
    except Exception as error:  # Pillow, OpenCV and resvg have exceptions of their own
        console.complain(
            _(
                "{name} could not be drawn or explained ({why}): the table has it all the same."
            ).format(name=name, why=error)
        )
