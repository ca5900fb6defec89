"""The keeper's pages about caregivers, and the log."""

import re
from html import unescape
from typing import get_args

import pytest

from pyojeong.app.care.accounts import (
    LAST_KEEPER,
    LEFT_ALONE,
    NAMES_NEEDED,
    NO_NAME,
    PAGE,
    TAKEN,
    Account,
    Line,
)
from pyojeong.app.domain.roles import Deed
from pyojeong.app.domain.trial import Language
from pyojeong.app.web.care.accounts import NO_ROLE
from pyojeong.app.web.care.allowed import said
from pyojeong.app.web.care.lines import OF_A_CHILD, OF_THE_HOUSE, WHAT, sentence
from pyojeong.app.web.doors import PIN_FAULTS
from pyojeong.app.web.sessions import IDLE_S
from pyojeong.core.errors import StorageError
from unit.app.web.care.care_house import fields
from unit.app.web.care.test_allowed import routes_of
from unit.app.web.doll_house import PIN, START, Browser, DollHouse

KIM = {"name": "Kim", "role": "therapist", "pin": "8024", "again": "8024"}
PEOPLE = "/caregiver/people"


@pytest.fixture
def keeper(house: DollHouse) -> Browser:
    """The keeper's browser, with the door open."""
    browser = house.browser()
    browser.open_door()
    return browser


def entered(house: DollHouse, who: Account, pin: str = PIN) -> Browser:
    """Return somebody's browser, with the door open."""
    browser = house.browser()
    assert browser.open_door(pin, who).status_code == 303
    return browser


def every_line(browser: Browser, path: str = "/caregiver/log") -> list[str]:
    """Return the sentences of the log with what they are about, the newest first."""
    found = re.findall(r"</time> <span>(.*?)</span>", browser.get(path).text)
    return [unescape(re.sub("<[^>]+>", "", one)) for one in found]


def lines(browser: Browser, path: str = "/caregiver/log") -> list[str]:
    """Return the sentences of the log, but those about doors."""
    return [one for one in every_line(browser, path) if "door" not in one]


def test_adding_somebody(house: DollHouse, keeper: Browser) -> None:
    """Who is added has an own PIN, sees nobody, and then who was given."""
    keeper.get(f"{PEOPLE}/new")
    page = keeper.send(PEOPLE, KIM).headers["Location"]
    kim = house.accounts.everybody()[1]
    assert (page, kim.name, kim.role, kim.keeper) == (
        f"{PEOPLE}/{kim.id}",
        "Kim",
        "therapist",
        False,
    )
    browser = entered(house, kim, "8024")
    assert "Turtle" not in browser.get("/caregiver").text
    keeper.get(page)
    assert keeper.send(f"{page}/children", {"children": ["k0"]}).status_code == 303
    assert "Turtle" in entered(house, kim, "8024").get("/caregiver").text
    assert "Kim" in keeper.get(PEOPLE).text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": " "}, NO_NAME),
        ({"name": "x" * 41}, NO_NAME),
        ({"role": "admin"}, NO_ROLE),
        ({"role": ""}, NO_ROLE),
        ({"pin": "12", "again": "12"}, PIN_FAULTS["form"]),
        ({"pin": "1234", "again": "1234"}, PIN_FAULTS["weak"]),
        ({"again": "8025"}, PIN_FAULTS["different"]),
    ],
)
def test_who_cannot_be_added(
    house: DollHouse, keeper: Browser, changes: dict[str, str], says: str
) -> None:
    """A name, a role and a PIN are needed; what was typed stays, but the PIN."""
    reply = keeper.send(PEOPLE, KIM | changes)
    assert (reply.status_code, says in unescape(reply.text)) == (422, True)
    assert len(house.accounts.everybody()) == 1
    assert "8024" not in reply.text


def test_a_name_is_taken_once(house: DollHouse, keeper: Browser) -> None:
    """Two people cannot be told apart by one name."""
    keeper.send(PEOPLE, KIM)
    reply = keeper.send(PEOPLE, KIM)
    assert (reply.status_code, TAKEN in reply.text) == (422, True)
    assert len(house.accounts.everybody()) == 2


def test_changing_a_role_closes_the_doors(house: DollHouse, keeper: Browser) -> None:
    """Who gets another role has to open the door anew; the keeper, who changed it, need not."""
    kim = house.joined("parent", "k0")
    browser = entered(house, kim)
    keeper.get(f"{PEOPLE}/{kim.id}")
    fields = {"name": "Kim", "role": "researcher"}
    assert keeper.send(f"{PEOPLE}/{kim.id}", fields).headers["Location"] == PEOPLE
    assert browser.get("/caregiver").headers["Location"] == "/caregiver/door"
    assert keeper.get("/caregiver").status_code == 200
    own = {"name": "Lee", "role": "parent", "keeper": "yes"}
    assert keeper.send(f"{PEOPLE}/{house.keeper.id}", own).status_code == 303
    assert keeper.get(PEOPLE).status_code == 200


def test_the_last_keeper_stays(house: DollHouse, keeper: Browser) -> None:
    """The only keeper can neither be removed nor stop being it, and the pages say so."""
    own = house.keeper.id
    reply = keeper.send(f"{PEOPLE}/{own}", {"name": "Lee", "role": "parent"})
    assert (reply.status_code, LAST_KEEPER in reply.text) == (422, True)
    page = keeper.get(f"{PEOPLE}/{own}/remove").text
    assert "first let another person do so" in page
    assert "<form" not in page
    reply = keeper.send(f"{PEOPLE}/{own}/remove")
    assert (reply.status_code, LAST_KEEPER in reply.text) == (422, True)
    assert house.keeper.id == own


def test_nobody_leaves_a_child_alone(house: DollHouse, keeper: Browser) -> None:
    """Who alone sees a child is not removed before it is given to somebody else."""
    kim = house.joined("parent", "k0", keeper=True)
    owl = house.practice.add_child("Owl", picture="pic-owl", age="6-8", language="en").child.key
    assert "Owl" in keeper.get(PEOPLE).text
    house.accounts.give(owl, kim.id)
    assert "Owl" not in keeper.get(PEOPLE).text
    page = keeper.get(f"{PEOPLE}/{kim.id}/remove").text
    assert "Owl" in page
    assert "Turtle" not in page
    for end, sent in (("remove", None), ("children", {"children": ["k0"]})):
        reply = keeper.send(f"{PEOPLE}/{kim.id}/{end}", sent)
        assert (reply.status_code, LEFT_ALONE in reply.text) == (422, True)
    house.accounts.give(owl, house.keeper.id)
    browser = entered(house, kim)
    keeper.get(f"{PEOPLE}/{kim.id}/remove")
    assert keeper.send(f"{PEOPLE}/{kim.id}/remove").headers["Location"] == PEOPLE
    assert browser.get("/caregiver").headers["Location"] == "/caregiver/door"
    assert {one.child.pseudonym for one in house.practice.children()} == {"Turtle", "Owl"}


def test_somebody_forgot_the_pin(house: DollHouse, keeper: Browser) -> None:
    """The keeper lets somebody type another PIN; the own is changed only by who knows it."""
    kim = house.joined("parent", "k0", pin="8024")
    browser = entered(house, kim, "8024")
    keeper.get(f"{PEOPLE}/{kim.id}")
    bad = keeper.send(f"{PEOPLE}/{kim.id}/pin", {"pin": "97531", "again": "9"})
    assert bad.status_code == 422
    keeper.send(f"{PEOPLE}/{kim.id}/pin", {"pin": "97531", "again": "97531"})
    assert browser.get("/caregiver").headers["Location"] == "/caregiver/door"
    assert house.browser().open_door("8024", kim).status_code == 403
    entered(house, kim, "97531")
    own = f"{PEOPLE}/{house.keeper.id}/pin"
    reply = keeper.send(own, {"pin": "97531", "again": "97531"})
    assert reply.headers["Location"] == "/caregiver/pin"
    assert house.browser().open_door(PIN, house.keeper).status_code == 303


@pytest.mark.parametrize("who", ["0", "99", "x", "１", "9" * 30, "%00"])
def test_who_is_not_there(keeper: Browser, who: str) -> None:
    """A person who is not there is calmly said to be so."""
    for path in (f"{PEOPLE}/{who}", f"{PEOPLE}/{who}/remove"):
        assert keeper.get(path).status_code == 404
    keeper.get(PEOPLE)
    for end in ("", "/children", "/pin", "/remove"):
        assert keeper.send(f"{PEOPLE}/{who}{end}").status_code == 404


def test_an_added_child_is_seen_by_who_added_it(house: DollHouse, keeper: Browser) -> None:
    """Who adds a child sees it; nobody else does, until it is given."""
    kim = house.joined("parent")
    browser = entered(house, kim)
    browser.get("/caregiver/children/new")
    fields = {"pseudonym": "Owl", "picture": "pic-owl", "age": "6-8", "language": "en",
              "given_by": "parent", "agreed": "yes"}  # fmt: skip
    assert browser.send("/caregiver/children", fields).status_code == 303
    assert "Owl" in browser.get("/caregiver").text
    assert "Owl" not in keeper.get("/caregiver").text
    assert "Parent added Owl." in lines(keeper)


def test_what_was_done_is_read(house: DollHouse, keeper: Browser) -> None:
    """The log says in sentences who saw and changed what, the newest first."""
    kim = house.joined("therapist", "k0")
    browser = entered(house, kim)
    for _ in range(3):
        page = browser.get("/caregiver/children/k0/plan").text
    browser.send("/caregiver/children/k0/plan", fields(page) | {"blocks": ["9"]})
    browser.send("/caregiver/children/k0/plan", fields(page) | {"blocks": ["3"]})
    for _ in range(3):
        assert browser.get("/caregiver/children/k0/erase").status_code == 403
    assert lines(keeper)[:4] == [
        "Therapist asked for something of Turtle and was refused. Erase everything of this child",
        "Therapist changed the plan of Turtle. Blocks of 12 tasks in a session",
        "Therapist looked at the plan of Turtle.",
        "Therapist looked at the list of children.",
    ]
    assert lines(browser, "/caregiver/children/k0/log") == [
        "Therapist asked for something of Turtle and was refused. Erase everything of this child",
        "Therapist changed the plan of Turtle. Blocks of 12 tasks in a session",
        "Therapist looked at the plan of Turtle.",
    ]
    browser.get("/caregiver/children/k0/log")
    assert lines(keeper, f"/caregiver/log?child=k0&who={kim.id}")[0].startswith("Therapist looked")
    assert lines(keeper, f"/caregiver/log?child=k0&who={house.keeper.id}") == []


def test_the_log_outlives_the_erased(house: DollHouse, keeper: Browser) -> None:
    """After a child is erased its name is nowhere in the log, and one line says that one was."""
    keeper.get("/caregiver/children/k0")
    keeper.get("/caregiver/children/k0/erase")
    keeper.send("/caregiver/children/k0/erase", {"name": "Turtle"})
    assert [one for one in lines(keeper) if "list of children" not in one] == [
        "Parent erased a child and everything of it."
    ]


def test_the_log_outlives_the_removed(house: DollHouse, keeper: Browser) -> None:
    """Who was removed is named in the lines about that, and in those of what they did."""
    kim = house.joined("therapist", "k0", name="Kim")
    entered(house, kim).get("/caregiver/children/k0")
    keeper.get(f"{PEOPLE}/{kim.id}/remove")
    keeper.send(f"{PEOPLE}/{kim.id}/remove")
    said = lines(keeper)
    assert "Parent removed Kim." in said
    assert "Kim (removed) looked at the overview of Turtle." in said
    house.joined("therapist", "k0", name="Kim")
    assert "Kim (removed) looked at the overview of Turtle." in lines(keeper)
    assert "Kim (removed)</option>" in keeper.get("/caregiver/log").text
    assert len(lines(keeper, f"/caregiver/log?who={kim.id}")) == 2


def test_the_log_goes_on(house: DollHouse, keeper: Browser) -> None:
    """A page has a hundred lines, and a way to the older ones, of the same child and person."""
    for _ in range(PAGE + 20):
        house.accounts.log(house.keeper, "plan", "plan", "k0")
    first = keeper.get(f"/caregiver/log?child=k0&who={house.keeper.id}").text
    assert first.count("<time") == PAGE
    older = re.search(r'href="(/caregiver/log\?[^"]+)"', first)
    assert older
    rest = keeper.get(unescape(older[1])).text
    assert rest.count("<time") == 20
    assert "?child=" not in rest


@pytest.mark.parametrize("query", ["child=zz", "who=x", "before=x", "before=" + "9" * 30, "who=-1"])
def test_odd_questions_to_the_log(keeper: Browser, query: str) -> None:
    """What names nobody is left out of the question."""
    keeper.get("/caregiver/log")
    assert len(every_line(keeper)) == 3
    assert every_line(keeper, f"/caregiver/log?{query}") == every_line(keeper)


def test_no_page_without_its_line(
    house: DollHouse, keeper: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the log cannot be written, nothing is shown."""

    def full(*_line: object) -> None:
        raise StorageError("No space left")

    monkeypatch.setattr(house.accounts, "log", full)
    reply = keeper.get("/caregiver/children/k0")
    assert reply.status_code == 500
    assert "Turtle" not in reply.text


def test_doors_are_written_down(house: DollHouse, keeper: Browser) -> None:
    """Who opened a door, how it closed, and every PIN that was wrong, stand in the log."""
    kim = house.joined("therapist", "k0", name="Kim")
    browser = entered(house, kim)
    browser.send("/caregiver/leave")
    house.browser().open_door("0000", kim)
    house.browser().open_door("0000")
    entered(house, kim)
    keeper.get("/caregiver")
    house.clock.pass_s(IDLE_S + 1)
    keeper.get("/caregiver")
    keeper.open_door(PIN, house.keeper)
    assert [one for one in every_line(keeper) if "door" in one or "PIN" in one] == [
        "Parent opened the door.",
        "The door that Parent had opened fell shut by itself.",
        "The door that Kim had opened fell shut by itself.",
        "Kim opened the door.",
        "Somebody typed a PIN and did not say whose.",
        "Somebody typed a wrong PIN for Kim.",
        "The door that Kim had opened was closed.",
        "Kim opened the door.",
        "Parent opened the door.",
    ]


def test_a_door_closes_though_the_log_is_full(
    house: DollHouse, keeper: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A door that cannot be written down does not open, and one that is open closes."""

    def full(*_line: object) -> None:
        raise StorageError("No space left")

    monkeypatch.setattr(house.accounts, "log_door", full)
    assert keeper.send("/caregiver/leave").headers["Location"] == "/"
    assert keeper.get("/caregiver").headers["Location"] == "/caregiver/door"
    assert house.browser().open_door().status_code == 507


def test_who_was_refused_is_written_down(house: DollHouse, keeper: Browser) -> None:
    """What somebody asked for and may not see, or of a child not given, is a line, once."""
    kim = house.joined("researcher", "k0", name="Kim")
    house.lived_in("Owl")
    browser = entered(house, kim)
    for _ in range(2):
        for path in ("k0/data/archive.zip", "k1/progress", "k9/progress"):
            assert browser.get(f"/caregiver/children/{path}").status_code in (403, 404)
        assert browser.get("/caregiver/log").status_code == 403
    said = lines(keeper)
    assert said.count("Kim asked for something and was refused. Who saw and changed what") == 1
    refused = "Kim asked for something of {} and was refused. {}"
    assert said.count(refused.format("Turtle", "Archive")) == 1
    assert said.count(refused.format("Owl", "Progress")) == 1
    assert said.count("Kim asked for something and was refused. Progress") == 2  # of nobody


def test_lines_say_which(house: DollHouse, keeper: Browser) -> None:
    """A line says which session, feeling or export it is about, and what of a child was changed."""
    keeper.get("/caregiver/children/k0/details")
    changes = {"pseudonym": "Owl", "picture": "pic-owl", "age": "6-8"}
    keeper.send("/caregiver/children/k0/details", changes)
    for path in ("signals/happy", "data/trials.zip", "reports/sheet?session=3"):
        keeper.get(f"/caregiver/children/k0/{path}")
    said = lines(keeper)
    assert "Parent took out the table of trials of Owl." in said
    assert "Parent looked at the signals of Owl. happy" in said
    assert "Parent corrected name, picture or age of Owl. Name Picture" in said


def test_names_in_the_log_keep_to_themselves(house: DollHouse, keeper: Browser) -> None:
    """Each name in a line stands apart from the direction of the words around it."""
    house.joined("therapist", "k0", name="<b>שרה")
    keeper.send(f"{PEOPLE}/2/pin", {"pin": "97531", "again": "97531"})
    text = keeper.get("/caregiver/log").text
    assert "<bdi>Parent</bdi> let <bdi>&lt;b&gt;שרה</bdi> choose another PIN." in text


def test_times_are_words(house: DollHouse, keeper: Browser) -> None:
    """The log says a day as its language does."""
    house.vault.settings["language"] = "ko"
    assert re.search(
        r"<time [^>]+>2027년 3월 1일,? [^<]*16:00</time>", keeper.get("/caregiver/log").text
    )


# What is written beside what routes say, and by which of a route's files is taken away.
BESIDE = {
    "people": ("add", "change", "pin", "remove", "give", "take"),
    "own": ("pin", "pin-here", "language"),
    "door": ("opened", "closed", "shut", "wrong", "nobody"),
}
TAKEN_AWAY = ("report", "export", "archive")
OF_NOBODY = ("people", "own", "door", "house")  # deeds that are about no child


def written() -> list[tuple[str, str]]:
    """Return deed and word of every line that there can be."""
    found = {(deed, about) for deed, words in BESIDE.items() for about in words}
    for _path, route, method in routes_of(DollHouse().app):
        allowed = said(route)
        if allowed:
            deed = allowed.deed or "own"
            found.add(("refused", allowed.about or deed))
            if allowed.about and method == "GET":
                found.add(("see", allowed.about))
            if allowed.about and (method != "GET" or deed in TAKEN_AWAY):
                found.add((deed, allowed.about))
    return sorted(found)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_line_is_without_words(language: Language) -> None:
    """Whatever is written has a sentence, with its child and after that was erased."""

    def parts(deed: str, about: str, name: str | None) -> object:
        return sentence(Line(1, START, 1, None, deed, about), "Kim", name, language)

    wordless = [
        (deed, about, name)
        for deed, about in written()
        for name in ("Turtle", None)
        if name is None or deed not in OF_NOBODY or about in ("give", "take")
        if parts(deed, about, name) == parts("unknown", "", name)
    ]
    assert wordless == []


@pytest.mark.parametrize("deed", [*get_args(Deed), "own", "door", "refused"])
def test_every_deed_has_words(deed: str) -> None:
    """Every deed has a sentence about the house, and one about a child where it can be."""
    tables = [OF_THE_HOUSE] if deed in OF_NOBODY else [OF_THE_HOUSE, OF_A_CHILD]
    for table in tables:
        assert deed in {one for one, _about in table}


def test_every_page_has_its_own_sentence() -> None:
    """A page of a child is named in its line; and so is, in a word, what was refused or waits."""
    named = {about for deed, about in OF_A_CHILD if deed == "see"}
    for path, route, method in routes_of(DollHouse().app):
        allowed = said(route)
        if allowed and allowed.deed:
            assert (allowed.about or allowed.deed) in WHAT, path
            if method == "GET" and "{key}" in path and allowed.deed not in ("export", "archive"):
                assert allowed.about in named, path


def test_every_sentence_names_whom() -> None:
    """Every sentence names who, and the child where it is about one."""
    assert all("{who}" in text and "{name}" in text for text in OF_A_CHILD.values())
    assert all("{who}" in text and "{name}" not in text for text in OF_THE_HOUSE.values())


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", [PEOPLE, f"{PEOPLE}/new", f"{PEOPLE}/2", f"{PEOPLE}/2/remove",
                                  "/caregiver/log", "/caregiver/children/k0/log"])  # fmt: skip
def test_pages_are_whole(house: DollHouse, keeper: Browser, path: str, language: Language) -> None:
    """Every page has its language, one heading, a label for each field, and no script."""
    house.joined("parent", "k0")
    house.vault.settings["language"] = language
    text = keeper.get(path).text
    assert text.startswith(f'<!doctype html>\n<html lang="{language}"')
    assert len(re.findall("<h1", text)) == 1
    assert "<script" not in text
    assert " style=" not in text
    for field in re.findall(r'<(?:input|select) id="(\w+)"', text):
        assert f'<label for="{field}">' in text
    assert text.count('name="csrf"') == text.count('<form method="post"')


def test_no_researcher_keeps_the_house(house: DollHouse, keeper: Browser) -> None:
    """A form that would make a researcher keeper comes back with a sentence; nothing changes."""
    asked = {**KIM, "role": "researcher", "keeper": "yes"}
    keeper.get(f"{PEOPLE}/new")
    reply = keeper.send(PEOPLE, asked)
    assert (reply.status_code, NAMES_NEEDED in reply.text) == (422, True)
    assert house.accounts.everybody() == (house.keeper,)
    reply = keeper.send(f"{PEOPLE}/{house.keeper.id}", asked)
    assert (reply.status_code, NAMES_NEEDED in reply.text) == (422, True)
    assert house.accounts.everybody() == (house.keeper,)
