"""Named studies: plain functions from a data source to a Study."""

from collections.abc import Callable

from pyojeong.core.registry import Registry
from pyojeong.lab.recipe import Study

# A recipe takes the data source, or None for its own, and gives the whole Study.
Recipe = Callable[[str | None], Study]

RECIPES: Registry[Recipe] = Registry("recipe", "pyojeong.recipes")
