"""The verdict on simulated children: who is called improving, and by when.

    PYTHONPATH=tests python benchmarks/verdict.py --write

Children who learn and children who do not (tests/fakes/classroom.py) practise the planned dose by
the teaching rules of app/domain, with starts drawn by chance; after every two weeks the verdict of
app/evidence is asked for. Goes on where it was stopped: what is done lies in --work.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fakes.classroom import (
    Corner,
    Favourite,
    Guesser,
    Half,
    Learner,
    Moody,
    Pupil,
    RulesOut,
    SomeFaces,
    Tires,
    schooling,
)
from fakes.rows import seen_of
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import drawn
from pyojeong.app.evidence.verdict import DOSE, EVERY, verdict
from pyojeong.core.files import write_text
from pyojeong.lab.proportions import Share
from pyojeong.lab.style import ACCENT, WARM, apart, as_percent, finish, grid, sheet, styled

DOCS = Path(__file__).parent.parent / "docs"
BEGIN, END = "<!-- measured -->\n", "<!-- end of measured -->\n"
BATCH = 50

LEARNERS: dict[str, Callable[[int], Pupil]] = {
    "learns quickly": lambda _i: Learner(rate=0.4, probes=False),
    "learns steadily": lambda _i: Learner(rate=0.15, probes=False),
    "learns slowly": lambda _i: Learner(rate=0.05, probes=False),
}
# Who learns from what shows no answer, too, knows much before it is taught.
FROM_PROBES: dict[str, Callable[[int], Pupil]] = {
    "learns quickly, from probes too": lambda _i: Learner(rate=0.4),
    "learns slowly, from probes too": lambda _i: Learner(rate=0.05),
}
OTHERS: dict[str, Callable[[int], Pupil]] = {
    "guesses": lambda _i: Guesser(),
    "always the same place": lambda i: Corner(i % 3),
    "knows the practised faces alone": lambda _i: SomeFaces(),
    "right 7 times of 10": lambda _i: Half(0.55),  # and by guessing else
    "always chooses neutral": lambda _i: Favourite("neutral"),
    "always chooses happy": lambda _i: Favourite("happy"),
    "rules out happy and neutral": lambda _i: RulesOut(),
    "tires soon": lambda _i: Tires(0.9, 0.08, 0.1),
    "tires slowly": lambda _i: Tires(0.8, 0.02, 0.2),
    "warms up": lambda _i: Tires(0.1, -0.08),
    "has good and bad days": lambda _i: Moody(0.25, 0.85),
    "has better and worse days": lambda _i: Moody(0.40, 0.70),
}
PUPILS = {**LEARNERS, **FROM_PROBES, **OTHERS}
LOOKS = range(EVERY, DOSE + 1, EVERY)

# The session by which a child was called improving, or None; and the word after the dose.
Found = tuple[int | None, str]


def main() -> None:
    """Print the table; with --write, put it and the figure into the docs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--others", type=int, default=300, help="children of a kind, not learning")
    parser.add_argument("--learners", type=int, default=200, help="children of a kind, learning")
    parser.add_argument("--work", type=Path, default=Path("verdict.json"))
    parser.add_argument("--write", action="store_true", help="docs/progress.md, docs/verdict.svg")
    given = parser.parse_args()
    found = measure(given.learners, given.others, given.work)
    text = "\n".join(table(found)) + "\n"
    print(text)
    if given.write:
        page = (DOCS / "progress.md").read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        write_text(DOCS / "progress.md", f"{before}{BEGIN}{text}{END}{rest.partition(END)[2]}")
        write_text(DOCS / "verdict.svg", finish("verdict", "en", figure(found)).svg)


def measure(learners: int, others: int, work: Path) -> dict[str, list[Found]]:
    """Return what was said of the children of every kind; those of an earlier call first."""
    done: dict[str, list[Found]] = json.loads(work.read_text()) if work.is_file() else {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for kind in PUPILS:
            most = others if kind in OTHERS else learners
            while len(done.setdefault(kind, [])) < most:
                start = len(done[kind])
                seeds = range(start, min(start + BATCH, most))
                done[kind] += pool.map(one, [kind] * len(seeds), seeds)
                work.write_text(json.dumps(done))
                print(f"{kind}: {len(done[kind])} of {most}", flush=True)
    return {kind: done[kind] for kind in PUPILS}


def one(kind: str, seed: int) -> Found:
    """Return by when a child was called improving, and the word after the dose."""
    plan = Plan(starts=drawn(ORDER, Random(f"starts {seed}")), safety=False)
    rows = seen_of(schooling(PUPILS[kind](seed), DOSE, seed, plan).history)
    for look in LOOKS:
        here = [row for row in rows if row.session < look]
        if verdict(here, plan.starts).word == "improving":
            return look, "improving"
    return None, verdict(rows, plan.starts).word


def table(found: dict[str, list[Found]]) -> Iterator[str]:
    """Give who is called what after the planned dose."""
    yield f"After {DOSE} sessions (six weeks), looked at after every {EVERY}:"
    yield ""
    heads = ("improving", "children", "95 % interval", "not improving", "known already", "not yet")
    yield f"| the child | {' | '.join(heads)} |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    rows = dict(found)
    rows["nobody of whom learns"] = [each for kind in OTHERS for each in found[kind]]
    for kind, some in rows.items():
        words = [word for _session, word in some]
        better = words.count("improving")
        share = Share.some(better, len(some))
        yield (
            f"| {kind} | {better} | {len(some):,} | {share.low:.1%} to {share.high:.1%} | "
            f"{words.count('not improving')} | {words.count('known already')} | "
            f"{words.count('not yet clear')} |"
        )


@styled
def figure(found: dict[str, list[Found]]) -> Figure:
    """Draw who has been called improving by which session."""
    page = sheet(6.4, 3.4)
    paper = Rectangle((0, 0), 1, 1, transform=page.transFigure, facecolor="white", zorder=-2)
    page.add_artist(paper)  # the page may be dark
    axes = grid(page.add_subplot(), "y")
    rows = {kind: found[kind] for kind in LEARNERS}
    rows["does not learn"] = [each for kind in OTHERS for each in found[kind]]
    curves = {kind: [called(some, look) for look in (0, *LOOKS)] for kind, some in rows.items()}
    places = apart([curve[-1] for curve in curves.values()], 0.06)
    for (kind, curve), place in zip(curves.items(), places, strict=True):
        colour = ACCENT if kind in LEARNERS else WARM
        axes.plot((0, *LOOKS), curve, "o-", color=colour, linewidth=2, markersize=5)
        axes.annotate(kind, (DOSE + 0.4, place), color=colour, va="center")
    axes.axhline(0.05, color=WARM, linewidth=0.8, linestyle=(0, (4, 3)))
    as_percent(axes, "y")
    axes.set_xlim(0, DOSE + 7)
    axes.set_xticks((0, *LOOKS))
    axes.set_ylim(-0.02, 1.1)
    axes.set_xlabel("sessions, three a week")
    axes.set_title("Children who have been called improving")
    return page


def called(some: list[Found], look: int) -> float:
    """Return the share that was called improving by a look."""
    return sum(session is not None and session <= look for session, _word in some) / len(some)


if __name__ == "__main__":
    main()
