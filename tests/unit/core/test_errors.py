"""Errors carry what helps to mend them."""

from pathlib import Path

from pyojeong.core.errors import DamagedStoreError, PyojeongError


def test_a_damaged_store_names_its_backup() -> None:
    """What was kept is told with the sentence; no backup is told too."""
    kept = DamagedStoreError("damaged", Path("monday.db"))
    assert (str(kept), kept.backup) == ("damaged", Path("monday.db"))
    assert DamagedStoreError("damaged", None).backup is None
    assert isinstance(kept, PyojeongError)
