"""Faces found, missed and several, by label: does missing depend on the label?

Where it does, photos used whole tell their label by having no face, and photos left out change
what the set is made of.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import PermutationMethod, chi2_contingency
from scipy.stats.contingency import association

from pyojeong.core.settings import Settings
from pyojeong.lab.prepare_report import Line, Report
from pyojeong.lab.statistics import wilson

EXPECTED = 5  # fewest photos expected in a cell for the chi-squared approximation (Cochran 1954)
RESAMPLES = 9999

Counts = npt.NDArray[np.int64]


class LabelFaces(Settings):
    """Photos of one label. rate, low, high: of photos without a face, with a 95 % interval."""

    label: str
    photos: int
    found: int
    several: int
    missed: int
    unreadable: int
    rate: float
    low: float
    high: float


class Dependence(Settings):
    """Whether missing depends on the label.

    statistic: Pearson's chi-squared. exact: its p value by shuffling labels, as expected counts
    are small. cramers_v: size of the effect, 0 to 1; from about 0.1 small, 0.3 medium, 0.5 large
    (Cohen 1988, for two columns).
    """

    statistic: float
    p: float
    exact: bool
    cramers_v: float


class Faces(Settings):
    """What one detector found. dependence: None where it found all, or none."""

    detector: str
    lines: tuple[LabelFaces, ...]
    dependence: Dependence | None


def faces(report: Report, rng: np.random.Generator) -> Faces:
    """Return what a detector found, label by label."""
    table = np.array([(x.missed, x.found) for x in report.lines], np.int64)
    searched = report.detector != "none"
    return Faces(
        detector=report.detector,
        lines=tuple(_line(line) for line in report.lines),
        dependence=dependence(table, rng) if searched else None,
    )


def _line(line: Line) -> LabelFaces:
    searched = line.found + line.missed
    interval = wilson(line.missed, searched) if searched else None
    return LabelFaces(
        label=line.label,
        photos=line.photos,
        found=line.found,
        several=line.several,
        missed=line.missed,
        unreadable=line.unreadable,
        rate=line.missed / max(searched, 1),
        low=interval.low if interval else 0.0,
        high=interval.high if interval else 1.0,
    )


def dependence(table: Counts, rng: np.random.Generator) -> Dependence | None:
    """Test a table of counts, [label, missed or found], for independence.

    Pearson's chi-squared; where fewer than EXPECTED photos are expected in a cell, its p value
    comes from shuffled labels with the same margins (Freeman and Halton 1951, by Monte Carlo).

    Returns:
        None where nothing can depend: an empty column, or one label.
    """
    table = table[table.sum(axis=1) > 0]
    if len(table) < 2 or (table.sum(axis=0) == 0).any():
        return None
    found = chi2_contingency(table, correction=False)
    exact = bool(found.expected_freq.min() < EXPECTED)
    p = float(found.pvalue)
    if exact:
        method = PermutationMethod(n_resamples=RESAMPLES, rng=rng)
        p = float(chi2_contingency(table, correction=False, method=method).pvalue)
    return Dependence(
        statistic=float(found.statistic), p=p, exact=exact, cramers_v=float(association(table))
    )


def by_label(lines: Sequence[LabelFaces]) -> dict[str, int]:
    """Return photos without a face by label."""
    return {line.label: line.missed for line in lines}
