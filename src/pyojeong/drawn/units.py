"""Action units: the visible movements of the face, as the Facial Action Coding System names them.

Ekman, P., Friesen, W. V. & Hager, J. C. (2002). Facial Action Coding System. The manual.
"""

from pydantic import Field

from pyojeong.core.settings import Settings

NUMBERS = (1, 2, 4, 5, 6, 7, 9, 10, 12, 15, 17, 20, 23, 25, 26, 27, 43)


class ActionUnits(Settings):
    """How strongly each unit acts: 0 is at rest, 1 is the manual's intensity E, the maximum."""

    au1: float = Field(0.0, ge=0, le=1, description="inner brow raiser")
    au2: float = Field(0.0, ge=0, le=1, description="outer brow raiser")
    au4: float = Field(0.0, ge=0, le=1, description="brow lowerer")
    au5: float = Field(0.0, ge=0, le=1, description="upper lid raiser")
    au6: float = Field(0.0, ge=0, le=1, description="cheek raiser")
    au7: float = Field(0.0, ge=0, le=1, description="lid tightener")
    au9: float = Field(0.0, ge=0, le=1, description="nose wrinkler")
    au10: float = Field(0.0, ge=0, le=1, description="upper lip raiser")
    au12: float = Field(0.0, ge=0, le=1, description="lip corner puller")
    au15: float = Field(0.0, ge=0, le=1, description="lip corner depressor")
    au17: float = Field(0.0, ge=0, le=1, description="chin raiser")
    au20: float = Field(0.0, ge=0, le=1, description="lip stretcher")
    au23: float = Field(0.0, ge=0, le=1, description="lip tightener")
    au25: float = Field(0.0, ge=0, le=1, description="lips part")
    au26: float = Field(0.0, ge=0, le=1, description="jaw drop; here it parts the lips too")
    au27: float = Field(0.0, ge=0, le=1, description="mouth stretch")
    au43: float = Field(0.0, ge=0, le=1, description="eyes closed")

    def by_number(self) -> dict[int, float]:
        """Return number -> strength, as papers write them: `{1: 0.0, 2: 0.0, 4: ...}`."""
        return {number: getattr(self, f"au{number}") for number in NUMBERS}


def from_numbers(strengths: dict[int, float]) -> ActionUnits:
    """Return the units of `{12: 0.8, 6: 0.5}`; those not named are at rest."""
    return ActionUnits.model_validate({f"au{n}": s for n, s in strengths.items()})
