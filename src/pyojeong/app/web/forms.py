"""Forms: from the fields of a page to values of the domain, or to what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from pyojeong.app.domain.child import YOUNGEST, AgeBand, Consent, Pseudonym
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.practice.page import Picture
from pyojeong.app.web.consent import WORDING
from pyojeong.core.i18n import mark
from pyojeong.core.settings import Settings, replace

CHILD_FAULTS = {
    "pseudonym": mark("Please give a name of 1 to 40 characters."),
    "picture": mark("Please choose a picture."),
    "age": mark("Please choose an age."),
    "language": mark("Please choose a language."),
    "consent": mark("Without a guardian's consent there is no practice: please read and tick it."),
}


class NewChild(Settings):
    """A child that is to be added."""

    pseudonym: Pseudonym
    picture: Picture
    age: AgeBand
    language: Language
    consent: Consent


@dataclass(frozen=True)
class Read:
    """The child that a form describes, or messages by field: what is wrong with it."""

    child: NewChild | None
    faults: Mapping[str, str] = field(default_factory=dict)


def read_child(form: Mapping[str, str], now: datetime) -> Read:
    """Return the child that a form describes.

    Args:
        form: pseudonym, picture, age, language, given_by and agreed.
        now: when the guardian agreed.
    """
    fields: dict[str, Any] = {
        name: form.get(name, "") for name in ("pseudonym", "picture", "age", "language")
    }
    if consent := read_consent(form, now):
        fields["consent"] = consent
    try:
        return Read(NewChild.model_validate(fields))
    except ValidationError as error:
        wrong = {one["loc"][0] for one in error.errors()}
        return Read(None, {name: said for name, said in CHILD_FAULTS.items() if name in wrong})


def read_consent(form: Mapping[str, str], now: datetime) -> Consent | None:
    """Return a guardian's consent; None: nobody agreed.

    Args:
        form: given_by and agreed.
        now: when the guardian agreed.
    """
    fields = {"given_by": form.get("given_by", ""), "at": now, "wording": WORDING}
    try:
        return Consent.model_validate(fields) if form.get("agreed") == "yes" else None
    except ValidationError:
        return None


def read_plan(form: Mapping[str, str], languages: Sequence[str], plan: Plan) -> Plan | None:
    """Return a plan with the few settings of its form; None: something in it cannot be.

    Args:
        form: blocks, minutes, array (empty: more as it goes on), errorless, age (a band).
        languages: of the words.
        plan: whose other settings stay.
    """
    try:
        changes: dict[str, Any] = {
            "blocks": int(form.get("blocks", "")),
            "minutes": int(form.get("minutes", "")),
            "array": int(form["array"]) if form.get("array") else None,
            "errorless": form.get("errorless") == "yes",
            "age": YOUNGEST[_age(form.get("age"), plan)],
            "languages": tuple(dict.fromkeys(languages)),
        }
        return replace(plan, **changes)
    except ValueError:  # of which pydantic's ValidationError is one
        return None


def band_of(plan: Plan) -> AgeBand:
    """Return the age band that a plan's stories suit."""
    return next(band for band, youngest in YOUNGEST.items() if youngest == plan.age)


def _age(text: str | None, plan: Plan) -> AgeBand:
    """Return the age band that a form names; that of the plan, where it names none."""
    if text is None:
        return band_of(plan)
    found = next((band for band in YOUNGEST if band == text), None)
    if found is None:
        raise ValueError(text)
    return found
