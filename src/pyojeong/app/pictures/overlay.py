"""Overlay: several drawings of one head as one, in which everything is all the time.

The drawing code leaves out what is not seen, as the inside of a closed mouth. Laid over each
other, an element that one drawing lacks is in it after all, quite transparent. Then whatever
moves is a number.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from xml.etree.ElementTree import Element

Slot = list[Element | None]  # what one element is in each drawing
Track = list[Sequence[float]]  # its numbers in each drawing
Pair = tuple[int | None, int | None]
Moved = list[tuple[Element, str, Track]]  # an element of the overlay, its attribute, the numbers

PLACES = ("d", "cx", "cy")
MOVING = frozenset({*PLACES, "rx", "ry", "r", "stroke-width", "fill-opacity", "stroke-opacity"})
PAINTED = frozenset({"g", "path", "circle", "ellipse"})
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

# Units of the drawing that nothing moves from one drawing to the next: farther, or another number
# of points, is another thing. Folds lie closer together than lips move.
FAR, FAR_IN_LINES = 12.0, 4.0


def overlay(drawings: Sequence[Element], at: Sequence[float]) -> tuple[Element, Moved]:
    """Return the overlay, as it looks in the first drawing, and what moves in it.

    Args:
        drawings: SVG elements of one head, from least to most.
        at: for each, how far the movement is, 0 to 1.
    """
    moved: Moved = []
    return _merge(list(drawings), at, moved), moved


def scale_of(name: str) -> int:
    """Return how many steps of an attribute's numbers make 1."""
    return 100 if name.endswith("opacity") else 10


@lru_cache(maxsize=1024)  # the texts of two movements: each is compared with its neighbours
def read(text: str) -> tuple[str, tuple[float, ...]]:
    """Return an attribute's text with a # for each number, and the numbers."""
    return NUMBER.sub("#", text), tuple(float(number) for number in NUMBER.findall(text))


def _merge(slot: Slot, at: Sequence[float], moved: Moved) -> Element:
    model = next(one for one in slot if one is not None)
    merged = Element(model.tag, model.attrib)
    merged.text = model.text
    for name in sorted(MOVING.intersection(model.attrib)):
        _move(merged, name, [None if one is None else one.get(name) for one in slot], at, moved)
    for child_slot in _align(slot):
        child = _merge(child_slot, at, moved)
        merged.append(child)
        if child.tag in PAINTED and merged.tag != "clipPath":
            _appear(child, slot, child_slot, moved)
    return merged


def _move(
    merged: Element, name: str, texts: Sequence[str | None], at: Sequence[float], moved: Moved
) -> None:
    """Set an attribute as it is at first, and note how it moves, if it does."""
    known = next(text for text in texts if text is not None)
    if all(text is None or text == known for text in texts):
        return
    track = _filled([None if t is None else read(t)[1] for t in texts], at, name in PLACES)
    # As whole tenths or hundredths, so that what is written is what steps are counted from.
    first = iter(track[0])
    scale = scale_of(name)
    merged.set(name, NUMBER.sub(lambda _: f"{round(next(first) * scale) / scale:g}", known))
    moved.append((merged, name, track))


def _appear(child: Element, parents: Slot, slot: Slot, moved: Moved) -> None:
    """Make an element transparent where its drawing lacks it."""
    if all(one is not None or parent is None for one, parent in zip(slot, parents, strict=True)):
        return
    seen = [
        None if parent is None else [float(one is not None)]
        for one, parent in zip(slot, parents, strict=True)
    ]
    track = _filled(seen, range(len(seen)), onward=False)
    child.set("opacity", f"{track[0][0]:g}")
    moved.append((child, "opacity", track))


def _filled(known: Sequence[Sequence[float] | None], at: Sequence[float], onward: bool) -> Track:
    """Return the numbers with those that are missing: the nearest ones, or going on as they went.

    Args:
        known: numbers in each drawing, or None.
        at: how far each drawing is.
        onward: whether missing numbers go on as the nearest two went, or stay as the nearest.
    """
    there = [i for i, one in enumerate(known) if one is not None]
    track: Track = []
    for i, one in enumerate(known):
        if one is not None:
            track.append(one)
            continue
        near, *others = sorted(there, key=lambda j: abs(at[i] - at[j]))
        start = known[near] or []
        then = known[others[0]] or [] if others and onward else start
        share = (at[i] - at[near]) / (at[near] - at[others[0]]) if others else 0.0
        track.append([a + (a - b) * share for a, b in zip(start, then, strict=True)])
    return track


def _align(parents: Slot) -> list[Slot]:
    """Return which children are the same thing, in an order that keeps every drawing's own."""
    slots: list[Slot] = []
    for drawing, parent in enumerate(parents):
        if parent is None:
            for slot in slots:
                slot.append(None)
            continue
        slots = _added(slots, list(parent), drawing, parent.get("class") == "lines")
    return slots


def _added(slots: list[Slot], children: list[Element], drawing: int, lines: bool) -> list[Slot]:
    """Return the slots with one more drawing's children."""
    last = [next(one for one in reversed(slot) if one is not None) for slot in slots]
    far = FAR_IN_LINES if lines else FAR
    result: list[Slot] = []
    for old, new in _pairs(last, children, far):
        before = [None] * drawing if old is None else slots[old]
        result.append([*before, None if new is None else children[new]])
    return result


def _pairs(one: Sequence[Element], other: Sequence[Element], far: float) -> Iterator[Pair]:
    """Give the longest common sequence of two, by index, with what is in only one of them."""
    start = 0
    while start < min(len(one), len(other)) and _same(one[start], other[start], far):
        yield start, start
        start += 1
    # Mostly everything is in both, and this is the end.
    for i, j in _common(
        [[_same(a, b, far) for b in other[start:]] for a in one[start:]], len(other) - start
    ):
        yield None if i is None else start + i, None if j is None else start + j


def _common(same: list[list[bool]], m: int) -> Iterator[Pair]:
    """Give the longest common sequence of n and m things, of which `same` [n][m] are the same."""
    n = len(same)
    longest = [[0] * (m + 1) for _ in range(n + 1)]
    for i, j in product(reversed(range(n)), reversed(range(m))):
        longest[i][j] = (
            1 + longest[i + 1][j + 1] if same[i][j] else max(longest[i + 1][j], longest[i][j + 1])
        )
    i = j = 0
    while i < n or j < m:
        if i < n and j < m and same[i][j]:
            yield i, j
            i, j = i + 1, j + 1
        elif j == m or (i < n and longest[i + 1][j] >= longest[i][j + 1]):
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1


def _same(one: Element, other: Element, far: float) -> bool:
    """Return whether two elements are one thing that has moved a little."""
    if one.tag != other.tag or one.attrib.keys() != other.attrib.keys():
        return False
    return all(
        text == other.attrib[name]
        or (name in MOVING and _near(text, other.attrib[name], far if name in PLACES else None))
        for name, text in one.attrib.items()
    )


def _near(one: str, other: str, far: float | None) -> bool:
    """Return whether two texts differ in their numbers alone, and those by less than `far`."""
    (words, ours), (others, theirs) = read(one), read(other)
    if words != others or far is None:
        return words == others
    return all(abs(a - b) < far for a, b in zip(ours, theirs, strict=True))
