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
└── TrainingError           a Run that cannot go on (loss not finite)
"""


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


class TrainingError(PyojeongError):
    """A Run cannot go on."""
