"""Weights: where they come from, whether they fit, and what input they expect."""

import errno
from http.client import IncompleteRead
from pathlib import Path

import pytest
import torch
from httpx2 import HTTPError
from huggingface_hub import constants
from huggingface_hub.errors import LocalEntryNotFoundError
from safetensors.torch import save_file
from torch import nn

from pyojeong.core.errors import NetworkError, StorageError, UnknownNameError, WeightsError
from pyojeong.lab import pretrained
from pyojeong.lab.models import IMAGENET_MEAN, IMAGENET_STD, MODELS
from pyojeong.lab.recipe import Training, Weights
from pyojeong.lab.weights import (
    Input,
    begin,
    load_trained,
    parse_weights,
    read_state,
    save_weights,
)

LABELS = ("happy", "sad", "scared")
PLAIN = Input(IMAGENET_MEAN, IMAGENET_STD)


def fresh(model: str, labels: int = 3, seed: int = 0) -> nn.Module:
    """Return a net without weights, always the same."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return MODELS.get(model).build(labels, False)


def start(model: str, weights: Weights, labels: tuple[str, ...] = LABELS) -> nn.Module:
    """Return a net begun from weights, its chance another than `fresh`'s."""
    with torch.random.fork_rng():
        torch.manual_seed(99)
        return begin(Training(model=model, weights=weights), labels)[0]


def same(one: nn.Module, other: nn.Module) -> set[str]:
    """Return the names of the tensors that two nets share."""
    theirs = other.state_dict()
    return {k for k, v in one.state_dict().items() if k in theirs and torch.equal(v, theirs[k])}


@pytest.fixture
def lenet(tmp_path: Path) -> Path:
    """A folder with a trained run's weights: LeNet-5 on LABELS."""
    save_weights(tmp_path / "weights.safetensors", fresh("lenet5").state_dict(), LABELS, PLAIN)
    return tmp_path


def test_parse(lenet: Path) -> None:
    """Weights are named by a word, a file, or a run's folder; a file goes by its SHA-256."""
    path = lenet / "weights.safetensors"
    assert parse_weights("imagenet") == Weights(kind="imagenet")
    assert parse_weights("none") == Weights()
    file, run = parse_weights(str(path)), parse_weights(f"run:{lenet}")
    assert (file.kind, run.kind) == ("file", "run")
    assert file.path == run.path == str(path)
    assert file.sha256 == run.sha256


@pytest.mark.parametrize("text", ["nowhere.safetensors", "run:nowhere", "imagnet"])
def test_parse_missing(text: str) -> None:
    """Weights that are not there are said at once, with what may be given."""
    with pytest.raises(WeightsError, match=r"No weights at .*`imagenet`, or `none`"):
        parse_weights(text)


def test_round_trip(lenet: Path) -> None:
    """Saved and loaded weights are the same to the last digit, head and all."""
    path = lenet / "weights.safetensors"
    net = load_trained(path, "lenet5", LABELS)
    assert same(net, fresh("lenet5")) == set(net.state_dict())
    assert not net.training


def test_run_with_other_labels(lenet: Path) -> None:
    """From a run with other labels, as many or not, the trunk alone is taken."""
    weights = parse_weights(f"run:{lenet}")
    for labels in (("a", "b", "c"), ("a", "b", "c", "d")):
        net = start("lenet5", weights, labels)
        trunk = {key for key in net.state_dict() if not key.startswith("output.")}
        assert same(net, fresh("lenet5")) == trunk
    assert len(same(start("lenet5", weights), fresh("lenet5"))) == 10


def test_another_net(lenet: Path) -> None:
    """Weights made for another net are refused, and the first difference is named."""
    weights = parse_weights(str(lenet / "weights.safetensors"))
    with pytest.raises(WeightsError, match=r"not made for resnet18 \(they have no conv1\.weight"):
        start("resnet18", weights)


def test_another_width(tmp_path: Path) -> None:
    """A layer of another shape is named with both shapes."""
    state = fresh("lenet5").state_dict() | {"c3.weight": torch.zeros(16, 3, 5, 5)}
    save_file(state, tmp_path / "x.safetensors")
    with pytest.raises(WeightsError, match=r"c3\.weight is \(16, 3, 5, 5\) there"):
        start("lenet5", parse_weights(str(tmp_path / "x.safetensors")))


def test_changed(lenet: Path) -> None:
    """A file that is not the one that was set up is refused."""
    path = lenet / "weights.safetensors"
    weights = parse_weights(str(path))
    save_weights(path, fresh("lenet5", seed=1).state_dict(), LABELS, PLAIN)
    with pytest.raises(WeightsError, match="SHA-256 differs"):
        start("lenet5", weights)
    path.unlink()
    with pytest.raises(WeightsError, match="not there"):
        start("lenet5", weights)


@pytest.mark.parametrize("name", ["x.safetensors", "x.pth"])
@pytest.mark.parametrize("content", [b"", b"not weights at all", b"\x80\x02cos\nsystem\n."])
def test_damaged(tmp_path: Path, name: str, content: bytes) -> None:
    """A damaged file, or one that holds code, is refused in a sentence."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="cannot be read as weights"):
        read_state(path)


@pytest.mark.parametrize("nested", [False, True])
def test_torch_file(tmp_path: Path, nested: bool) -> None:
    """A .pth file of tensors is taken, with or without a state_dict around them."""
    state = fresh("lenet5").state_dict()
    torch.save({"state_dict": state} if nested else state, tmp_path / "x.pth")
    net = start("lenet5", parse_weights(str(tmp_path / "x.pth")))
    assert len(same(net, fresh("lenet5"))) == 10


def test_half_precision(tmp_path: Path) -> None:
    """Weights in fp16, without the batch norms' counters, make a net in fp32."""
    state = {
        key: value.half()
        for key, value in fresh("resnet18").state_dict().items()
        if not key.endswith("num_batches_tracked")
    }
    save_file(state, tmp_path / "x.safetensors")
    net = start("resnet18", parse_weights(str(tmp_path / "x.safetensors")))
    assert {weight.dtype for weight in net.parameters()} == {torch.float32}
    torch.testing.assert_close(
        net.state_dict()["conv1.weight"], state["conv1.weight"].float(), rtol=0, atol=0
    )


def test_input_is_handed_on(tmp_path: Path) -> None:
    """What input the weights expect, and their eps, goes from a run to the run begun from it."""
    expected = Input((0.5, 0.5, 0.5), (0.25, 0.25, 0.25), eps=1e-3, folded=True)
    path = tmp_path / "weights.safetensors"
    save_weights(path, fresh("resnet18").state_dict(), LABELS, expected)
    training = Training(model="resnet18", weights=parse_weights(f"run:{tmp_path}"))
    with torch.random.fork_rng():
        net, found = begin(training, LABELS)
    assert found == expected
    assert {part.eps for part in net.modules() if isinstance(part, nn.BatchNorm2d)} == {1e-3}
    loaded = load_trained(path, "resnet18", LABELS)
    assert {part.eps for part in loaded.modules() if isinstance(part, nn.BatchNorm2d)} == {1e-3}


def test_no_imagenet() -> None:
    """A net that nobody pretrained says so."""
    with pytest.raises(WeightsError, match="lenet5: give its weights as `none`"):
        start("lenet5", Weights(kind="imagenet"))


def test_unknown_net() -> None:
    """A misspelt net is answered with the nearest name."""
    with pytest.raises(UnknownNameError, match="did you mean 'resnet18'"):
        start("resnet19", Weights())


@pytest.mark.parametrize("model", ["mobilenet_v3_small", "squeezenet1_0"])
def test_no_network(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network ImageNet weights fail quickly, in one sentence with the remedy."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # a port where nobody answers
    with pytest.raises(NetworkError, match=r"cannot be fetched from https://.*or `none`\.$"):
        start(model, Weights(kind="imagenet"))


@pytest.mark.parametrize(
    ("fault", "expected", "says"),
    [
        (RuntimeError('invalid hash value (expected "b66bff10")'), NetworkError, "be fetched"),
        (IncompleteRead(b""), NetworkError, "be fetched"),
        (HTTPError("the peer closed the connection"), NetworkError, "be fetched"),
        (OSError(errno.ENOSPC, "No space left on device"), StorageError, "No space left"),
    ],
)
@pytest.mark.parametrize("model", ["mobilenet_v3_small", "squeezenet1_0"])
def test_download_breaks_off(
    model: str,
    fault: Exception,
    expected: type[Exception],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A download that breaks off names the network, but a full disk is called a full disk."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))

    def download(*_given: object, local_files_only: bool = False, **_named: object) -> str:
        raise LocalEntryNotFoundError("not cached") if local_files_only else fault

    monkeypatch.setattr(pretrained, "reach", str)
    monkeypatch.setattr(pretrained, "hf_hub_download", download)
    monkeypatch.setattr(torch.hub, "load_state_dict_from_url", download)
    with pytest.raises(expected, match=says):
        start(model, Weights(kind="imagenet"))


@pytest.mark.parametrize("model", ["mobilenet_v3_small", "squeezenet1_0"])
def test_cached(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights in the library's cache are taken from there, without a network."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))

    def unreachable(url: str) -> None:
        raise AssertionError(url)

    monkeypatch.setattr(pretrained, "reach", unreachable)
    published = fresh(model, labels=1000)
    if model == "squeezenet1_0":
        path = tmp_path / "hub" / "checkpoints" / "squeezenet1_0-b66bff10.pth"
        path.parent.mkdir(parents=True)
        torch.save(published.state_dict(), path)
    else:
        hub = tmp_path / "models--timm--mobilenetv3_small_100.lamb_in1k"
        snapshot = hub / "snapshots" / ("0" * 40)
        snapshot.mkdir(parents=True)
        (hub / "refs").mkdir()
        (hub / "refs" / "main").write_text("0" * 40)
        save_file(published.state_dict(), snapshot / "model.safetensors")
    net = start(model, Weights(kind="imagenet"))
    head = f"{MODELS.get(model).head}."
    assert same(net, published) == {k for k in net.state_dict() if not k.startswith(head)}


def test_a_larger_net_is_another_net(tmp_path: Path) -> None:
    """ResNet-152 holds every tensor of ResNet-50's trunk, and is refused all the same."""
    state = fresh("resnet18").state_dict() | {"layer3.7.conv1.weight": torch.zeros(1)}
    save_file(state, tmp_path / "x.safetensors")
    with pytest.raises(WeightsError, match=r"they also have layer3\.7\.conv1\.weight"):
        start("resnet18", parse_weights(str(tmp_path / "x.safetensors")))


@pytest.mark.parametrize(
    ("file", "model", "expected"),
    [
        (
            "densenet169-imagenet-fp16",
            "densenet169",
            Input(IMAGENET_MEAN, IMAGENET_STD, 1.001e-5),
        ),
        (
            "mobilenetv2-imagenet-dequantised-fp16",
            "mobilenet_v2",
            Input((0.5, 0.5, 0.5), (0.5, 0.5, 0.5), folded=True),
        ),
    ],
)
def test_shared(shared: Path, file: str, model: str, expected: Input) -> None:
    """The published files beside the project fill the whole trunk, and say what input they want."""
    path = shared / "models" / f"{file}.safetensors"
    training = Training(model=model, weights=parse_weights(str(path)))
    with torch.random.fork_rng():
        net, found = begin(training, LABELS)
    assert found == expected
    given, head = read_state(path).tensors, f"{MODELS.get(model).head}."
    for key, value in net.state_dict().items():
        if not key.startswith(head) and not key.endswith("num_batches_tracked"):
            assert torch.equal(value, given[key].float()), key
