"""Forms: from the fields of a page to values of the domain, or to what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from pyojeong.app.domain.child import AgeBand, Consent, Pseudonym
from pyojeong.app.domain.trial import Language
from pyojeong.app.practice.page import Picture
from pyojeong.app.web.consent import WORDING
from pyojeong.core.i18n import mark
from pyojeong.core.settings import Settings

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
