"""Roles in words, and what a caregiver is called on a page."""

from pyojeong.app.care.accounts import Account
from pyojeong.app.domain.roles import Role
from pyojeong.app.domain.trial import Language
from pyojeong.core.i18n import mark, translate

ROLE_NAMES: dict[Role, str] = {
    "parent": mark("Parent"),
    "therapist": mark("Therapist"),
    "researcher": mark("Researcher"),
}
ROLE_MEANS: dict[Role, str] = {
    "parent": mark("sees and changes everything of the children, and takes it away or erases it"),
    "therapist": mark("sees and changes what is taught, writes reports, takes trials out"),
    "researcher": mark("sees progress and takes trials out: codes in place of names, no pictures"),
}


def label(account: Account, language: Language) -> str:
    """Return what a caregiver is called: the first one may have no name, but a role."""
    return account.name or translate(ROLE_NAMES[account.role], language)
