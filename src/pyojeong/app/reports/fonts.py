"""Fonts: whether this machine can set Korean, as fontconfig knows it."""

import ctypes
from collections.abc import Sequence
from ctypes.util import find_library
from functools import cache

# Where `find_library` finds nothing, as in a container without a linker, the loader may still.
NAMES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")


@cache
def has_korean() -> bool:
    """Whether any font has all letters of Korean.

    Without fontconfig there is nobody to ask, and a font of the system may serve: then it is true.
    """
    library = load((find_library("fontconfig") or "", *NAMES))
    return library is None or covers(library, "ko")


def load(names: Sequence[str]) -> ctypes.CDLL | None:
    """Return the first library of these that there is; None: there is none."""
    for name in filter(None, names):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def covers(fontconfig: ctypes.CDLL, language: str) -> bool:
    """Whether `fc-list :lang=ko` would list a font.

    Args:
        fontconfig: the library.
        language: its code, as `ko`.
    """
    pointer = ctypes.c_void_p
    for make in ("FcPatternCreate", "FcObjectSetCreate", "FcFontList"):
        getattr(fontconfig, make).restype = pointer
    pattern = pointer(fontconfig.FcPatternCreate())
    fontconfig.FcPatternAddString(pattern, b"lang", language.encode())
    wanted = pointer(fontconfig.FcObjectSetCreate())
    found = pointer(fontconfig.FcFontList(None, pattern, wanted))
    fonts = ctypes.cast(found, ctypes.POINTER(ctypes.c_int))[0] if found else 0  # first: `nfont`
    if found:
        fontconfig.FcFontSetDestroy(found)
    fontconfig.FcObjectSetDestroy(wanted)
    fontconfig.FcPatternDestroy(pattern)
    return fonts > 0
