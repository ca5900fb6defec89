"""A tally: how many of some responses were right, without the responses."""

from typing import NamedTuple


class Tally(NamedTuple):
    """So many right of so many asked, which may be 0."""

    right: int = 0
    asked: int = 0

    @property
    def share(self) -> float:
        """The fraction that was right, 0 to 1.

        Raises:
            ZeroDivisionError: nothing was asked.
        """
        return self.right / self.asked

    def and_(self, *, right: bool) -> "Tally":
        """Return the tally with one more response."""
        return Tally(self.right + right, self.asked + 1)


NOTHING = Tally()
