"""What several exercises record."""

from pyojeong.app.domain.stimulus import Act, Face, PartName, Unsure, Word
from pyojeong.app.domain.trial import Outcome
from pyojeong.app.exercises import Recorded


def chosen(outcome: Outcome) -> str:
    """Return what was chosen first: a feeling, a part, a deed, or `unsure`."""
    match outcome.trial.choices[outcome.place]:
        case Face(feeling=feeling) | Word(feeling=feeling):
            return feeling
        case PartName(part=part):
            return part
        case Act(deed=deed):
            return deed
        case Unsure(kind=kind):
            return kind


def intensity(outcome: Outcome) -> float:
    """Return how strong the face is that the trial asks about."""
    asked = outcome.trial.asked
    return 1.0 if asked is None else asked.intensity


CHOSEN_FACE = Recorded("chosen", "feeling", "the feeling of the face chosen first", chosen)
CHOSEN_WORD = Recorded("chosen", "feeling", "the feeling whose word was chosen first", chosen)
INTENSITY = Recorded(
    "intensity",
    "fraction, 0 to 1",
    "how strongly the face asked about shows its feeling",
    intensity,
)
