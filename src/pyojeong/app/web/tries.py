"""Tries: how long somebody who was wrong again and again has to wait."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import AwareDatetime, Field, ValidationError

from pyojeong.core.settings import Settings

FREE = 5  # wrong tries before the first wait
FREE_OF_ALL = 20  # [D] of everybody in the house together: one person's waits keep no other out
FIRST_WAIT_S = 30  # [D] doubled with each wrong try from then on
LONGEST_WAIT_S = 3600  # [D] 10,000 PINs of four digits take more than a year


class Tries(Settings):
    """Wrong tries since the last right one, and when the last was."""

    wrong: int = Field(0, ge=0)
    last: AwareDatetime | None = None

    def wait_s(self, now: datetime, free: int = FREE) -> float:
        """Return the seconds until the next try may be made, after so many that cost nothing.

        A clock that was set back makes nobody wait longer than the wait itself.
        """
        if self.last is None or self.wrong < free:
            return 0.0
        doubled = min(self.wrong - free, 16)  # 2 ** 16 is far beyond the longest wait
        wait_s = min(FIRST_WAIT_S * 2**doubled, LONGEST_WAIT_S)
        left = self.last + timedelta(seconds=wait_s) - now
        return min(max(left.total_seconds(), 0.0), wait_s)

    def after_wrong(self, now: datetime) -> "Tries":
        """Return the tries with one more that was wrong."""
        return Tries(wrong=self.wrong + 1, last=now)


class Keeps(Protocol):
    """What tries are kept in."""

    def setting(self, key: str) -> str | None:
        """Return a setting."""
        ...

    def keep_setting(self, key: str, value: str) -> None:
        """Set a setting."""
        ...


class Counted:
    """Tries that outlive a restart.

    Args:
        keeps: where.
        name: of the setting.
        clock: the time, with its zone.
        free: wrong tries before the first wait.
    """

    def __init__(
        self, keeps: Keeps, name: str, clock: Callable[[], datetime], free: int = FREE
    ) -> None:
        self._keeps = keeps
        self._name = name
        self._clock = clock
        self._free = free

    def wait_s(self) -> float:
        """Return the seconds until the next try may be made."""
        return self._read().wait_s(self._clock(), self._free)

    def count(self) -> float:
        """Count a try as wrong, before it is known to be; return the wait that follows.

        So nothing is won by killing the server while it looks.
        """
        tries = self._read().after_wrong(self._clock())
        self._keeps.keep_setting(self._name, tries.model_dump_json())
        return tries.wait_s(self._clock(), self._free)

    def clear(self) -> None:
        """Forget the wrong tries: this one was right."""
        self._keeps.keep_setting(self._name, Tries().model_dump_json())

    def _read(self) -> Tries:
        try:
            return Tries.model_validate_json(self._keeps.setting(self._name) or "{}")
        except ValidationError:  # somebody wrote into the store: no reason to open the door
            return Tries(wrong=self._free, last=self._clock())
