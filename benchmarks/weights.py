"""What our own weights are worth, and how they were learnt, for docs/results.md.

    python benchmarks/weights.py studies/recogniser-start studies/recogniser --write

Reads what `pyojeong study` left in the folders of the two Runs; nothing is trained or scored.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pyojeong.core.files import write_text
from pyojeong.lab.blend import RUN, reopen
from pyojeong.lab.blend_scores import FILE, PortionScore, Scores
from pyojeong.lab.proportions import Share
from pyojeong.lab.record import Epoch, RunRecord, read_settings
from pyojeong.lab.style import ACCENT, SOFT, WARM, as_percent, finish, grid, sheet, styled

DOCS = Path(__file__).parent.parent / "docs"
BEGIN, END = "<!-- weights -->\n", "<!-- end of weights -->\n"


def main() -> None:
    """Print the Markdown; with --write, put it and the curve into the docs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("blends", type=Path, nargs="+", help="in the order of training")
    parser.add_argument("--write", action="store_true", help="docs/results.md and docs/weights.svg")
    given = parser.parse_args()
    records = [RunRecord(folder / RUN) for folder in given.blends]
    last = given.blends[-1]
    text = "\n".join(
        [*log(records), *sizes(last), *tables(read_settings(Scores, last / FILE, anew=last))]
    )
    print(text)
    if given.write:
        page = (DOCS / "results.md").read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        write_text(DOCS / "results.md", f"{before}{BEGIN}{text}\n{END}{after}")
        write_text(DOCS / "weights.svg", finish("weights", "en", figure(records)).svg)


def log(records: Sequence[RunRecord]) -> Iterator[str]:
    """Yield the log of the Runs, an epoch in three."""
    yield "| Run | epoch | side, px | learning rate | loss | right, training | right, validation |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for number, record in enumerate(records, 1):
        training, epochs = record.run.training, record.epochs
        for epoch in epochs:
            if epoch.epoch % 3 == 1 or epoch is epochs[-1]:
                yield (
                    f"| {number} | {epoch.epoch} | {training.size_in(epoch.epoch)} | "
                    f"{epoch.learning_rate:.1e} | {epoch.train_loss:.3f} | "
                    f"{epoch.train_accuracy:.1%} | {epoch.validation_accuracy:.1%} |"
                )
    yield ""


def sizes(folder: Path) -> Iterator[str]:
    """Yield how many photos each part of each portion has."""
    _blend, gathered = reopen(folder)
    yield "| photos | training | validation | test |"
    yield "|---|---:|---:|---:|"
    for one in gathered:
        split = one.split
        parts = (split.training, split.validation, split.test)
        yield f"| {one.portion.name} | {' | '.join(f'{len(part):,}' for part in parts)} |"
    yield ""


def tables(scores: Scores) -> Iterator[str]:
    """Yield accuracies of the portions, then the labels of each."""
    yield "| test photos, faces by | | right | n | 95 % interval |"
    yield "|---|---|---:|---:|---|"
    for one in scores.portions:
        rows: list[tuple[str, Share | None]] = [
            ("its own labels", one.own),
            ("the same, without duplicates of training", one.apart),
            ("all eight labels", one.every),
            ("true label in the prediction set", one.covered),
        ]
        for metric, share in rows:
            if share is not None:
                yield f"| {named(one)} | {metric} | {told(share)} |"
    yield ""
    yield f"| right of each label's photos | {' | '.join(map(named, scores.portions))} |"
    yield "|---|" + "---|" * len(scores.portions)
    for label in scores.labels:
        cells = [cell(one.labels.get(label)) for one in scores.portions]
        yield f"| {label} | {' | '.join(cells)} |"
    yield ""
    yield "| | expected calibration error | faces not found, left out |"
    yield "|---|---:|---:|"
    for one in scores.portions:
        yield f"| {named(one)} | {one.calibration_error:.3f} | {one.missed} |"
    found = scores.calibration
    below = found.not_sure_below
    yield ""
    yield (
        f"Calibrated on {found.n:,} validation photos: temperature {found.temperature:.2f}, "
        f"prediction sets from {found.set_threshold:.3f} on, "
        + (f'"not sure" below {below:.2f}.' if below is not None else "never sure.")
    )


def named(one: PortionScore) -> str:
    """Return the portion's name, and the detector's if there is one."""
    return one.portion if one.detector == "none" else f"{one.portion}, {one.detector}"


def told(share: Share) -> str:
    """Return value, n and interval as three cells."""
    return f"{share.value:.1%} | {share.n:,} | {share.low:.1%} to {share.high:.1%}"


def cell(share: Share | None) -> str:
    """Return them as one."""
    if share is None:
        return ""
    return f"{share.value:.0%} of {share.n:,} ({share.low:.0%} to {share.high:.0%})"


@styled
def figure(records: Sequence[RunRecord]) -> Figure:
    """Draw the two accuracies by epoch, the Runs one after the other."""
    drawn = sheet(6.4, 3.4)
    paper = Rectangle((0, 0), 1, 1, transform=drawn.transFigure, facecolor="white", zorder=-2)
    drawn.add_artist(paper)  # the page may be dark
    axes = grid(drawn.add_subplot(), "y")
    start = 0
    for number, record in enumerate(records):
        epochs: Sequence[Epoch] = record.epochs
        places = [start + epoch.epoch for epoch in epochs]
        training = [epoch.train_accuracy for epoch in epochs]
        validation = [epoch.validation_accuracy for epoch in epochs]
        axes.plot(places, training, color=WARM, linewidth=1.4)
        axes.plot(places, validation, color=ACCENT, linewidth=2.2)
        if number:
            axes.axvline(start + 0.5, color=SOFT, linewidth=0.8, linestyle=(0, (4, 3)))
        side = record.run.training
        axes.annotate(
            f"{side.size_in(1)} to {side.size} px",
            (start + 0.5, 0.02),
            (5, 0),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            color=SOFT,
        )
        start += len(epochs)
        if record is records[-1]:
            for name, values, colour in (
                ("training, changed photos", training, WARM),
                ("validation", validation, ACCENT),
            ):
                axes.annotate(
                    name,
                    (start, values[-1]),
                    (0, 8 if colour == WARM else -16),
                    textcoords="offset points",
                    color=colour,
                    ha="right",
                )
    as_percent(axes, "y")
    axes.set_xlabel("epoch")
    axes.set_title("Right answers among eight labels")
    return drawn


if __name__ == "__main__":
    sys.exit(main())
