"""Prompt levels, drawn: a bar a period, from most help at the bottom to none on top."""

from pyojeong.app.domain.trial import DELAYS_S, Language
from pyojeong.app.evidence.periods import Period
from pyojeong.app.evidence.prompting import LEVELS, Levels, PromptLevels
from pyojeong.app.figures.axes import Axes, periods_below, periods_head
from pyojeong.app.figures.figure import Figure, Table, nothing
from pyojeong.app.figures.svg import INK, Drawing, width_of
from pyojeong.app.figures.words import NOTHING, PERCENT, Words, whole
from pyojeong.core.i18n import mark

TITLE = mark("Help that was needed")
ABOUT = mark(
    "A bar for each period, cut by how much help the trials of teaching offered: most at the "
    "bottom, none on top. The table below has the same numbers."
)
CAPTION = mark("Trials of teaching by level of help")
AT_ONCE = mark("answer shown at once")
AFTER = mark("after {seconds} s")
NO_HELP = mark("no help")
TRIALS = mark("Trials of teaching")
LATELY = mark(
    "Without any help at first: {first} % of trials; lately: {latest} % of {count} trials."
)

# From most help to none: dark to pale, so that lightness alone tells the order.
SHADES = ("#17424a", "#3a6f76", "#6a9b9e", "#9cc2c1", "#cbdedb", "#f6f4ec")
WORDS_ON = ("#ffffff", "#ffffff", INK, INK, INK, INK)
LEAST = 15  # pixels of a part that holds its number

HEIGHT, TOP, BOTTOM = 300, 46, 46  # pixels


def prompt_levels(values: PromptLevels, language: Language) -> Figure:
    """Return the levels as a figure."""
    say = Words(language)
    title = say(TITLE)
    if not values.levels:
        return nothing(title, say(NOTHING))
    axes = Axes(top=TOP, bottom=HEIGHT - BOTTOM, count=len(values.levels))
    drawing = Drawing("prompts", axes.width, HEIGHT, title, say(ABOUT))
    axes.shares(drawing, say)
    for turn, one in enumerate(values.levels):
        _bar(drawing, axes, turn, one, say)
    periods_below(drawing, axes, values.period, [(one.since, one.n) for one in values.levels], say)
    _legend(drawing, axes.left, say)
    return Figure(drawing.svg(), title, _table(values.period, values, say), _note(values, say))


def level_names(say: Words) -> list[str]:
    """Return what each level of help is called, from most to none."""
    return [
        say(AT_ONCE) if not seconds else say(AFTER, seconds=seconds) for seconds in DELAYS_S
    ] + [say(NO_HELP)]


def _bar(drawing: Drawing, axes: Axes, turn: int, one: Levels, say: Words) -> None:
    x, wide = axes.slot(turn)
    below = 0
    for level, count in enumerate(one.counts):
        if not count:
            continue
        low, high = axes.y(below / one.n), axes.y((below + count) / one.n)
        drawing.box(x, high, wide, low - high, fill=SHADES[level])
        if low - high >= LEAST and wide >= width_of("100 %"):
            words = say(PERCENT, percent=whole(count / one.n))
            middle = (low + high) / 2 + 4
            drawing.text(x + wide / 2, middle, words, anchor="middle", colour=WORDS_ON[level])
        below += count


def _legend(drawing: Drawing, left: float, say: Words) -> None:
    x = left
    for level, words in enumerate(level_names(say)):
        drawing.box(x, 8, 16, 14, fill=SHADES[level])
        drawing.text(x + 21, 20, words)
        x += 21 + width_of(words) + 14


def _table(period: Period, values: PromptLevels, say: Words) -> Table:
    rows = tuple(
        (
            say.period(period, one.since),
            str(one.n),
            *(_part(count, one.n, say) for count in one.counts),
        )
        for one in values.levels
    )
    return Table(say(CAPTION), (periods_head(period, say), say(TRIALS), *level_names(say)), rows)


def _part(count: int, n: int, say: Words) -> str:
    return f"{count} ({say(PERCENT, percent=whole(count / n))})"


def _note(values: PromptLevels, say: Words) -> str:
    first, latest = values.levels[0], values.levels[-1]
    return say(
        LATELY,
        first=whole(first.counts[LEVELS - 1] / first.n),
        latest=whole(latest.counts[LEVELS - 1] / latest.n),
        count=latest.n,
    )
