"""What several exercises record."""

from pyojeong.app.domain.trial import Trial
from pyojeong.app.evidence.seen import chosen_of
from pyojeong.app.exercises import Recorded


def intensity(trial: Trial, _place: int) -> float:
    """Return how strong the face is that the trial asks about."""
    asked = trial.asked
    return 1.0 if asked is None else asked.intensity


CHOSEN_FACE = Recorded("chosen", "feeling", "the feeling of the face chosen first", chosen_of)
CHOSEN_WORD = Recorded("chosen", "feeling", "the feeling whose word was chosen first", chosen_of)
INTENSITY = Recorded(
    "intensity",
    "fraction, 0 to 1",
    "how strongly the face asked about shows its feeling",
    intensity,
)
