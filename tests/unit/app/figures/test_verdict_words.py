"""The verdict in words: each sentence where it is true, and only there."""

import re
from dataclasses import replace

import pytest

from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.cases.by_session import BeforeAfter
from pyojeong.app.evidence.cases.interval import Estimate, Interval
from pyojeong.app.evidence.verdict import LOOKS, Gain, Sure, Verdict, Word, verdict
from pyojeong.app.figures.verdict_words import HEADS, ONE_LOOK, SURE, head, sentences
from pyojeong.core.i18n import translate


def looked(word: Word, sure: Sure, low: float, next_look: int | None = 6) -> Verdict:
    """Return a verdict after a look, with a gain of 30 points."""
    test = BeforeAfter(Estimate(0.3, Interval(low, 0.6)), 0.02)
    gain = Gain("happy", 5, 10, 8, 10, test, word)
    return replace(
        verdict([]),
        word=word, sure=sure, measured=True, sessions=18, next_look=next_look, test=test,
        gains=(gain,),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("word", list(HEADS))
@pytest.mark.parametrize("sure", list(SURE))
def test_every_verdict_can_be_said(word: Word, sure: Sure, language: Language) -> None:
    """Whole sentences, with all their numbers, and no number that is none."""
    for next_look in (4, None):
        said = sentences(looked(word, sure, 0.05, next_look), language)
        assert all(one.endswith(".") for one in said)
        assert not re.search(r"[{}]|nan|None", " ".join(said))
        assert translate(SURE[sure], language) in said
        assert any(str(next_look or LOOKS) in one for one in said[-1:])
    assert head(looked(word, sure, 0.05), language)


def test_an_interval_that_leaves_out_zero() -> None:
    """Where the 95 % of one look seem to say more than the verdict, it is said why they do not."""
    assert ONE_LOOK in sentences(looked("not yet clear", "not sure", 0.04), "en")
    assert ONE_LOOK not in sentences(looked("not yet clear", "not sure", -0.02), "en")
    assert ONE_LOOK not in sentences(looked("improving", "sure", 0.04), "en")


def test_before_there_is_anything_to_say() -> None:
    """Of nothing it is said how long it takes; without a measured start, that there is no verdict.

    A child that has not practised yet may still have a measured start.
    """
    waiting = sentences(verdict([]), "en")
    assert len(waiting) == 1
    assert "before the first look: 6 more" in waiting[0]
    assert "no baseline" in sentences(verdict([]), "en", done=3)[0]
