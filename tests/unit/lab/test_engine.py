"""Training one Run: what it leaves behind, and that nothing can spoil it."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace as with_fields
from pathlib import Path

import numpy as np
import pytest
import torch

from fakes import coloured as coloured_photos
from fakes.coloured import LABELS, coloured, go, small_run
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import MissingExtraError, SettingsError, TrainingError
from pyojeong.core.files import sha256
from pyojeong.core.settings import digest
from pyojeong.lab import engine, learner
from pyojeong.lab.engine import Progress, train
from pyojeong.lab.inference import Still, load_net, predict_tensors
from pyojeong.lab.losses import Task
from pyojeong.lab.models import MODELS
from pyojeong.lab.record import RunRecord
from pyojeong.lab.tensors import Tensors
from pyojeong.lab.transforms import TRANSFORMS, Transform
from pyojeong.lab.weights import Input, parse_weights, save_weights


def test_folder(tmp_path: Path) -> None:
    """A finished run folder holds all that the record names, and no checkpoint."""
    run = small_run()
    record = go(run, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "card.json",
        "config.json",
        "environment.json",
        "last.safetensors",
        "metrics.jsonl",
        "predictions-validation.parquet",
        "weights.safetensors",
    ]
    assert record.done
    assert digest(record.run) == digest(run)
    assert [epoch.epoch for epoch in record.epochs] == [1, 2, 3]
    card = record.card
    assert (card.model, card.labels, card.size, card.run) == ("lenet5", LABELS, 32, digest(run))
    assert card.weights_sha256 == sha256(tmp_path / "weights.safetensors")
    assert {"versions", "device", "precision", "seconds"} <= set(record.environment)


def test_learns(tmp_path: Path) -> None:
    """A net learns to tell colours apart, and its kept predictions are its best epoch's."""
    record = go(small_run(epochs=6, augment="none"), tmp_path)
    assert record.best.validation_accuracy == 1
    assert record.epochs[-1].train_loss < record.epochs[0].train_loss
    kept = record.validation
    right = (kept.predicted == kept.truth).mean()
    assert right == record.best.validation_accuracy
    np.testing.assert_allclose(kept.probabilities.sum(axis=1), 1, atol=1e-5)


def test_predicts_as_validated(tmp_path: Path) -> None:
    """The saved net, loaded, gives the very probabilities that validation recorded."""
    record = go(small_run(model="resnet18", epochs=2), tmp_path)
    net, card = load_net(record)
    assert not net.training
    again = predict_tensors(net, card, coloured(9, seed=2), device="cpu")
    np.testing.assert_allclose(
        again.probabilities, record.validation.probabilities, atol=1e-6, rtol=0
    )
    assert again.keys == record.validation.keys


def test_temperature(tmp_path: Path) -> None:
    """The card's temperature divides the logits: a high one levels the probabilities."""
    net, card = load_net(go(small_run(epochs=1), tmp_path))
    hot = card.model_copy(update={"temperature": 1e6})
    predictions = predict_tensors(net, hot, coloured(4), device="cpu")
    np.testing.assert_allclose(predictions.probabilities, 1 / 3, atol=1e-4)


def test_done_stays(tmp_path: Path) -> None:
    """A finished Run is not trained again."""
    go(small_run(epochs=1), tmp_path)
    before = (tmp_path / "metrics.jsonl").stat().st_mtime_ns

    def never(_: Progress) -> None:
        raise AssertionError

    assert go(small_run(epochs=1), tmp_path, never).done
    assert (tmp_path / "metrics.jsonl").stat().st_mtime_ns == before


def test_killed(tmp_path: Path) -> None:
    """A Run killed by SIGKILL and started again ends with the very metrics of one that was not."""
    run = small_run(model="resnet18", optimizer="ranger")  # dropout, batch norm, nested state
    whole = go(run, tmp_path / "whole")
    folder = tmp_path / "killed"
    command = [sys.executable, coloured_photos.__file__, run.model_dump_json(), str(folder), "3"]
    ended = subprocess.run(command, check=False, timeout=300)
    assert ended.returncode == -signal.SIGKILL
    assert not RunRecord(folder).done
    assert len(RunRecord(folder).epochs) == 2
    resumed = go(run, folder)
    assert resumed.epochs == whole.epochs
    for name in ("weights", "last"):
        one, other = (path / f"{name}.safetensors" for path in (folder, tmp_path / "whole"))
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_interrupted(tmp_path: Path, optimizer: str) -> None:
    """Ctrl-C in every epoch changes nothing of how the Run ends."""
    run = small_run(optimizer=optimizer)
    whole = go(run, tmp_path / "whole")
    for epoch in (1, 2, 3):

        def interrupt(progress: Progress, epoch: int = epoch) -> None:
            if progress.epoch == epoch:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            go(run, tmp_path / "cut", interrupt)
    assert go(run, tmp_path / "cut").epochs == whole.epochs


def test_cut_after_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a kill right after the checkpoint left unwritten is written when the Run goes on."""
    run = small_run(epochs=1)

    def cut(*_: object, **_keywords: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(engine, "derive", cut)
        with pytest.raises(KeyboardInterrupt):
            go(run, tmp_path)
    assert not (tmp_path / "weights.safetensors").exists()
    assert go(run, tmp_path).validation.keys


def test_torn_metrics(tmp_path: Path) -> None:
    """What a kill left half written is mended or swept away."""
    run = small_run(epochs=2)

    def interrupt(progress: Progress) -> None:
        if progress.epoch == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(run, tmp_path, interrupt)
    path = tmp_path / "metrics.jsonl"
    path.write_text(path.read_text() + '{"epoch":2,"learn')
    (tmp_path / ".weights.safetensors.half.part").write_bytes(b"half")
    assert [epoch.epoch for epoch in go(run, tmp_path).epochs] == [1, 2]
    assert not list(tmp_path.rglob(".*"))


def test_not_a_number(tmp_path: Path) -> None:
    """A loss that is no number stops the Run with a remedy, and the epochs before are kept."""
    good = go(small_run(epochs=1), tmp_path / "good").epochs

    class Breaks:
        """A loss that is sound for one epoch: three steps and its validation."""

        calls = 0

        def __call__(self, logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
            self.calls += 1
            loss = torch.nn.functional.cross_entropy(logits, truth)
            return loss if self.calls <= 4 else loss * float("nan")

    def make(_task: Task) -> Breaks:
        return Breaks()

    run = small_run(epochs=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(learner.LOSSES._parts, "cross_entropy", make)
        with pytest.raises(TrainingError, match=r"epoch 2 at learning rate 0\.003: .* 0\.0003"):
            go(run, tmp_path / "run")
    assert [e.train_loss for e in RunRecord(tmp_path / "run").epochs] == [good[0].train_loss]


def test_diverges(tmp_path: Path) -> None:
    """A learning rate that is far too large ends in the same sentence, on the real loss."""
    run = small_run(model="resnet18", loss="mse", optimizer="sgd", learning_rate=10, epochs=8)
    with pytest.raises(TrainingError, match="smaller"):
        go(run, tmp_path)


def test_frozen_trunk(tmp_path: Path) -> None:
    """With trainable=head the trunk, its batch statistics too, stays to the last digit."""
    run = small_run(model="resnet18", trainable="head", epochs=1)
    with learner.reproducible(run.training.seed, "cpu"):
        before = learner.set_up(run, [1, 1, 1], "cpu").module.state_dict()
    net, _ = load_net(go(run, tmp_path))
    changed = {k for k, v in net.state_dict().items() if not torch.equal(v, before[k])}
    assert changed == {"fc.1.weight", "fc.1.bias"}


def test_folded_batch_norms(tmp_path: Path) -> None:
    """Weights whose batch norms are folded away keep their statistics while everything learns."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        before = MODELS.get("resnet18").build(3, False).state_dict()
    folded = Input((0.5, 0.5, 0.5), (0.5, 0.5, 0.5), folded=True)
    save_weights(tmp_path / "w.safetensors", before, LABELS, folded)
    weights = parse_weights(str(tmp_path / "w.safetensors"))
    net, _ = load_net(go(small_run(model="resnet18", weights=weights, epochs=1), tmp_path / "run"))
    for key, value in net.state_dict().items():
        still = "running" in key or "num_batches" in key
        assert torch.equal(value, before[key]) is still, key


def test_precise_norms(tmp_path: Path) -> None:
    """Batch norms have the statistics of the training photos as they are, and no weight moves.

    In the last epoch alone where that is the one to be kept: the others are not worth the work.
    """
    settings = {"model": "resnet18", "epochs": 2, "batch": 5, "keep": "last", "augment": "none"}
    running = go(small_run(**settings), tmp_path / "running")
    precise = go(small_run(**settings, precise_norms=True), tmp_path / "precise")
    assert running.epochs[0] == precise.epochs[0]
    assert running.epochs[1].train_loss == precise.epochs[1].train_loss
    one, other = load_net(running)[0].state_dict(), load_net(precise)[0].state_dict()
    changed = {key for key in one if not torch.equal(one[key], other[key])}
    assert changed == {key for key in one if "running" in key or "num_batches" in key}
    with torch.no_grad():
        net, card = load_net(precise)
        pixels = coloured(25).pixels
        assert isinstance(pixels, torch.Tensor)
        first = net.get_submodule("conv1")
        seen = first(Still(card.size, card.mean, card.std)(pixels))
    assert torch.allclose(other["bn1.running_mean"], seen.mean(dim=(0, 2, 3)), atol=1e-3)


def test_norms_that_stay(tmp_path: Path) -> None:
    """Batch norms that training leaves alone cannot be measured anew."""
    run = small_run(model="resnet18", trainable="head", precise_norms=True)
    with pytest.raises(SettingsError, match="leave it out"):
        go(run, tmp_path)


@pytest.mark.parametrize("model", ["resnet18", "squeezenet1_0"])
def test_cached_features(tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Features computed once train the same head as photos that go through the trunk each time.

    At the scale they have: what brings features to one scale is tested in test_scale.
    """

    def unscaled(own: learner.Learner, _training: Tensors) -> learner.Learner:
        return own

    monkeypatch.setattr(learner.Learner, "scaled", unscaled)
    run = small_run(model=model, trainable="head", augment="none", precision="32-true")
    cached = go(run, tmp_path / "cached")
    plain = TRANSFORMS.get("none")
    claims = Transform(plain.title, random=True, apply=plain.apply)  # so nothing is cached
    monkeypatch.setitem(TRANSFORMS._parts, "none", claims)
    slow = go(run, tmp_path / "slow")
    for one, other in zip(cached.epochs, slow.epochs, strict=True):
        assert one.train_loss == pytest.approx(other.train_loss, abs=1e-4)
        assert one.validation_loss == pytest.approx(other.validation_loss, abs=1e-4)


def test_leaves_no_trace(tmp_path: Path) -> None:
    """Training neither asks nor moves the process's own chance, nor leaves settings behind."""
    torch.manual_seed(5)
    before = torch.get_rng_state()
    first = go(small_run(epochs=1), tmp_path / "a").epochs
    assert torch.equal(torch.get_rng_state(), before)
    assert not torch.are_deterministic_algorithms_enabled()
    torch.manual_seed(6)
    assert go(small_run(epochs=1), tmp_path / "b").epochs == first


def test_seed(tmp_path: Path) -> None:
    """Another seed trains another net."""
    first = go(small_run(epochs=1), tmp_path / "a").epochs
    assert go(small_run(epochs=1, seed=1), tmp_path / "b").epochs != first


def test_progress(tmp_path: Path) -> None:
    """Whoever watches hears of the end of every epoch, with the time that is left."""
    heard: list[Progress] = []
    ticks = iter(range(10_000))
    train(
        small_run(epochs=2),
        coloured(25),
        coloured(9),
        tmp_path,
        crop=CropSpec(),
        data="coloured",
        progress=heard.append,
        device="cpu",
        clock=lambda: float(next(ticks)),
    )
    assert [(p.epoch, p.step, p.steps) for p in heard if p.step == p.steps] == [
        (1, 3, 3),
        (2, 3, 3),
    ]
    assert heard[0].best is None
    assert heard[-1].best == RunRecord(tmp_path).epochs[0].validation_accuracy
    assert heard[0].seconds_left is not None
    assert heard[0].seconds_left > 0
    assert heard[-1].seconds_left == 0


@pytest.mark.parametrize(
    ("changes", "device", "words"),
    [
        ({"model": "alexnet", "size": 32}, "cpu", "63 px or more"),
        pytest.param(
            {},
            "cuda",
            "No CUDA device",
            marks=pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU"),
        ),
    ],
)
def test_settings(tmp_path: Path, changes: dict[str, object], device: str, words: str) -> None:
    """What the net or the machine cannot do is said before anything is trained."""
    with pytest.raises(SettingsError, match=words):
        go(small_run(**changes), tmp_path, device=device)


def test_tensorboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without TensorBoard the remedy is named; with it, event files are written."""
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "torch.utils.tensorboard", None)
        with pytest.raises(MissingExtraError, match=r"pyojeong\[tensorboard\]"):
            go(small_run(epochs=1), tmp_path, tensorboard=True)
    pytest.importorskip("tensorboard")
    go(small_run(epochs=1), tmp_path, tensorboard=True)
    assert list((tmp_path / "tensorboard").glob("events.*"))


def test_schedule(tmp_path: Path) -> None:
    """The learning rate of an epoch is the schedule's."""
    rates = [e.learning_rate for e in go(small_run(schedule="cosine"), tmp_path).epochs]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] < 3e-3


def test_unknown_truth(tmp_path: Path) -> None:
    """Photos without a label can be predicted; their truth stays -1."""
    net, card = load_net(go(small_run(epochs=1), tmp_path))
    photos = coloured(4)
    unknown = with_fields(photos, truth=torch.full((4,), -1))
    assert predict_tensors(net, card, unknown, device="cpu").truth.tolist() == [-1] * 4


def test_environment(tmp_path: Path) -> None:
    """The environment says with what and how long, without naming the machine or its user."""
    go(small_run(epochs=1), tmp_path)
    text = (tmp_path / "environment.json").read_text()
    assert torch.__version__.startswith(json.loads(text)["versions"]["torch"])
    assert os.uname().nodename not in text
