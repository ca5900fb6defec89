"""The keeper's pages about caregivers, and the log."""

import re
from html import unescape

import pytest

from pyojeong.app.care.accounts import (
    LAST_KEEPER,
    LEFT_ALONE,
    NAMES_NEEDED,
    NO_NAME,
    PAGE,
    TAKEN,
    Account,
)
from pyojeong.app.domain.trial import Language
from pyojeong.app.web.care.accounts import NO_ROLE
from pyojeong.app.web.care.lines import OF_A_CHILD, OF_THE_HOUSE
from pyojeong.app.web.doors import PIN_FAULTS
from pyojeong.core.errors import StorageError
from unit.app.web.care.care_house import fields
from unit.app.web.doll_house import PIN, Browser, DollHouse

KIM = {"name": "Kim", "role": "therapist", "pin": "8024", "again": "8024"}
PEOPLE = "/caregiver/people"


@pytest.fixture
def house() -> DollHouse:
    """A house with one child, k0."""
    made = DollHouse()
    made.lived_in()
    return made


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


def lines(browser: Browser, path: str = "/caregiver/log") -> list[str]:
    """Return the sentences of the log, the newest first."""
    text = unescape(browser.get(path).text)
    return re.findall(r"</time> <span>(.*?)</span>", text)


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
    browser.get("/caregiver/children/k0/erase")
    assert lines(keeper)[:3] == [
        "Therapist changed the plan of Turtle.",
        "Therapist looked at the plan of Turtle.",
        "Therapist looked at the list of children.",
    ]
    assert lines(browser, "/caregiver/children/k0/log") == [
        "Therapist changed the plan of Turtle.",
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
    """Who was removed is named in the lines about that, and in no line of what they did."""
    kim = house.joined("therapist", "k0", name="Kim")
    entered(house, kim).get("/caregiver/children/k0")
    keeper.get(f"{PEOPLE}/{kim.id}/remove")
    keeper.send(f"{PEOPLE}/{kim.id}/remove")
    said = lines(keeper)
    assert "Parent removed Kim." in said
    assert "Somebody who was removed looked at the overview of Turtle." in said


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
    assert len(lines(keeper)) == 2
    assert lines(keeper, f"/caregiver/log?{query}") == lines(keeper)


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


def test_every_line_has_words() -> None:
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
