"""What a person reads of what was recognised: a row a face, and of films a row a person."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from rich.markup import escape
from rich.table import Table

from pyojeong.cli.console import out, say
from pyojeong.core import i18n
from pyojeong.core.i18n import _
from pyojeong.core.labels import display
from pyojeong.recogniser.recogniser import NO_FACE
from pyojeong.recogniser.result import Faces, Recognised
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.sources import ONLY_FIRST

Cells = tuple[str, str, str, str]

MOST = 1000  # rows that are shown; all of them are in the table that --out writes


def show(faces: Faces) -> None:
    """Print what was recognised."""
    table = Table(box=None)
    for heading in (_("Picture"), _("Feeling"), _("Probability"), _("Note")):
        table.add_column(heading)
    shown = list(islice(_rows(faces), MOST))
    for cells in shown:
        table.add_row(*map(escape, cells))
    out.print(table)
    more = _count(faces) - len(shown) if len(shown) == MOST else 0
    if more:
        say(_("... and {n} rows more: --out writes them all.").format(n=more))


class Live:
    """Prints a line whenever a person in front of a camera begins to show something else."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._told: dict[int, str] = {}

    def add(self, seen: Seen) -> None:
        """Take the next frame."""
        for row in seen.faces:
            if row.track is None or row.label is None or row.sure is False:
                continue
            if self._told.get(row.track) != row.label:
                self._told[row.track] = row.label
                say(
                    _("{time:8.1f} s  person {number}: {feeling}").format(
                        time=row.time_s or 0.0, number=row.track, feeling=_feeling(row.label)
                    )
                )


def _rows(faces: Faces) -> Iterator[Cells]:
    """Yield the rows of photos as they are; those of a film are brought together."""
    for places in _places(faces).values():
        in_film = faces.frame[places] >= 0
        yield from (_photo(faces[place]) for place in np.array(places)[~in_film].tolist())
        if in_film.any():
            yield from _film(faces.take(np.array(places)[in_film].tolist()))


def _count(faces: Faces) -> int:
    """Return how many rows `_rows` yields; those of photos need not be made for that."""
    films = [np.array(places)[faces.frame[places] >= 0] for places in _places(faces).values()]
    in_films = sum(1 for film in films if len(film) for _row in _film(faces.take(film.tolist())))
    return int((faces.frame < 0).sum()) + in_films


def _places(faces: Faces) -> dict[str, list[int]]:
    """Return which rows each picture has."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(faces.picture):
        places.setdefault(name, []).append(place)
    return places


def _photo(row: Recognised) -> Cells:
    note = _notes().get(row.problem, row.problem) or _notes().get(row.happened, "")
    if row.label is None:
        return row.picture, "–", "", note
    probability = f"{row.probabilities[row.label]:.0%}"
    if row.sure is False:
        likely = ", ".join(map(_feeling, row.prediction_set))
        return row.picture, _("not sure"), probability, f"{likely} · {note}" if note else likely
    return row.picture, _feeling(row.label), probability, note


def _film(faces: Faces) -> Iterator[Cells]:
    """Yield a row for each person of a film: what they showed most, in how much of the time."""
    film = faces.picture[0]
    told = faces.told & (faces.sure != 0)
    for person in np.unique(faces.track[faces.track >= 0]).tolist():
        theirs = faces.track == person
        seconds = faces.time_s[theirs]
        note = _("person {number}, from {first:.1f} to {last:.1f} s").format(
            number=person, first=seconds.min(), last=seconds.max()
        )
        best = faces.probabilities[theirs & told].argmax(axis=1)
        counts = np.bincount(best, minlength=len(faces.labels))
        if counts.any():
            most = int(counts.argmax())
            share = _("{share:.0%} of the time").format(share=counts[most] / theirs.sum())
            yield film, _feeling(faces.labels[most]), "", f"{note} · {share}"
        else:
            yield film, _("not sure"), "", note
    if not (faces.track >= 0).any():
        happened = next((one for one in faces.happened if one in ("whole", "centre")), "none")
        yield film, "–", "", _notes().get(happened, _notes()[NO_FACE])
    yield from ((film, "–", "", text) for text in dict.fromkeys(faces.problem) if _unread(text))


def _unread(problem: str) -> bool:
    return problem not in ("", NO_FACE)


def _feeling(label: str) -> str:
    return display(label, i18n.current())


def _notes() -> dict[str, str]:
    """Return what to know of a row, in the reader's language."""
    return {
        NO_FACE: _("No face was found."),
        ONLY_FIRST: _("Only the first of its frames was looked at."),
        "whole": _("no face found: the whole photo"),
        "centre": _("no face found: the centre of the photo"),
    }
