"""Unsaved: what a form has sent when the door had fallen shut. In memory alone, and for minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

KEPT_S = 15 * 60  # [D] long enough to type the PIN, also for who has to wait after wrong ones
MOST = 20  # forms at a time, each of 64 kB at most; the oldest goes first

# Fields that are never kept: nobody's PIN waits anywhere, or is written into a page.
SECRET = frozenset({"pin", "again", "old"})


@dataclass(frozen=True)
class Unsaved:
    """A form as it was sent.

    browser: that sent it. account: whose door it was. path: where it was sent. about: what it
    changes, a word of the log. fields: in their order, without token and PINs.
    """

    browser: str
    account: int
    path: str
    about: str
    fields: tuple[tuple[str, str], ...]


class Waiting:
    """The forms that wait for a door to be opened again: of each browser the last.

    Args:
        ticks: seconds of a clock that never goes back.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._lock = Lock()
        self._kept: dict[str, tuple[Unsaved, float]] = {}  # by browser, the oldest first

    def keep(self, form: Unsaved) -> None:
        """Keep a form, in place of what the same browser has sent before."""
        with self._lock:
            self._kept.pop(form.browser, None)
            self._kept[form.browser] = (form, self._ticks())
            if len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))

    def of(self, browser: str, account: int | None = None) -> Unsaved | None:
        """Return what a browser has sent; None: nothing, too long ago, or from another's door.

        Args:
            browser: its name.
            account: whose door is open; None: it is shut, and whose form it is does not matter.
        """
        with self._lock:
            form, at = self._kept.get(browser, (None, 0.0))
            if form is None:
                return None
            if self._ticks() - at > KEPT_S:
                del self._kept[browser]
                return None
            return form if account in (None, form.account) else None

    def forget(self, browser: str, path: str | None = None) -> None:
        """Forget what a browser has sent; or only what it has sent to a path."""
        with self._lock:
            form, _at = self._kept.get(browser, (None, 0.0))
            if form and path in (None, form.path):
                del self._kept[browser]
