"""A role never sees what it may not: every route of the real application, walked as everybody."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from httpx2 import Response
from starlette.testclient import TestClient

from fakes.practice import CONSENT, practising
from pyojeong.app.care.accounts import Account, Accounts
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.roles import DEEDS, KEEPERS, Deed, Role
from pyojeong.app.store import Store, open_store
from pyojeong.app.web import refusals, starting
from pyojeong.app.web.care.allowed import Allowed, anyone, differing, may, said
from pyojeong.app.web.care.lines import DETAILS
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.security import DOOR, SCRIPTS
from pyojeong.app.web.server import local_now
from pyojeong.app.web.settings import WebSettings
from pyojeong.core.settings import replace
from unit.app.web.doll_house import PIN, QUICK, START, Browser, DollHouse

NAME = "Zwiebelfisch"  # a child's, that no page holds by chance
PICTURE = "pic-hedgehog"
UNKNOWN = "0123456789abcdef"
FORBIDDEN = 403

# What a page is about tells which deed it has to be, whoever wrote it. By the first of its words.
PLACES: dict[str, set[Deed]] = {
    "people": {"people"},
    "devices": {"house"},
    "language": {"house"},
    "remove": {"keep"},
    "details": {"keep"},
    "consent": {"keep"},
    "new": {"keep"},
    "plan": {"plan"},
    "progress": {"see"},
    "sessions": {"see"},
    "probes": {"observe"},
    "missions": {"observe"},
    "signals": {"passport"},
    "reports": {"report"},
    "data": {"see", "export", "archive"},
    "erase": {"keep"},
    "import": {"keep"},
    "log": {"report", "people"},
}

PEOPLE: tuple[tuple[Role, bool], ...] = (
    ("parent", False),
    ("parent", True),
    ("therapist", False),
    ("therapist", True),
    ("researcher", False),  # none is keeper: who keeps the house sees names
)


def routes_of(app: FastAPI) -> list[tuple[str, APIRoute, str]]:
    """Return every route: whole path, route, method; mounts of files are none."""
    return [
        (one.path or "", one.original_route, method)
        for one in iter_route_contexts(app.routes)
        if isinstance(one.original_route, APIRoute)
        for method in sorted(one.original_route.methods or ())
    ]


def behind(path: str) -> bool:
    """Whether a path is a caregiver's."""
    return path == CAREGIVER_PATH or path.startswith(CAREGIVER_PATH + "/")


def send(browser: Browser, method: str, path: str) -> Response:
    """Ask for a path, with the token of the page that was opened last."""
    return browser.client.request(method, path, headers={"X-CSRF-Token": browser.token})


def unpacked(reply: Response) -> list[bytes]:
    """Return what an answer holds: the files of a zip and their names, or itself."""
    if not reply.content.startswith(b"PK"):
        return [reply.content]
    with zipfile.ZipFile(io.BytesIO(reply.content)) as archive:
        names = "\n".join(archive.namelist()).encode()
        return [names, *(archive.read(name) for name in archive.namelist())]


class Walk:
    """The real application over a folder, in which whatever a request has done is mended again."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.practice = practising(store)
        self.accounts = Accounts(store, local_now)
        self.accounts.first(QUICK.hash(PIN))
        self.other = self.child("Hidden")
        self.given = self.child(NAME)
        self.app = starting.app_of(store, WebSettings())
        self.spare = 0

    def child(self, name: str) -> str:
        """Add a child."""
        return self.practice.add_child(
            name, picture=PICTURE, age="6-8", language="en", consent=CONSENT
        ).child.key

    def mended(self, role: Role, *, keeper: bool) -> Account:
        """Return somebody in that role who sees `given` and not `other`, as if nothing was done."""
        there = {one.child.key for one in self.practice.children()}
        if self.given not in there:
            self.given = self.child(NAME)
        if self.other not in there:
            self.other = self.child("Hidden")
        name = f"{role}{keeper}"
        people = {one.name: one for one in self.accounts.everybody()}
        if "spare" not in people:
            people["spare"] = self.accounts.add("spare", "therapist", QUICK.hash(PIN))
        self.spare = people["spare"].id
        mine = people.get(name) or self.accounts.add(name, role, QUICK.hash(PIN), keeper=keeper)
        self.accounts.change(mine.id, name, role, keeper=keeper)
        self.accounts.give_only([self.given], mine.id)
        found = self.accounts.get(mine.id)
        assert found
        return found

    def browser(self) -> Browser:
        """Return a browser at this machine."""
        client = TestClient(
            self.app,
            base_url="http://127.0.0.1",
            client=("127.0.0.1", 1),
            follow_redirects=False,
            raise_server_exceptions=False,
        )
        return Browser(client)

    def ask(self, browser: Browser, account: Account, method: str, path: str) -> Response:
        """Ask for a path as somebody, whose door is opened again where it has closed."""
        if browser.get(CAREGIVER_PATH).status_code != 200:
            assert browser.open_door(PIN, account).status_code == 303
            browser.get(CAREGIVER_PATH)
        return send(browser, method, path)

    def filled(self, path: str, key: str) -> str:
        """Return a route's path with its places filled."""
        places = {"key": key, "who": str(self.spare), "number": "1", "feeling": "happy"}
        for place, value in places.items():
            path = path.replace(f"{{{place}}}", value)
        assert "{" not in path, path
        return path


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The application, with PINs that are quickly looked at."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "pyojeong.app.web.pin.PasswordHasher",
            lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
        )
        store = open_store(Path(tmp_path_factory.mktemp("walk")) / "data", START)
        yield Walk(store)
        store.close()


@pytest.fixture(scope="module")
def routes(walk: Walk) -> list[tuple[str, APIRoute, str]]:
    """Every route behind the door but the door's own: path, route, method."""
    found = [one for one in routes_of(walk.app) if behind(one[0]) and one[0] != DOOR]
    assert len(found) > 20
    return found


def test_every_route_says_for_whom_it_is(routes: list[tuple[str, APIRoute, str]]) -> None:
    """There is no route behind the door, but the door's own, without a deed."""
    assert [path for path, route, _method in routes if said(route) is None] == []


def test_a_route_is_the_deed_that_its_path_says(
    routes: list[tuple[str, APIRoute, str]],
) -> None:
    """A page of a child about a plan is the deed `plan`, and so on for every place."""
    for path, route, _method in routes:
        one = said(route)
        words = [word for word in path.split("/") if word in PLACES]
        if one and one.deed and words:
            assert one.deed in PLACES[words[0]], path


@pytest.mark.parametrize(("role", "keeper"), PEOPLE)
def test_every_route_as_everybody(
    walk: Walk, routes: list[tuple[str, APIRoute, str]], role: Role, keeper: bool
) -> None:
    """What the role may not is refused; a child not given is one that does not exist."""
    browser = walk.browser()
    for path, route, method in routes:
        allowed = said(route)
        assert allowed
        mays = allowed.deed is None or allowed.deed in DEEDS[role] | (KEEPERS if keeper else set())
        replies: list[tuple[str, Response]] = []
        for kind in ("given", "other", "unknown") if "{key}" in path else ("",):
            account = walk.mended(role, keeper=keeper)
            keys = {"given": walk.given, "other": walk.other, "unknown": UNKNOWN}
            asked = walk.filled(path, keys.get(kind, ""))
            replies.append((kind, walk.ask(browser, account, method, asked)))
        where = f"{method} {path} as {role}"
        for kind, reply in replies:
            if not mays:
                assert reply.status_code == FORBIDDEN, where
                assert refusals.NOT_YOURS in reply.text, where
            elif kind in ("other", "unknown"):
                assert reply.status_code == 404, where
            else:
                assert reply.status_code < 500, where
                assert refusals.NOT_YOURS not in reply.text, where
        said_of = {kind: (reply.status_code, reply.content) for kind, reply in replies}
        assert said_of.get("other") == said_of.get("unknown"), where


def test_a_researcher_reads_no_name(walk: Walk, routes: list[tuple[str, APIRoute, str]]) -> None:
    """Whatever a researcher opens, the child's name and picture are not in it; its code is."""
    browser, seen = walk.browser(), b""
    for path, _route, method in routes:
        account = walk.mended("researcher", keeper=False)
        if method == "GET":
            reply = walk.ask(browser, account, method, walk.filled(path, walk.given))
            for content in unpacked(reply):
                assert NAME.encode() not in content, path
                assert path.endswith("/new") or PICTURE.encode() not in content, path
                seen += content
    assert walk.practice.child(walk.given).code.encode() in seen


def test_who_sees_names_reads_them(walk: Walk) -> None:
    """The same pages show the name to a parent: the test above could fail."""
    browser = walk.browser()
    account = walk.mended("parent", keeper=False)
    assert NAME in walk.ask(browser, account, "GET", CAREGIVER_PATH).text


def test_nothing_of_caregivers_elsewhere(walk: Walk) -> None:
    """Outside the caregivers' pages nothing is said of any caregiver, whoever asks."""
    account = walk.mended("parent", keeper=True)
    stranger, insider = walk.browser(), walk.browser()
    walk.ask(insider, account, "GET", CAREGIVER_PATH)
    paths = [
        path.replace("{name}", "find").replace("{file}", "view.js")
        for path, _route, method in routes_of(walk.app)
        if not behind(path) and method == "GET"
    ]
    assert "/" in paths
    for path in paths:
        for browser in (stranger, insider):
            reply = browser.get(path)
            for name in (account.name, "spare", "/caregiver/people", "/caregiver/log"):
                assert name not in reply.text, path


def test_before_the_door(walk: Walk, routes: list[tuple[str, APIRoute, str]]) -> None:
    """Whoever has not opened the door is sent to it from every page behind it."""
    walk.mended("parent", keeper=False)
    stranger = walk.browser()
    stranger.get("/")
    for path, _route, method in routes:
        asked = walk.filled(path, walk.given)
        reply = send(stranger, method, asked)
        if path.startswith(SCRIPTS):
            assert (reply.status_code, reply.json()) == (401, {"detail": refusals.SHUT}), path
        else:
            assert (reply.status_code, reply.headers["Location"]) == (303, DOOR), path


def test_a_route_that_says_nothing_answers_nobody() -> None:
    """Nothing of a route without a deed is run, not even for the keeper."""
    house = DollHouse()
    house.lived_in()
    ran: list[str] = []
    naked = APIRouter(prefix=CAREGIVER_PATH)

    @naked.get("/naked")
    def run() -> dict[str, Any]:
        ran.append("naked")
        return {}

    house.app.include_router(naked)
    browser = house.browser()
    browser.open_door()
    assert browser.get("/caregiver/naked").status_code == 500
    assert ran == []


def test_dependencies_say_what_they_are() -> None:
    """`may` names a deed and a word for the log; `anyone` needs none, and writes nothing."""
    assert may("plan", "plan").dependency == Allowed("plan", "plan")
    assert anyone().dependency == Allowed(None, None)


def test_what_differs_is_named() -> None:
    """Two values of one kind differ in the fields that are named, and in no other."""
    plan = Plan(languages=("en",))
    assert differing(plan, plan) == []
    assert differing(plan, replace(plan, blocks=1, minutes=9)) == ["blocks", "minutes"]
    assert set(Plan.model_fields) <= set(DETAILS)  # each has its words in the log
