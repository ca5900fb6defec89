"""What a caregiver observed in real life: the weekly probe, and missions."""

from datetime import datetime
from typing import Literal, NamedTuple, get_args

from pyojeong.app.domain.feelings import Feeling

Result = Literal["alone", "helped", "not_yet"]
RESULTS: tuple[Result, ...] = get_args(Result)
Kind = Literal["probe", "mission"]


class Observed(NamedTuple):
    """One observation.

    at: with the zone of the caregiver's clock then. batch: of which weekly probe, from 0; of a
    mission its own number. about: the mission's name; of a weekly probe the number of the question,
    from 1, or empty where an earlier version kept it.
    """

    at: datetime
    kind: Kind
    batch: int
    feeling: Feeling
    about: str
    result: Result
