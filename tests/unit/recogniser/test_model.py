"""An exported model is opened with its card, or refused in one sentence."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest

from fakes.recogniser import BLOCKS, MEAN, SIZE, STD, fake_card, fake_onnx, fake_weights
from pyojeong.core.errors import WeightsError
from pyojeong.core.files import sha256
from pyojeong.core.images import Pixels
from pyojeong.core.labels import EIGHT
from pyojeong.recogniser.model import Model


def crops(count: int, side: int = SIZE) -> Pixels:
    """Return noise."""
    return np.random.default_rng(count).integers(0, 256, (count, side, side, 3), np.uint8)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model."""
    return fake_onnx(tmp_path_factory.mktemp("model") / "model.onnx")


def test_probabilities_are_those_of_the_formula(path: Path) -> None:
    """Normalised, averaged, weighted, divided by the temperature, then softmax."""
    pixels = crops(3)
    block = SIZE // BLOCKS
    normal = (pixels / 255 - np.array(MEAN)) / np.array(STD)
    means = normal.reshape(3, BLOCKS, block, BLOCKS, block, 3).mean(axis=(2, 4))
    logits = means.transpose(0, 3, 1, 2).reshape(3, -1) @ fake_weights(len(EIGHT)) / 1.5
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(Model.load(path).probabilities(pixels), expected, atol=1e-5)


def test_many_crops_are_as_one_by_one(path: Path) -> None:
    """However many crops come at once, each has the answer that it has alone."""
    model = Model.load(path)
    pixels = crops(70)
    alone = np.concatenate([model.probabilities(one[None]) for one in pixels])
    np.testing.assert_allclose(model.probabilities(pixels), alone, atol=1e-6)
    assert model.probabilities(pixels[:0]).shape == (0, len(EIGHT))


def test_crops_of_another_size_are_fitted(path: Path) -> None:
    """A crop twice as large, every pixel doubled, has the same answer."""
    model = Model.load(path)
    doubled = crops(2).repeat(2, axis=1).repeat(2, axis=2)
    expected = model.probabilities(crops(2))
    np.testing.assert_allclose(model.probabilities(doubled), expected, atol=1e-6)


def test_threads_share_a_model(path: Path) -> None:
    """Two hundred threads at once have the answers of one."""
    model = Model.load(path)
    pixels = crops(200)
    with ThreadPoolExecutor(200) as pool:
        told = list(pool.map(model.probabilities, pixels[:, None]))
    np.testing.assert_allclose(np.concatenate(told), model.probabilities(pixels), atol=1e-6)


def test_a_model_has_a_name_and_a_checksum(path: Path) -> None:
    """Its name is the net's with the first of the file's SHA-256; a folder stands for its file."""
    model = Model.load(path.parent)
    assert model.sha256 == sha256(path)
    assert model.name == f"fake {model.sha256[:8]}"
    assert model.card == fake_card()


def without_card(path: Path) -> None:
    """Take the card out of a file, and away from beside it."""
    model = onnx.load(str(path))
    del model.metadata_props[:]
    onnx.save(model, str(path))
    path.with_suffix(".json").unlink()


def with_half_a_card(path: Path) -> None:
    """Damage the card in a file."""
    model = onnx.load(str(path))
    model.metadata_props[0].value = model.metadata_props[0].value[:50]
    onnx.save(model, str(path))


def of_another(path: Path) -> None:
    """Put another model's card beside it."""
    other = fake_onnx(path.with_name("other.onnx"), fake_card(calibration=None))
    path.with_suffix(".json").write_bytes(other.with_suffix(".json").read_bytes())


def with_other_bytes(path: Path) -> None:
    """Change the file, not the card beside it."""
    model = onnx.load(str(path))
    model.doc_string = "changed"
    onnx.save(model, str(path))


def with_garbage_beside(path: Path) -> None:
    """Put something else beside it."""
    path.with_suffix(".json").write_text("[]")


def cut_short(path: Path) -> None:
    """Cut the file."""
    path.write_bytes(path.read_bytes()[:300])


def with_too_many_outputs(path: Path) -> None:
    """Let the card name fewer labels than the net has outputs."""
    model = onnx.load(str(path))
    model.metadata_props[0].value = fake_card(labels=EIGHT[:5]).model_dump_json()
    onnx.save(model, str(path))
    path.with_suffix(".json").unlink()


def for_other_crops(path: Path) -> None:
    """Let the net take one channel alone."""
    model = onnx.load(str(path))
    model.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 1
    onnx.save(model, str(path))
    path.with_suffix(".json").unlink()


def without_numbers(path: Path) -> None:
    """Let its weights be no numbers."""
    fake_onnx(path, weights=np.full_like(fake_weights(len(EIGHT)), np.nan))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (without_card, "has no card"),
        (with_half_a_card, "damaged or of another version"),
        (of_another, "is the card of another file"),
        (with_other_bytes, "is the card of another file"),
        (with_garbage_beside, r"is no card.*: rename model\.onnx, or move it"),
        (cut_short, "is no ONNX model, or damaged"),
        (Path.unlink, "There is no model"),
        (with_too_many_outputs, "does not work as its card says"),
        (for_other_crops, "does not work as its card says"),
        (without_numbers, "are damaged"),
    ],
)
def test_what_is_no_model_is_refused(spoil: object, says: str, tmp_path: Path) -> None:
    """A file without its own card, or that does not do what the card says, is refused."""
    path = fake_onnx(tmp_path / "model.onnx")
    assert callable(spoil)
    spoil(path)
    with pytest.raises(WeightsError, match=says):
        Model.load(path)


def test_a_folder_that_was_not_exported_is_refused(tmp_path: Path) -> None:
    """The sentence names the command that exports it."""
    with pytest.raises(WeightsError, match=r"pyojeong export .*runs"):
        Model.load(_made(tmp_path / "runs"))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
