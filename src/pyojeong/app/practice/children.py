"""Children as the caregiver adds them: what was typed is checked here."""

import dataclasses
import json
import secrets
from datetime import datetime

from pydantic import ValidationError

from pyojeong.app.domain.child import AgeBand, Child, Consent
from pyojeong.app.domain.trial import Language
from pyojeong.app.practice.page import PICTURES, PageSettings
from pyojeong.app.practice.sentences import NO_NAME, NO_PICTURE
from pyojeong.app.store.people import Enrolled
from pyojeong.core.errors import SettingsError
from pyojeong.core.settings import canonical_json, replace

KEY_BYTES = 8  # of chance in a child's key
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # of a code: none is taken for another
CODE = 8  # letters


def enrol(
    pseudonym: str,
    picture: str,
    age: AgeBand,
    language: Language,
    consent: Consent | None,
    now: datetime,
) -> Enrolled:
    """Return a new child.

    Raises:
        SettingsError: the name is empty or too long, or the picture is none of ours.
    """
    if picture not in PICTURES:
        raise SettingsError(NO_PICTURE)
    try:
        child = Child(
            key=secrets.token_hex(KEY_BYTES),
            pseudonym=pseudonym,
            age=age,
            language=language,
            consent=consent,
        )
    except ValidationError as error:
        raise SettingsError(NO_NAME) from error
    page = canonical_json(PageSettings(language=language))
    return Enrolled(child, picture, page, now, new_code())


def corrected(enrolled: Enrolled, pseudonym: str, picture: str, age: AgeBand) -> Enrolled:
    """Return a child with another name, picture and age band; its key and code stay.

    Raises:
        SettingsError: the name is empty or too long, or the picture is none of ours.
    """
    if picture not in PICTURES:
        raise SettingsError(NO_PICTURE)
    try:
        child = replace(enrolled.child, pseudonym=pseudonym, age=age)
    except ValidationError as error:
        raise SettingsError(NO_NAME) from error
    return dataclasses.replace(enrolled, child=child, picture=picture)


def new_code() -> str:
    """Return what stands for a child's name in exports: chance alone."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE))


def page_of(enrolled: Enrolled) -> PageSettings:
    """Return the settings of a child's page; its language is the child's."""
    kept = json.loads(enrolled.page)
    return PageSettings.model_validate({**kept, "language": enrolled.child.language})
