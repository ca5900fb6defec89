"""Roles: who may do what with a child's data. What is not named here nobody may."""

from typing import Literal, get_args

Role = Literal["parent", "therapist", "researcher"]
ROLES: tuple[Role, ...] = get_args(Role)

# see: progress, sessions, figures. report: reports and sheets. export: tables of trials.
# plan: change what is taught. observe: probes, forms, missions. passport: read and write the
# signals. archive: the whole child, with name and passport. keep: add, consent, erase, import.
# The keeper of the house, whatever the role, also may: people (accounts, and who sees whom) and
# house (language, devices).
Deed = Literal[
    "see", "report", "export", "plan", "observe", "passport", "archive", "keep", "people", "house"
]

DEEDS: dict[Role, frozenset[Deed]] = {
    "parent": frozenset(
        {"see", "report", "export", "plan", "observe", "passport", "archive", "keep"}
    ),
    "therapist": frozenset({"see", "report", "export", "plan", "observe", "passport"}),
    "researcher": frozenset({"see", "export"}),
}
KEEPERS: frozenset[Deed] = frozenset({"people", "house", "keep"})

UNNAMED: frozenset[Role] = frozenset({"researcher"})  # see a code in place of name and picture


def may(role: Role, deed: Deed, *, keeper: bool) -> bool:
    """Whether somebody may do something; with which children is said elsewhere."""
    return deed in DEEDS[role] or (keeper and deed in KEEPERS)
