"""What a split must not cut: persons, actors, sequences and copies; and whether it can be split."""

from collections import Counter
from collections.abc import Sequence

from pyojeong.core.settings import Settings
from pyojeong.lab.duplicates import together
from pyojeong.lab.prepared import Row


class Groups(Settings):
    """Groups of photos that belong together.

    named: persons or other groups that the data set names. photos: in them. largest: photos of the
    largest. labels: in how many groups there is one label, two, three. of_label: by label, how many
    groups its photos fall into, a lone photo and a set of copies being groups too. whole: labels
    whose photos are one group: no split can have them on both sides.
    """

    named: int
    photos: int
    largest: int
    labels: dict[str, int]
    of_label: dict[str, int]
    whole: tuple[str, ...]


def groups(rows: Sequence[Row]) -> Groups:
    """Count the groups of a data set's photos, of those that can be read."""
    rows = [row for row in rows if row.error is None]
    sizes = Counter(row.group for row in rows if row.group is not None)
    shown = {(row.group, row.label) for row in rows if row.group is not None}
    seen = Counter(Counter(name for name, _label in shown).values())
    of_label = Counter(
        label for group in together(rows) for label in {rows[i].label for i in group}
    )
    return Groups(
        named=len(sizes),
        photos=sizes.total(),
        largest=max(sizes.values(), default=0),
        labels={str(count): times for count, times in sorted(seen.items())},
        of_label=dict(sorted(of_label.items())),
        whole=tuple(sorted(label for label, count in of_label.items() if count == 1)),
    )
