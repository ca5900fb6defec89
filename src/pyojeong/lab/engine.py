"""The engine: trains one Run. `train()` calls `step()`, `validate()` and `save()`, in that order.

A Run is exact: all its chance comes from its seed and the epoch, so that on a CPU a run that was
killed and started again ends with the very metrics of one that never was.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import TrainingError
from pyojeong.core.files import write_text
from pyojeong.lab.board import no_board, open_board
from pyojeong.lab.checkpoint import Checkpoint
from pyojeong.lab.finish import finish
from pyojeong.lab.inference import load_net, logits_of, predict_tensors
from pyojeong.lab.learner import Learner, generator_of, reproducible, set_up
from pyojeong.lab.recipe import Run, Training
from pyojeong.lab.record import Epoch, Predictions, RunRecord, best_of
from pyojeong.lab.tensors import Batch, Tensors
from pyojeong.lab.weights import FILE, save_weights

__all__ = ["Progress", "load_net", "predict_tensors", "train", "trunk_features"]

CHECKPOINT = Path("checkpoint") / "state.safetensors"
REPORT_EVERY_S = 0.2  # seconds between two words to whoever watches: the loss must be waited for
SAVE_EVERY_S = 5.0  # seconds of work that a kill may cost where epochs take less


@dataclass(frozen=True)
class Progress:
    """Where a Run stands: step `step` of `steps` in epoch `epoch` of `epochs`.

    loss: the mean of this epoch's steps so far. best: the highest validation accuracy so far, None
    before the first. seconds_left: of the whole Run, None before the first step of this session.
    """

    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    best: float | None
    seconds_left: float | None


def train(
    run: Run,
    training: Tensors,
    validation: Tensors,
    folder: Path,
    *,
    crop: CropSpec,
    data: str,
    progress: Callable[[Progress], None] | None = None,
    tensorboard: bool = False,
    device: str = "auto",
    keep: bool = True,
    clock: Callable[[], float] = time.monotonic,
) -> RunRecord:
    """Train a Run to its end, or go on where it stood; a finished one is returned as it is.

    Args:
        run: what to train.
        training: the photos to learn from, or their features under the Run's frozen trunk.
        validation: the photos to score on, and with `keep="best"` to choose the epoch by.
        folder: the Run's own; made if it is not there.
        crop: how the photos were cropped, for the ModelCard.
        data: what they are, for the ModelCard.
        progress: is told where the Run stands, a few times a second.
        tensorboard: also write event files into `folder`/tensorboard.
        device: `auto`, `cpu` or `cuda`.
        keep: keep the weights, with a ModelCard; or the scores alone.
        clock: seconds from any beginning.

    Raises:
        TrainingError: the loss is no longer a number.
        WeightsError, NetworkError, UnknownNameError, SettingsError, MissingExtraError,
        StorageError: as their parts raise them.
    """
    record = RunRecord(folder)
    if record.done and (record.usable or not keep):
        return record
    sweep(folder)
    with reproducible(run.training.seed, device):
        learner = set_up(run, training.counts(len(run.labels)), device)
        training, validation = learner.place(training), learner.place(validation)
        learner = learner.scaled(training)
        training, validation = learner.at_scale(training), learner.at_scale(validation)
        board = open_board(folder / "tensorboard") if tensorboard else no_board
        write_text(folder / "config.json", run.model_dump_json(indent=2) + "\n")
        state = resume(learner, folder, validation, keep=keep)
        epochs, before = state.epochs if state else [], state.seconds if state else 0.0
        watch = Watch(progress, clock, run.training.epochs, len(epochs))
        while len(epochs) < run.training.epochs:
            fitted = fit(learner, training, epochs, watch)
            if run.training.precise_norms and run.training.may_keep(fitted.epoch):
                learner.measure_norms(training)
            measured, probabilities = validate(learner, validation, fitted)
            epochs = [*epochs, measured]
            state = Checkpoint(
                epochs=epochs,
                module=learner.learning,
                optimizer=learner.optimizer.state_dict(),
                probabilities=probabilities,
                seconds=before + watch.seconds,
            )
            if watch.save_due(run.training, len(epochs)):
                save(learner, state, folder, validation, keep=keep)
            board(measured)
        finish(learner, folder, crop, data, before + watch.seconds, keep=keep)
    return record


def fit(learner: Learner, training: Tensors, history: list[Epoch], watch: "Watch") -> "Fitted":
    """Take one epoch of steps.

    Raises:
        TrainingError: the loss is no longer a number.
    """
    epoch = len(history) + 1
    settings = learner.run.training
    generator = generator_of(settings.seed, epoch)
    loader = training.shuffled(settings.batch, generator)
    steps = len(loader)
    loss, correct, photos, rate = torch.zeros((), device=learner.device), 0, 0, 0.0
    learner.train()
    for number, batch in enumerate(loader, start=1):
        done = epoch - 1 + (number - 1) / steps
        rate = settings.learning_rate * learner.schedule(done, settings.epochs, history)
        step_loss, right = step(learner, batch, settings.size_in(epoch), rate, generator)
        loss, correct = loss + step_loss * len(batch.truth), correct + right
        photos += len(batch.truth)
        if watch.due() or number == steps:
            mean = loss.item() / photos
            require_finite(mean, epoch, settings.learning_rate)
            watch.tell(epoch, number, steps, mean, history)
    return Fitted(epoch, rate, loss.item() / photos, float(correct) / photos)


def step(
    learner: Learner, batch: Batch, size: int, rate: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Take one step; return the loss, float [], and how many photos were right, int64 []."""
    for group in learner.optimizer.param_groups:
        group["lr"] = rate
    inputs = learner.inputs(batch.pixels, size, generator)
    learner.stepper.zero_grad()
    logits = learner.model(inputs).float()
    if batch.absent is not None:
        logits = logits.masked_fill(batch.absent, -torch.inf)
    loss = learner.loss(logits, batch.truth)
    learner.fabric.backward(loss)
    learner.stepper.step()
    return loss.detach(), (logits.argmax(dim=1) == batch.truth).sum()


def validate(learner: Learner, validation: Tensors, fitted: "Fitted") -> tuple[Epoch, Tensor]:
    """Return the epoch's record and the probabilities, float [photo, label], in eval mode.

    Raises:
        TrainingError: the loss is not a number.
    """
    logits = logits_of(learner.eval(), learner.still, validation)
    loss = learner.loss(logits, validation.truth).item()
    require_finite(loss, fitted.epoch, learner.run.training.learning_rate)
    measured = Epoch(
        epoch=fitted.epoch,
        learning_rate=fitted.learning_rate,
        train_loss=fitted.loss,
        train_accuracy=fitted.accuracy,
        validation_loss=loss,
        validation_accuracy=(logits.argmax(dim=1) == validation.truth).double().mean().item(),
    )
    return measured, functional.softmax(logits, dim=1).cpu()


def save(
    learner: Learner, state: Checkpoint, folder: Path, validation: Tensors, *, keep: bool
) -> None:
    """Write the checkpoint: from then on the epoch is done. Then what follows from it."""
    state.save(folder / CHECKPOINT)
    derive(learner, state, folder, validation, keep=keep)


def derive(
    learner: Learner, state: Checkpoint, folder: Path, validation: Tensors, *, keep: bool
) -> None:
    """Write the metrics, and the weights and predictions of an epoch that is to be kept.

    All from the checkpoint, so that whatever a kill has cut off is written when the Run goes on.
    """
    lines = "".join(f"{epoch.model_dump_json()}\n" for epoch in state.epochs)
    write_text(folder / "metrics.jsonl", lines)
    if is_kept(learner.run, state.epochs):
        if keep:
            save_weights(folder / FILE, learner.whole, learner.run.labels, learner.expected)
        Predictions(
            keys=validation.keys,
            labels=learner.run.labels,
            truth=validation.truth.cpu().numpy(),
            probabilities=state.probabilities.float().numpy(),
        ).save(folder / "predictions-validation.parquet")


def is_kept(run: Run, epochs: list[Epoch]) -> bool:
    """Return whether the last of the epochs so far is the one to keep, as far as one can know."""
    if run.training.keep == "last":
        return len(epochs) == run.training.epochs
    return best_of(epochs) is epochs[-1]


def resume(learner: Learner, folder: Path, validation: Tensors, *, keep: bool) -> Checkpoint | None:
    """Put the learner back where its checkpoint stands, if there is one."""
    if not (folder / CHECKPOINT).is_file():
        return None
    state = Checkpoint.load(folder / CHECKPOINT)
    learner.module.load_state_dict(state.module, strict=not learner.cached)
    learner.optimizer.load_state_dict(state.optimizer)
    derive(learner, state, folder, validation, keep=keep)
    return state


def trunk_features(run: Run, photos: Tensors, device: str) -> Tensor:
    """Return what a Run's frozen trunk makes of photos, float32 [photo, ...], on the CPU."""
    with reproducible(run.training.seed, device):
        learner = set_up(run, photos.counts(len(run.labels)), device)
        return learner.features(photos.to(learner.device)).cpu()


def sweep(folder: Path) -> None:
    """Delete what a kill left half written: hidden files, for whole ones are renamed."""
    for left in folder.rglob(".*"):
        left.unlink()


def require_finite(loss: float, epoch: int, learning_rate: float) -> None:
    """Raise TrainingError where the loss is no longer a number."""
    if not torch.isfinite(torch.tensor(loss)):
        raise TrainingError(
            f"The loss is {loss} in epoch {epoch} at learning rate {learning_rate:g}: train with "
            f"a smaller one, as {learning_rate / 10:g}; the epochs before are kept."
        )


@dataclass(frozen=True)
class Fitted:
    """What the steps of an epoch measured: mean loss, and accuracy from 0 to 1."""

    epoch: int
    learning_rate: float
    loss: float
    accuracy: float


class Watch:
    """Tells whoever watches where the Run stands, not more often than REPORT_EVERY_S."""

    def __init__(
        self,
        listener: Callable[[Progress], None] | None,
        clock: Callable[[], float],
        epochs: int,
        finished: int,
    ) -> None:
        self._listener = listener or (lambda _: None)
        self._clock = clock
        self._epochs = epochs
        self._finished = finished  # epochs, before this session
        self._start = self._last = self._saved = clock()

    @property
    def seconds(self) -> float:
        """Seconds of this session."""
        return self._clock() - self._start

    def save_due(self, training: Training, epochs: int) -> bool:
        """Return whether to write a checkpoint now.

        Where the last epoch is kept, quick ones before it may be done again.
        """
        if training.may_keep(epochs):
            return True
        if self._clock() - self._saved < SAVE_EVERY_S:
            return False
        self._saved = self._clock()
        return True

    def due(self) -> bool:
        """Return whether it is time for a word."""
        return self._clock() - self._last >= REPORT_EVERY_S

    def tell(self, epoch: int, step: int, steps: int, loss: float, history: list[Epoch]) -> None:
        """Say where the Run stands."""
        self._last = self._clock()
        done = epoch - 1 + step / steps
        pace = self.seconds / (done - self._finished)
        self._listener(
            Progress(
                epoch=epoch,
                epochs=self._epochs,
                step=step,
                steps=steps,
                loss=loss,
                best=max((e.validation_accuracy for e in history), default=None),
                seconds_left=pace * (self._epochs - done),
            )
        )
