"""A figure: what is drawn, the same as a table, and a sentence that says what it means."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """The numbers of a figure, as texts. The first of each row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Figure:
    """A drawing with all that stands by it.

    svg: a whole SVG element; empty where there is nothing to draw yet. note: one plain sentence.
    """

    svg: str
    title: str
    table: Table
    note: str


def nothing(title: str, note: str) -> Figure:
    """Return the figure of an empty history: no axes and no cells, but a sentence that says so."""
    return Figure("", title, Table("", ()), note)
