"""Small pictures inside a page."""

import base64
from pathlib import Path


def as_data(path: Path) -> str:
    """Return a JPEG as a data URI."""
    return "data:image/jpeg;base64," + base64.b64encode(path.read_bytes()).decode()
