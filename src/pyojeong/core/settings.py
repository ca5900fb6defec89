"""Frozen settings: values that validate, compare, hash and travel as JSON."""

import hashlib
import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

DIGEST_LENGTH = 16  # hex digits, 64 bits: a folder name; a collision needs about 4e9 settings


class Settings(BaseModel):
    """A frozen value. Unknown keys are refused, so a misspelt setting is never ignored."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False
    )


S = TypeVar("S", bound=BaseModel)


def replace(value: S, /, **changes: Any) -> S:
    """Return a new, validated value with some fields changed, as `replace(run, seed=1)`.

    Raises:
        pydantic.ValidationError: for an unknown field or a value out of range.
    """
    kind = value.__class__
    return kind.model_validate({name: getattr(value, name) for name in kind.model_fields} | changes)


def canonical_json(value: BaseModel) -> str:
    """Return JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))


def digest(value: BaseModel) -> str:
    """Return the first 16 hex digits of the SHA-256 of the value's canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()[:DIGEST_LENGTH]
