"""The label gap against the face gap: telling faces apart is one thing, naming them another.

Matching needs no word; choosing a face for a word, or a word for a face, does. Where matching goes
well and words do not, it is the word that is missing, and in one language it may be there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.cases.difference import Stratum, risk_difference
from pyojeong.app.evidence.cases.interval import Estimate
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.share import NONE, Share

LATEST = 120  # [D] held-out probes of each kind that are looked at

# The exercises that show the same whole faces at full strength, and the steps at which they do.
FACES, WORDS = "match", ("find", "name")
STEPS = ("drawn", "photo")

ByFeeling = dict[Feeling, Share]


@dataclass(frozen=True)
class Gaps:
    """How often faces were matched, and how often words fitted, in each language.

    more: how much more often faces were matched than words of a language fitted, -1 to 1, feeling
    by feeling; no entry: there are too few answers of both.
    """

    faces: Share = NONE
    words: Mapping[Language, Share] = field(default_factory=dict)
    more: Mapping[Language, Estimate] = field(default_factory=dict)


def gaps(seen: Sequence[Seen], latest: int = LATEST) -> Gaps:
    """Return both gaps, as the latest held-out probes have them."""
    asked = [one for one in seen if one.step in STEPS and one.probe]
    faces = _by_feeling([one for one in asked if one.exercise == FACES][-latest:])
    languages: tuple[Language, ...] = ("ko", "en")
    words = {
        language: _by_feeling(
            [one for one in asked if one.exercise in WORDS and one.language == language][-latest:]
        )
        for language in languages
    }
    return Gaps(
        faces=_whole(faces),
        words={language: _whole(shares) for language, shares in words.items() if shares},
        more={
            language: more
            for language, shares in words.items()
            if (more := risk_difference(_strata(shares, faces)))
        },
    )


def _by_feeling(seen: Sequence[Seen]) -> ByFeeling:
    found: ByFeeling = {}
    for one in seen:
        found[one.feeling] = found.get(one.feeling, NONE).and_(right=one.correct)
    return found


def _whole(shares: ByFeeling) -> Share:
    return Share(sum(one.right for one in shares.values()), sum(one.n for one in shares.values()))


def _strata(words: ByFeeling, faces: ByFeeling) -> list[Stratum]:
    return [
        Stratum(*words.get(feeling, NONE), *faces.get(feeling, NONE))
        for feeling in dict.fromkeys((*words, *faces))
    ]
