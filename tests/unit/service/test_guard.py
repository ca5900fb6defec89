"""Who may ask the service."""

from pathlib import Path

import pytest

from fakes.service import IMAGE, FakeRecogniser, ask, faces, png, running
from pyojeong.core.errors import SettingsError
from pyojeong.service import create_app
from pyojeong.service.guard import LOOPBACK, is_loopback, names, read_token, require_token

TOKEN = "0123456789abcdef"  # noqa: S105 - made up for the test


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_loopback_needs_no_token(host: str) -> None:
    """What only this machine can reach is open to it, under its own names alone."""
    assert is_loopback(host)
    require_token(host, None)
    own = names(host)
    assert own is not None
    assert host.lower() in own


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "example.org", ""])  # noqa: S104
def test_elsewhere_needs_one(host: str) -> None:
    """What other machines can reach is refused without a token; with one, any name will do."""
    with pytest.raises(SettingsError, match="PYOJEONG_TOKEN"):
        require_token(host, None)
    require_token(host, TOKEN)
    assert names(host) is None


def test_where_the_token_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file comes before the environment; space around a token is no part of it."""
    monkeypatch.delenv("PYOJEONG_TOKEN", raising=False)
    assert read_token(None) is None
    monkeypatch.setenv("PYOJEONG_TOKEN", f" {TOKEN}")
    assert read_token(None) == TOKEN
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}-of-the-file\n")
    assert read_token(file) == f"{TOKEN}-of-the-file"


@pytest.mark.parametrize("text", ["", "short", "x" * 15, "x" * 8 + " " + "x" * 8, "ㅋ" * 16])
def test_a_poor_token_is_refused(text: str, tmp_path: Path) -> None:
    """A token that could be guessed or cannot be sent in a header is refused at the start."""
    file = tmp_path / "token"
    file.write_text(text)
    with pytest.raises(SettingsError, match="16 or more ASCII"):
        read_token(file)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_an_unreadable_token_file(content: bytes | None, tmp_path: Path) -> None:
    """A token file that is not there, or is no text, is one sentence."""
    file = tmp_path / "token"
    if content:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match="cannot be read"):
        read_token(file)


def test_only_who_knows_the_token() -> None:
    """A picture is taken with the token alone; life, readiness and interface are no secret."""
    app = create_app(FakeRecogniser(faces()), token=TOKEN)
    given = [None, "", TOKEN, f"Basic {TOKEN}", "Bearer", "Bearer wrong", f"Bearer {TOKEN}x"]
    with running(app) as url:
        for value in given:
            headers = IMAGE if value is None else {**IMAGE, "Authorization": value}
            reply = ask(f"{url}/recognise", "POST", png(), headers)
            assert reply.status == 401, value
            assert reply.headers["www-authenticate"] == "Bearer"
            assert "Bearer TOKEN" in reply.json["detail"]
        headers = {**IMAGE, "Authorization": f"Bearer {TOKEN}"}
        assert ask(f"{url}/recognise", "POST", png(), headers).status == 200
        for path in ("/", "/health", "/ready", "/openapi.json"):
            assert ask(url + path).status == 200
        assert "HTTPBearer" in ask(f"{url}/openapi.json").json["components"]["securitySchemes"]


def test_other_names_are_refused() -> None:
    """A page that has its name pointed at this machine gets nothing, whatever the port."""
    app = create_app(FakeRecogniser(faces()), hosts=LOOPBACK)
    with running(app) as url:
        port = url.rpartition(":")[2]
        for host in ("localhost", f"localhost:{port}", "LOCALHOST", "[::1]:80", "127.0.0.1:1"):
            assert ask(f"{url}/health", headers={"Host": host}).status == 200, host
        for host in ("evil.example", f"evil.example:{port}", "localhost.evil.example", "[::1", ""):
            reply = ask(f"{url}/health", headers={"Host": host})
            assert reply.status == 421, host
            assert "goes by 127.0.0.1, ::1, localhost" in reply.json["detail"]
            assert reply.headers["x-content-type-options"] == "nosniff"
