"""What the audit would do: only what needs no judgement. The rest is for a person to decide."""

from collections.abc import Collection, Iterable, Sequence

from pyojeong.lab.audit.copies import Copies, Group
from pyojeong.lab.decisions import Decision
from pyojeong.lab.prepared import Row

# Of copies that cross published parts, the test's stays: so published scores stay comparable.
FIRST = ("test", "validation", "training", None)


def suggest(rows: Sequence[Row], copies: Copies, kept: Collection[str]) -> tuple[Decision, ...]:
    """Return a decision for each photo that should be left out, sorted by key.

    Unreadable photos; every copy of a picture that stands under two labels, as nobody knows which
    is right; of photos with equal pixels all but one. What a person kept stays.
    """
    found: dict[str, Decision] = {}

    def drop(group: Iterable[int], why: str) -> None:
        for i in group:
            row = rows[i]
            if row.key not in kept:
                found.setdefault(
                    row.key,
                    Decision(key=row.key, sha256=row.source_sha256, action="drop", why=why),
                )

    drop((i for i, row in enumerate(rows) if row.error), "cannot be read")
    for group in two_labels(rows, copies):
        names = sorted({rows[i].label for i in group})
        drop(group, f"one picture under {' and '.join(names)}")
    for group in copies.pixels:
        stays, *spare = sorted(group, key=lambda i: _order(rows[i], kept))
        drop(spare, f"copy of {rows[stays].key}")
    return tuple(found[key] for key in sorted(found))


def two_labels(rows: Sequence[Row], copies: Copies) -> list[Group]:
    """Return the groups of copies that stand under more than one label."""
    return [group for group in copies.every if len({rows[i].label for i in group}) > 1]


def _order(row: Row, kept: Collection[str]) -> tuple[bool, int, str]:
    return row.key not in kept, FIRST.index(row.part), row.key
