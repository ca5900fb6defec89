"""The audit inside a study: of the study's own faces, before anything is trained."""

from pathlib import Path

from pyojeong import __version__
from pyojeong.core.settings import digest
from pyojeong.lab.audit.conduct import Progress, audit
from pyojeong.lab.audit.findings import FILE, Audit
from pyojeong.lab.audit.write import write_audit
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.decisions import Decisions, beside, honoured
from pyojeong.lab.prepared import Prepared

FOLDER = "audit"


def study_audit(
    prepared: Prepared,
    folder: Path,
    *,
    language: str = "en",
    workers: int | None = None,
    progress: Progress = lambda _what, _done, _all: None,
) -> Audit:
    """Audit a study's photos, or read what an earlier call found in the same ones.

    Args:
        prepared: the study's faces.
        folder: of the study; audit/audit.json and audit/audit.html are written into it.
        language: the page opens in it.
        workers: processes; by default one a core.
        progress: is told what happens.

    Raises:
        DataError: the photos are not to be had, or an earlier audit is damaged.
        StorageError: the folder cannot be written.
    """
    out = folder / FOLDER
    if (out / FILE).is_file() and (out / "audit.html").is_file():
        before = Audit.load(out / FILE)
        if _still_true(before, prepared):
            return before
    dataset = open_dataset(prepared.source)
    found = audit(
        {prepared.crop.detector: prepared},
        dataset,
        decisions=honoured(prepared.source),
        workers=workers,
        progress=progress,
    )
    write_audit(found, dataset, out, language)
    return found


def _still_true(before: Audit, prepared: Prepared) -> bool:
    """Return whether an audit would find the same again: of photos, decisions and program.

    Photos that have gone cannot be decided about anew.
    """
    path = beside(prepared.source)
    decided = before.decided if path is None else digest(Decisions.load(path))
    now = (prepared.digest, decided, __version__)
    return (before.data, before.decided, before.version) == now
