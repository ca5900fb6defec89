"""Static int8: an exported model whose weights and activations are whole numbers, and its price.

Jacob et al. 2018, Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-
Only Inference, arXiv:1712.05877; here after the training, by ONNX Runtime.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import nn

from pyojeong.core.card import ModelCard, Score
from pyojeong.core.errors import DataError, ExportError
from pyojeong.core.images import Pixels
from pyojeong.core.settings import replace
from pyojeong.lab.blend import FILE as BLEND
from pyojeong.lab.blend import joined, reopen, run_of, spread, validation_of
from pyojeong.lab.doubt import calibrate
from pyojeong.lab.evaluate import UNCALIBRATED
from pyojeong.lab.export import Exported, beside, checked, opened, with_card, write
from pyojeong.lab.inference import BATCH
from pyojeong.lab.metrics import known
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.proportions import Difference, Share, paired
from pyojeong.lab.quantise import quantise
from pyojeong.lab.record import Predictions, RunRecord
from pyojeong.lab.split import Split
from pyojeong.lab.tensors import Tensors
from pyojeong.recogniser.model import Model

AGREED = 0.99  # of golden pictures must have the same most probable label as in float32
# Of the first layers, so many stay float32: more where fewer do not agree. What the first ones get
# wrong goes through all others, and they hold few of the weights.
FIRST = (1, 10, 20)
FITTED = 256  # training crops that ranges are taken from: 16 batches to average over


@dataclass(frozen=True)
class Photos:
    """What int8 is fitted to, and what its price is measured on.

    training: uint8 [crop, size, size, 3], RGB, a few hundred that the net was trained on.
    validation: labelled ones that it was not trained on, at the net's size. name: of the latter.
    """

    training: Pixels
    validation: Tensors
    name: str


@dataclass(frozen=True)
class Int8:
    """An int8 model as it was written, and what it costs.

    agreed: share of the golden pictures with the same answer as in float32, 0 to 1. accuracy: on
    the validation photos. lost: accuracy of float32 less that of int8, on the same photos.
    """

    exported: Exported
    agreed: float
    accuracy: Share
    lost: Difference


def photos_of(record: RunRecord, card: ModelCard, faces: Path | None = None) -> Photos:
    """Return a Run's own photos: training ones by its study's split, validation ones by its record.

    Args:
        record: of a Run in the folder of its study, or of its blend, which has its faces there.
        card: says the size and the labels.
        faces: folder of the prepared faces; by default inside the study's own.

    Raises:
        DataError: the faces are not there or not the Run's, there is no written split, or faces are
            given for a blend.
    """
    if (record.folder.parent / BLEND).is_file():
        if faces is not None:
            raise DataError(f"{record.folder.parent} has its own faces: leave --calibrate out.")
        return photos_of_blend(record)
    study = record.folder.parent.parent
    prepared = Prepared.open(faces or study / "faces")
    if prepared.digest != record.run.data:
        raise DataError(
            f"{prepared.folder} does not hold the faces that {record.folder} was trained on: give "
            "those with --calibrate, or prepare the same photos in the same way again."
        )
    held_out = record.validation.keys
    seen = sorted(set(Split.load(study / "split.json").training) - set(held_out))
    place = {row.key: index for index, row in enumerate(prepared.rows)}
    return Photos(
        training=prepared.pixels([place[key] for key in spread(seen, FITTED)], card.size),
        validation=Tensors.of(prepared, held_out, card.labels, card.size),
        name=f"{card.data} validation",
    )


def photos_of_blend(record: RunRecord) -> Photos:
    """Return a blend's own photos: as many training ones of each crop, and all that validate.

    Raises:
        DataError: the blend's folder does not hold what the Run was trained on.
    """
    blend, gathered = reopen(record.folder.parent)
    if run_of(blend, gathered) != record.run:
        raise DataError(
            f"{record.folder.parent} does not hold the faces that {record.folder} was trained on: "
            "bring the originals back, or train the blend again."
        )
    crops = [(one, crop) for one in gathered for crop in range(len(one.prepared))]
    each = FITTED // len(crops)
    some = [one.tensors("training", blend, crop=crop, most=each) for one, crop in crops]
    batches = [batch.pixels.permute(0, 2, 3, 1).numpy() for batch in joined(some).in_order(BATCH)]
    names = [one.portion.name for one in gathered if one.portion.validates]
    return Photos(
        training=np.concatenate(batches),
        validation=validation_of(blend, gathered),
        name=f"{' + '.join(names)} validation",
    )


def export_int8(net: nn.Module, card: ModelCard, out: Path, photos: Photos) -> Int8:
    """Write a net as ONNX in int8, if it mostly says what float32 says; its price is in the card.

    Args:
        net: in eval mode.
        card: of these weights; what it says of results is kept, and marked as float32's.
        out: the .onnx file; the card goes beside it, as .json.
        photos: to fit it to, and to measure it on.

    Raises:
        ExportError: ONNX cannot hold the net, or too many answers change.
        DataError: no validation photo has a label.
        StorageError: the file cannot be written, or beside it lies a .json that is not ours.
    """
    beside(out)
    whole = checked(net, card)
    plain = replace(whole.card, **UNCALIBRATED)
    before = opened(with_card(whole.data, plain))
    agreed, data, after = 0.0, b"", before
    for first in FIRST:
        data = quantise(whole.data, photos.training, first)
        after = opened(with_card(data, plain))
        agreed = agreement(before, after, whole.pictures)
        if agreed >= AGREED:
            break
    if agreed < AGREED:
        raise ExportError(
            f"{card.model} gives another answer in int8 to {1 - agreed:.1%} of "
            f"{len(whole.pictures)} drawn faces ({1 - AGREED:.0%} is allowed), so nothing was "
            "written: export it without --int8, or train it longer so that it is surer."
        )
    expected, found = (known(predict(model, photos.validation)) for model in (before, after))
    right = expected.predicted == expected.truth, found.predicted == found.truth
    n = len(found.keys)
    accuracy = Share.some(int(right[1].sum()), n)
    lost = paired(int((right[0] & ~right[1]).sum()), int((right[1] & ~right[0]).sum()), n)
    told = priced(replace(plain, results=whole.card.results), found, photos.name, accuracy, lost)
    written = write(out, with_card(data, told), told)
    exported = Exported(out, written, len(whole.pictures), whole.apart)
    return Int8(exported, agreed, accuracy, lost)


def agreement(first: Model, second: Model, pictures: Pixels) -> float:
    """Return in how many of the pictures two models give the same label, 0 to 1."""
    answers = [model.probabilities(pictures).argmax(axis=1) for model in (first, second)]
    return float((answers[0] == answers[1]).mean())


def predict(model: Model, photos: Tensors) -> Predictions:
    """Return what an exported model says of photos."""
    batches = [
        model.probabilities(batch.pixels.permute(0, 2, 3, 1).numpy())
        for batch in photos.in_order(BATCH)
    ]
    return Predictions(
        keys=photos.keys,
        labels=model.card.labels,
        truth=photos.truth.numpy(),
        probabilities=np.concatenate(batches),
    )


def priced(
    card: ModelCard, found: Predictions, photos: str, accuracy: Share, lost: Difference
) -> ModelCard:
    """Return the card of an int8 model: its own doubt, its price, and whose the old results are.

    Args:
        card: of the float32 model.
        found: what int8 said of the validation photos, at temperature 1.
        photos: what those are called.
        accuracy: of that.
        lost: accuracy of float32 less that of int8.
    """
    doubt = calibrate(found)
    measured = (("accuracy", accuracy), ("accuracy, float32 less int8", lost))
    return replace(
        card,
        precision="int8",
        calibration=doubt,
        temperature=doubt.temperature,
        results=(
            *(replace(old, data=f"{old.data}, in float32") for old in card.results),
            *(
                Score(
                    metric=metric,
                    data=photos,
                    n=accuracy.n,
                    value=one.value,
                    low=one.low,
                    high=one.high,
                )
                for metric, one in measured
            ),
        ),
    )
