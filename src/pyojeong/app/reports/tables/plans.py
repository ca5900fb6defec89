"""The table of plans: a row for each, every setting a column, and what was changed in it."""

from collections.abc import Callable
from operator import attrgetter
from typing import get_args

from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.plan import ARRAYS, EACH, TARGETS, Plan, Tokens
from pyojeong.app.domain.starts import BASELINE_SESSIONS, GAPS, TIERS
from pyojeong.app.domain.trial import Language, Step, Youngest
from pyojeong.app.reports.dated import Dated, Held
from pyojeong.app.reports.tables.dating import DAY, at_column
from pyojeong.app.reports.tables.table import CHILD, SEVERAL, YES_NO, Cell, Column, Table, listed


def _setting(
    name: str, unit: str, values: str, about: str, of: Callable[[Plan], Cell] | None = None
) -> Column[Dated[Held]]:
    """Return the column of a setting; its cell is by default the setting itself."""
    cell = of or attrgetter(name)
    return Column(name, unit, values, about, lambda row: cell(row.what.plan))


def _several(name: str, words: tuple[object, ...], about: str) -> Column[Dated[Held]]:
    """Return the column of a setting that holds several values."""
    values = SEVERAL.format(", ".join(map(str, words)))
    setting = attrgetter(name)
    return _setting(name, "", values, about, lambda plan: listed(setting(plan)))


def _starts(plan: Plan) -> str | None:
    return listed(f"{feeling}:{sessions}" for feeling, sessions in plan.starts)


PLANS: Table[Dated[Held]] = Table(
    "plan",
    "a plan, which holds until the next one",
    (
        CHILD,
        DAY,
        at_column("from_at", "From when it held."),
        Column(
            "changed", "", SEVERAL.format("names of the columns that follow"),
            "Settings that differ from the plan before; empty: the first plan, or none.",
            lambda row: listed(row.what.changed),
        ),
        _several("feelings", ORDER, "Feelings that are taught, in their order."),
        _several("ladder", get_args(Step), "Rungs of the ladder, in their order."),
        _setting("safety", "", YES_NO, "Telling an adult about pain is practised beside them."),
        _setting(
            "array", "", ", ".join(map(str, ARRAYS)),
            "Choices of a trial; empty: more as it goes on.",
        ),
        _setting(
            "blocks", "", "1 to 3", f"Blocks of a session, at most, of {EACH * TARGETS} trials.",
        ),
        _setting("minutes", "min", "5 to 20", "After which no new trial is begun."),
        _setting(
            "errorless", "", YES_NO,
            "After an error the most help again at once; no: the answer is shown, and the trial "
            "comes again.",
        ),
        _setting(
            "age", "", ", ".join(map(str, get_args(Youngest))), "Years from which stories may suit."
        ),
        _several("languages", get_args(Language), "Of the words."),
        _setting("tokens", "", ", ".join(get_args(Tokens)), "What is collected."),
        _several("days", tuple(range(7)), "Of practice; 0 is Monday."),
        _setting(
            "starts", "", SEVERAL.format("feeling:sessions"),
            "Staggered starts: how many sessions of practice come before the first in which that "
            "feeling may be taught. Chance drew the order of these feelings and the distance of "
            f"each from the one before ({' or '.join(map(str, GAPS))} sessions), {TIERS} of them "
            f"at most, the first after {BASELINE_SESSIONS} sessions that followed the draw. Empty: "
            "all feelings from the first session on.",
            _starts,
        ),
    ),
)  # fmt: skip
