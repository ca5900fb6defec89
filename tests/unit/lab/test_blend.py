"""Several data sets become one net, and each tells what it is worth."""

from pathlib import Path

import numpy as np
import pytest
import torch

from fakes.blend import patterns, tiny_blend
from fakes.coloured import coloured
from pyojeong.core.card import ModelCard
from pyojeong.core.errors import DataError, SettingsError
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.lab.blend import (
    RUN,
    Gathered,
    absent,
    gather,
    joined,
    learn,
    require_sources,
    validation_of,
)
from pyojeong.lab.blend_scores import Scores, among, score, seen_in_training
from pyojeong.lab.recipe import Blend
from pyojeong.lab.record import Predictions, RunRecord


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Blend, list[Gathered], Path]:
    """Gather the tiny blend, train it and score it, once for all tests of this file."""
    folder = tmp_path_factory.mktemp("blend")
    blend = tiny_blend()
    sources = {"patterns": str(patterns(folder / "photos"))}
    gathered = gather(blend, sources, folder / "out")
    learn(blend, gathered, folder / "out", device="cpu")
    score(blend, gathered, folder / "out", device="cpu")
    return blend, gathered, folder / "out"


def test_training_photos(made: tuple[Blend, list[Gathered], Path]) -> None:
    """An epoch sees every crop of a training photo as often as its portion says."""
    blend, (drawn, other), _folder = made
    faces = len(drawn.tensors("training", blend, crop=1))
    assert 0 < faces <= len(drawn.split.training)
    assert len(drawn.training(blend)) == 2 * (len(drawn.split.training) + faces)
    assert len(other.training(blend)) == len(other.split.training)
    assert set(other.training(blend).truth.tolist()) == {EIGHT.index("neutral"), 7}


def test_only_some_validate(made: tuple[Blend, list[Gathered], Path]) -> None:
    """A portion that does not validate lends no photo to the calibration."""
    blend, gathered, _folder = made
    keys = validation_of(blend, gathered).keys
    assert keys
    assert all(key.startswith("drawn/") for key in keys)


def test_the_card_says_it_all(made: tuple[Blend, list[Gathered], Path]) -> None:
    """The card has the calibration, the other detectors' crops, and a score of every test."""
    blend, _gathered, folder = made
    card: ModelCard = RunRecord(folder / RUN).card
    scores = Scores.model_validate_json((folder / "scores.json").read_text())
    assert card.labels == EIGHT
    assert (card.crop, card.also) == (blend.crop, blend.also)
    assert card.calibration == scores.calibration
    assert card.temperature == scores.calibration.temperature
    assert [(one.portion, one.detector) for one in scores.portions] == [
        ("drawn", "none"),
        ("drawn", "dlib-hog"),
        ("patterns", "none"),
    ]
    drawn = scores.portions[0]
    assert drawn.every.n == 12
    assert drawn.own.hits >= drawn.every.hits
    assert sum(map(sum, drawn.confusion)) == drawn.every.n
    assert any(one.metric == "recall of pain" and one.n == 2 for one in card.results)


def test_made_once(made: tuple[Blend, list[Gathered], Path]) -> None:
    """Asked again, nothing is trained again; another blend is refused the folder."""
    blend, gathered, folder = made
    before = (folder / RUN / "weights.safetensors").stat().st_mtime_ns
    learn(blend, gathered, folder)
    assert (folder / RUN / "weights.safetensors").stat().st_mtime_ns == before
    other = replace(blend, title="Another")
    with pytest.raises(DataError, match="holds another blend"):
        gather(other, {"patterns": "photos"}, folder)


def test_absent() -> None:
    """A label that may hide among others' photos is left out there, and nowhere else."""
    truth = torch.tensor([0, 1, 2])
    found = absent(truth, ("fear", "happy", "pain"), {"pain": ("fear",)})
    assert found.tolist() == [[False, False, True], [False] * 3, [False] * 3]


def test_absent_labels_learn_nothing() -> None:
    """A photo's absent label gets no gradient; the same photo with every label gives it one."""
    from pyojeong.lab.losses.label_smoothing import smoothed

    logits = torch.randn(4, 3, generator=torch.Generator().manual_seed(0)).requires_grad_()
    mask = torch.tensor([[False, False, True]] * 4)
    truth = torch.tensor([0, 1, 0, 1])
    smoothed(logits.masked_fill(mask, -torch.inf), truth).backward()
    assert logits.grad is not None
    assert torch.equal(logits.grad[:, 2], torch.zeros(4))
    assert (logits.grad[:, :2] != 0).all()


def test_smoothing_of_the_labels_left() -> None:
    """With labels left out, the loss is that of a net which never had them."""
    from torch.nn import functional

    from pyojeong.lab.losses.label_smoothing import EPSILON, smoothed

    logits = torch.randn(5, 4, generator=torch.Generator().manual_seed(3))
    truth = torch.tensor([0, 1, 2, 0, 1])
    cut = logits.clone()
    cut[:, 3] = -torch.inf
    expected = functional.cross_entropy(logits[:, :3], truth, label_smoothing=EPSILON)
    assert torch.isclose(smoothed(cut, truth), expected)


def test_among() -> None:
    """Where fewer labels may be answered, the others' probability is shared out."""
    told = Predictions(
        ("a",), ("x", "y", "z"), np.array([0]), np.array([[0.2, 0.5, 0.3]], dtype=np.float32)
    )
    assert among(told, ("x", "z")).probabilities == pytest.approx(np.array([[0.4, 0, 0.6]]))


def test_seen_in_training(tmp_path: Path) -> None:
    """A test photo whose copy is trained on is told, also where the copy is another portion's."""
    folder = patterns(tmp_path / "photos", each=8)
    blend = replace(
        tiny_blend(),
        portions=tuple(
            replace(tiny_blend().portions[1], name=name, source=str(folder), seed=seed)
            for name, seed in (("first", 1), ("second", 2))
        ),
    )
    first, second = gather(blend, {}, tmp_path / "out")
    assert seen_in_training([first]) == set()  # our own split never cuts a group
    both = seen_in_training([first, second])
    assert both == {
        f"{one.portion.name}/{key}"
        for one, other in ((first, second), (second, first))
        for key in one.split.test
        if key in other.split.training
    }
    assert both


@pytest.mark.parametrize(
    ("sources", "told"),
    [({}, "--data patterns=PATH"), ({"faces": "x", "patterns": "y"}, "no portion 'faces'")],
)
def test_sources(sources: dict[str, str], told: str) -> None:
    """A portion without a source, or a name that is no portion, is told with the remedy."""
    with pytest.raises(SettingsError, match=told):
        require_sources(tiny_blend(), sources)


def test_joined_keeps_order() -> None:
    """Joined photos stand one part after the other, each with its own label."""
    first, second = coloured(4), coloured(3, seed=2)
    both = joined([first, second])
    assert both.keys == first.keys + second.keys
    assert torch.equal(both.truth[4:], second.truth)
    assert isinstance(both.pixels, torch.Tensor)
    assert isinstance(second.pixels, torch.Tensor)
    assert torch.equal(both.pixels[4:], second.pixels)
