"""Who a model fails: its test photos by what is known of the people in them.

Photos count as if each showed somebody else; where a person is in several, the intervals are a
little too narrow.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from pydantic import Field

from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import Settings, replace
from pyojeong.lab import metrics
from pyojeong.lab.answer import answer_of, predictions_path
from pyojeong.lab.prepared import Prepared, Row
from pyojeong.lab.proportions import Difference, Share, fisher, newcombe
from pyojeong.lab.record import Predictions, StudyRecord, read_settings
from pyojeong.lab.split import Split
from pyojeong.lab.statistics import holm

FILE = "groups.json"
FEW = 30  # photos: below, an interval of 95 % may be over 34 points wide, too wide to say anything
LEVEL = 0.05

# Ten tones would leave few photos each: the three of Heldreth et al. 2024 (ACM Journal on
# Responsible Computing 1, 7), light, medium and dark.
TONES = {str(tone): "1-3" if tone <= 3 else "4-6" if tone <= 6 else "7-10" for tone in range(1, 11)}
TONE_NAMES = {"tone", "skin_tone", "monk", "mst"}


class Group(Settings):
    """The test photos of one value of one trait, beside those of its other values."""

    trait: str
    value: str
    accuracy: Share
    macro_f1: float | None = Field(description="None under 30 photos, or where a label is missing")
    rest: Share | None = Field(description="accuracy where the trait has another value")
    difference: Difference | None = Field(description="accuracy less that of the rest")
    p: float | None = Field(None, description="Fisher's, corrected by Holm; None: too few to test")
    found: Share | None = Field(
        description="photos of the whole data set in which a face was found; None: none was sought"
    )

    @property
    def few(self) -> bool:
        """Whether the photos are too few to say anything."""
        return self.accuracy.n < FEW

    @property
    def told_apart(self) -> bool:
        """Whether the group differs from the rest by more than chance makes likely."""
        return self.p is not None and self.p < LEVEL


class Groups(Settings):
    """Every group of a study's test photos."""

    run: str = Field(description="hash of the final Run")
    n: int = Field(description="test photos")
    unknown: int = Field(description="test photos of whose people nothing is known")
    groups: tuple[Group, ...]


def measure_groups(record: StudyRecord, prepared: Prepared, split: Split) -> Groups | None:
    """Write groups.json from the test's saved predictions; the test photos are not opened.

    Args:
        record: of a study.
        prepared: its photos.
        split: its written split.

    Returns:
        The groups, or None where the test set was not opened for the final Run yet.

    Raises:
        DataError: the predictions are of other photos than the split's test part.
    """
    said = answer_of(record)
    if said is None:
        return None
    predictions = said.predictions
    if set(predictions.keys) != set(split.test):
        raise DataError(
            f"{predictions_path(said.path)} is about other photos than the split tests: bring the "
            "original back, or begin anew in another --out."
        )
    groups = by_group(predictions, prepared.rows, run=said.evaluation.run)
    write_text(record.folder / FILE, groups.model_dump_json(indent=2) + "\n")
    return groups


def load_groups(record: StudyRecord) -> Groups | None:
    """Return what `measure_groups` wrote, or None.

    Raises:
        DataError: it is damaged.
    """
    path = record.folder / FILE
    return read_settings(Groups, path, anew=path) if path.is_file() else None


def by_group(predictions: Predictions, rows: Sequence[Row], *, run: str) -> Groups:
    """Return the score of every value of every trait.

    Args:
        predictions: of the test photos.
        rows: of all prepared photos, which say who is shown and where a face was found.
        run: hash of the model's Run.
    """
    tested = metrics.known(predictions)
    traits = {row.key: banded(row.traits) for row in rows}
    own = [traits.get(key, {}) for key in tested.keys]
    names = sorted({name for known in own for name in known})
    found = [
        group
        for name in names
        for group in _of_trait(name, [known.get(name) for known in own], tested, rows)
    ]
    return Groups(
        run=run,
        n=len(own),
        unknown=sum(not known for known in own),
        groups=tuple(_tested(found)),
    )


def banded(traits: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the traits by name, skin tones in three bands."""
    return {
        name: TONES.get(value, value) if name in TONE_NAMES else value for name, value in traits
    }


def _of_trait(
    name: str, values: Sequence[str | None], tested: Predictions, rows: Sequence[Row]
) -> list[Group]:
    """Return the groups of one trait, untested. `values`: of each tested photo."""
    right = tested.predicted == tested.truth
    known = np.array([value is not None for value in values])
    groups: list[Group] = []
    for value in _in_order({value for value in values if value is not None}):
        here = np.array([one == value for one in values])
        accuracy, rest = _share(right, here), _share(right, known & ~here)
        if accuracy is not None:
            groups.append(
                Group(
                    trait=name,
                    value=value,
                    accuracy=accuracy,
                    macro_f1=_macro_f1(tested, here),
                    rest=rest,
                    difference=newcombe(accuracy, rest) if rest else None,
                    found=_found(name, value, rows),
                )
            )
    return groups


def _in_order(values: set[str]) -> list[str]:
    """Return values sorted, numbers and bands of numbers by their first number."""

    def place(value: str) -> tuple[float, str]:
        first = value.split("-")[0].removesuffix("+")
        return (float(first) if first.isdecimal() else float("inf"), value)

    return sorted(values, key=place)


def _share(right: npt.NDArray[np.bool_], here: npt.NDArray[np.bool_]) -> Share | None:
    return Share.of(int((right & here).sum()), int(here.sum()))


def _macro_f1(tested: Predictions, here: npt.NDArray[np.bool_]) -> float | None:
    """Return the macro-F1 of some photos where they are enough and show every label."""
    truth = tested.truth[here]
    if len(truth) < FEW or len(set(truth.tolist())) < len(tested.labels):
        return None
    keys = tuple(key for key, kept in zip(tested.keys, here, strict=True) if kept)
    return metrics.macro_f1(Predictions(keys, tested.labels, truth, tested.probabilities[here]))


def _found(name: str, value: str, rows: Sequence[Row]) -> Share | None:
    """Return in how many photos of a group a face was found, of those that could be opened."""
    if not any(row.faces for row in rows):
        return None
    own = [
        row.faces > 0
        for row in rows
        if row.happened != "unreadable" and banded(row.traits).get(name) == value
    ]
    return Share.of(sum(own), len(own))


def _tested(groups: Sequence[Group]) -> list[Group]:
    """Return the groups with p where they and the rest are enough, corrected for being several.

    A trait of two values is one question: both its groups have the same p, and it counts once.
    """
    values = Counter(group.trait for group in groups)
    asked = {
        (group.trait, "" if values[group.trait] == 2 else group.value): fisher(
            group.accuracy, group.rest
        )
        for group in groups
        if not group.few and group.rest and group.rest.n >= FEW
    }
    corrected = dict(zip(asked, holm(list(asked.values())), strict=True))
    return [
        replace(
            group, p=corrected.get((group.trait, group.value), corrected.get((group.trait, "")))
        )
        for group in groups
    ]
