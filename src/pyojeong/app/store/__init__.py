"""What is remembered: children, their plans, and every trial, in one database.

SQLite in the data folder, or PostgreSQL by URL. What comes out are values of the domain, never
rows. A Store gives transactions; `people`, `sessions`, `trials` and `caregivers` say what is done
in one.
"""

from pyojeong.app.store.opening import open_store, restore
from pyojeong.app.store.sqlite import InUseError
from pyojeong.app.store.store import Store

__all__ = ["InUseError", "Store", "open_store", "restore"]
