"""How often equal models are said to differ, what intervals hold, and what is really seen.

    PYTHONPATH=tests python benchmarks/false_positives.py

Each line simulates studies whose truth is known (tests/fakes/comparison.py: easy and hard photos,
groups, trainings that go well or badly). In the first table all candidates are equal; a study is
false when it says of any two that they differ: with one test alone, and with all three as
`compare` decides. Intervals should hold the truth in 95 % of the cases. In the second table one
candidate is better than the others by what was said beforehand, or by half of it.
"""

import argparse
from dataclasses import dataclass

import numpy as np

from fakes.comparison import World, simulate
from pyojeong.lab.comparison import Compared
from pyojeong.lab.statistics import holm

EQUAL = 0.72  # accuracy of the equal models
STUDIES = {
    "2 x 5 trainings": (6, World()),
    "1 x 5 trainings": (6, World(seeds=1)),
    "3 x 5, photos in groups of 8": (6, World(seeds=3, mates=8)),
    "1 x 10, 10 candidates": (10, World(photos=400, folds=10, seeds=1)),
    "5 x 1, one held-out part": (4, World(photos=241, folds=1, seeds=5)),
    "2 x 5, trainings twice as uneven": (6, World(training=0.2)),
    "1 x 1, trainings taken as they are": (3, World(photos=241, folds=1, seeds=1, training=0)),
}


@dataclass(frozen=True)
class Tally:
    """What one simulated study came to, as fractions."""

    mcnemar: bool
    bootstrap: bool
    trained: bool
    two: bool
    false: bool
    scores: float
    differences: float


def main() -> None:
    """Read the arguments, simulate, print two tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--studies", type=int, default=2000)
    given = parser.parse_args()
    print(f"{given.studies} studies of equal candidates a line; numbers in %\n")
    print(
        "| study (seeds x folds) | candidates | photos | false: McNemar alone | bootstrap alone | "
        "resampled t alone | McNemar and bootstrap | **all three** | accuracy in its interval | "
        "difference in its own |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, (candidates, world) in STUDIES.items():
        print(equal(name, candidates, world, given.studies), flush=True)
    studies = given.studies // 10
    print(f"\n{studies} studies a line; the first candidate is better than all others\n")
    print(
        "| study (seeds x folds) | said to be needed, points | seen | half of it: seen | ", end=""
    )
    print("McNemar and bootstrap alone |")
    print("|---|---:|---:|---:|---:|")
    for name, (candidates, world) in STUDIES.items():
        print(better(name, candidates, world, studies), flush=True)


def equal(name: str, candidates: int, world: World, studies: int) -> str:
    """Return a line of the first table."""
    true = {f"candidate {index}": EQUAL for index in range(candidates)}
    tallies = [tally(study(true, world, seed), true) for seed in range(studies)]
    shares = [
        100 * float(np.mean([getattr(one, field) for one in tallies]))
        for field in Tally.__dataclass_fields__
    ]
    cells = " | ".join(f"{share:.1f}" for share in shares)
    return f"| {name} | {candidates} | {world.photos} | {cells} |"


def better(name: str, candidates: int, world: World, studies: int) -> str:
    """Return a line of the second table."""
    true = {f"candidate {index}": EQUAL for index in range(candidates)}
    needed = study(true, world, 0).needed
    seen = [0.0, 0.0]
    without = [0.0, 0.0]
    for place, part in enumerate((1.0, 0.5)):
        ahead = true | {"candidate 0": EQUAL + part * needed}
        for seed in range(studies):
            found = study(ahead, world, seed).differences
            ours = [one for one in found if one.first == "candidate 0"]
            seen[place] += float(np.mean([one.better == one.first for one in ours])) / studies
            plain = holm([max(one.mcnemar, one.bootstrap) for one in found])[: len(ours)]
            without[place] += float(np.mean(np.array(plain) <= 0.05)) / studies
    return (
        f"| {name} | {100 * needed:.1f} | {100 * seen[0]:.0f} | {100 * seen[1]:.0f} | "
        f"{100 * without[0]:.0f}, {100 * without[1]:.0f} |"
    )


def study(true: dict[str, float], world: World, seed: int) -> Compared:
    """Return one simulated study, compared."""
    return simulate(true, world, np.random.default_rng(seed)).compared()


def tally(compared: Compared, true: dict[str, float]) -> Tally:
    """Return what a study of equal candidates came to."""
    pairs = compared.differences
    return Tally(
        mcnemar=rejects([one.mcnemar for one in pairs]),
        bootstrap=rejects([one.bootstrap for one in pairs]),
        trained=rejects([one.resampled_t for one in pairs if one.resampled_t is not None]),
        two=rejects([max(one.mcnemar, one.bootstrap) for one in pairs]),
        false=any(one.told_apart for one in pairs),
        scores=float(
            np.mean([one.low <= true[one.name] <= one.high for one in compared.standings])
        ),
        differences=float(np.mean([one.low <= 0 <= one.high for one in pairs])),
    )


def rejects(ps: list[float]) -> bool:
    """Return whether any pair differs, after Holm."""
    return bool(ps) and min(holm(ps)) <= 0.05


if __name__ == "__main__":
    main()
