"""core.labels."""

import pytest

from pyojeong.core.labels import EIGHT, KOREAN, SIX, canonical, display, in_order


def test_six_are_among_the_eight() -> None:
    """The study's labels are the recogniser's without neutral and surprise."""
    assert set(EIGHT) - set(SIX) == {"neutral", "surprise"}
    assert in_order(EIGHT) == EIGHT
    assert in_order([*SIX, *SIX]) == SIX


@pytest.mark.parametrize(
    ("found", "ours"),
    [("angry", "anger"), (" Happy ", "happy"), ("FEAR", "fear"), ("Contempt", "Contempt")],
)
def test_other_spellings(found: str, ours: str) -> None:
    """Another data set's word becomes ours; a label nobody knows stays as it is."""
    assert canonical(found) == ours


def test_every_label_has_a_korean_word() -> None:
    """Each of the eight reads in Korean; an unknown label reads as it is written."""
    assert set(KOREAN) == set(EIGHT)
    assert display("pain", "ko") == "아픔"
    assert display("pain", "en") == "pain"
    assert display("contempt", "ko") == "contempt"
