"""What a person decided about photos: a small file beside the data set, never in the photos.

    photos/          photos.decisions.json
    photos.zip       photos.zip.decisions.json
    manifest.csv     manifest.csv.decisions.json

Every decision names its photo by key and by the SHA-256 of its file, so that it never falls upon
another photo of that name. `open_dataset` honours the file, and with it every later step.
"""

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError, model_validator

from pyojeong.core.errors import DataError, PictureError, SettingsError
from pyojeong.core.files import write_text
from pyojeong.core.labels import canonical
from pyojeong.core.settings import DIGEST_LENGTH, Settings

if TYPE_CHECKING:
    from pyojeong.lab.datasets import DataSet, Photo

Action = Literal["drop", "keep", "relabel"]
SUFFIX = ".decisions.json"


class Decision(Settings):
    """What is done with one photo: left out, kept as it is, or given another label."""

    key: str = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the photo's file")
    action: Action
    label: str | None = Field(None, min_length=1, description="the new one, to relabel")
    why: str = ""

    @model_validator(mode="after")
    def _sound(self) -> "Decision":
        if (self.action == "relabel") != (self.label is not None):
            raise SettingsError(f"Only `relabel` takes a label, and needs one: see {self.key}.")
        return self


class Decisions(Settings):
    """All decisions about one data set, sorted by key, one a photo."""

    decisions: tuple[Decision, ...] = ()

    @staticmethod
    def load(path: Path) -> "Decisions":
        """Read what `save` wrote; no file is no decision.

        Raises:
            DataError: the file is damaged.
        """
        if not path.is_file():
            return Decisions()
        try:
            found = Decisions.model_validate_json(path.read_bytes())
        except (ValidationError, SettingsError) as error:
            raise DataError(
                f"{path} holds no decisions that can be read (damaged, or edited by hand): mend "
                "it, or move it away to have every photo as it came."
            ) from error
        return Decisions().with_(found.decisions)

    def save(self, path: Path) -> None:
        """Write JSON, whole or not at all.

        Raises:
            StorageError: the place beside the data set cannot be written.
        """
        write_text(path, self.model_dump_json(indent=1, exclude_none=True) + "\n")

    def with_(self, more: Iterable[Decision]) -> "Decisions":
        """Return these with others added; of two about one photo, the later counts."""
        found = {each.key: each for each in (*self.decisions, *more)}
        return Decisions(decisions=tuple(found[key] for key in sorted(found)))

    def without(self, keys: Iterable[str]) -> "Decisions":
        """Return these less those about the given photos."""
        gone = set(keys)
        return Decisions(decisions=tuple(x for x in self.decisions if x.key not in gone))

    @property
    def digest(self) -> str:
        """Hash of what changes the data set; empty where nothing does: `keep` changes nothing."""
        lines = [
            f"{x.key} {x.sha256} {x.action} {x.label}\n"
            for x in self.decisions
            if x.action != "keep"
        ]
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:DIGEST_LENGTH] if lines else ""

    @property
    def kept(self) -> frozenset[str]:
        """Keys of the photos that a person looked at and found right."""
        return frozenset(x.key for x in self.decisions if x.action == "keep")

    @property
    def counts(self) -> dict[Action, int]:
        """How many photos are dropped, kept and relabelled."""
        counted = Counter(x.action for x in self.decisions)
        return {"drop": counted["drop"], "keep": counted["keep"], "relabel": counted["relabel"]}

    def applied(self, dataset: "DataSet") -> "DataSet":
        """Return the data set as it was decided.

        Raises:
            DataError: a decision is about a photo that is not there, or is another one now.
        """
        by_key = {x.key: x for x in self.decisions}
        check(self.decisions, dataset)
        photos: list[Photo] = []
        for photo in dataset.photos:
            decision = by_key.get(photo.key)
            if decision is not None and decision.action == "drop":
                continue
            if decision is not None and decision.label is not None:
                photo = dataclasses.replace(photo, label=canonical(decision.label))
            photos.append(photo)
        return dataclasses.replace(dataset, photos=tuple(photos), decisions=self.digest)


def beside(source: str) -> Path | None:
    """Return where the decisions about a data set lie; None where it has no place on this disk.

    The place of `kind:path` is that path, as of `cafe:photos/CAFE`.
    """
    path = Path(source)
    if not path.exists():
        kind, _colon, name = source.partition(":")
        path = Path(name)
        # As in `open_dataset`, a drive letter is no kind of data set.
        if not name or len(kind) < 2 or not path.exists():
            return None
    path = path.absolute()
    path = path if path.name not in ("", "..") else path.resolve()
    return path.with_name(path.name + SUFFIX)


def honoured(source: str) -> Decisions:
    """Return the decisions about a data set, none where there is no file.

    Raises:
        DataError: the file is damaged.
    """
    path = beside(source)
    return Decisions.load(path) if path else Decisions()


def check(decisions: Iterable[Decision], dataset: "DataSet") -> None:
    """Make sure that every decision is about a photo of this data set, as it is now.

    Raises:
        DataError: one is not.
    """
    photos = {photo.key: photo for photo in dataset.photos}
    for decision in decisions:
        photo = photos.get(decision.key)
        if photo is None or fingerprint(dataset, photo) != decision.sha256:
            fault = "is not in it" if photo is None else "is another photo there"
            place = beside(dataset.name)
            raise DataError(
                f"The decisions{f' in {place}' if place else ''} are not about {dataset.name} as "
                f"it is now: {decision.key} {fault}. Bring that photo back, move the file away, "
                f"or type `pyojeong decide {dataset.name} --forget {decision.key}`."
            )


def fingerprint(dataset: "DataSet", photo: "Photo") -> str:
    """Return the SHA-256 of a photo's file; that of nothing where it cannot be read."""
    try:
        data = dataset.read(photo)
    except PictureError:
        data = b""
    return hashlib.sha256(data).hexdigest()
