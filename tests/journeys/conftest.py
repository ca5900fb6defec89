"""What journeys may ask for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from fakes.house import open_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of this machine."""
    with open_browser() as chromium:
        yield chromium
