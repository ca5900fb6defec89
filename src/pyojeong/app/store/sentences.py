"""What the store says where a person reads it on a page: translated there, for who reads."""

from pyojeong.core.i18n import mark

GONE = mark("This child is not here any more: choose another.")
