"""Signals: how a child says that he or she shows a feeling. Nobody else says so, and no machine."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from pyojeong.app.domain.child import tidy
from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.domain.stimulus import Face
from pyojeong.core.settings import Settings

LONGEST = 200  # characters of own words
FEELINGS: tuple[Feeling, ...] = (*ORDER, SAFETY)  # that have a signal, in this order

UNSEEN = frozenset({"Cc", "Cf", "Zs"})  # categories of what is not seen where it stands alone


def plain(text: str) -> str:
    """Return own words on one line, as names are kept; empty where nothing of them is seen."""
    tidied = tidy(text)
    seen = any(unicodedata.category(char) not in UNSEEN for char in tidied)
    return tidied if seen else ""


Own = Annotated[str, AfterValidator(plain), Field(max_length=LONGEST)]


class Signal(Settings):
    """How a child shows one feeling.

    words: what it does then. helps: what helps it then. face: drawn, as it chose; None: none.
    """

    feeling: Feeling
    words: Own = ""
    helps: Own = ""
    face: Face | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.words or self.helps or self.face)

    @property
    def readable(self) -> bool:
        """Whether there is something to practise reading: words, or a face."""
        return bool(self.words or self.face)
