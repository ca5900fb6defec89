"""Live: false alarms a minute against the wait, for many ways to smooth; chooses the default.

    PYTHONPATH=tests python benchmarks/live.py --write

Drawn people before a camera (tests/fakes/moving.py) go through the crop and the model, picture by
picture, and now and then a reading jumps to another feeling. Each setting of `Steadiness` is played
on the readings of half of the people, and the rule chooses one; the other half measures it.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fakes.moving import flipped, moving, shaken
from fakes.watched import Tally, Watched, front, judge
from pyojeong.core import settings
from pyojeong.core.files import write_text
from pyojeong.faces import Face, open_detector
from pyojeong.faces.crop import crop_face
from pyojeong.lab.style import ACCENT, ASIDE, SOFT, WARM, finish, grid, sheet, styled
from pyojeong.recogniser.model import Model
from pyojeong.recogniser.recogniser import choose_crop
from pyojeong.recogniser.smooth import Steadiness

DOCS = Path(__file__).parent.parent / "docs"
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"
MOST = 1.0  # false alarms a minute that the default may have

ALONE = Steadiness(memory_s=0, tell=0, slack=0, hold_s=0)  # each picture by itself, whatever it is
GRID = [
    Steadiness(memory_s=memory_s, tell=tell, hold_s=hold_s)
    for memory_s in (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5)
    for tell in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
    for hold_s in (0, 0.2, 0.4, 0.7)
]

Tallies = dict[Steadiness, Tally]


def main() -> None:
    """Read the arguments, measure and print; with --write, put it into the docs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, help="an .onnx file; by default our own weights")
    parser.add_argument("--detector", help="by default the best that is there")
    parser.add_argument("--detector-weights", type=Path)
    parser.add_argument("--people", type=int, default=48)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--cache", type=Path, help="an .npz file that keeps the readings")
    parser.add_argument("--write", action="store_true", help="docs/live.md and docs/live.svg")
    given = parser.parse_args()
    net = Model.load(given.model)
    card = net.card
    at_least = (card.calibration.not_sure_below if card.calibration else None) or 0.0
    plain = readings(given)
    people = [
        replace(one, probabilities=flipped(one.probabilities, one.times, one.labels, seed))
        for seed, one in enumerate(plain)
    ]
    tallies = {how: judge(people[::2], how, at_least) for how in GRID}
    tallies[ALONE] = judge(people[::2], ALONE)
    chosen = choose(tallies)
    text = f"Model {net.name}. " + "".join(
        report(tallies, chosen, people[1::2], plain[1::2], at_least)
    )
    print(text)
    if given.write:
        page = (DOCS / "live.md").read_text()
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        write_text(DOCS / "live.md", before + BEGIN + text + END + after)
        write_text(DOCS / "live.svg", finish("live", "en", figure(tallies, chosen)).svg)
    if chosen != Steadiness():
        print(f"The default of recogniser/smooth.py is another: {Steadiness()!r}")


def readings(given: argparse.Namespace) -> list[Watched]:
    """Return all people, from the cache where it holds them."""
    net = Model.load(given.model)
    spec = choose_crop(net.card, given.detector, given.detector_weights)
    key = f"{net.sha256} {spec.model_dump_json()} {given.people}"
    if given.cache and given.cache.exists():
        with np.load(given.cache) as held:
            if str(held["key"]) == key:
                columns = (np.split(held[name], held["cuts"]) for name in ("times", "told"))
                return [
                    Watched(moving(seed), net.card.labels, times, told)
                    for seed, (times, told) in enumerate(zip(*columns, strict=True))
                ]
    ask = partial(watch, model=given.model, detector=spec.detector, weights=given.detector_weights)
    with ProcessPoolExecutor(given.workers, mp_context=get_context("spawn")) as pool:
        people = list(pool.map(ask, range(given.people)))
    if given.cache:
        np.savez_compressed(
            given.cache,
            key=np.array(key),
            cuts=np.cumsum([len(one.times) for one in people])[:-1],
            times=np.concatenate([one.times for one in people]),
            told=np.concatenate([one.probabilities for one in people]),
        )
    return people


def watch(seed: int, model: Path | None, detector: str, weights: Path | None) -> Watched:
    """Return what the model reads of a person.

    The detector looks at the first pictures until it finds the face; later its box is shaken.
    """
    net = Model.load(model)
    spec = choose_crop(net.card, detector, weights)
    finder, one = open_detector(detector, weights), moving(seed)
    chance = np.random.default_rng([seed, 3])
    faces: list[Face] = []
    times: list[float] = []
    crops: list[np.ndarray] = []
    for time_s, missed, pixels in zip(one.times, one.missed, one.pictures(), strict=True):
        faces = faces or finder.detect(pixels)[:1]
        now = [Face(shaken(face.box, chance), face.score) for face in faces]
        crop = crop_face(pixels, now, spec)
        if crop is not None and not missed:
            times.append(float(time_s))
            crops.append(crop.pixels)
    pixels = np.array(crops, np.uint8).reshape(-1, spec.size, spec.size, 3)
    return Watched(one, net.card.labels, np.array(times), net.probabilities(pixels))


def choose(tallies: Tallies) -> Steadiness:
    """Return the setting that the rule names; where none is quiet enough, the quietest.

    Of equals the strictest: below the model's own threshold `tell` changes nothing, but another
    model may have none.
    """
    quiet = [how for how, one in tallies.items() if one.a_minute <= MOST]
    if not quiet:
        return min(tallies, key=lambda how: (tallies[how].a_minute, tallies[how].wait_s, -how.tell))
    return min(quiet, key=lambda how: (tallies[how].wait_s, tallies[how].a_minute, -how.tell))


def report(
    tallies: Tallies,
    chosen: Steadiness,
    others: list[Watched],
    plain: list[Watched],
    at_least: float,
) -> Iterator[str]:
    """Yield the measured part of docs/live.md."""
    count = sum(len(one.moving.episodes) for one in others)
    minutes = len(others) * others[0].moving.seconds / 60
    yield f"Chosen: `{chosen!r}`\n\n"
    yield (
        f"{len(others)} other people, {minutes:g} minutes, {count} feelings; the model's own "
        f"threshold is {at_least:g}.\n\n"
    )
    yield "| | false alarms a minute | mean wait, s | told at all |\n|---|---:|---:|---:|\n"
    yield row("each picture alone", judge(others, ALONE))
    yield row("each picture alone, where the model is sure", judge(others, ALONE, at_least))
    yield row("**the default**", judge(others, chosen, at_least))
    yield row("each picture alone, without sudden jumps", judge(plain, ALONE))
    yield row("the default, without sudden jumps", judge(plain, chosen, at_least))
    loose = settings.replace(chosen, slack=0.0)
    often = [
        judge(others, how, at_least).begins.mean() * len(others) / minutes
        for how in (loose, chosen)
    ]
    yield (
        f"\nA label begins to be told {often[1]:.1f} times a minute; without slack it would be "
        f"{often[0]:.1f}.\n"
    )
    yield "\nThe curve's corners, on the people that the default was chosen on:\n\n"
    yield "| memory, s | tell | hold, s | false alarms a minute | mean wait, s | told at all |\n"
    yield "|---:|---:|---:|---:|---:|---:|\n"
    for how in front(tallies):
        one = tallies[how]
        yield (
            f"| {how.memory_s:g} | {how.tell:g} | {how.hold_s:g} | {one.a_minute:.2f} | "
            f"{one.wait_s:.2f} | {100 * one.share:.0f} % |\n"
        )


def row(name: str, tally: Tally) -> str:
    """Return a line of the first table, with 95 % intervals."""
    (few, many), (short, long) = tally.intervals(np.random.default_rng(0))
    return (
        f"| {name} | {tally.a_minute:.2f} ({few:.2f} to {many:.2f}) | "
        f"{tally.wait_s:.2f} ({short:.2f} to {long:.2f}) | {100 * tally.share:.0f} % |\n"
    )


@styled
def figure(tallies: Tallies, chosen: Steadiness) -> Figure:
    """Draw the curve: a dot a setting, the best ones joined, the default named."""
    drawn = sheet(6.4, 3.6)
    paper = Rectangle((0, 0), 1, 1, transform=drawn.transFigure, facecolor="white", zorder=-2)
    drawn.add_artist(paper)  # the page may be dark
    axes = grid(drawn.add_subplot(), "y")
    dots = {how: (one.wait_s, one.a_minute) for how, one in tallies.items()}
    axes.axhline(MOST, color=SOFT, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.scatter(*np.array(list(dots.values())).T, s=8, color=ASIDE, alpha=0.4, linewidths=0)
    axes.plot(*np.array([dots[how] for how in front(tallies)]).T, color=ACCENT, linewidth=1.4)
    for name, how, colour, side, offset in (
        ("each picture alone", ALONE, WARM, "left", (7, 6)),
        ("the default", chosen, ACCENT, "right", (-6, -14)),
    ):
        axes.scatter(*dots[how], s=42, color=colour, zorder=3)
        axes.annotate(name, dots[how], offset, textcoords="offset points", color=colour, ha=side)
    axes.set_yscale("symlog", linthresh=1)
    most = dots[ALONE][1]
    ticks = [tick for tick in (0, 1, 2, 5, 10, 20, 50, 100) if tick <= 1.2 * most]
    axes.set_yticks(ticks, [str(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_ylim(0, 1.5 * most)
    axes.set_xlim(left=0)
    axes.set_xlabel("mean wait until a feeling is told, seconds")
    axes.set_title("False alarms a minute, one dot a setting")
    return drawn


if __name__ == "__main__":
    sys.exit(main())
