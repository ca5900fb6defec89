"""Refusals: why there is no answer, one sentence each, said in the language of the page."""

from pyojeong.core.i18n import mark


class RefusedError(Exception):
    """A request that is not answered as it was meant.

    Args:
        status: of HTTP.
        message: one sentence, a message of the catalogue.
        back: where the page's button leads.
    """

    def __init__(self, status: int, message: str, back: str = "/") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.back = back


class ElsewhereError(Exception):
    """A request that belongs to another page first: it is sent there."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


FORGED = mark("This page was open for too long: load it again, then try once more.")
SHUT = mark("The door has fallen shut, and nothing was saved: please type the PIN again.")
GONE = mark("There is nothing here. Let us go back.")
NOT_YOURS = mark("This page is for others who look after the children. Let us go back.")
NOBODY = mark("Nobody was chosen yet: go back, and choose who practises.")
ODD = mark("That could not be read: load the page again, then try once more.")
LARGE = mark("That is too much at once: make it shorter, then try again.")
STRANGER = mark("This device is not paired yet: open the start page and type the pairing code.")
FAILED = mark("Something went wrong here. Nothing that was answered is lost. Please try again.")
FULL = mark("The disk is full or cannot be written: make room on it, then try again.")
METHOD = mark("This page cannot be used in that way: go back, then try again.")
