"""xAPI: every statement is what the specification allows."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from fakes.away import lived
from fakes.classroom import START
from fakes.xapi import Statement
from pyojeong.app.reports.xapi import statements
from pyojeong.app.store import Store, facts, open_store


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """A store with a child who has something in every table."""
    store = open_store(tmp_path_factory.mktemp("here"), START)
    yield store, lived(store)
    store.close()


def written(store: Store, *children: str) -> list[Any]:
    """Return the statements as a reader of JSON sees them."""
    with store.reading() as transaction:
        return json.loads(b"".join(statements(transaction, children)))


def test_specification(here: tuple[Store, str]) -> None:
    """Every statement is one of xAPI 1.0.3."""
    store, child = here
    told = written(store, child)
    assert len(told) > 30
    for one in told:
        Statement.model_validate_json(json.dumps(one))


def test_the_check_checks(here: tuple[Store, str]) -> None:
    """A statement with a null, a wrong duration, or an unknown property is refused."""
    store, child = here
    one = written(store, child)[0]
    for odd in (
        {**one, "result": None},
        {**one, "result": {**one["result"], "duration": "2.5"}},
        {**one, "stored_by": "us"},
        {**one, "verb": {"id": "answered", "display": {"en": "answered"}}},
    ):
        with pytest.raises(ValidationError):
            Statement.model_validate_json(json.dumps(odd))


def test_what_they_say(here: tuple[Store, str]) -> None:
    """A statement says what was answered, whether that was right, when, and in which session."""
    store, child = here
    with store.reading() as transaction:
        seen = facts.seen(transaction, child)
    told = written(store, child)
    assert len({one["id"] for one in told}) == len(seen)
    for one, row in zip(told, seen, strict=True):
        assert one["result"]["success"] == row.correct
        assert one["result"]["response"] == str(row.place + 1)
        assert one["result"]["duration"] == f"PT{row.reaction_ms / 1000:.2f}S"
        assert one["timestamp"] == row.at.isoformat(timespec="milliseconds")
    registrations = {one["context"]["registration"] for one in told}
    assert len(registrations) == len({row.session for row in seen})


def test_said_again_the_same(here: tuple[Store, str]) -> None:
    """Saved twice, a statement has the same id: a record store takes it once."""
    store, child = here
    assert written(store, child) == written(store, child)


def test_no_name_and_no_address(here: tuple[Store, str]) -> None:
    """Neither name nor key is in it; no IRI but ADL's own vocabulary can be looked up."""
    store, child = here
    text = json.dumps(written(store, child), ensure_ascii=False)
    assert "미나" not in text
    assert child not in text
    assert "http" not in text.replace("http://adlnet.gov/expapi/", "")


def test_nobody(here: tuple[Store, str]) -> None:
    """Without children the array is empty."""
    assert written(here[0]) == []
