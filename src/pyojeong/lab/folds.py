"""Folds: what candidates are compared on. Written down; the same for all; the test part in none."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import Settings, digest
from pyojeong.lab.duplicates import together
from pyojeong.lab.prepared import Prepared, Row
from pyojeong.lab.record import read_settings
from pyojeong.lab.split import Split, by_group, by_photo

INNER = 0.8  # of a fold's training photos learn while a learning rate is tried; the rest score it


class Inner(Settings):
    """A fold's training photos, split once more to try learning rates on."""

    training: tuple[str, ...]
    held_out: tuple[str, ...]


class Fold(Settings):
    """The photos of one fold, by key, sorted."""

    training: tuple[str, ...]
    held_out: tuple[str, ...]
    inner: Inner | None = Field(None, description="None where no learning rates are tried")


class Folds(Settings):
    """Every fold, and who belongs together."""

    folds: tuple[Fold, ...] = Field(min_length=1)
    whole: Inner | None = Field(
        None, description="the split's training part, to try the final model's learning rates on"
    )
    groups: dict[str, int] = Field(
        description="key of a photo in a fold -> its group: duplicates, or photos of one person"
    )

    @staticmethod
    def load(path: Path) -> "Folds":
        """Read what `save` wrote.

        Raises:
            DataError: it is damaged, or was written by another version.
        """
        return read_settings(Folds, path, anew=path)

    def save(self, path: Path) -> None:
        """Write JSON, whole or not at all."""
        write_text(path, self.model_dump_json(indent=1) + "\n")


def make_folds(
    prepared: Prepared, split: Split, *, folds: int, inner: bool, grouped: bool, seed: int
) -> Folds:
    """Deal the training and validation photos into folds, label by label.

    Args:
        prepared: the photos.
        split: the written split; with one fold its training and validation parts are the fold.
        folds: how many.
        inner: whether learning rates will be tried on the training photos of each fold.
        grouped: never cut a group of duplicates or a person.
        seed: of the dealing.

    Raises:
        DataError: a label has too few photos, or groups of them, for so many folds.
    """
    wanted = {*split.training, *split.validation}
    rows = sorted((row for row in prepared.rows if row.key in wanted), key=lambda row: row.key)
    if folds == 1:
        pairs = [(split.training, split.validation)]
    else:
        dealt = _deal(rows, [1 / folds] * folds, grouped=grouped, seed=seed)
        every = set(wanted)
        pairs = [(tuple(sorted(every - set(part))), part) for part in dealt]
    for training, held_out in pairs:
        _check(rows, training, f"{folds} folds")
        _check(rows, held_out, f"{folds} folds")
    numbers = {rows[i].key: number for number, group in enumerate(together(rows)) for i in group}
    return Folds(
        folds=tuple(
            Fold(
                training=training,
                held_out=held_out,
                inner=_inner(rows, training, grouped=grouped, seed=seed) if inner else None,
            )
            for training, held_out in pairs
        ),
        whole=_inner(rows, split.training, grouped=grouped, seed=seed) if inner else None,
        groups=numbers,
    )


def fold_name(training: Sequence[str], held_out: Sequence[str]) -> str:
    """Return what stands for these photos in the hash of a Run."""
    return digest(Split(training=tuple(training), validation=tuple(held_out), test=()))


def _inner(rows: Sequence[Row], training: Sequence[str], *, grouped: bool, seed: int) -> Inner:
    own = set(training)
    mine = [row for row in rows if row.key in own]
    learn, score = _deal(mine, [INNER, 1 - INNER], grouped=grouped, seed=seed)
    for part in (learn, score):
        _check(mine, part, "trying learning rates within a fold")
    return Inner(training=learn, held_out=score)


def _deal(
    rows: Sequence[Row], shares: Sequence[float], *, grouped: bool, seed: int
) -> list[tuple[str, ...]]:
    """Return the keys of as many parts as there are shares."""
    deal = by_group if grouped else by_photo
    placed = deal(rows, dict(enumerate(shares)), seed)
    return [tuple(sorted(row.key for at, row in placed if at == i)) for i in range(len(shares))]


def _check(rows: Sequence[Row], keys: Sequence[str], what: str) -> None:
    """Refuse a part in which a label is missing."""
    inside = set(keys)
    there = {row.label for row in rows if row.key in inside}
    for label in sorted({row.label for row in rows} - there):
        own = [row for row in rows if row.label == label]
        groups = len(together(own))
        raise DataError(
            f"Label {label!r} has {len(own)} photos in {groups} groups (duplicates, or one "
            f"person's), too few for {what}: add photos of it, use fewer folds, or leave it out."
        )
