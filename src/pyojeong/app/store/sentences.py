"""What the store says where pages say it: translated there, for who reads."""

from pyojeong.core.i18n import mark

IN_USE = mark("Pyojeong is open elsewhere too: close its other windows, then remove again.")

GONE = "This child is not here any more: choose another."  # pages have words of their own for it
