"""ImageNet weights from the libraries' own downloads and caches, with a quick answer offline."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any

import timm
import torch
from huggingface_hub import constants, hf_hub_download
from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError
from torch import nn
from torchvision.models import WeightsEnum

from pyojeong.core.errors import NetworkError
from pyojeong.core.files import storage

# What a download that breaks off raises: the system; urllib; torch.hub where the hash is another
# ("invalid hash value"), and the hub's Xet client; and the hub's HTTP client, which is requests,
# httpx or httpx2 by version, so that its base of every error is taken from the hub's own.
BROKEN: tuple[type[Exception], ...] = (
    OSError,
    HTTPException,
    RuntimeError,
    *HfHubHTTPError.__bases__,
)
PATIENCE_S = 5.0  # for the first answer; the hub's own client would retry for 50 s


def timm_net(tag: str, pretrained: bool, **settings: Any) -> nn.Module:
    """Return timm's net; `tag` names architecture and weights, as "resnet50.tv_in1k".

    Raises:
        NetworkError: the weights are neither cached nor to be had.
        StorageError: there is no room for them.
    """
    if not pretrained:
        return timm.create_model(tag, pretrained=False, **settings)
    file = {"file": str(_hub_file(f"timm/{tag}"))}
    return timm.create_model(tag, pretrained=True, pretrained_cfg_overlay=file, **settings)


def torchvision_net(
    build: Callable[..., nn.Module], weights: WeightsEnum, pretrained: bool
) -> nn.Module:
    """Return torchvision's net, with its thousand outputs still on.

    Raises:
        NetworkError: the weights are neither cached nor to be had.
        StorageError: there is no room for them.
    """
    if not pretrained:
        return build(weights=None)
    url: str = weights.url
    cached = Path(torch.hub.get_dir()) / "checkpoints" / url.rpartition("/")[2]
    if not cached.is_file():
        reach(url)
        with _fetching(url, cached.parent):
            torch.hub.load_state_dict_from_url(url, progress=False, check_hash=True)
    return build(weights=weights, progress=False)


def reach(url: str) -> None:
    """Ask a server for its head, through the user's proxy if there is one.

    Raises:
        NetworkError: it does not answer within PATIENCE_S.
    """
    request = urllib.request.Request(url, method="HEAD")  # noqa: S310 - our own constant, https
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S):  # noqa: S310 - the same
            pass
    except urllib.error.HTTPError:
        return  # it answered: what it says is for the library to judge
    except (OSError, HTTPException) as error:
        raise _unreachable(url) from error


def _hub_file(repository: str) -> Path:
    name = "model.safetensors"
    try:
        return Path(hf_hub_download(repository, name, local_files_only=True))
    except LocalEntryNotFoundError:
        reach(constants.ENDPOINT)
    with _fetching(constants.ENDPOINT, Path(constants.HF_HUB_CACHE)):
        return Path(hf_hub_download(repository, name))


@contextmanager
def _fetching(url: str, cache: Path) -> Iterator[None]:
    """Turn what a download raises into one sentence.

    Raises:
        NetworkError: it broke off.
        StorageError: the cache's disk is full, or the cache cannot be written.
    """
    try:
        with storage(cache):
            yield
    except BROKEN as error:
        raise _unreachable(url) from error


def _unreachable(url: str) -> NetworkError:
    return NetworkError(
        f"ImageNet weights cannot be fetched from {url}: connect to the network once (they are "
        "then cached), or give weights as a file, an earlier run, or `none`."
    )
