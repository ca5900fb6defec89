"""The figure of an explanation: the face, the map over it, and what each hidden part costs."""

import base64
import io
import unicodedata
from collections.abc import Iterator
from html import escape

import numpy as np
from PIL import Image

from pyojeong.core.i18n import translate
from pyojeong.core.images import Pixels
from pyojeong.core.labels import display
from pyojeong.recogniser.colours import Colour, as_hex
from pyojeong.recogniser.explain import Explanation, Floats
from pyojeong.recogniser.explain_words import in_full, in_words, percent, place_name

FALLS: Colour = (191, 91, 44)
RISES: Colour = (47, 111, 159)  # brown and blue: told apart by all eyes
FAINTEST = 0.1  # of probability: a map that never exceeds it stays pale
DENSEST = 0.8  # opacity of the strongest patch, through which the face is still seen

WIDTH, MARGIN, SIDE, ROW = 780, 20, 210, 34  # pixels
BAR = 150  # of a probability of 1
COLUMNS = 118  # Latin letters in a line of the small print

STYLE = """
text { font: 14px "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic",
  sans-serif; fill: #23272e }
.head { font-size: 17px; font-weight: bold }
.soft { font-size: 12px; fill: #5c6570 }
.paper { fill: #ffffff }
.bar { fill: #7d858f }
.whole { stroke: #23272e; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e8eaed }
  .soft { fill: #a9b1ba }
  .paper { fill: #16191d }
  .whole { stroke: #e8eaed }
}
"""


def draw_explanation(explanation: Explanation, language: str) -> str:
    """Return the figure as SVG text, the same for the same explanation.

    Args:
        explanation: of one face.
        language: of the words in it, `en` or `ko`.
    """
    title = heading(explanation, language)
    top = MARGIN + 34
    print_ = lines_of(small_print(explanation, language), COLUMNS)
    height = top + SIDE + 28 + 17 * len(print_) + MARGIN
    second = MARGIN + SIDE + 16
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="title words">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="words">{escape(in_full(explanation, language))}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            _words(MARGIN, MARGIN + 14, title, "head"),
            _picture(MARGIN, top, explanation.pixels),
            _picture(second, top, grey(explanation.pixels)),
            _picture(second, top, heat(explanation.map)),
            _words(MARGIN, top + SIDE + 16, translate("what the model sees", language), "soft"),
            _words(second, top + SIDE + 16, _scale(explanation.map, language), "soft"),
            *_bars(explanation, second + SIDE + 24, top, language),
            *(
                _words(MARGIN, top + SIDE + 44 + 17 * row, line, "soft")
                for row, line in enumerate(print_)
            ),
            "</svg>\n",
        )
    )


def heading(explanation: Explanation, language: str) -> str:
    """Return the answer and what it hangs on, in a line."""
    feeling = display(explanation.label, language)
    return f"{feeling} {percent(explanation.probability)}: {in_words(explanation, language)}"


def _picture(x: int, y: int, pixels: Pixels) -> str:
    """Return an embedded picture of SIDE pixels."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    data = base64.b64encode(file.getvalue()).decode()
    return (
        f'<image x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" '
        f'href="data:image/png;base64,{data}"/>'
    )


def grey(pixels: Pixels) -> Pixels:
    """Return the crop without colours, so that the map's own are seen."""
    return np.asarray(Image.fromarray(pixels).convert("L").convert("RGB"))


def heat(map_: Floats) -> Pixels:
    """Return the map as uint8 [size, size, 4]: brown where the probability falls, blue where not.

    The more it changes, the denser.
    """
    strength = abs(map_) / max(float(abs(map_).max()), FAINTEST)
    colours = np.where(map_[:, :, None] >= 0, np.array(FALLS), np.array(RISES))
    return np.dstack([colours, 255 * DENSEST * strength]).round().astype(np.uint8)


def _scale(map_: Floats, language: str) -> str:
    """Return what the map's colours mean, in points of probability."""
    return translate("brown: falls, to −{falls}; blue: rises, to +{rises} points", language).format(
        falls=f"{100 * max(0.0, float(map_.max())):.0f}",
        rises=f"{100 * max(0.0, float(-map_.min())):.0f}",
    )


def _bars(explanation: Explanation, x: int, y: int, language: str) -> Iterator[str]:
    """Yield what is left of the answer with each part hidden; a dashed line shows the whole."""
    if not explanation.hidden:
        return
    about = translate("{feeling}, with one part hidden", language)
    yield _words(x, y + 12, about.format(feeling=display(explanation.label, language)), "soft")
    start, first = x + 78, y + 28
    for row, (place, left) in enumerate(explanation.hidden.items()):
        upper = first + ROW * row
        colour = f' style="fill: {as_hex(FALLS)}"' if place in explanation.main else ""
        yield _words(x, upper + 14, place_name(place, language), "")
        yield (
            f'<rect class="bar" x="{start}" y="{upper}" width="{BAR * left:.1f}" height="18"'
            f"{colour}/>"
        )
        beside = start + BAR * max(left, explanation.probability) + 8
        yield _words(round(beside), upper + 14, percent(left), "")
    place = start + BAR * explanation.probability
    last = first + ROW * len(explanation.hidden) - 8
    yield f'<path class="whole" d="M{place:.1f} {first - 6}V{last}"/>'


def small_print(explanation: Explanation, language: str) -> str:
    """Return what a figure does and does not show."""
    return translate(
        "Shown is what this model's answer hangs on in this one picture, not what the person "
        "feels. A flat square slides over the face; the map shows how the probability of {feeling} "
        "changes while it hides a place. Parts that can stand in for each other may both seem to "
        "matter little, and a face with a flat patch is unlike those the model learnt from.",
        language,
    ).format(feeling=display(explanation.label, language))


def lines_of(text: str, columns: int) -> list[str]:
    """Return the text in lines of so many Latin letters; a Korean one takes the room of two."""
    lines, room = [""], columns
    for word in text.split():
        wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in word)
        if lines[-1] and room < 1 + wide:
            lines.append("")
            room = columns
        lines[-1] = f"{lines[-1]} {word}".lstrip()
        room -= wide + 1
    return lines


def _words(x: int, y: int, text: str, kind: str) -> str:
    mark = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{mark}>{escape(text)}</text>'
