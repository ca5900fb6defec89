"""Serving: sockets, addresses, the real store behind the pages, and the command."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
import typer
from starlette.types import ASGIApp
from typing_extensions import override

from pyojeong.app import store as stores
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.store import opening
from pyojeong.app.web import serving, starting
from pyojeong.app.web.doors import PIN_FAULTS
from pyojeong.app.web.pin import Door
from pyojeong.app.web.settings import LOOPBACK, WebSettings
from pyojeong.app.web.vault import StoreVault
from pyojeong.cli.verbs import serve_app as verb
from pyojeong.core.errors import DamagedStoreError, SettingsError
from unit.app.web.doll_house import PIN, START, Browser, Clock, DollHouse, TestClient


@contextmanager
def running(app: ASGIApp) -> Iterator[int]:
    """Serve in a thread; give the port."""
    sock, server = serving.listen(0), serving.server_of(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    try:
        end = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < end
            time.sleep(0.005)
        yield serving.port_of(sock)
    finally:
        server.should_exit = True
        thread.join()


def test_over_http(capfd: pytest.CaptureFixture[str]) -> None:
    """A real server answers with our headers, names no software, and logs no visit."""
    with running(DollHouse().app) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/health")
        reply = connection.getresponse()
        assert (reply.status, reply.read()) == (200, b'{"ok":true}')
        assert reply.getheader("Server") is None
        assert reply.getheader("X-Frame-Options") == "DENY"
        connection.close()
    assert capfd.readouterr() == ("", "")


def test_a_taken_port() -> None:
    """A port that somebody else has is told with the remedy."""
    with (
        serving.listen(0) as sock,
        pytest.raises(SettingsError, match=r"cannot be used .*--port 0"),
    ):
        serving.listen(serving.port_of(sock))


def test_this_machine_alone() -> None:
    """By default nothing but this machine reaches the socket, and no other name is ours."""
    with serving.listen(0) as sock:
        assert sock.getsockname()[0] == "127.0.0.1"
    assert serving.settings_for(None, None) == WebSettings()
    assert WebSettings().hosts == LOOPBACK


def test_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the house we also go by our address and our name, and a code is asked for."""
    monkeypatch.setattr(socket, "gethostname", lambda: "Kitchen")
    settings = serving.settings_for("192.168.0.7", "123456")
    assert settings.hosts == LOOPBACK | {"192.168.0.7", "kitchen", "kitchen.local"}
    assert settings.lan
    with serving.listen(0, lan=True) as sock:
        assert sock.getsockname()[0] == "0.0.0.0"  # noqa: S104 - that it listens there is the fact


class NoRoute(socket.socket):
    """A socket of a machine without a network."""

    @override
    def connect(self, address: object) -> None:
        """Find no way."""
        raise OSError(101, "Network is unreachable")


def test_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a network has no address in the house."""
    monkeypatch.setattr(socket, "socket", NoRoute)
    assert serving.house_address() is None


def test_the_vault_in_the_store(tmp_path: Path) -> None:
    """Settings outlive the store's closing, and the later value holds."""
    for value in ("ko", "en"):
        store = stores.open_store(tmp_path / "data", START)
        StoreVault(store).keep_setting("language", value)
        store.close()
    store = stores.open_store(tmp_path / "data", START)
    vault = StoreVault(store)
    assert (vault.setting("language"), vault.setting("none")) == ("en", None)
    store.close()


def test_everything_real(tmp_path: Path) -> None:
    """From the first run to the first answers, a restart in between, and the erasing of it all."""
    store = stores.open_store(tmp_path / "data", START)
    browser = opened(store)
    browser.get("/first-run/pin")
    browser.send("/first-run/pin", {"pin": PIN, "again": PIN})
    browser.get("/caregiver/children/new")
    browser.send(
        "/caregiver/children",
        {"pseudonym": "거북이", "picture": "pic-turtle", "age": "4-5", "language": "ko",
         "given_by": "guardian", "agreed": "yes"},
    )  # fmt: skip
    area = browser.get("/").text
    key = area.split("/children/")[1].split("/enter")[0]
    browser.enter(key)
    told = browser.tell("/api/practice/start").json()["trial"]
    place = {"number": told["number"], "place": 0, "prompted": False, "reaction_ms": 900}
    answered = browser.tell("/api/practice/answer", place).json()
    assert answered["next"]["trial"]["number"] == told["number"] + 1
    again = opened(store, browser)
    assert again.get("/api/practice").json()["trial"] == answered["next"]["trial"]
    assert again.tell("/api/practice/answer", place).json()["next"] == answered["next"]
    again.open_door()
    again.send(f"/caregiver/children/{key}/erase", {"name": "거북이"})
    assert again.get("/api/practice").status_code == 404
    store.close()


def opened(store: stores.Store, before: Browser | None = None) -> Browser:
    """Return a browser at a server that was just started, with another's cookies and token."""
    app = starting.app_of(store, WebSettings())
    client = TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1),
                        follow_redirects=False)  # fmt: skip
    if before is None:
        return Browser(client)
    client.cookies = before.client.cookies
    return Browser(client, before.token)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the command opened in a browser; it serves nothing and returns at once."""
    seen: list[str] = []
    monkeypatch.setattr("webbrowser.open", seen.append)

    def serve(_app: ASGIApp, sock: socket.socket) -> None:
        seen.append(str(sock.fileno() > 0))

    monkeypatch.setattr(serving, "serve", serve)
    return seen


def run(data: Path | None, **changes: bool) -> None:
    """Run the command."""
    asked = dict.fromkeys(("lan", "yes", "restore", "new_pin"), False) | {"browser": True}
    verb.serve_app(0, data=data, database=None, **(asked | changes))


def test_the_command(tmp_path: Path, served: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The command makes the folder for its owner alone, says the address, and opens it."""
    run(tmp_path / "data")
    said = capsys.readouterr().out
    assert served[0].startswith("http://127.0.0.1:")
    assert served[0] in said
    assert str(tmp_path / "data") in said
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    run(tmp_path / "data", browser=False)
    assert served[2:] == ["True"]


def test_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without --data everything is kept where the system keeps the user's data."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert verb.user_folder().name == "pyojeong"


@pytest.mark.usefixtures("served")
def test_the_house_needs_a_yes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other devices are let in only with a yes; then address and code are printed."""
    monkeypatch.setattr(serving, "house_address", lambda: "192.168.0.7")
    with pytest.raises(SettingsError, match="explicit yes"):
        run(tmp_path, lan=True)
    run(tmp_path, lan=True, yes=True)
    assert "http://192.168.0.7:" in capsys.readouterr().out
    monkeypatch.setattr(serving, "house_address", lambda: None)
    with pytest.raises(SettingsError, match="in no network"):
        run(tmp_path, lan=True, yes=True)


@pytest.mark.usefixtures("served")
def test_a_forgotten_pin(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the machine itself a new PIN is asked for until it will do; elsewhere none is."""
    with pytest.raises(SettingsError, match="in a terminal"):
        run(tmp_path, new_pin=True)
    typed = iter(["1234", "1234", "8024", "8025", "8024", "8024"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    def getpass(_prompt: str) -> str:
        return next(typed)

    monkeypatch.setattr(verb, "getpass", getpass)
    run(tmp_path, new_pin=True)
    said = capsys.readouterr().out
    assert [PIN_FAULTS[fault] in said for fault in ("weak", "different")] == [True, True]
    assert "8024" not in said
    store = stores.open_store(tmp_path, START)
    accounts = Accounts(store, Clock())
    assert Door(accounts, StoreVault(store), Clock()).open("8024").opened
    store.close()


@pytest.mark.usefixtures("served")
def test_a_damaged_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the database is damaged the last backup is offered, and put back for a yes."""
    run(tmp_path)
    run(tmp_path)  # the second start backs up what the first one made
    (tmp_path / opening.DATABASE).write_bytes(b"x" * 10_000)
    with pytest.raises(DamagedStoreError):
        run(tmp_path)
    run(tmp_path, restore=True)
    (tmp_path / opening.DATABASE).write_bytes(b"x" * 10_000)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    asked: list[str] = []

    def confirm(text: str, *, default: bool) -> bool:
        asked.append(text)
        return default

    monkeypatch.setattr(typer, "confirm", confirm)
    run(tmp_path)
    assert "Restore it now?" in asked[0]
