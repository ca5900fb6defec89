"""A finished study without training: fixed numbers, written as a real study writes them."""

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from PIL import Image, ImageDraw

from fakes.ledger import fake_opening
from pyojeong.core.card import ModelCard
from pyojeong.core.files import write_text
from pyojeong.core.labels import SIX
from pyojeong.core.settings import digest, replace
from pyojeong.lab.comparison import Compared, Outcome, compare
from pyojeong.lab.evaluation import score
from pyojeong.lab.recipe import Data, Run, Study, Training
from pyojeong.lab.record import Choice, Entrant, Epoch, Predictions, RunRecord, Stage, StudyRecord
from pyojeong.lab.showcase import LabelCount, Showcase, save_picture
from pyojeong.lab.style import Drawing

STUDY = Study(
    name="fake",
    title="Quick study on drawn faces",
    data=Data(source="drawn:count=1200,seed=7"),
    base=Training(model="resnet18", epochs=12),
    models=("lenet5", "mobilenet_v3_small", "squeezenet1_0", "resnet18"),
    losses=("cross_entropy", "mse", "multi_margin"),
    optimizers=("adam", "rmsprop", "sgd"),
)
# Validation accuracy that each candidate comes to.
REACHED = {
    "lenet5": 0.41,
    "mobilenet_v3_small": 0.66,
    "squeezenet1_0": 0.58,
    "resnet18": 0.78,
    "cross_entropy": 0.78,
    "mse": 0.74,
    "multi_margin": 0.76,
    "adam": 0.78,
    "rmsprop": 0.79,
    "sgd": 0.35,
}
VALIDATION, TEST = 237, 245


def fake_study(folder: Path, *, tested: bool = True, crossing: bool = False) -> StudyRecord:
    """Write a study of fixed numbers; `tested` says whether its test set was opened."""
    write_text(folder / "study.json", STUDY.model_dump_json(indent=2))
    record = StudyRecord(folder)
    rng = np.random.default_rng(2024)
    base = STUDY.base
    trainings: dict[Stage, dict[str, Training]] = {
        "models": {name: replace(base, model=name) for name in STUDY.models},
        "losses": {name: replace(base, loss=name) for name in STUDY.losses},
        "optimizers": {name: replace(base, optimizer=name) for name in STUDY.optimizers},
        "final": {"resnet18": replace(base, optimizer="rmsprop", epochs=20)},
    }
    chosen: dict[Stage, str] = {
        "models": "resnet18",
        "losses": "cross_entropy",
        "optimizers": "rmsprop",
        "final": "resnet18",
    }
    choices: list[Choice] = []
    for stage, candidates in trainings.items():
        runs = {
            name: fake_run(record, training, REACHED[name], rng)
            for name, training in candidates.items()
        }
        entrants = {name: Entrant(runs=((run,),), rates=(1e-5,)) for name, run in runs.items()}
        compared = fake_compared(record, runs, chosen[stage]) if len(runs) > 1 else None
        choices.append(
            Choice(stage=stage, candidates=entrants, chosen=chosen[stage], compared=compared)
        )
    record.save_choices(choices)
    fake_showcase(record, crossing=crossing)
    if tested:
        fake_test(record, rng)
    return record


def fake_compared(record: StudyRecord, runs: dict[str, str], chosen: str) -> Compared:
    """Compare the fake predictions of a stage's candidates, each trained once."""
    said = {name: record.run(run).validation for name, run in runs.items()}
    right = {name: one.predicted == one.truth for name, one in said.items()}
    compared = compare(
        {name: Outcome(one[None], one) for name, one in right.items()},
        fold=np.zeros(VALIDATION, np.int64),
        group=np.arange(VALIDATION),
        operations={name: 10_000_000 * place for place, name in enumerate(runs, start=1)},
        rule="highest",
        seed=0,
    )
    return replace(compared, chosen=chosen)


def fake_run(
    record: StudyRecord, training: Training, reached: float, rng: np.random.Generator
) -> str:
    """Write a run folder that comes to that accuracy; return its name."""
    run = Run(training=training, data="0" * 16, split="1" * 16, labels=SIX)
    name = digest(run)
    folder = record.run(name).folder
    if record.run(name).done:
        return name
    accuracies = reached * (1 - np.exp(-np.arange(1, training.epochs + 1) / 3))
    counts = np.round(VALIDATION * (accuracies + rng.normal(0, 0.008, training.epochs)))
    lines = [
        Epoch(
            epoch=index + 1,
            learning_rate=1e-5,
            train_loss=2.0 - value,
            train_accuracy=min(value * 1.1, 1.0),
            validation_loss=1.9 - value,
            validation_accuracy=value,
        ).model_dump_json()
        for index, value in enumerate((counts / VALIDATION).tolist())
    ]
    write_text(folder / "config.json", run.model_dump_json())
    write_text(folder / "metrics.jsonl", "\n".join(lines) + "\n")
    fake_predictions(VALIDATION, reached, rng).save(folder / "predictions-validation.parquet")
    write_text(
        folder / "environment.json",
        '{"versions": {"python": "3.11.9", "torch": "2.15.0"}, "device": "cpu", '
        '"precision": "32-true", "seconds": 83.4}',
    )
    card = ModelCard(
        model=training.model,
        labels=SIX,
        size=training.size,
        mean=(0.485, 0.456, 0.406),
        std=(0.229, 0.224, 0.225),
        crop=STUDY.data.crop,
        data=STUDY.data.source,
        weights_sha256="ab" * 32,
        run=name,
        version="0.1.0",
    )
    write_text(folder / "card.json", card.model_dump_json(indent=2))
    return name


def fake_predictions(n: int, reached: float, rng: np.random.Generator) -> Predictions:
    """Return predictions that are right about so often, and a little too sure."""
    truth = np.arange(n) % len(SIX)
    said = np.where(rng.random(n) < reached, truth, (truth + rng.integers(1, 6, n)) % 6)
    said = np.where((truth == 1) & (said != 1), 0, said)  # disgust is taken for anger
    sure = rng.uniform(0.45, 0.98, n)
    probabilities = rng.dirichlet(np.full(6, 0.6), n) * (1 - sure)[:, None]
    probabilities[np.arange(n), said] += sure
    return Predictions(
        keys=tuple(f"{SIX[label]}/{index:03}.jpg" for index, label in enumerate(truth)),
        labels=SIX,
        truth=truth.astype(np.int64),
        probabilities=probabilities.astype(np.float32),
    )


def fake_test(record: StudyRecord, rng: np.random.Generator) -> None:
    """Open the test set."""
    final = record.final
    assert isinstance(final, RunRecord)
    predictions = fake_predictions(TEST, 0.72, rng)
    evaluation = fake_opening(record, score(final, predictions, 0))
    test = record.folder / "test"
    predictions.save(test / "predictions.parquet")
    for number, key in enumerate(evaluation.shown, start=1):
        save_picture(test / f"photo-{number:02}.jpg", drawn(SIX.index(key.split("/")[0]), 160))
    write_text(test / "evaluation.json", evaluation.model_dump_json(indent=2))


def fake_showcase(record: StudyRecord, *, crossing: bool) -> None:
    """Write counts and pictures."""
    counts = zip(SIX, (214, 201, 163, 230, 168, 224), (35, 9, 57, 15, 77, 71), strict=True)
    showcase = Showcase(
        formats={"JPEG": 1139, "WEBP": 58, "PNG": 3},
        unreadable=2,
        labels=tuple(
            LabelCount(
                label=label,
                found=total - missed,
                missed=missed,
                training=total - 2 * (total // 5),
                validation=total // 5,
                test=total // 5,
            )
            for label, total, missed in counts
        ),
        data="0" * 16,
        split="1" * 16,
        crossing=(
            {"anger/001.jpg": "training", "anger/207.jpg": "test"},
            {"sad/1.png": "validation", "pain/7.jpg": "training"},
        )
        if crossing
        else (),
        pictures=9,
    )
    write_text(Showcase.path(record), showcase.model_dump_json(indent=2))
    for number in range(1, 10):
        whole = Image.new("RGB", (300, 220 + 10 * number), (214, 220, 214))
        face = drawn(number % 6, 130)
        whole.paste(face, (60 + 8 * number, 50))
        save_picture(record.folder / "shown" / f"before-{number}.jpg", whole)
        turned = face.rotate(7 * number - 35, fillcolor=(0, 0, 0))
        save_picture(record.folder / "shown" / f"after-{number}.jpg", turned)


def undrawn(name: str, language: str, figure: Figure) -> Drawing:
    """Stand in for `style.finish` where a test needs no pixels: they take most of the time."""
    del figure
    return Drawing(name, language, '<svg viewBox="0 0 1 1"></svg>', None, 1)


def drawn(label: int, side: int) -> Image.Image:
    """Return a plain face whose mouth bends with the label."""
    photo = Image.new("RGB", (side, side), (236, 226, 208))
    pen, s = ImageDraw.Draw(photo), side / 100
    pen.ellipse((18 * s, 12 * s, 82 * s, 92 * s), fill=(226 - 12 * label, 180 - 8 * label, 150))
    for x in (38, 62):
        pen.ellipse(((x - 5) * s, 38 * s, (x + 5) * s, 48 * s), fill=(60, 50, 45))
    bend = (-6, -4, 0, 12, -10, -12)[label]
    top, bottom = sorted((68 * s - bend * s, 68 * s + bend * s + s))
    start = 0 if bend > 0 else 180
    pen.arc((36 * s, top, 64 * s, bottom), start, start + 180, fill=(130, 50, 50), width=int(3 * s))
    return photo
