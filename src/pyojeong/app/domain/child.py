"""A child, as little of him or her as practice needs, and the guardian's consent."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from pyojeong.app.domain.trial import Language, Youngest
from pyojeong.core.settings import Settings

LONGEST = 40  # characters of a pseudonym
AgeBand = Literal["4-5", "6-8", "9-13"]

# Stories suit from 4, 6 or 9 years on; the band's own beginning decides.
YOUNGEST: dict[AgeBand, Youngest] = {"4-5": 4, "6-8": 6, "9-13": 9}


def tidy(name: str) -> str:
    """Return a name in one form (NFC), without control characters and spare spaces."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(" " if char.isspace() else char for char in plain)
    shown = "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cs"))
    return " ".join(shown.split())


Pseudonym = Annotated[str, AfterValidator(tidy), Field(min_length=1, max_length=LONGEST)]


class Consent(Settings):
    """A guardian's consent: under 14 there is no practice without.

    PIPA 22-2 (under 14, Korea); GDPR art. 8; COPPA (under 13, USA).
    """

    given_by: Literal["parent", "guardian"]
    at: AwareDatetime
    wording: int = Field(ge=1, description="version of the text that was agreed to")


class Child(Settings):
    """Who practises."""

    key: str = Field(min_length=1, description="says nothing about the child")
    pseudonym: Pseudonym
    age: AgeBand
    language: Language
    consent: Consent | None = None

    @property
    def may_practise(self) -> bool:
        """Whether a first session may begin: every age here is under 14."""
        return self.consent is not None
