"""Writes an audit: audit.json, audit.html and tables/."""

from pathlib import Path

from pyojeong.core.files import write_text
from pyojeong.lab.audit import figures
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.audit.page import page
from pyojeong.lab.datasets import DataSet
from pyojeong.lab.tables import write_csv


def write_audit(audit: Audit, dataset: DataSet, out: Path, language: str = "en") -> Path:
    """Write audit.json, audit.html and tables/*.csv into a folder; return the page's path.

    Args:
        audit: what was found.
        dataset: gives the pictures; those that are gone are left out.
        out: the folder.
        language: the page opens in it; the other is one press away.

    Raises:
        StorageError: the folder cannot be written.
    """
    audit.save(out)
    drawn = figures.every(audit)
    for figure in drawn:
        for drawing in figure.drawings:
            drawing.save(out / "figures")
    tables = {
        "faces": [
            {"detector": name} | line.model_dump()
            for name, found in audit.detectors.items()
            for line in found.lines
        ],
        "copies": _copies(audit),
        "labels": [x.model_dump() for x in audit.label_errors.doubts] if audit.label_errors else [],
        "outliers": [x.model_dump() | {"kinds": " ".join(x.kinds)} for x in audit.outliers],
        "unreadable": [x.model_dump() for x in audit.unreadable],
        "suggestions": [x.model_dump() for x in audit.suggestions],
    }
    for name, rows in tables.items():
        write_csv(out / "tables" / f"{name}.csv", rows)
    path = out / "audit.html"
    write_text(path, page(audit, dataset, drawn, language))
    return path


def _copies(audit: Audit) -> list[dict[str, str | int]]:
    kinds = {
        "exact": audit.exact_duplicate_groups,
        "pixels": audit.pixel_equal_groups,
        "near": audit.near_duplicate_groups,
        "embedding": audit.embedding_duplicate_groups,
        "two labels": tuple(tuple(group) for group in audit.two_label_pictures),
    }
    return [
        {"kind": kind, "group": number, "key": key}
        for kind, groups in kinds.items()
        for number, group in enumerate(groups, start=1)
        for key in group
    ]
