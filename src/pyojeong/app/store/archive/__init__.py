"""Whole-child archives: all that is known of a child in one file, for another machine.

A zip with `manifest.json` and one JSON Lines file for each kind of thing (see `lines`), written and
read as streams. What comes from outside is believed in nothing: see `unzipped` and `reading`.
"""

from pyojeong.app.store.archive.reading import check
from pyojeong.app.store.archive.spool import Spool, unnamed
from pyojeong.app.store.archive.storing import store
from pyojeong.app.store.archive.writing import archived, write

__all__ = ["Spool", "archived", "check", "store", "unnamed", "write"]
