"""Decides about photos: wishes and suggestions become decisions, written beside the data set."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyojeong.core.errors import DataError, SettingsError
from pyojeong.core.labels import canonical, in_order
from pyojeong.lab.datasets import DataSet, open_dataset
from pyojeong.lab.decisions import Action, Decision, Decisions, beside, check, fingerprint


@dataclass(frozen=True)
class Wish:
    """What a person wants done with a photo; the label where it is to be relabelled."""

    key: str
    action: Action
    label: str | None = None
    why: str = ""


def parse_relabel(text: str) -> tuple[str, Action, str]:
    """Return key, action and label of KEY=LABEL.

    Raises:
        SettingsError: it is written otherwise.
    """
    key, _equals, label = text.rpartition("=")
    if not key or not label.strip():
        raise SettingsError(f"{text} is no KEY=LABEL: write it as happy/7.jpg=pain.")
    return key, "relabel", canonical(label)


def decide_about(
    source: str,
    wishes: Sequence[Wish],
    suggested: Iterable[Decision] = (),
    forget: Sequence[str] = (),
) -> tuple[Decisions, Path]:
    """Write what was decided about a data set; return all of it, and where it lies.

    A wish replaces an earlier decision about its photo; a suggestion does not.

    Raises:
        DataError: the data set has no place on this disk, a photo is not in it, a decision is
            about another photo, or too little would be left.
        SettingsError: two wishes are about one photo, or a label is none of the data set's.
        StorageError: the place beside the data set cannot be written.
    """
    path = beside(source)
    if path is None:
        raise DataError(
            f"Decisions lie beside a data set, and {source} has no place on this disk: download it "
            "into a folder first, and check the path."
        )
    before = Decisions.load(path)
    dataset = open_dataset(source, decided=False)
    taken = before.without(forget)
    known = {each.key for each in taken.decisions}
    after = taken.with_(each for each in suggested if each.key not in known)
    after = after.with_(_decided(dataset, wishes))
    check(after.decisions, dataset)
    if len({photo.label for photo in after.applied(dataset).photos}) < 2:
        raise DataError(
            f"Photos of fewer than two labels would be left in {source}: nothing was written; drop "
            "fewer."
        )
    if after != before:
        after.save(path)
    return after, path


def _decided(dataset: DataSet, wishes: Sequence[Wish]) -> list[Decision]:
    photos = {photo.key: photo for photo in dataset.photos}
    decisions: dict[str, Decision] = {}
    for wish in wishes:
        if wish.key not in photos:
            raise DataError(
                f"There is no photo {wish.key} in {dataset.name}: name it as the audit does, as "
                f"{dataset.photos[0].key}."
            )
        if wish.key in decisions:
            raise SettingsError(f"{wish.key} is named twice: decide one thing about it.")
        _require_label(wish, dataset)
        decisions[wish.key] = Decision(
            key=wish.key,
            sha256=fingerprint(dataset, photos[wish.key]),
            action=wish.action,
            label=wish.label,
            why=wish.why,
        )
    return list(decisions.values())


def _require_label(wish: Wish, dataset: DataSet) -> None:
    """Refuse a label that no photo has: a misspelt one would be a label of its own."""
    labels = in_order(photo.label for photo in dataset.photos)
    if wish.label is None or canonical(wish.label) in labels:
        return
    near = difflib.get_close_matches(wish.label, labels, n=1, cutoff=0.5)
    ask = f"did you mean {near[0]!r}? " if near else ""
    raise SettingsError(
        f"No photo of {dataset.name} is labelled {wish.label!r}: {ask}It has {', '.join(labels)}."
    )
