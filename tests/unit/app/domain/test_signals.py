"""Signals: own words are kept as they were told, on one line, and no longer than they may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pyojeong.app.domain.signals import LONGEST, Signal, plain


@given(st.text(max_size=LONGEST))
def test_plain_twice(text: str) -> None:
    """What was tidied once is tidy."""
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("  I flap\r\n my hands \t", "I flap my hands"),
        ("\x00\x07I hum\x1b", "I hum"),
        ("가방", "가방"),
        ("👩‍👩‍👧‍👦 🦊", "👩‍👩‍👧‍👦 🦊"),
        ("<b>loud</b>", "<b>loud</b>"),
        ("\u200b \u202e\u00a0", ""),
        ("", ""),
    ],
)
def test_plain(told: str, kept: str) -> None:
    """Words and emoji stay; control characters, spare spaces and what nobody sees go."""
    assert plain(told) == kept


def test_longest() -> None:
    """200 characters are kept, 201 refused."""
    assert len(Signal(feeling="sad", words="가" * LONGEST).words) == LONGEST
    for field in ("words", "helps"):
        with pytest.raises(ValidationError):
            Signal.model_validate({"feeling": "sad", field: "가" * (LONGEST + 1)})


def test_empty() -> None:
    """A signal with a word of help is not empty, but gives nothing to read."""
    assert Signal(feeling="sad").empty
    helped = Signal(feeling="sad", helps="tea")
    assert (helped.empty, helped.readable) == (False, False)
    assert Signal(feeling="sad", words="cry").readable
