"""core.settings, and the values that stand on it."""

import pytest
from pydantic import ValidationError

from pyojeong.core.crops import STUDY_2024, CropSpec
from pyojeong.core.settings import canonical_json, digest, replace


def test_unknown_keys_are_refused() -> None:
    """A misspelt setting is an error, not a silent default."""
    with pytest.raises(ValidationError, match="margins"):
        CropSpec.model_validate({"margins": 0.1})


def test_replace_makes_a_new_valid_value() -> None:
    """Replacing a field leaves the old value as it was and validates the new one."""
    wide = replace(STUDY_2024, margin=0.5)
    assert (STUDY_2024.margin, wide.margin) == (0.0, 0.5)
    with pytest.raises(ValidationError):
        replace(STUDY_2024, margin=2.0)
    with pytest.raises(ValidationError):
        replace(STUDY_2024, colour="bgr")


def test_digest_is_of_the_value_alone() -> None:
    """Equal values hash alike, however they were made; one changed field changes the hash."""
    again = CropSpec.model_validate_json(STUDY_2024.model_dump_json())
    assert digest(again) == digest(STUDY_2024)
    assert digest(replace(STUDY_2024, size=160)) != digest(STUDY_2024)
    assert len(digest(STUDY_2024)) == 16


def test_digest_is_stable_between_versions() -> None:
    """The hash names folders on people's disks: it must never change by accident."""
    assert canonical_json(STUDY_2024) == (
        '{"choose":"first","detector":"dlib-hog","margin":0.0,"missing":"whole","size":224,'
        '"square":false}'
    )
    assert digest(STUDY_2024) == "175b6a1a99932e02"


def test_values_do_not_change() -> None:
    """A setting cannot be assigned."""
    with pytest.raises(ValidationError, match="frozen"):
        STUDY_2024.margin = 0.3  # pyrefly: ignore[read-only] - that is the point
