"""A film's feelings over time, as SVG: one panel a person, one line a feeling.

Each panel begins with a bar of words, the most probable feeling, hatched where the model is not
sure; below it stands how probable every feeling was. Where nothing is drawn no face was seen.
"""

import hashlib
import math
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import PurePath

import numpy as np
import numpy.typing as npt

from pyojeong.core.i18n import translate
from pyojeong.core.labels import display
from pyojeong.recogniser.colours import NOT_SURE, as_hex, colour_of
from pyojeong.recogniser.course import Course, Span, courses, span_of
from pyojeong.recogniser.lettering import LATIN_1
from pyojeong.recogniser.result import Faces

PEOPLE = 6  # panels: more of them nobody compares
NAME = 60  # letters of a film's name

# In pixels.
WIDTH, LEFT, RIGHT = 860, 112, 28
PLOT = WIDTH - LEFT - RIGHT
HEAD, NOTE = 62, 18  # of the page: its title, and a line of how to read it
TITLE, BAR, LANE, AXIS = 30, 22, 17, 34  # of a panel, from its upper edge down
LETTER, HANGUL = 7.0, 12.0  # at most as wide

STEPS_S = (
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200,
)  # fmt: skip
TICKS = 10  # at most
IN_SECONDS = 90.0  # a film of that length has an axis in seconds, a longer one in minutes

STYLE = """
#{id} {{ font-family: system-ui, "Noto Sans KR", "Noto Sans CJK KR",
  "Apple SD Gothic Neo", "Malgun Gothic", sans-serif;
  font-size: 12px }}
#{id} .page {{ fill: #ffffff }} #{id} .ink {{ fill: #23272e }} #{id} .soft {{ fill: #5c6570 }}
#{id} .rule {{ stroke: #d9dce0 }} #{id} .told {{ fill: #ffffff }}
#{id} .hatched {{ fill: url(#{id}h) }}
#{id} .title {{ font-size: 16px; font-weight: 600 }} #{id} .name {{ font-weight: 600 }}
@media (prefers-color-scheme: dark) {{
#{id} .page {{ fill: #16191d }} #{id} .ink {{ fill: #e8eaed }} #{id} .soft {{ fill: #a9b0b8 }}
#{id} .rule {{ stroke: #3a4048 }}
}}
"""


def timeline(faces: Faces, language: str) -> str:
    """Return the feelings of one film over time as SVG, in light or dark as the reader's screen is.

    Args:
        faces: the rows of one film, those without a face too. Of a long film a column of the
            figure shows the mean of its frames; of many people it shows those seen longest.
        language: of the words, `en` or `ko`.

    Raises:
        SettingsError: there is no film in it, or more than one.
    """
    span = span_of(faces)
    everyone = courses(faces, span)
    people = sorted(everyone[:PEOPLE], key=lambda one: one.track)
    title = translate("{film}: feelings over time", language).format(film=_film(faces.picture[0]))
    panel = TITLE + BAR + LANE * len(faces.labels) + AXIS
    notes = list(_notes(len(everyone), language))
    foot = HEAD + panel * len(people) + 8
    height = foot + NOTE * len(notes) + 14
    body = [_words(LEFT, 26, title, "ink title"), _words(LEFT, 46, _said(faces, span, language))]
    for place, one in enumerate(people):
        lines = "".join(_panel(one, faces.labels, span, language))
        body.append(f'<g transform="translate(0 {HEAD + place * panel})">{lines}</g>')
    body += [_words(LEFT, foot + NOTE * line, text) for line, text in enumerate(notes)]
    described = " ".join(_described(one, faces.labels, span, language) for one in people)
    return _page("".join(body), height, title, described)


def _film(path: str) -> str:
    """Return the end of a film's name, without what no SVG may hold."""
    name = PurePath(path).name[-NAME:]
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


def _said(faces: Faces, span: Span, language: str) -> str:
    return translate("{length} long; {model}, faces found by {detector}", language).format(
        length=_clock(span.length), model=faces.model, detector=faces.detector
    )


def _notes(people: int, language: str) -> Iterator[str]:
    """Yield how to read the figure, and what is not in it."""
    if not people:
        yield translate("No face was found in this film.", language)
        return
    yield translate(
        "Bar: the most probable feeling, hatched where the model is not sure.", language
    )
    yield translate("Below: how probable each one is, 0 to 100 %. Empty: no face.", language)
    if people > PEOPLE:
        yield translate(
            "{n} more people, seen for a shorter time, are not shown.", language
        ).format(n=people - PEOPLE)


def _described(one: Course, labels: Sequence[str], span: Span, language: str) -> str:
    """Return one person's feelings as a sentence, for those who hear the figure."""
    column_s = span.length / len(one.answered)
    leads = one.probabilities.argmax(axis=1)
    parts = []
    for index, label in enumerate(labels):
        columns = int((one.answered & one.sure & (leads == index)).sum())
        if columns:
            parts.append(f"{display(label, language)} {_clock(columns * column_s)}")
    unsure = int((one.answered & ~one.sure).sum())
    if unsure:
        parts.append(f"{translate('not sure', language)} {_clock(unsure * column_s)}")
    return f"{_name(one, language)}: {', '.join(parts)}."


def _name(one: Course, language: str) -> str:
    if one.track < 0:
        return translate("Faces", language)
    return translate("Person {number}", language).format(number=one.track)


def _panel(one: Course, labels: Sequence[str], span: Span, language: str) -> Iterator[str]:
    """Yield the marks of one person's panel, from its upper edge down."""
    seen = translate("seen for {seen} of {length}", language).format(
        seen=_clock(one.seen_s), length=_clock(span.length)
    )
    yield _words(LEFT - 10, TITLE + BAR - 7, _name(one, language), "ink name", anchor="end")
    yield _words(LEFT, TITLE - 8, seen)
    bottom = TITLE + BAR + LANE * len(labels)
    yield from _axis(span, TITLE, bottom)
    yield from _bar(one, labels, language)
    for index, label in enumerate(labels):
        base = TITLE + BAR + LANE * (index + 1)
        yield _words(LEFT - 10, base - 4, display(label, language), "ink", anchor="end")
        yield f'<path class="rule" d="M{LEFT} {base}H{LEFT + PLOT}"/>'
        area = _area(one.answered, one.probabilities[:, index], base)
        yield f'<path fill="{as_hex(colour_of(label, labels))}" d="{area}"/>'


def _bar(one: Course, labels: Sequence[str], language: str) -> Iterator[str]:
    """Yield a stretch of colour, with its word where there is room, for each run of one answer."""
    answers = [
        (int(label) if sure else None) if there else -1
        for there, sure, label in zip(
            one.answered, one.sure, one.probabilities.argmax(axis=1), strict=True
        )
    ]
    column = PLOT / len(answers)
    start = 0
    for answer, run in groupby(answers):
        length = len(list(run))
        left, width = LEFT + start * column, length * column
        start += length
        if answer == -1:
            continue
        word = translate("not sure", language) if answer is None else labels[answer]
        colour = as_hex(NOT_SURE if answer is None else colour_of(labels[answer], labels))
        place = f'x="{left:.1f}" y="{TITLE}" width="{width:.1f}" height="{BAR - 4}"'
        yield f'<rect {place} fill="{colour}"/>'
        if answer is None:
            yield f'<rect {place} class="hatched"/>'
        word = display(word, language)
        if width >= _length(word) + 8:
            yield _words(left + width / 2, TITLE + BAR - 9, word, "told", anchor="middle")


def _area(answered: npt.NDArray[np.bool_], values: npt.NDArray[np.float64], base: int) -> str:
    """Return the path of steps over a line's columns, one piece between two gaps."""
    column = PLOT / len(answered)
    pieces: list[str] = []
    start = 0
    for there, run in groupby(answered):
        length = len(list(run))
        if there:
            at, steps = start, ""
            heights = (base - (LANE - 2) * values[start : start + length]).round(1)
            for height, same in groupby(heights):
                at += len(list(same))
                steps += f"V{height:g}H{LEFT + at * column:.1f}"
            pieces.append(f"M{LEFT + start * column:.1f} {base}{steps}V{base}Z")
        start += length
    return "".join(pieces)


def _axis(span: Span, top: int, bottom: int) -> Iterator[str]:
    step = next((one for one in STEPS_S if span.length <= TICKS * one), STEPS_S[-1])
    tick = math.ceil(span.start / step)
    while tick * step <= span.start + span.length:
        x = LEFT + PLOT * (tick * step - span.start) / span.length
        yield f'<path class="rule" d="M{x:.1f} {top - 2}V{bottom + 4}"/>'
        told = f"{tick * step:g} s" if span.length <= IN_SECONDS else _digits(tick * step)
        yield _words(x, bottom + 18, told, anchor="middle")
        tick += 1


def _clock(seconds: float) -> str:
    """Return a time as `0.04 s`, `12.5 s`, `3:05` or `1:00:00`."""
    if seconds < 10:
        return f"{seconds:.2g} s"
    return f"{seconds:.1f}".removesuffix(".0") + " s" if seconds < 60 else _digits(seconds)


def _digits(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _length(word: str) -> float:
    return sum(HANGUL if ord(letter) > LATIN_1 else LETTER for letter in word)


def _words(x: float, y: float, text: str, kind: str = "soft", *, anchor: str = "start") -> str:
    where = f'x="{x:.1f}" y="{y:g}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {where}>{escape(text)}</text>'


def _page(body: str, height: int, title: str, described: str) -> str:
    """Return the whole SVG; its identifiers are its own, so that pages can hold several."""
    own = "t" + hashlib.sha256(body.encode()).hexdigest()[:8]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" id="{own}" role="img" aria-labelledby="{own}t {own}d">'
        f'<title id="{own}t">{escape(title)}</title><desc id="{own}d">{escape(described)}</desc>'
        f"<style>{STYLE.format(id=own)}</style>"
        f'<pattern id="{own}h" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0V6" stroke="#ffffff" stroke-width="2" '
        'stroke-opacity="0.35"/></pattern>'
        f'<rect class="page" width="{WIDTH}" height="{height}" rx="8"/>'
        f"{body}</svg>"
    )
