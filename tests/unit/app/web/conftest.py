"""What tests of pages may ask for; those of a store in a folder have a house of their own."""

import pytest

from unit.app.web.doll_house import DollHouse


@pytest.fixture
def house() -> DollHouse:
    """A house with one child, k0."""
    made = DollHouse()
    made.lived_in()
    return made
