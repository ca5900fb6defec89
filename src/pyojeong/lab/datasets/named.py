"""Data sets whose files name the feeling: `cafe:photos/CAFE`, `liris-cse:frames`.

One kind for each mapping that says so. A folder that holds photos itself and is called otherwise
than by the feeling alone (a child, a clip) is a group: no split cuts it.
"""

from functools import partial
from pathlib import Path, PurePosixPath

from pyojeong.core.errors import DataError
from pyojeong.core.images import is_picture
from pyojeong.lab.datasets import DATASETS, DataSet, Photo, Source
from pyojeong.lab.datasets._tree import Shown, find_people
from pyojeong.lab.datasets.folder import Files, list_files
from pyojeong.lab.mappings import MAPPINGS, Mapping


def open_named(kind: str, mapping: Mapping, source: str) -> DataSet:
    """Return the photos of a folder, each labelled by the word in its path.

    Raises:
        DataError: there is no such folder, or its metadata.csv cannot be read.
    """
    root = Path(source)
    if not root.is_dir():
        raise DataError(f"There is no folder {source}: unpack the data set and name its folder.")
    files = Files(root)
    names = sorted(list_files(root))
    people = find_people(names, files.read)
    photos: list[Photo] = []
    for name in names:
        label = mapping.read(name) if is_picture(PurePosixPath(name)) else None
        if label:
            shown = people.get(name, Shown())
            group = shown.person or _clip(name, mapping)
            photos.append(Photo(name, label, group, traits=shown.traits))
    return DataSet(f"{kind}:{source}", tuple(photos), files, len(names) - len(photos))


def _clip(name: str, mapping: Mapping) -> str | None:
    """Return the folder of a photo, unless it is the data set itself or a label's."""
    folder = PurePosixPath(name).parent
    return str(folder) if folder.name and folder.name.lower() not in mapping.table else None


for _name, _mapping in MAPPINGS:
    if _mapping.in_names:
        DATASETS.register(_name)(Source(partial(open_named, _name, _mapping)))
