"""A data set by its name on Kaggle: `kaggle:owner/name`. It is kept in Kaggle's own cache."""

from dataclasses import replace
from pathlib import Path

from pyojeong.core.errors import DataError, MissingExtraError, NetworkError
from pyojeong.core.files import storage
from pyojeong.lab.datasets import DATASETS, DataSet, Source
from pyojeong.lab.datasets.folder import open_folder


def open_kaggle(name: str) -> DataSet:
    """Download a data set of folders, or find it in the cache.

    Raises:
        MissingExtraError: kagglehub is not installed.
        DataError: Kaggle has no such data set, or not for this user.
        NetworkError: Kaggle cannot be reached, or the download broke off.
        StorageError: there is no room for it.
    """
    try:
        import kagglehub
        from kagglehub.config import get_cache_folder
        from kagglehub.exceptions import (
            BackendError,
            CredentialError,
            DataCorruptionError,
            KaggleApiHTTPError,
            NotFoundError,
            UnauthenticatedError,
        )
    except ImportError as error:
        raise MissingExtraError(
            'kaggle:... needs kagglehub: pip install "pyojeong[hub]" brings it.'
        ) from error
    try:
        with storage(Path(get_cache_folder())):
            folder = kagglehub.dataset_download(name)
    except (
        CredentialError,
        KaggleApiHTTPError,
        NotFoundError,
        UnauthenticatedError,
        ValueError,
    ) as error:
        raise DataError(
            f"Kaggle does not give {name}: check owner/name, and log in with "
            "`kagglehub.login()` if its page asks for that."
        ) from error
    # What requests raises is an OSError; what arrived cut has another checksum.
    except (BackendError, DataCorruptionError, OSError) as error:
        raise NetworkError(
            f"Kaggle cannot be reached for {name}: go online and try again, or download it "
            "elsewhere and give the folder."
        ) from error
    return replace(open_folder(folder), name=f"kaggle:{name}")


DATASETS.register("kaggle")(Source(open_kaggle))
