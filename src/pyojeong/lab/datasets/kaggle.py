"""A data set by its name on Kaggle: `kaggle:owner/name`. It is kept in Kaggle's own cache."""

from dataclasses import replace

from pyojeong.core.errors import DataError, MissingExtraError, NetworkError
from pyojeong.lab.datasets import DATASETS, DataSet, Source
from pyojeong.lab.datasets.folder import open_folder


def open_kaggle(name: str) -> DataSet:
    """Download a data set of folders, or find it in the cache.

    Raises:
        MissingExtraError: kagglehub is not installed.
        DataError: Kaggle has no such data set, or not for this user.
        NetworkError: Kaggle cannot be reached.
    """
    try:
        import kagglehub
        from kagglehub.exceptions import KaggleApiHTTPError, NotFoundError
    except ImportError as error:
        raise MissingExtraError(
            'kaggle:... needs kagglehub: pip install "pyojeong[hub]" brings it.'
        ) from error
    try:
        folder = kagglehub.dataset_download(name)
    except (KaggleApiHTTPError, NotFoundError, ValueError) as error:
        raise DataError(
            f"Kaggle does not give {name}: check owner/name, and log in with "
            "`kagglehub.login()` if its page asks for that."
        ) from error
    except OSError as error:  # what requests raises is an OSError
        raise NetworkError(
            f"Kaggle cannot be reached for {name}: go online, or download it elsewhere and give "
            "the folder."
        ) from error
    return replace(open_folder(folder), name=f"kaggle:{name}")


DATASETS.register("kaggle")(Source(open_kaggle))
