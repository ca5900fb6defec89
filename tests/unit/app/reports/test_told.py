"""Phases of trials in exports, by the rules of the phase graph."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.seen import seen
from pyojeong.app.domain.trial import Purpose
from pyojeong.app.evidence.phases import Kind, phases
from pyojeong.app.reports.told import PHASES, phase_of

DRAWN: dict[str, Kind] = {
    "baseline": "baseline",
    "step": "step",
    "generalisation": "gate",
    "maintenance": "kept",
    "form": "form",
}


@pytest.mark.parametrize("purpose", get_args(Purpose))
@pytest.mark.parametrize("taught", [False, True])
def test_every_phase_has_a_name(purpose: Purpose, taught: bool) -> None:
    """Whatever a trial was for, its phase is one of those that the dictionary names."""
    assert phase_of(purpose, taught=taught) in PHASES


def test_probes_of_a_later_rung() -> None:
    """A baseline of a later rung, once the feeling was taught, is a step of its own."""
    assert phase_of("baseline", taught=False) == "baseline"
    assert phase_of("baseline", taught=True) == "step"
    assert phase_of("track", taught=False) == "baseline"
    assert phase_of("track", taught=True) == "teaching"


@given(
    st.sampled_from(["baseline", "track", "gate", "maintenance", "review", "form"]), st.booleans()
)
def test_as_the_graph_draws_it(purpose: Purpose, taught: bool) -> None:
    """An export tells the phase of a probe that the graph draws."""
    before = [seen(0, purpose="teach")] if taught else []
    (panel,) = phases([*before, seen(1, purpose=purpose, session=1)])
    (point,) = (one for one in panel.points if one.kind != "teach")
    phase = phase_of(purpose, taught=taught)
    assert DRAWN.get(phase, "taught") == point.kind
