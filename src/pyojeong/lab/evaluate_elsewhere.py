"""Shows a study's final model another data set, and writes down what came of it.

In the study's folder:

    elsewhere/<name>.json                   the Elsewhere: written last
    elsewhere/<name>/faces/                 its prepared faces, by the model's own CropSpec
    elsewhere/<name>/predictions.parquet    where a face was found
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyojeong.core.card import ModelCard
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.labels import in_order
from pyojeong.lab.conformal import covered, sets
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.elsewhere import FOLDER, Coverage, Elsewhere, LabelShare, Measured
from pyojeong.lab.evaluate import finished
from pyojeong.lab.inference import choose_device, load_net, predict_tensors
from pyojeong.lab.mappings import MAPPINGS, NONE, Mapping, find_mapping
from pyojeong.lab.metrics import confusion
from pyojeong.lab.prepare import prepare
from pyojeong.lab.prepared import Prepared, Row
from pyojeong.lab.proportions import Share
from pyojeong.lab.record import Predictions, RunRecord, StudyRecord
from pyojeong.lab.tensors import Tensors

Words = dict[str, str]  # label as found -> ours


def evaluate_elsewhere(
    record: StudyRecord,
    sources: Sequence[str],
    *,
    mapping: str | None = None,
    faces: Path | None = None,
    weights: Path | None = None,
    device: str = "auto",
    progress: Callable[[int, int], None] | None = None,
) -> list[Elsewhere]:
    """Score the final Run on other data sets, one after the other; its own test stays as it is.

    Args:
        record: of a study that is finished.
        sources: as `open_dataset` takes them; the first is what the others are compared with.
        mapping: name of a mapping or a CSV file, for all of them; by default a data set's own, or
            labels as they are.
        faces: the study's own prepared faces; by default inside its folder.
        weights: file of the face detector, where it needs one.
        device: `auto`, `cpu` or `cuda`.
        progress: called with photos done and photos in all, for each data set.

    Raises:
        DataError: the study is not finished, a data set cannot be used, shares no label with the
            model, or shows no face.
        UnknownNameError: there is no such mapping.
    """
    final = finished(record)
    choose_device(device)
    asked = [_asked(source, mapping) for source in sources]
    for source, words in asked:
        _shared(source, words, final.card)  # before any hours of finding faces
    known = _known(faces or record.folder / "faces")
    results: list[Elsewhere] = []
    for source, words in asked:
        name = name_of(source)
        prepared = prepare(
            source,
            final.card.crop,
            record.folder / FOLDER / name / "faces",
            weights=weights,
            progress=progress,
        )
        ours = {row.label: words.label(row.label) for row in prepared.rows}
        sorted_ = _sort(prepared, ours, known, final.card.labels)
        measured, predictions = _measure(final, prepared, sorted_, device)
        result = Elsewhere(
            name=name,
            source=prepared.source,
            beside=results[0].name if results else None,
            run=final.folder.name,
            mapping=dict(sorted(ours.items())),
            mapping_source=words.source,
            left_out=sorted_.left_out,
            unreadable=sorted_.unreadable,
            known=sorted_.known,
            measured=measured,
        )
        predictions.save(record.folder / FOLDER / name / "predictions.parquet")
        path = record.folder / FOLDER / f"{name}.json"
        write_text(path, result.model_dump_json(indent=2) + "\n")
        results.append(result)
    return results


def name_of(source: str) -> str:
    """Return a file name for a data set: `drawn:count=60,seed=9` is drawn-count-60-seed-9."""
    return re.sub(r"[\W_]+", "-", source.lower()).strip("-")[-80:] or "data"


def _asked(source: str, name: str | None) -> tuple[str, Mapping]:
    """Return the data set as it is opened, and its mapping."""
    if name is None:
        kind = source.partition(":")[0]
        return source, MAPPINGS.get(kind) if kind in MAPPINGS else NONE
    words = find_mapping(name)
    return (f"{name}:{source}" if words.in_names and Path(source).is_dir() else source), words


def _shared(source: str, words: Mapping, card: ModelCard) -> None:
    """Refuse a data set that has none of the model's labels."""
    theirs = in_order(photo.label for photo in open_dataset(source).photos)
    if not {words.label(label) for label in theirs} & set(card.labels):
        raise DataError(
            f"{source} shares no label with the model: it has {', '.join(theirs)}, the model "
            f"{', '.join(card.labels)}; write what belongs together into a CSV file with the "
            "columns theirs and ours, and give it as --mapping."
        )


def _known(faces: Path) -> set[str] | None:
    """Return the pixels' hashes of the study's own photos, or None where they are gone."""
    if not faces.is_dir():
        return None
    return {row.pixels_sha256 for row in Prepared.open(faces).rows if row.pixels_sha256}


@dataclass(frozen=True)
class Sorted:
    """The rows of a data set, their labels ours by now, by what becomes of them.

    rows: all of them. unreadable, known: how many are left out as such. left_out: photos whose
    label the model does not have, by their own word. scored: the rest. seen: those of them whose
    face the model is shown.
    """

    rows: tuple[Row, ...]
    unreadable: int
    known: int | None
    left_out: dict[str, int]
    scored: tuple[Row, ...]
    seen: tuple[Row, ...]


def _sort(prepared: Prepared, ours: Words, known: set[str] | None, labels: Sequence[str]) -> Sorted:
    """Sort the rows of a data set.

    Raises:
        DataError: no photo is left to score, or none of them shows a face.
    """
    readable = [row for row in prepared.rows if row.happened != "unreadable"]
    fresh = [row for row in readable if row.pixels_sha256 not in (known or ())]
    scored = [_called(row, ours) for row in fresh if ours[row.label] in labels]
    # A model that seeks no face is shown every photo.
    all_seen = prepared.crop.detector == "none"
    seen = [row for row in scored if row.happened == "face" or all_seen]
    _require_faces(prepared, scored, seen)
    return Sorted(
        rows=tuple(_called(row, ours) for row in prepared.rows),
        unreadable=len(prepared.rows) - len(readable),
        known=None if known is None else len(readable) - len(fresh),
        left_out=dict(Counter(row.label for row in fresh if ours[row.label] not in labels)),
        scored=tuple(scored),
        seen=tuple(seen),
    )


def _called(row: Row, ours: Words) -> Row:
    return dataclasses.replace(row, label=ours[row.label])


def _measure(
    final: RunRecord, prepared: Prepared, sorted_: Sorted, device: str
) -> tuple[Measured, Predictions]:
    """Return what the scored photos say of the model, and its predictions of those it saw."""
    net, card = load_net(final)
    tensors = Tensors.of(
        dataclasses.replace(prepared, rows=sorted_.rows),
        [row.key for row in sorted_.seen],
        card.labels,
        card.size,
    )
    predictions = predict_tensors(net, card, tensors, device=device)
    counts = confusion(predictions)
    missed = Counter(row.label for row in sorted_.scored)
    missed.subtract(row.label for row in sorted_.seen)
    places = [i for i, label in enumerate(card.labels) if label in missed]
    table = [(*map(int, counts[place]), missed[card.labels[place]]) for place in places]
    right, seen = sum(int(counts[place, place]) for place in places), len(sorted_.seen)
    measured = Measured(
        accuracy=Share.some(right, len(sorted_.scored)),
        accuracy_found=Share.some(right, seen),
        labels=tuple(
            LabelShare(
                label=card.labels[place],
                recall=Share.some(row[place], sum(row)),
                found=Share.some(sum(row[:-1]), sum(row)),
            )
            for place, row in zip(places, table, strict=True)
        ),
        told=card.labels,
        lacking=tuple(label for label in card.labels if label not in missed),
        confusion=tuple(table),
        coverage=_coverage(card, predictions),
    )
    return measured, predictions


def _require_faces(prepared: Prepared, scored: Sequence[Row], seen: Sequence[Row]) -> None:
    """Refuse a data set of which nothing is left to score.

    Raises:
        DataError: no photo is new to the study and readable, or none shows a face.
    """
    if not scored:
        raise DataError(
            f"No photo of {prepared.source} is left to score: those with a label of the model are "
            "unreadable, or the study's own; give other photos."
        )
    if not seen:
        raise DataError(
            f"{prepared.crop.detector} found no face in any of {len(scored)} photos of "
            f"{prepared.source}: look whether they show faces, upright and large enough."
        )


def _coverage(card: ModelCard, predictions: Predictions) -> Coverage | None:
    """Return how often the sets of labels that the card promises hold the true label."""
    if card.calibration is None:
        return None
    threshold = card.calibration.set_threshold
    return Coverage(
        promised=card.calibration.coverage,
        share=Share.some(int(covered(predictions, threshold).sum()), len(predictions.keys)),
        size=float(sets(predictions, threshold).sum(axis=1).mean()),
    )
