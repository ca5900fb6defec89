"""First run, and the caregiver's pages."""

import re
from html import unescape

import pytest

from pyojeong.app.domain.child import Consent
from pyojeong.app.domain.trial import Language
from pyojeong.app.store import InUseError
from pyojeong.app.store.sentences import IN_USE
from pyojeong.app.web import consent, forms
from pyojeong.app.web.consent import PLAIN, STORED, WORDING
from pyojeong.app.web.refusals import GONE
from pyojeong.core.i18n import translate
from unit.app.web.doll_house import PIN, START, Browser, DollHouse

CHILD = {
    "pseudonym": "Turtle",
    "picture": "pic-turtle",
    "age": "6-8",
    "language": "en",
    "given_by": "parent",
    "agreed": "yes",
}

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {name} %s",
    "👩‍👩‍👧‍👦🦊 거북이",
    "\u202egnp.elgnam\u202c",
    "‏שלום",
    "'; DROP TABLE child; --",
]


@pytest.fixture
def caregiver(house: DollHouse) -> Browser:
    """A browser with the door open."""
    browser = house.browser()
    browser.open_door()
    return browser


@pytest.mark.parametrize("language", ["ko", "en"])
def test_first_run(language: Language) -> None:
    """Language, PIN, child, consent: then the child may begin, in that language throughout."""
    house = DollHouse()
    browser = house.browser()
    assert browser.get("/").headers["Location"] == "/first-run"
    assert 'lang="ko"' in browser.get("/first-run").text
    chosen = browser.send("/first-run/language", {"language": language})
    page = browser.get(chosen.headers["Location"])
    assert f'<html lang="{language}"' in page.text
    opened = browser.send("/first-run/pin", {"pin": PIN, "again": PIN})
    page = browser.get(opened.headers["Location"])
    assert f'<html lang="{language}"' in page.text
    text = unescape(page.text)
    for sentence in (*STORED, *PLAIN):
        assert translate(sentence, language) in text
    added = browser.send("/caregiver/children", CHILD | {"language": language})
    page = browser.get(added.headers["Location"])
    assert translate("Start", language) in page.text
    started = browser.send("/caregiver/leave")
    assert "Turtle" in browser.get(started.headers["Location"]).text
    (child,) = house.practice.children()
    assert child.child.consent is not None
    assert (child.child.consent.wording, child.child.consent.at) == (WORDING, START)
    assert house.practice.plan(child.child.key).languages == (language,)


def test_first_run_is_once(house: DollHouse) -> None:
    """Where there is a PIN nobody sets another one by the pages of the first run."""
    browser, pin = house.browser(), house.accounts.pin_hash(house.keeper.id)
    browser.get("/")
    for path in ("/first-run", "/first-run/pin"):
        assert browser.get(path).headers["Location"] == "/"
    browser.get("/")
    assert browser.send("/first-run/pin", {"pin": "0000", "again": "0000"}).status_code == 303
    assert browser.send("/first-run/language", {"language": "ko"}).status_code == 303
    assert house.accounts.pin_hash(house.keeper.id) == pin
    assert house.vault.settings["language"] == "en"


def test_the_faster_window_sets_the_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two windows that set the first PIN at once, one does."""
    house = DollHouse()
    browser = house.browser()
    browser.get("/first-run/pin")
    house.accounts.first("another's")
    monkeypatch.setattr(house.accounts, "any_there", lambda: False)  # as it was a moment before
    reply = browser.send("/first-run/pin", {"pin": PIN, "again": PIN})
    assert reply.headers["Location"] == "/"
    assert house.accounts.pin_hash(house.keeper.id) == "another's"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"pin": "12", "again": "12"}, "4 to 12 digits"),
        ({"pin": "2468", "again": "2469"}, "not the same"),
        ({"pin": "1234", "again": "1234"}, "choose another PIN"),
        ({"pin": "0000", "again": "0000"}, "choose another PIN"),
        ({}, "4 to 12 digits"),
    ],
)
def test_bad_first_pins(fields: dict[str, str], says: str) -> None:
    """What is no PIN is asked again, with the reason."""
    browser = DollHouse().browser()
    browser.get("/first-run/pin")
    reply = browser.send("/first-run/pin", fields)
    assert (reply.status_code, says in reply.text) == (422, True)
    assert 'role="alert"' in reply.text


def test_no_such_language(caregiver: Browser) -> None:
    """A language that we do not have is refused."""
    assert caregiver.send("/caregiver/language", {"language": "fr"}).status_code == 422
    assert caregiver.send("/caregiver/language", {"language": "ko"}).status_code == 303
    assert '<html lang="ko"' in caregiver.get("/caregiver").text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"pseudonym": ""}, "name of 1 to 40"),
        ({"pseudonym": " \t "}, "name of 1 to 40"),
        ({"pseudonym": "x" * 10_000}, "name of 1 to 40"),
        ({"picture": "pic-dragon"}, "choose a picture"),
        ({"age": "99"}, "choose an age"),
        ({"language": "fr"}, "choose a language"),
        ({"given_by": "child"}, "consent there is no practice"),
        ({"agreed": ""}, "consent there is no practice"),
    ],
)
def test_bad_children(
    house: DollHouse, caregiver: Browser, changes: dict[str, str], says: str
) -> None:
    """A child without name, picture, age, language or consent is not added; the page says why."""
    reply = caregiver.send("/caregiver/children", CHILD | changes)
    assert (reply.status_code, says in unescape(reply.text)) == (422, True)
    assert len(reply.text) < 20_000
    assert len(house.practice.children()) == 1


def test_what_was_typed_stays(caregiver: Browser) -> None:
    """What was right is kept on the page that asks again."""
    reply = caregiver.send("/caregiver/children", CHILD | {"age": ""})
    assert 'value="Turtle"' in reply.text
    assert len(re.findall(r"\bchecked\b", reply.text)) == 3


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names(house: DollHouse, caregiver: Browser, name: str) -> None:
    """Whatever a name holds stands on every page as text."""
    added = caregiver.send("/caregiver/children", CHILD | {"pseudonym": name})
    assert added.status_code == 303
    browser = house.browser()
    browser.enter("k1")
    pages = [caregiver.get(path) for path in ("/caregiver", "/caregiver/children/k1",
                                              "/caregiver/children/k1/erase")]  # fmt: skip
    pages += [browser.get("/"), house.browser().get("/")]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert name in unescape(page.text)
        assert "<bdi" in page.text


def test_huge_names_do_not_pass(caregiver: Browser) -> None:
    """A name of 10,000 letters of another script is too much, and is said to be."""
    reply = caregiver.send("/caregiver/children", CHILD | {"pseudonym": "🦊" * 10_000})
    assert reply.status_code == 413
    assert "<h1>" in reply.text


def test_consent_is_asked_anew(
    house: DollHouse, caregiver: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the words of the consent have changed, they are read again, and that is recorded."""
    path = "/caregiver/children/k0/consent"
    assert path not in caregiver.get("/caregiver").text
    monkeypatch.setattr(consent, "WORDING", WORDING + 1)
    monkeypatch.setattr(forms, "WORDING", WORDING + 1)
    assert path in caregiver.get("/caregiver").text
    text = unescape(caregiver.get(path).text)
    for sentence in (*STORED, *PLAIN):
        assert sentence in text
    refused = caregiver.send(path, {"given_by": "guardian"})
    assert (refused.status_code, "consent there is no" in unescape(refused.text)) == (422, True)
    house.clock.pass_s(60)
    taken = caregiver.send(path, {"given_by": "guardian", "agreed": "yes"})
    assert taken.headers["Location"] == "/caregiver"
    agreed = house.practice.child("k0").child.consent
    assert agreed == Consent(given_by="guardian", at=house.clock(), wording=WORDING + 1)
    assert path not in caregiver.get("/caregiver").text


def test_removing(house: DollHouse, caregiver: Browser) -> None:
    """A child is erased once its name was typed; what is gone is calmly said to be."""
    assert "cannot be undone" in caregiver.get("/caregiver/children/k0/erase").text
    assert caregiver.send("/caregiver/children/k0/erase", {"name": "Turtl"}).status_code == 422
    assert len(house.practice.children()) == 1
    assert caregiver.send("/caregiver/children/k0/erase", {"name": "Turtle"}).status_code == 200
    assert house.practice.children() == ()
    assert "no child yet" in caregiver.get("/caregiver").text
    for reply in (
        caregiver.get("/caregiver/children/k0"),
        caregiver.get("/caregiver/children/k0/erase"),
    ):
        assert (reply.status_code, GONE in reply.text) == (404, True)
    caregiver.get("/caregiver")
    assert caregiver.send("/caregiver/children/k0/erase", {"name": "Turtle"}).status_code == 404


def test_removing_while_somebody_reads(house: DollHouse, caregiver: Browser) -> None:
    """Where nothing can be erased just now, the page says what to do, and leads back."""
    house.vault.settings["language"] = "ko"
    caregiver.get("/caregiver/children/k0/erase")
    house.practice.fault = InUseError(IN_USE)
    reply = caregiver.send("/caregiver/children/k0/erase", {"name": "Turtle"})
    assert (reply.status_code, translate(IN_USE, "ko") in unescape(reply.text)) == (503, True)
    assert 'href="/caregiver"' in reply.text
    assert len(house.practice.children()) == 1


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", ["/caregiver", "/caregiver/pin", "/caregiver/children/new",
                                  "/caregiver/children/k0", "/caregiver/children/k0/consent",
                                  "/caregiver/ready",
                                  "/caregiver/children/k0/erase"])  # fmt: skip
def test_pages_are_whole(
    house: DollHouse, caregiver: Browser, path: str, language: Language
) -> None:
    """Every page has its language, one heading, a label for each field, and no script."""
    house.vault.settings["language"] = language
    text = caregiver.get(path).text
    assert text.startswith(f'<!doctype html>\n<html lang="{language}"')
    assert len(re.findall("<h1", text)) == 1
    assert "<script" not in text
    assert " style=" not in text
    for field in re.findall(r'<(?:input|select) id="(\w+)"', text):
        assert f'<label for="{field}">' in text
    assert text.count('name="csrf"') == text.count("<form")


def test_each_reads_the_own_language(house: DollHouse, caregiver: Browser) -> None:
    """Each reads the own language; the door, and who has chosen none, have that of the house."""
    kim = house.joined("therapist", "k0", name="Kim")
    browser = house.browser()
    browser.open_door(PIN, kim)
    browser.send("/caregiver/language/own", {"language": "ko"})
    for path in ("/caregiver", "/caregiver/children/k0", "/caregiver/children/k0/plan"):
        assert '<html lang="ko"' in browser.get(path).text
        assert '<html lang="en"' in caregiver.get(path).text
    for one in (browser, house.browser()):
        assert '<html lang="en"' in one.get("/").text
        assert '<html lang="en"' in one.get("/caregiver/door").text
    browser.open_door(PIN, kim)
    caregiver.get("/caregiver")
    caregiver.open_door(PIN, house.keeper)
    caregiver.send("/caregiver/language", {"language": "ko"})
    assert '<html lang="ko"' in caregiver.get("/caregiver").text
    caregiver.send("/caregiver/language/own", {"language": "en"})
    assert '<html lang="en"' in caregiver.get("/caregiver").text
    assert house.vault.settings["language"] == "ko"
    browser.send("/caregiver/language/own", {"language": "house"})
    caregiver.send("/caregiver/language", {"language": "en"})
    assert '<html lang="en"' in browser.get("/caregiver").text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_who_forgot_the_pin_is_told_whom_to_ask(house: DollHouse, language: Language) -> None:
    """Where there are several, the door sends whoever forgot the PIN to who keeps the house."""
    house.vault.settings["language"] = language
    keeper = "You look after this house yourself?"
    alone = house.browser().get("/caregiver/door").text
    assert "serve --new-pin" in alone
    house.joined("therapist", "k0")
    several = house.browser().get("/caregiver/door").text
    assert several.count("serve --new-pin") == 1
    if language == "en":
        assert "Ask whoever looks after this house" in several
        assert several.index(keeper) < several.index("serve --new-pin")
        assert keeper not in alone
