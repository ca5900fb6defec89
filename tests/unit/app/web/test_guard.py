"""What holds for every route: headers, hosts, tokens, sizes, cookies."""

import asyncio
import logging
import re
from collections.abc import Iterator

import pytest
from fastapi import Request
from fastapi.openapi.utils import get_openapi
from httpx2 import Response
from starlette.types import Message

from pyojeong.app.practice import PageSettings
from pyojeong.app.web import security
from pyojeong.app.web.refusals import FAILED, FORGED, FULL, GONE, LARGE, ODD, RefusedError
from pyojeong.app.web.security import BODY_BYTES, HEADERS, POLICY
from pyojeong.core.errors import ConsentError, StorageError, StoreError
from pyojeong.core.i18n import translate
from unit.app.web.doll_house import PIN, Browser, DollHouse

INTERFACE = get_openapi(title="Pyojeong", version="1", routes=DollHouse().app.routes)
ROUTES = [(method.upper(), path) for path, told in INTERFACE["paths"].items() for method in told]
POSTS = [path for method, path in ROUTES if method == "POST"]
GETS = [path for method, path in ROUTES if method == "GET"]


@pytest.fixture
def insider(house: DollHouse) -> Browser:
    """A browser that practises as k0, with the child's token, and the caregiver's door open."""
    browser = house.browser()
    browser.enter("k0")
    token = browser.token
    browser.open_door()
    browser.token = token
    return browser


def real(path: str) -> str:
    """Return a route's path with its places filled."""
    places = {"{key}": "k0", "{name}": "find", "{file}": "view.js", "{who}": "1"}
    places |= {"{number}": "0", "{feeling}": "happy"}
    filled = path
    for place, value in places.items():
        filled = filled.replace(place, value)
    assert "{" not in filled
    return filled


def guarded(reply: Response) -> bool:
    """Whether a reply has every header."""
    files = reply.headers["Cache-Control"] == "no-cache"
    return all(
        reply.headers.get(name) == value or (files and name == "Cache-Control")
        for name, value in HEADERS.items()
    )


def test_routes_are_found() -> None:
    """There are pages and forms: the tests below are not empty."""
    assert len(POSTS) > 15
    assert {"/", "/practice", "/api/practice", "/caregiver", "/health"} <= set(GETS)


@pytest.mark.parametrize("path", GETS)
def test_headers_of_pages(insider: Browser, path: str) -> None:
    """Every page, and every redirect, bears the policy and the other headers."""
    reply = insider.get(real(path))
    assert reply.status_code in (200, 303, 404)
    assert guarded(reply)


@pytest.mark.parametrize("path", ["/nowhere", "/static/symbols.svg", "/static/none", "/caregiver/"])
def test_headers_of_files_and_of_nothing(insider: Browser, path: str) -> None:
    """So do files, what is not there, and a path with a slash too many."""
    assert guarded(insider.get(path))


def test_policy_is_strict() -> None:
    """The policy allows nothing from elsewhere, and nothing inline."""
    assert POLICY.startswith("default-src 'none'; ")
    assert not re.search(r"unsafe|http|\*", POLICY)


@pytest.mark.parametrize("path", POSTS)
def test_every_form_needs_its_token(house: DollHouse, insider: Browser, path: str) -> None:
    """A POST without the token of our own page is refused, and changes nothing."""
    before = repr((house.practice, house.vault, house.accounts.everybody()))
    for token in ("", "x" * 43, "표정"):
        reply = insider.client.post(real(path), data={"csrf": token, "pin": PIN})
        assert reply.status_code == 403
        assert guarded(reply)
        assert FORGED in reply.text
    reply = insider.client.post(real(path), json={"csrf": insider.token})
    assert reply.status_code == 403
    assert repr((house.practice, house.vault, house.accounts.everybody())) == before


def test_token_of_another_browser(house: DollHouse, insider: Browser) -> None:
    """The token of one browser is worth nothing in another."""
    other = house.browser()
    other.get("/")
    reply = insider.client.post("/leave", data={"csrf": other.token})
    assert reply.status_code == 403


def test_token_of_the_child_opens_no_caregiver_form(insider: Browser) -> None:
    """The token of a child's page is not that of the caregiver's forms."""
    assert insider.send("/caregiver/children/k0/erase").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9000"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_forms_of_other_pages(insider: Browser, headers: dict[str, str]) -> None:
    """What a browser says another page has sent is refused, even with a token."""
    insider.get("/")
    assert insider.send("/leave", headers=headers).status_code == 403
    ours = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert insider.send("/leave", headers=ours).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "", "[::1", "x y"])
def test_strange_hosts(house: DollHouse, host: str) -> None:
    """A name that is not ours is refused on every path (DNS rebinding)."""
    for path in ("/", "/health", "/static/symbols.svg", "/api/practice"):
        reply = house.browser().get(path, headers={"Host": host})
        assert reply.status_code == 421
        assert guarded(reply)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_our_hosts(house: DollHouse, host: str) -> None:
    """The names of this machine are ours, whatever the port."""
    assert house.browser().get("/health", headers={"Host": host}).json() == {"ok": True}


def test_cookies(house: DollHouse) -> None:
    """Cookies cannot be read by scripts nor sent by other sites; the PIN's stays at its pages."""
    browser = house.browser()
    child = browser.get("/").headers["Set-Cookie"]
    door = browser.open_door().headers["Set-Cookie"]
    for cookie in (child, door):
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
    assert re.match(r"pyojeong-[\w-]{8}-child=", child)
    assert re.search(r"^pyojeong-[\w-]{8}-caregiver=.*Path=/caregiver;", door)
    assert "Max-Age" not in door


@pytest.mark.parametrize(
    "cookie", ["", ".", "..", "x.y.z", "\x7f", "YQ.azA.", "YQ.azA.AAAA", "a" * 3000]
)
def test_made_up_cookies(house: DollHouse, cookie: str) -> None:
    """A cookie that was not signed here names nobody."""
    headers = {"Cookie": f"{house.cookie('child')}={cookie}"}
    reply = house.browser().client.get("/api/practice", headers=headers)
    assert reply.status_code == 403
    page = house.browser().client.get("/", headers=headers)
    assert "Who are you?" in page.text


def test_changed_cookie(house: DollHouse, insider: Browser) -> None:
    """A browser cannot turn its own cookie into another child's."""
    ours = house.cookie("child")
    name, _child, signature = insider.client.cookies[ours].split(".")
    house.lived_in("Owl")
    for forged in (f"{name}.azE.{signature}", f"{name}.{signature}", f"{name}..{signature}"):
        headers = {"Cookie": f"{ours}={forged}"}
        reply = house.browser().client.get("/api/practice", headers=headers)
        assert reply.status_code == 403


def test_two_houses_on_one_machine(house: DollHouse, insider: Browser) -> None:
    """Another house at another port, as the demo's, leaves this one's cookies as they are."""
    other = DollHouse()
    other.lived_in("Whale")
    neighbour = other.browser(cookies=insider.client.cookies)
    assert "Who are you?" in neighbour.get("/").text
    neighbour.enter("k0")
    back = house.browser(cookies=neighbour.client.cookies)
    assert back.get("/api/practice").status_code == 200
    assert "Turtle" in back.get("/").text


def test_large_bodies(insider: Browser) -> None:
    """A body of more than 64 kB is refused, said or unsaid, and a page says so."""
    insider.get("/")
    said = insider.send("/leave", {"name": "x" * BODY_BYTES})
    assert (said.status_code, LARGE in said.text) == (413, True)

    def pieces() -> Iterator[bytes]:
        yield from [b"x" * 1000] * 100

    unsaid = insider.client.post("/leave", content=pieces())
    assert unsaid.status_code == 413
    fits = insider.send("/leave", {"name": "x" * (BODY_BYTES - 200)})
    assert fits.status_code == 303


@pytest.mark.parametrize("body", [b"a=1&" * 200, b"\xff\xfe", "이름=거북".encode()])
def test_odd_forms(insider: Browser, body: bytes) -> None:
    """A form that no browser sends is refused in words."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = insider.client.post("/leave", content=body, headers=kind)
    assert (reply.status_code, ODD in reply.text) == (400, True)


def test_errors_of_scripts_are_sentences(house: DollHouse, insider: Browser) -> None:
    """What scripts ask for fails with one sentence in JSON, in the page's language."""
    assert insider.get("/api/nowhere").json() == {"detail": GONE}
    assert insider.tell("/api/practice/answer", {"number": -1}).json() == {"detail": ODD}
    assert insider.client.put("/api/practice").status_code == 405
    house.practice.pages["k0"] = PageSettings(language="ko")
    odd = insider.tell("/api/practice/answer", {"number": -1})
    assert odd.json() == {"detail": translate(ODD, "ko")}
    house.practice.remove_child("k0")
    assert insider.get("/api/practice").json() == {"detail": GONE}


def test_a_full_disk_is_told_to_the_child(house: DollHouse, insider: Browser) -> None:
    """Where the disk is full while the child answers, that is said in the child's language."""
    house.practice.pages["k0"] = PageSettings(language="ko")
    house.practice.full = True
    told = insider.tell("/api/practice/start")
    assert (told.status_code, told.json()) == (507, {"detail": translate(FULL, "ko")})


@pytest.mark.parametrize(
    ("fault", "status", "says"),
    [
        (StorageError("No space left for /home/kim: ..."), 507, FULL),
        (StoreError("/home/kim/pyojeong.db is busy: ..."), 503, FAILED),
        (ZeroDivisionError("거북이"), 500, FAILED),
    ],
)
def test_faults(
    house: DollHouse,
    insider: Browser,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    status: int,
    says: str,
) -> None:
    """What fails is said in one sentence; the log says what and where, and nothing of a child."""
    house.practice.fault = fault
    with caplog.at_level(logging.INFO):
        told, shown = insider.get("/api/practice"), insider.get("/")
    assert (told.status_code, told.json()) == (status, {"detail": says})
    assert (shown.status_code, says in shown.text) == (status, True)
    assert guarded(told)
    assert guarded(shown)
    ours = [one.getMessage() for one in caplog.records if one.name == "pyojeong.app"]
    assert type(fault).__name__ in ours[0]
    assert not any(name in caplog.text for name in ("거북이", "kim", "k0", "Turtle"))


def test_a_store_that_fails_throughout(
    house: DollHouse, insider: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where not even the language can be read, the browser's serves for the sentence."""

    def fail(_key: str) -> str:
        raise StoreError("busy")

    monkeypatch.setattr(house.vault, "setting", fail)
    insider.client.cookies.clear()
    reply = insider.get("/", headers={"Accept-Language": "ko"})
    assert reply.status_code == 503
    assert '<html lang="ko"' in reply.text


def test_a_slow_body(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that does not arrive is waited for so long and no longer."""
    monkeypatch.setattr(security, "UPLOAD_S", 0.01)

    async def nothing() -> Message:
        await asyncio.sleep(60)
        return {}

    request = Request({"type": "http", "method": "POST", "headers": []}, nothing)
    with pytest.raises(RefusedError) as refused:
        asyncio.run(security.read_body(request))
    assert refused.value.status == 408


@pytest.mark.parametrize("client", [None, ("testclient", 1), ("192.168.0.1", 1)])
def test_not_this_machine(client: tuple[str, int] | None) -> None:
    """Who is not known to be this machine is not taken for it."""
    assert not security.is_this_machine(Request({"type": "http", "client": client}))


def test_no_consent(house: DollHouse, insider: Browser) -> None:
    """Without consent no session begins, and the reason is said."""
    house.practice.fault = ConsentError("A parent or guardian needs to agree first.")
    reply = insider.tell("/api/practice/start")
    assert (reply.status_code, reply.json()["detail"][:8]) == (403, "A parent")


def test_files_of_exercises(insider: Browser) -> None:
    """An exercise's page is served, and nothing else that lies beside it."""
    assert "javascript" in insider.get("/exercises/find/view.js").headers["Content-Type"]
    for path in ("find/exercise.py", "what_happened/stories.toml", "../web/view.js",
                 "nowhere/view.js", "..%2Fweb/view.js", "__pycache__/view.js"):  # fmt: skip
        assert insider.get(f"/exercises/{path}").status_code == 404
    for path in ("../server.py", "..%2fserver.py", "%2e%2e/server.py"):
        assert insider.get(f"/static/{path}").status_code == 404


def test_nothing_is_squeezed_at_home(insider: Browser) -> None:
    """On this machine nothing is compressed."""
    reply = insider.get("/static/symbols.svg", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in reply.headers
