"""One candidate on every fold: learning rates tried, one training a seed, predictions pooled."""

from dataclasses import dataclass, field

import numpy as np

from pyojeong.core.settings import replace
from pyojeong.lab.bench import Bench
from pyojeong.lab.folds import Fold, fold_name
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.recipe import Training
from pyojeong.lab.record import Entrant, Predictions, RunRecord, Work
from pyojeong.lab.watcher import Watcher


@dataclass
class Count:
    """Which training of a stage comes next, for whoever watches."""

    stage: Work
    of: int
    place: int = field(default=0)

    def next(self) -> int:
        """Return the place of the next training, from 1."""
        self.place += 1
        return self.place


def trainings(bench: Bench) -> int:
    """Return how many trainings one candidate takes."""
    comparison = bench.study.comparison
    return len(bench.folds.folds) * (len(comparison.learning_rates) + comparison.seeds)


def cross_validate(
    bench: Bench, training: Training, name: str, count: Count, watcher: Watcher
) -> tuple[Entrant, Pooled]:
    """Train a candidate on every fold, once a seed, and put its predictions together.

    The learning rate of each fold is chosen on its training photos alone: what is held out has no
    say in it. Trained Runs are not trained again.

    Args:
        bench: folds and photos.
        training: of the candidate; its seed is the first of the seeds.
        name: of the candidate.
        count: of the stage's trainings.
        watcher: is told what happens.
    """
    repeated = len(bench.folds.folds) > 1
    rates: list[float] = []
    runs: list[tuple[str, ...]] = []
    said: list[list[Predictions]] = []
    for fold in bench.folds.folds:
        tuned = tune(bench, training, fold, name, count, watcher)
        part = fold_name(fold.training, fold.held_out) if repeated else bench.split.digest
        records: list[RunRecord] = []
        for seed in range(bench.study.comparison.seeds):
            run = bench.run(replace(tuned, seed=tuned.seed + seed), part)
            watch = watcher.run(count.stage, name, count.next(), count.of)
            record = bench.train(run, fold.training, fold.held_out, watch, keep=not repeated)
            records.append(record)
        rates.append(tuned.learning_rate)
        runs.append(tuple(record.folder.name for record in records))
        said.append([record.validation for record in records])
    return Entrant(runs=tuple(runs), rates=tuple(rates)), pool(bench, said)


def tune(
    bench: Bench, training: Training, fold: Fold, name: str, count: Count, watcher: Watcher
) -> Training:
    """Return the Training with the learning rate that does best within the fold's training photos.

    Every candidate tries the same rates. The best has the highest accuracy on the inner held-out
    photos at its kept epoch; of equals the lowest loss; of these the first rate.
    """
    inner, rates = fold.inner, bench.study.comparison.learning_rates
    if inner is None or not rates:
        return training
    part = fold_name(inner.training, inner.held_out)
    tried: list[tuple[float, float]] = []
    for rate in rates:
        run = bench.run(replace(training, learning_rate=rate), part)
        watch = watcher.run(count.stage, name, count.next(), count.of)
        epoch = bench.train(run, inner.training, inner.held_out, watch, keep=False).kept
        tried.append((epoch.validation_accuracy, -epoch.validation_loss))
    return replace(training, learning_rate=rates[tried.index(max(tried))])


def pool(bench: Bench, said: list[list[Predictions]]) -> Pooled:
    """Put predictions [fold][seed] together, one row a photo, in the order of the folds."""
    keys = tuple(key for fold in said for key in fold[0].keys)
    seeds = range(len(said[0]))
    return Pooled(
        keys=keys,
        labels=bench.labels,
        truth=np.concatenate([fold[0].truth for fold in said]),
        fold=np.repeat(np.arange(len(said)), [len(fold[0].keys) for fold in said]),
        group=np.array([bench.folds.groups[key] for key in keys], np.int64),
        probabilities=np.stack(
            [np.concatenate([fold[seed].probabilities for fold in said]) for seed in seeds]
        ),
    )


def pooled_of(bench: Bench, entrant: Entrant) -> Pooled:
    """Read a candidate's predictions again from its Runs."""
    return pool(
        bench, [[bench.record.run(run).validation for run in seeds] for seeds in entrant.runs]
    )
