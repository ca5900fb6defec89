"""Watcher: what a study tells whoever watches it. The base says nothing; the command line draws."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyojeong.lab.engine import Progress
    from pyojeong.lab.prepared import Prepared
    from pyojeong.lab.record import Choice, Stage, Work
    from pyojeong.lab.split import Split


class Watcher:
    """Is told what happens; each method may be overridden."""

    def photos(self, done: int, total: int) -> None:
        """So many photos are prepared."""

    def prepared(self, prepared: "Prepared", split: "Split") -> None:
        """Every photo is prepared, and the split is written."""

    def step(self, what: str, done: int, total: int) -> None:
        """Work between the stages, named in a few words, is so far."""

    def power(self, stage: "Stage", candidates: int, photos: int, needed: float) -> None:
        """A stage begins: two of its candidates must differ by `needed`, a fraction, to be seen."""

    def run(self, stage: "Work", name: str, place: int, of: int) -> "Callable[[Progress], None]":
        """Training `place` of `of` in a stage begins, of the candidate `name`; watch its steps."""
        return lambda _: None

    def scored(self, stage: "Work", name: str, accuracy: float, photos: int) -> None:
        """A candidate is trained, and right on so many of so many held-out photos."""

    def chosen(self, choice: "Choice") -> None:
        """A stage is finished."""
