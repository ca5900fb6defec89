"""Every exception of the project.

PyojeongError               one sentence for the user, with the remedy; the command line exits 1
├── DataError               a data set that cannot be used as it stands
│   └── PictureError        one picture that cannot be opened safely
├── UnknownNameError        no such model, loss, detector ...: "did you mean ...?"
├── SettingsError           a setting outside its range, or two that contradict each other
├── WeightsError            weights that are missing, damaged or made for another net
├── NetworkError            something must be fetched and cannot be
├── MissingExtraError       an optional dependency is not installed
├── ExportError             a model that cannot be exported, or not without changing its answers
├── StorageError            the disk is full or the folder cannot be written
├── StoreError              the database of the app cannot be used as it stands
│   ├── NewerStoreError     a newer Pyojeong wrote it: it is left as it is
│   └── DamagedStoreError   it is damaged or gone; says which backup is good
├── ArchiveError            a child's archive that cannot be imported: nothing of it was
├── AccountError            an account of a caregiver cannot be changed so
├── PracticeError           practice cannot do this now
│   ├── ConsentError        no guardian has consented yet
│   ├── UnknownChildError   no such child: perhaps removed in another window
│   └── StaleError          an answer to what is not asked any more (in app.practice.states)
└── TrainingError           a Run that cannot go on (loss not finite)
"""

from pathlib import Path


class PyojeongError(Exception):
    """Base of all: its text is one sentence that says what is wrong and what to do."""


class DataError(PyojeongError):
    """A data set cannot be used as it stands."""


class PictureError(DataError):
    """One picture cannot be opened safely."""


class UnknownNameError(PyojeongError):
    """A name that no registry knows."""


class SettingsError(PyojeongError):
    """A setting is outside its range, or contradicts another."""


class WeightsError(PyojeongError):
    """Weights are missing, damaged, or made for another net."""


class NetworkError(PyojeongError):
    """Something must be fetched and cannot be."""


class MissingExtraError(PyojeongError):
    """An optional dependency is not installed."""


class ExportError(PyojeongError):
    """A model cannot be exported, or not without changing its answers."""


class StorageError(PyojeongError):
    """The disk is full, or a folder cannot be written."""


class StoreError(PyojeongError):
    """The database of the app cannot be used as it stands."""


class NewerStoreError(StoreError):
    """A newer Pyojeong wrote the database: it is left as it is."""


class DamagedStoreError(StoreError):
    """The database is damaged, and kept aside, or it is gone.

    backup: the last one that is whole, which `restore` would put back; None: there is none.
    """

    def __init__(self, message: str, backup: Path | None) -> None:
        super().__init__(message)
        self.backup = backup


class ArchiveError(PyojeongError):
    """A child's archive cannot be imported: nothing of it was."""


class AccountError(PyojeongError):
    """An account of a caregiver cannot be changed so."""


class PracticeError(PyojeongError):
    """Practice cannot do this now."""


class ConsentError(PracticeError):
    """No guardian has consented yet."""


class UnknownChildError(PracticeError):
    """There is no such child: perhaps it was removed in another window."""


class TrainingError(PyojeongError):
    """A Run cannot go on."""
