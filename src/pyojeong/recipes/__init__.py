"""Named studies: plain functions from a data source to a Study."""

from collections.abc import Callable

from pyojeong.core.registry import Registry
from pyojeong.lab.recipe import Blend, Study

# A recipe takes the data source, or None for its own, and gives the whole Study.
Recipe = Callable[[str | None], Study]

RECIPES: Registry[Recipe] = Registry("recipe", "pyojeong.recipes")

# A blend takes no source: its portions are given by name.
BLENDS: Registry[Callable[[], Blend]] = Registry("recipe", "pyojeong.recipes")
