"""A registry: parts that name themselves, found by name."""

import difflib
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from pyojeong.core.errors import UnknownNameError

T = TypeVar("T")


class Registry(Generic[T]):
    """Named parts of one kind, each registered by the file that defines it.

    Args:
        kind: what the parts are, in the singular, for messages ("model").
        package: the package whose modules register themselves; it is imported at the first
            look-up, so that a new part is one new file and nothing else.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self.package = package
        self._parts: dict[str, T] = {}
        self._loaded = False

    def register(self, name: str) -> Callable[[T], T]:
        """Return a decorator that registers a part under its published name."""

        def add(part: T) -> T:
            if name in self._parts:
                raise ValueError(f"Two {self.kind}s are called {name!r}.")
            self._parts[name] = part
            return part

        return add

    def names(self) -> list[str]:
        """Return every name, sorted."""
        self._load()
        return sorted(self._parts)

    def get(self, name: str) -> T:
        """Return the part of that name.

        Raises:
            UnknownNameError: if there is none; the nearest names are suggested.
        """
        self._load()
        if name not in self._parts:
            near = difflib.get_close_matches(name, self._parts, n=2, cutoff=0.5)
            hint = " or ".join(repr(n) for n in near)
            ask = f"did you mean {hint}?" if near else f"there are {', '.join(self.names())}."
            raise UnknownNameError(f"Unknown {self.kind} {name!r}: {ask}")
        return self._parts[name]

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter([(name, self._parts[name]) for name in self.names()])

    def __contains__(self, name: str) -> bool:
        self._load()
        return name in self._parts

    def _load(self) -> None:
        if self._loaded:
            return
        package = importlib.import_module(self.package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self.package}.{module.name}")
        self._loaded = True
