"""The design in words: which standard it meets, and what it wants."""

from collections.abc import Mapping

from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.evidence.cases import Criteria, Reason, Standard
from pyojeong.app.reports.wording import Wording
from pyojeong.core.i18n import mark

STANDARDS: Mapping[Standard, str] = {
    Standard.MET: mark("met"),
    Standard.RESERVATIONS: mark("met with reservations"),
    Standard.NOT_MET: mark("not met"),
}
OF_FEELING = mark("{feeling}: {sentence}")


def reasons(design: Criteria, words: Wording) -> list[str]:
    """Return what the design wants, the same sentence about several feelings once."""
    together: dict[tuple[str, tuple[tuple[str, int], ...]], list[Reason]] = {}
    for one in design.reasons:
        together.setdefault((one.message, tuple(one.values.items())), []).append(one)
    found: list[str] = []
    for same in together.values():
        sentence = words.say(same[0].message, **same[0].values)
        tiers = {one.tier for one in same}
        named = ", ".join(words.feeling(one) for one in ORDER if one in tiers)
        found.append(words.say(OF_FEELING, feeling=named, sentence=sentence) if named else sentence)
    return found
