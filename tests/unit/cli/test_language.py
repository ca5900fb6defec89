"""`--lang`, wherever it stands."""

import pytest

from pyojeong.cli import take_language


@pytest.mark.parametrize(
    ("arguments", "language", "rest"),
    [
        (["--lang", "ko", "study", "quick"], "ko", ["study", "quick"]),
        (["study", "--lang=en", "quick"], "en", ["study", "quick"]),
        (["study", "quick"], None, ["study", "quick"]),
        (["--lang", "fr", "study"], None, ["--lang", "fr", "study"]),
        (["study", "--lang"], None, ["study", "--lang"]),
        (["predict", "--", "--lang", "ko"], None, ["predict", "--", "--lang", "ko"]),
    ],
)
def test_takes_the_language(arguments: list[str], language: str | None, rest: list[str]) -> None:
    """A known language is taken out before the parser; anything else is left for it to judge."""
    assert take_language(arguments) == (language, rest)
