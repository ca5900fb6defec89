"""A simulated classroom: who reaches mastery, who never should, and what each rule costs.

    PYTHONPATH=tests python benchmarks/classroom.py --write

Children of many abilities (tests/fakes/classroom.py) practise three times a week by the teaching
rules of app/domain. A mastery is false where the child would be right with fewer than eight of ten
new faces. Goes on where it was stopped: what is done lies in --work.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from unittest.mock import patch

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fakes.classroom import Corner, Guesser, Half, Learner, Pupil, SomeFaces, schooling
from pyojeong.app.domain import mastery, standing
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.plan import DAYS, WEEKS, Plan
from pyojeong.core.files import write_text
from pyojeong.lab.proportions import Share
from pyojeong.lab.style import ACCENT, WARM, apart, as_percent, finish, grid, sheet, styled

DOCS = Path(__file__).parent.parent / "docs"
BEGIN, END = "<!-- measured -->\n", "<!-- end of measured -->\n"

SESSIONS = len(DAYS) * WEEKS  # the planned dose
PLAN = Plan(ladder=("drawn",), safety=False)  # nobody who guesses gets beyond the first rung
RATES = {"quickly": 0.4, "steadily": 0.15, "slowly": 0.05}


def learner(rate: float) -> Callable[[int], Pupil]:
    """Return what makes a child that learns by this rate."""

    def make(_seed: int) -> Pupil:
        return Learner(rate=rate)

    return make


PUPILS: dict[str, Callable[[int], Pupil]] = {
    **{f"learns {name}": learner(rate) for name, rate in RATES.items()},
    "guesses": lambda _i: Guesser(),
    "always the same place": lambda i: Corner(i % 3),
    "knows the practised faces alone": lambda _i: SomeFaces(),
    "right 7 times of 10": lambda _i: Half(0.55),  # and by guessing else
}
LEARNERS = tuple(name for name in PUPILS if name.startswith("learns"))

# What a rule costs is what its absence saves: the constant that takes it away.
WITHOUT: dict[str, tuple[tuple[object, str, object], ...]] = {
    "all rules": (),
    "without three sessions (one is enough)": (
        (mastery, "SESSIONS", 1), (mastery, "DAYS", 1), (mastery, "TRIALS", 4),
    ),
    "80 % for 90 %": ((mastery, "MASTERY", 0.80),),
    "without the check for guessing": ((mastery, "GUESSING", 1.0),),
    "without the check for places": ((mastery, "EACH_PLACE", 0.0),),
    "without the check for one picture": (
        (mastery, "IDENTITIES", 0), (mastery, "WITHOUT_ONE", 0.0),
    ),
    "without the recheck": ((standing, "RECHECKED", 0.0),),
    "without the gate": ((standing, "PASSED", 0.0),),
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One child: the session in which happy was mastered, and how many trials of it that took."""

    session: int | None
    trials: int
    goals: int


def main() -> None:
    """Print the tables; with --write, put them and the figure into the docs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--guessers", type=int, default=10_000)
    parser.add_argument("--others", type=int, default=200, help="children of every other kind")
    parser.add_argument("--work", type=Path, default=Path("classroom.json"))
    parser.add_argument(
        "--write", action="store_true", help="docs/practice.md and docs/classroom.svg"
    )
    given = parser.parse_args()
    found = measure(given.guessers, given.others, given.work)
    text = "\n".join([*first_table(found), "", *second_table(found)]) + "\n"
    print(text)
    if given.write:
        page = (DOCS / "practice.md").read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        write_text(DOCS / "practice.md", f"{before}{BEGIN}{text}{END}{rest.partition(END)[2]}")
        write_text(DOCS / "classroom.svg", finish("classroom", "en", figure(found)).svg)


def measure(guessers: int, others: int, work: Path) -> dict[str, list[Seen]]:
    """Return the children of every kind, by `rule: kind`; those of an earlier call first."""
    done = json.loads(work.read_text()) if work.is_file() else {}
    for rule in WITHOUT:
        for kind in PUPILS:
            key = f"{rule}: {kind}"
            most = guessers if (rule, kind) == ("all rules", "guesses") else others
            while len(done.setdefault(key, [])) < most:
                start = len(done[key])
                batch = range(start, min(start + 200, most))
                done[key] += list(in_parallel(rule, kind, batch))
                work.write_text(json.dumps(done))
                print(f"{key}: {len(done[key])} of {most}", flush=True)
    return {key: [Seen(*one) for one in some] for key, some in done.items()}


def in_parallel(
    rule: str, kind: str, seeds: Iterable[int]
) -> Iterator[tuple[int | None, int, int]]:
    """Give what became of a child a seed."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(
            one, *zip(*((rule, kind, seed) for seed in seeds), strict=True), chunksize=10
        )


def one(rule: str, kind: str, seed: int) -> tuple[int | None, int, int]:
    """Return the session of mastery, the trials that happy took until then, the goals mastered."""
    goal = PLAN.goals[0]

    def mastered(here: Course) -> bool:
        return here.standing(goal).mastered is not None

    with taken_away(rule):
        whole = schooling(PUPILS[kind](seed), SESSIONS, seed, PLAN, until=mastered)
    here, trials = whole.course, sum(one.trial.goal == goal for one in whole.history)
    goals = sum(here.standing(g).mastered is not None for g in PLAN.goals)
    return (here.session if mastered(here) else None, trials, goals)


@contextmanager
def taken_away(rule: str) -> Iterator[None]:
    """Take a rule away for the block."""
    patches = [patch.object(module, name, value) for module, name, value in WITHOUT[rule]]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


def first_table(found: dict[str, list[Seen]]) -> Iterator[str]:
    """Give who mastered happy by all rules."""
    yield f"Happy mastered within {SESSIONS} sessions (six weeks), by all rules; medians:"
    yield ""
    yield "| the child | mastered | children | 95 % interval | session | trials of happy |"
    yield "|---|---:|---:|---:|---:|---:|"
    for kind in PUPILS:
        some = found[f"all rules: {kind}"]
        there = [each for each in some if each.session is not None]
        share = Share.some(len(there), len(some))
        when = f"{median(each.session or 0 for each in there) + 1:.0f}" if there else ""
        cost = f"{median(each.trials for each in there):.0f}" if there else ""
        yield (
            f"| {kind} | {len(there)} | {len(some):,} | {share.low:.2%} to {share.high:.2%} | "
            f"{when} | {cost} |"
        )


def second_table(found: dict[str, list[Seen]]) -> Iterator[str]:
    """Give what each rule costs those who learn, and what it keeps from the others."""
    yield "Trials of happy until mastery, and who masters it unknowingly:"
    yield ""
    yield "| rules | trials | " + " | ".join(kind for kind in PUPILS if kind not in LEARNERS) + " |"
    yield "|---|---:" + "|---:" * (len(PUPILS) - len(LEARNERS)) + "|"
    for rule in WITHOUT:
        steady = [
            each.trials for each in found[f"{rule}: learns steadily"] if each.session is not None
        ]
        false = [
            sum(each.session is not None for each in some) / len(some)
            for kind in PUPILS
            if kind not in LEARNERS
            for some in [found[f"{rule}: {kind}"]]
        ]
        yield f"| {rule} | {median(steady):.0f} | " + " | ".join(f"{x:.1%}" for x in false) + " |"


@styled
def figure(found: dict[str, list[Seen]]) -> Figure:
    """Draw who has mastered happy by which session."""
    drawn = sheet(6.4, 3.4)
    paper = Rectangle((0, 0), 1, 1, transform=drawn.transFigure, facecolor="white", zorder=-2)
    drawn.add_artist(paper)  # the page may be dark
    axes = grid(drawn.add_subplot(), "y")
    curves = {
        kind: [mastered_by(found[f"all rules: {kind}"], n) for n in range(SESSIONS + 1)]
        for kind in PUPILS
    }
    shown = {kind: curve for kind, curve in curves.items() if kind != "always the same place"}
    places = apart([curve[-1] for curve in shown.values()], 0.06)
    for (kind, curve), place in zip(shown.items(), places, strict=True):
        colour = ACCENT if kind in LEARNERS else WARM
        axes.step(range(SESSIONS + 1), curve, where="post", color=colour, linewidth=2)
        axes.annotate(kind, (SESSIONS + 0.3, place), color=colour, va="center")
    as_percent(axes, "y")
    axes.set_xlim(0, SESSIONS + 11)
    axes.set_xticks(range(0, SESSIONS + 1, 3))
    axes.set_ylim(-0.02, 1.02)
    axes.set_xlabel("sessions, three a week")
    axes.set_title("Children who have mastered happy")
    return drawn


def mastered_by(some: Sequence[Seen], sessions: int) -> float:
    """Return the share that has mastered it after so many sessions."""
    return sum(one.session is not None and one.session < sessions for one in some) / len(some)


if __name__ == "__main__":
    main()
