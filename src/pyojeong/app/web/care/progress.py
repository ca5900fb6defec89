"""The progress page: what can be trusted to have been learned, drawn, in tables and in words."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.progress import Evidence, Progress
from pyojeong.app.domain.trial import Language
from pyojeong.app.figures import (
    Figure,
    confusion_matrices,
    flag_sentences,
    gap_sentences,
    pair_sentences,
    phase_graph,
    prompt_levels,
    reaction_times,
    transfer_map,
)
from pyojeong.app.figures.verdict_words import HEADS, head, sentences
from pyojeong.app.reports.designing import STANDARDS, reasons
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web.care.allowed import may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House
from pyojeong.app.web.security import Here


def progress_routes(house: House, progress: Progress) -> APIRouter:
    """Return the page.

    Args:
        house: what pages need.
        progress: what is shown.
    """
    routes = APIRouter(prefix=CAREGIVER_PATH, dependencies=[may("see", "progress")])

    @routes.get("/children/{key}/progress")
    def look(key: str, request: Request, visit: Here) -> Response:
        """Show everything that is known of a child's learning."""
        evidence, language = progress.of(key), house.language(request)
        words = Wording(language)
        return show(
            house,
            request,
            visit,
            "progress",
            key,
            "progress",
            evidence=evidence,
            figures=figures_of(evidence, language),
            pairs=pair_sentences(evidence.pairs, evidence.confusions.latest.n, language),
            flags=flag_sentences(evidence.shortcuts, language),
            gaps=gap_sentences(evidence.gaps, language),
            words=words,
            head=head(evidence.verdict, language),
            sentences=sentences(evidence.verdict, language, evidence.practised),
            verdict_words=HEADS,
            standard=STANDARDS[evidence.verdict.design.overall],
            reasons=reasons(evidence.verdict.design, words),
        )

    return routes


def figures_of(evidence: Evidence, language: Language) -> dict[str, Figure]:
    """Return every figure by its name, in the order of the page."""
    return {
        "phases": phase_graph(evidence.phases, language),
        "transfer": transfer_map(evidence.transfer, language),
        "confusions": confusion_matrices(evidence.confusions, language),
        "prompts": prompt_levels(evidence.prompts, language),
        "times": reaction_times(evidence.times, language),
    }
