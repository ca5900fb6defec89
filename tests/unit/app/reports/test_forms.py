"""Probe forms in reports: those that are whole are totalled, and no others."""

import pytest

from fakes.seen import counted
from pyojeong.app.domain.forms import FORMS, items
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.reports.forms import TASKS, taken


def form(kind: str, answers: int, session: int = 0) -> list[Seen]:
    """Return a form of which so many tasks were answered, all of them rightly."""
    return counted(answers, 0, purpose="form", form=kind, session=session)


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_is_whole_with_its_last_task(kind: str) -> None:
    """A form is whole when every task was answered, and not with one less."""
    tasks = TASKS[kind]
    (broken,) = taken(form(kind, tasks - 1))
    (whole,) = taken(form(kind, tasks))
    assert (broken.whole, whole.whole) == (False, True)
    assert (broken.all.count, broken.tasks) == (tasks - 1, tasks)


def test_tasks_are_those_that_are_asked() -> None:
    """As many tasks are wanted as the form asks."""
    assert {one: len(items(one, 7)) for one in FORMS} == TASKS


def test_each_session_is_a_form_of_its_own() -> None:
    """A form that was broken off is not made whole by the next one."""
    first, second = taken([*form("faces", 3), *form("faces", TASKS["faces"], session=1)])
    assert (first.whole, second.whole) == (False, True)
