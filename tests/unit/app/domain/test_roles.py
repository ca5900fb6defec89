"""Roles: who may do what."""

import pytest

from pyojeong.app.domain.roles import DEEDS, KEEPERS, ROLES, UNNAMED, Role, may


def test_every_role_may_see() -> None:
    """Everybody may see what was given, and nobody but the keeper may add people."""
    assert all(may(role, "see", keeper=False) for role in ROLES)
    assert not any(may(role, "people", keeper=False) for role in ROLES)
    assert all(may(role, deed, keeper=True) for role in ROLES for deed in KEEPERS)


@pytest.mark.parametrize("role", sorted(UNNAMED))
def test_who_sees_codes(role: Role) -> None:
    """Who sees a code in place of a name may take nothing that has the name in it."""
    assert not DEEDS[role] & {"archive", "passport", "report", "keep"}
