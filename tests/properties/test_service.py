"""What holds for whatever is sent to the service."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.service import IMAGE, FakeRecogniser, ask, faces, png, running
from pyojeong.service import Limits, create_app

PHOTO = png(30, 20)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A service without hurry."""
    app = create_app(FakeRecogniser(faces()), Limits(per_minute=1_000_000))
    with running(app) as address:
        yield address


@given(place=st.integers(0, len(PHOTO)), length=st.integers(0, 30), instead=st.binary(max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_changed_picture(url: str, place: int, length: int, instead: bytes) -> None:
    """A picture with any piece changed is answered, or refused in one sentence."""
    data = PHOTO[:place] + instead + PHOTO[place + length :]
    reply = ask(f"{url}/recognise", "POST", data, IMAGE)
    assert reply.status in {200, 422}
    if reply.status == 422:
        assert reply.json["detail"].endswith(".")


@given(
    kind=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    name=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
)
@settings(max_examples=60, deadline=None)
def test_any_head(url: str, kind: str, name: str) -> None:
    """Whatever the head says of type and sender, the answer is one of those documented."""
    headers = {"Content-Type": kind, "Authorization": name, "X-Forwarded-For": name}
    reply = ask(f"{url}/recognise", "POST", PHOTO, headers)
    assert reply.status in {200, 415}
