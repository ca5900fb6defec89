"""The therapist's report: at most five pages that can be filed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyojeong.app.domain.plan import WEEKS, Plan
from pyojeong.app.evidence.asked import probes
from pyojeong.app.evidence.effects import MOST, effects
from pyojeong.app.evidence.flags import looked_for
from pyojeong.app.evidence.gaps import gaps
from pyojeong.app.evidence.pairs import pairs
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.verdict import DOSE, Verdict
from pyojeong.app.figures import Figure, flag_sentences, gap_sentences, pair_sentences
from pyojeong.app.figures.planning import changes, lines
from pyojeong.app.figures.verdict_words import HEADS, sentences
from pyojeong.app.figures.verdict_words import head as verdict_head
from pyojeong.app.reports.designing import STANDARDS, reasons
from pyojeong.app.reports.dose import dose
from pyojeong.app.reports.forms import FORMS, taken
from pyojeong.app.reports.head import PERIOD_WORDS, Head
from pyojeong.app.reports.paper import Links, fill
from pyojeong.app.reports.sheet import WHYS
from pyojeong.app.reports.tally import by_feeling, levels, times
from pyojeong.app.store.glances import Glimpse

# [D] What is shown at most, so that a report has five pages: the last changes and
# forms (the phase graph names all changes), the first reasons, the commonest pairs.
CHANGES = 2
FORMS_SHOWN = 3
REASONS = 6
PAIRS = 3


@dataclass(frozen=True)
class Findings:
    """All that a therapist's report tells of.

    rows: all that was seen, in order. here: of them, those of the period. sessions: of the period,
    in order. plans: every plan and from when on it held. figures: by name, drawn in the report's
    language: phases, transfer, confusions, prompts, times.
    """

    rows: Sequence[Seen]
    here: Sequence[Seen]
    sessions: Sequence[Glimpse]
    plans: Sequence[tuple[datetime, Plan]]
    verdict: Verdict
    figures: Mapping[str, Figure]

    @property
    def practised(self) -> int:
        """How many sessions the verdict could look at: practice, and no probe form."""
        return len({row.session for row in self.rows if row.form is None})

    @property
    def plan(self) -> Plan:
        """The plan that holds."""
        return self.plans[-1][1]


def therapist(head: Head, found: Findings, *, links: Links | None = None) -> str:
    """Return the therapist's report as HTML.

    Args:
        head: what stands above it.
        found: what it tells of.
        links: of its page; None: it is for a PDF.
    """
    words = head.words
    changed = changes(found.plans, head.language)
    forms = taken(found.here)
    return fill(
        "therapist",
        head,
        links=links,
        period=PERIOD_WORDS[head.period],
        dose=dose(found.sessions, found.plans, head.since, head.until),
        whys=WHYS,
        plan=lines(found.plan, head.language),
        changes=changed[-CHANGES:],
        earlier=max(0, len(changed) - CHANGES),
        verdict=found.verdict,
        verdict_head=verdict_head(found.verdict, head.language),
        sentences=sentences(found.verdict, head.language, found.practised),
        verdict_words=HEADS,
        effects=effects(found.rows),
        most=MOST,
        most_weeks=WEEKS + MOST - DOSE,  # after the dose there is about one point a week
        standard=STANDARDS[found.verdict.design.overall],
        reasons=reasons(found.verdict.design, words)[:REASONS],
        figures=found.figures,
        feelings=by_feeling(found.here),
        levels=levels(found.here),
        times=times(found.here),
        forms=forms[-FORMS_SHOWN:],
        form_words=FORMS,
        flags=flag_sentences(looked_for(found.rows), head.language),
        pairs=pair_sentences(pairs(found.rows)[:PAIRS], len(probes(found.rows)), head.language),
        gaps=gap_sentences(gaps(found.rows), head.language),
    )
