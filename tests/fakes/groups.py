"""Who is shown in a fake study, and what other data sets said, as real ones are written."""

from dataclasses import replace

from pyojeong.core.files import write_text
from pyojeong.core.labels import SIX
from pyojeong.lab.elsewhere import FOLDER, Elsewhere, LabelShare, Measured
from pyojeong.lab.groups import FILE, Groups, by_group
from pyojeong.lab.prepared import Row
from pyojeong.lab.proportions import Share
from pyojeong.lab.record import Predictions, RunRecord, StudyRecord


def fake_groups(record: StudyRecord, *, known: bool = True) -> Groups:
    """Write groups.json: children are told worse, and few photos show somebody of over 60."""
    final = record.final
    assert isinstance(final, RunRecord)
    predictions = Predictions.load(record.folder / "test" / "predictions.parquet")
    right = predictions.predicted == predictions.truth
    rows = [
        replace(row, traits=traits(index, bool(told)) if known else ())
        for index, (row, told) in enumerate(zip(map(found, predictions.keys), right, strict=True))
    ]
    groups = by_group(predictions, rows, run=final.folder.name)
    write_text(record.folder / FILE, groups.model_dump_json(indent=2))
    return groups


def found(key: str) -> Row:
    """Return a photo in which a face was found, unless its number ends with 7."""
    number = int(key.split("/")[1].removesuffix(".jpg"))
    missed = number % 10 == 7
    return Row(
        key, key.split("/")[0], None, None, f"file {key}", faces=0 if missed else 1,
        happened="whole" if missed else "face",
    )  # fmt: skip


def traits(index: int, right: bool) -> tuple[tuple[str, str], ...]:
    """Return age, sex and tone; two of three photos that were told wrongly show children."""
    if index % 12 == 0:
        age = "60+"
    elif (index % 3 > 0) if not right else (index % 4 == 0):
        age = "0-12"
    else:
        age = "20-39"
    return (("age", age), ("sex", ("female", "male")[index % 2]), ("tone", str(1 + index % 10)))


def fake_elsewhere(record: StudyRecord) -> list[Elsewhere]:
    """Write what adults and children said."""
    final = record.final
    assert isinstance(final, RunRecord)
    run = final.folder.name
    adults = measured(dict.fromkeys(SIX, (40, 38, 28)))
    children = measured({label: (36, 29, 15) for label in SIX if label != "pain"})
    results = [
        Elsewhere(
            name="adults", source="photos/adults", beside=None, run=run,
            mapping={label: label for label in SIX}, mapping_source="labels as they are",
            left_out={}, unreadable=0, known=3, measured=adults,
        ),
        Elsewhere(
            name="cafe-children", source="cafe:children", beside="adults", run=run,
            mapping={label: label for label in (*SIX, "neutral") if label != "pain"},
            mapping_source="LoBue and Thrasher 2015", left_out={"neutral": 12}, unreadable=1,
            known=0, measured=children,
        ),
    ]  # fmt: skip
    for one in results:
        path = record.folder / FOLDER / f"{one.name}.json"
        write_text(path, one.model_dump_json(indent=2))
    return results


def measured(counts: dict[str, tuple[int, int, int]]) -> Measured:
    """Return what photos said. `counts`: label -> photos, faces found, told rightly."""
    n, seen, right = (sum(one[i] for one in counts.values()) for i in range(3))
    table = []
    for label, (photos, faces, hits) in counts.items():
        told = dict.fromkeys(SIX, 0) | {label: hits}
        told["fear" if label != "fear" else "sad"] += faces - hits
        table.append((*told.values(), photos - faces))
    return Measured(
        accuracy=Share.some(right, n),
        accuracy_found=Share.some(right, seen),
        labels=tuple(
            LabelShare(
                label=label, recall=Share.some(hits, photos), found=Share.some(faces, photos)
            )
            for label, (photos, faces, hits) in counts.items()
        ),
        told=SIX,
        lacking=tuple(label for label in SIX if label not in counts),
        confusion=tuple(table),
        coverage=None,
    )
