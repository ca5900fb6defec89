"""The figures of the therapist's report, drawn in its language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pyojeong.app import figures
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.confusions import confusions
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.evidence.phases import phases
from pyojeong.app.evidence.prompting import prompt_levels
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.times import reaction_times
from pyojeong.app.evidence.transfer import transfer_map
from pyojeong.app.figures import Figure

# WeasyPrint reads this list in an SVG with the spaces and quotes that are in it, and so finds only
# the first name; what fontconfig takes for `system-ui` is wider than what figures are measured for.
FONTS = "Noto Sans KR,Noto Sans CJK KR,Malgun Gothic,Apple SD Gothic Neo,sans-serif"
FAMILIES = re.compile(r'font-family="[^"]*"')


def drawn(
    rows: Sequence[Seen],
    here: Sequence[Seen],
    observed: Sequence[Observed],
    plans: Sequence[tuple[datetime, Plan]],
    language: Language,
) -> Mapping[str, Figure]:
    """Return the figures by their names in the template.

    Phases, transfer and confusions are of everything so far, for a period alone would have no
    baseline; help and time are of the period.

    Args:
        rows: all that was seen, in order.
        here: of them, those of the period.
        observed: in real life, in order.
        plans: every plan and from when on it held.
        language: of all words.
    """
    made = {
        "phases": figures.phase_graph(phases(rows, observed, plans), language),
        "transfer": figures.transfer_map(transfer_map(rows, observed), language),
        "confusions": figures.confusion_matrices(confusions(rows), language),
        "prompts": figures.prompt_levels(prompt_levels(here), language),
        "times": figures.reaction_times(reaction_times(here), language),
    }
    return {name: _on_paper(figure) for name, figure in made.items()}


def _on_paper(figure: Figure) -> Figure:
    """Return a figure in the report's own fonts."""
    return replace(figure, svg=FAMILIES.sub(f'font-family="{FONTS}"', figure.svg))
