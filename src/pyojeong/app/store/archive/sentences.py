"""Why an archive is refused, a sentence each: translated where pages say it."""

from pyojeong.core.i18n import mark

FOREIGN = mark("This is no archive of a child: choose a file that Pyojeong saved as an archive.")
NEWER = mark("A newer Pyojeong made this archive: update Pyojeong, then import it again.")
DAMAGED = mark("This archive is damaged: save it again where it was made, then import that one.")
LARGE = mark("This file is larger than a child's archive can be: choose another.")
ODD = mark(
    "Something in this archive cannot be, so nothing was imported: save it again where it was made."
)
THERE = mark("This child is here already, so nothing was imported: remove it first, or keep it.")
