"""The PIN, its tries, sessions, and pairing."""

from itertools import pairwise

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from pyojeong.app.web.house import accepted
from pyojeong.app.web.pairing import MOST_WRONG, Pairing, new_code
from pyojeong.app.web.pin import Try, fault_of, is_pin, is_weak, tidy
from pyojeong.app.web.sessions import IDLE_S, MOST, Sessions
from pyojeong.app.web.settings import LOOPBACK, WebSettings
from pyojeong.app.web.tries import FIRST_WAIT_S, FREE, FREE_OF_ALL, LONGEST_WAIT_S, Counted, Tries
from unit.app.web.doll_house import PIN, START, Clock, DollHouse, DollVault

CODE = "314159"


@pytest.fixture
def lan() -> DollHouse:
    """A house whose other machines may be let in."""
    hosts = LOOPBACK | {"192.168.0.7"}
    made = DollHouse(WebSettings(hosts=hosts, pairing_code=CODE))
    made.lived_in()
    return made


@pytest.mark.parametrize(
    "pin", ["1234", "123456789012", "a passphrase", "비밀번호여덟자", " 2468 ", "２４６８"]
)
def test_pins(pin: str) -> None:
    """4 to 12 digits, of whichever width, or 8 characters, make a PIN."""
    assert is_pin(tidy(pin)) == (len(tidy(pin)) != 7)
    assert tidy("２４６８") == "2468"


@pytest.mark.parametrize(
    "pin",
    ["0000", "1111111", "1234", "0123456789", "9876", "４３２１", "aaaaaaaa"],
)
def test_weak_pins(pin: str) -> None:
    """One character again and again, and a run of digits, are refused."""
    assert fault_of(pin, pin) == "weak"


@given(st.from_regex(r"\A[0-9]{4,12}\Z"))
def test_few_pins_are_weak(pin: str) -> None:
    """A PIN is weak where every digit is as far from the one before: by nothing, or by one."""
    steps = [int(after) - int(before) for before, after in pairwise(pin)]
    assert is_weak(pin) == any(steps == [step] * len(steps) for step in (-1, 0, 1))


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "short", "x" * 129, "    "])
def test_no_pins(pin: str) -> None:
    """Fewer, or far more, do not."""
    assert fault_of(pin, pin) == "form"


def test_typed_twice() -> None:
    """Both have to be the same, whatever the width of their digits."""
    assert fault_of("2468", "2469") == "different"
    assert fault_of("2468", "２４６８") is None


def test_the_right_pin_opens(house: DollHouse) -> None:
    """Who knows the PIN sees the caregiver's page; who does not is sent to the door."""
    browser = house.browser()
    assert browser.get("/caregiver").headers["Location"] == "/caregiver/door"
    assert browser.open_door().headers["Location"] == "/caregiver"
    assert "Turtle" in browser.get("/caregiver").text
    assert browser.get("/caregiver/door").headers["Location"] == "/caregiver"
    stranger = house.browser()
    for path in ("/caregiver/children/k0", "/caregiver/pin", "/caregiver/children/new"):
        assert stranger.get(path).headers["Location"] == "/caregiver/door"
    stranger.get("/")
    assert stranger.send("/caregiver/children/k0/erase").headers["Location"] == "/caregiver/door"
    assert house.practice.children()


def test_wrong_again_and_again(house: DollHouse) -> None:
    """After five wrong tries there is a wait, doubled each time; the right PIN waits too."""
    browser = house.browser()
    replies = [browser.open_door("0000").status_code for _ in range(FREE)]
    assert replies == [403] * (FREE - 1) + [429]
    reply = browser.open_door(PIN)
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, str(FIRST_WAIT_S))
    assert "30 seconds" in reply.text
    house.clock.pass_s(FIRST_WAIT_S)
    reply = browser.open_door("0000")
    assert reply.headers["Retry-After"] == str(2 * FIRST_WAIT_S)
    house.clock.pass_s(2 * FIRST_WAIT_S)
    assert browser.open_door().status_code == 303
    assert browser.open_door("0000").status_code == 403


def test_several_are_asked_who_they_are(house: DollHouse) -> None:
    """With one caregiver the door asks for a PIN alone, with several for who it is too."""
    assert 'name="who"' not in house.browser().get("/caregiver/door").text
    kim = house.joined("therapist", "k0", pin="8024")
    assert 'name="who"' in house.browser().get("/caregiver/door").text
    assert "Therapist</option>" in house.browser().get("/caregiver/door").text
    assert house.browser().open_door(PIN).status_code == 403
    assert house.browser().open_door(PIN, kim).status_code == 403
    assert house.browser().open_door(PIN, house.keeper).status_code == 303
    browser = house.browser()
    assert browser.open_door("8024", kim).status_code == 303
    assert browser.send("/caregiver/devices/forget").status_code == 403


@pytest.mark.parametrize("who", ["", "0", "99", "-1", "x", "9" * 40, "１"])
def test_nobodys_account(house: DollHouse, who: str) -> None:
    """An account that is not there is answered, counted and waited for as one with another PIN."""
    house.joined("therapist", "k0")
    browser = house.browser()
    browser.get("/caregiver/door")
    tries = [browser.send("/caregiver/door", {"pin": "0000", "who": who}) for _ in range(FREE)]
    assert [one.status_code for one in tries] == [403] * (FREE - 1) + [429]
    assert house.browser().open_door(PIN, house.keeper).status_code == 303


def test_a_try_takes_its_time_whoever_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 looks once at every try, whether there is such an account or not."""
    house = DollHouse()
    house.lived_in()
    house.joined("therapist", "k0")
    looked: list[str] = []
    verify = PasswordHasher.verify

    def watched(hasher: PasswordHasher, kept: str, pin: str) -> bool:
        looked.append(kept)
        return verify(hasher, kept, pin)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    browser = house.browser()
    browser.get("/caregiver/door")
    for who in (str(house.keeper.id), "99", "x"):
        browser.send("/caregiver/door", {"pin": "0000", "who": who})
    assert len(looked) == 3
    assert len({kept.rpartition("$")[0].rpartition("$")[0] for kept in looked}) == 1  # parameters


def test_each_waits_for_its_own_wrong_tries(house: DollHouse) -> None:
    """Who errs keeps nobody else waiting, until all have erred too often together."""
    kim = house.joined("therapist", "k0", pin="8024")
    for _ in range(FREE):
        house.browser().open_door("0000", kim)
    assert house.browser().open_door("8024", kim).status_code == 429
    assert house.browser().open_door(PIN, house.keeper).status_code == 303
    house.clock.pass_s(FIRST_WAIT_S)
    assert house.browser().open_door("8024", kim).status_code == 303


def test_one_pin_for_everybody_is_not_tried_for_long(house: DollHouse) -> None:
    """Wrong tries at many accounts are counted together, and everybody waits in the end."""
    people = [
        house.joined("parent", "k0", name=f"Person {number}")
        for number in range(FREE_OF_ALL // 4 + 1)
    ]
    tries = [
        house.browser().open_door("0000", people[number // 4]).status_code
        for number in range(FREE_OF_ALL)
    ]
    assert tries == [403] * (FREE_OF_ALL - 1) + [429]
    reply = house.browser().open_door(PIN, house.keeper)
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, str(FIRST_WAIT_S))
    assert "Please wait 30 seconds" in house.browser().get("/caregiver/door").text


def test_a_right_pin_forgets_nobody_elses_wrong_tries(house: DollHouse) -> None:
    """Who knows one PIN cannot guess at another's for ever by typing the own in between."""
    kim = house.joined("therapist", "k0", pin="8024")
    for _ in range(FREE):
        house.browser().open_door("0000", house.keeper)
        house.browser().open_door("8024", kim)
    assert house.browser().open_door(PIN, house.keeper).status_code == 429


def test_who_is_removed_is_out_at_once(house: DollHouse) -> None:
    """A caregiver who was removed meanwhile, by whatever way, stands before the door."""
    kim = house.joined("parent", "k0")
    browser = house.browser()
    browser.open_door(PIN, kim)
    assert "Turtle" in browser.get("/caregiver").text
    house.accounts.remove(kim.id)
    assert browser.get("/caregiver/children/k0").headers["Location"] == "/caregiver/door"
    assert house.browser().open_door(PIN, kim).headers.get("Location") == "/caregiver"  # alone


def test_who_is_changed_loses_at_once(house: DollHouse) -> None:
    """A role or a child that was taken meanwhile is gone with the next request."""
    kim = house.joined("parent", "k0")
    browser = house.browser()
    browser.open_door(PIN, kim)
    assert browser.get("/caregiver/children/k0/erase").status_code == 200
    house.accounts.change(kim.id, "Kim", "therapist", keeper=False)
    assert browser.get("/caregiver/children/k0/erase").status_code == 403
    assert browser.get("/caregiver/children/k0").status_code == 200
    house.accounts.take("k0", kim.id)
    assert browser.get("/caregiver/children/k0").status_code == 404
    assert "Turtle" not in browser.get("/caregiver").text


def test_each_changes_the_own_pin(house: DollHouse) -> None:
    """Another PIN closes one's own other doors, and nobody else's."""
    kim = house.joined("researcher", "k0", pin="8024")
    browser, other, keepers = house.browser(), house.browser(), house.browser()
    for one, pin, who in (
        (browser, "8024", kim),
        (other, "8024", kim),
        (keepers, PIN, house.keeper),
    ):
        one.open_door(pin, who)
    browser.get("/caregiver/pin")
    browser.send("/caregiver/pin", {"old": "8024", "pin": "13579", "again": "13579"})
    assert browser.get("/caregiver").status_code == 200
    assert other.get("/caregiver").headers["Location"] == "/caregiver/door"
    assert keepers.get("/caregiver").status_code == 200
    assert house.browser().open_door("13579", kim).status_code == 303
    assert house.browser().open_door(PIN, house.keeper).status_code == 303


def test_a_restart_forgets_no_wrong_try(house: DollHouse) -> None:
    """The wait outlives the server, and holds for every browser."""
    for _ in range(FREE):
        house.browser().open_door("0000")
    house.app = house.started()
    reply = house.browser().open_door()
    assert reply.status_code == 429
    assert "Please wait 30 seconds" in house.browser().get("/caregiver/door").text


def test_a_broken_count_opens_nothing() -> None:
    """Where the count cannot be read, there is a wait."""
    vault, clock = DollVault({"pin_tries": "{broken"}), Clock()
    assert Counted(vault, "pin_tries", clock).wait_s() == FIRST_WAIT_S


@given(wrong=st.integers(0, 10_000), passed=st.floats(-1e8, 1e8))
def test_waits(wrong: int, passed: float) -> None:
    """No wait is longer than an hour, whatever the clock does; the first five tries wait never."""
    clock = Clock()
    tries = Tries(wrong=wrong, last=START)
    clock.pass_s(passed)
    wait_s = tries.wait_s(clock())
    assert 0 <= wait_s <= LONGEST_WAIT_S
    assert wrong >= FREE or wait_s == 0
    assert passed > 0 or wrong < FREE or wait_s >= FIRST_WAIT_S


@given(wrong=st.integers(FREE, 100))
def test_waits_grow(wrong: int) -> None:
    """One more wrong try never shortens the wait."""
    one, two = (Tries(wrong=count, last=START).wait_s(START) for count in (wrong, wrong + 1))
    assert one <= two


def test_an_idle_door_falls_shut(house: DollHouse) -> None:
    """A door that nobody uses for a quarter of an hour closes; use keeps it open."""
    browser = house.browser()
    browser.open_door()
    for _ in range(3):
        house.clock.pass_s(IDLE_S - 1)
        assert browser.get("/caregiver").status_code == 200
    house.clock.pass_s(IDLE_S + 1)
    assert browser.get("/caregiver").headers["Location"] == "/caregiver/door"


def test_leaving_closes_the_door(house: DollHouse) -> None:
    """After leaving, the cookie opens nothing, even where it was copied."""
    browser = house.browser()
    browser.open_door()
    ours = house.cookie("caregiver")
    copied = browser.client.cookies[ours]
    assert browser.send("/caregiver/leave").headers["Location"] == "/"
    reply = house.browser().client.get("/caregiver", headers={"Cookie": f"{ours}={copied}"})
    assert reply.headers["Location"] == "/caregiver/door"


@pytest.mark.parametrize("path", ["/", "/practice"])
def test_a_door_that_was_left_open(house: DollHouse, path: str) -> None:
    """Who leaves by the address bar has closed the door: in this browser, and in no other."""
    browser, other = house.browser(), house.browser()
    browser.enter("k0")
    for one in (browser, other):
        one.open_door()
    browser.get(path)
    assert browser.get("/caregiver").headers["Location"] == "/caregiver/door"
    assert other.get("/caregiver").status_code == 200


def test_a_child_goes_in(house: DollHouse) -> None:
    """So has whoever lets a child in from a page that still stood there."""
    browser = house.browser()
    browser.get("/")
    token = browser.token
    browser.open_door()
    browser.token = token
    assert browser.send("/children/k0/enter").status_code == 303
    assert browser.get("/caregiver").headers["Location"] == "/caregiver/door"


def test_sessions_are_few() -> None:
    """The session that was unused for longest makes room for new ones."""
    sessions = Sessions(Clock().ticks)
    first, second = sessions.open("b", 1), sessions.open("b", 1)
    sessions.used(first.name)
    for _ in range(MOST - 1):
        sessions.open("c", 1)
    assert sessions.used(first.name) == first
    assert sessions.used(second.name) is None


def test_changing_the_pin(house: DollHouse) -> None:
    """Who knows the old PIN sets a new one, and every other open door closes."""
    browser, other = house.browser(), house.browser()
    browser.open_door()
    other.open_door()
    browser.get("/caregiver/pin")
    wrong = browser.send("/caregiver/pin", {"old": "0000", "pin": "13579", "again": "13579"})
    assert wrong.status_code == 403
    bad = browser.send("/caregiver/pin", {"old": PIN, "pin": "13579", "again": "1"})
    assert (bad.status_code, "not the same" in bad.text) == (422, True)
    changed = browser.send("/caregiver/pin", {"old": PIN, "pin": "13579", "again": "13579"})
    assert changed.headers["Location"] == "/caregiver"
    assert browser.get("/caregiver").status_code == 200
    assert other.get("/caregiver").headers["Location"] == "/caregiver/door"
    assert other.open_door().status_code == 403
    assert other.open_door("13579").status_code == 303


def test_pin_is_kept_as_argon2() -> None:
    """No PIN is kept, and none is shown again."""
    house = DollHouse()
    browser = house.browser()
    browser.get("/first-run/pin")
    reply = browser.send("/first-run/pin", {"pin": "135790", "again": "135791"})
    assert "135790" not in reply.text
    browser.send("/first-run/pin", {"pin": "135790", "again": "135790"})
    kept = house.accounts.pin_hash(house.keeper.id) or ""
    assert kept.startswith("$argon2id$")
    assert "135790" not in kept


def test_other_machines_pair_once(lan: DollHouse) -> None:
    """Another machine is shown nothing until it has typed the code; then it stays known."""
    tablet = lan.browser("192.168.0.20")
    for path in ("/", "/practice", "/caregiver/door", "/first-run"):
        assert tablet.get(path).headers["Location"] == "/pair"
    assert tablet.get("/api/practice").status_code == 403
    assert tablet.get("/health").status_code == 200
    tablet.get("/pair")
    assert tablet.send("/pair", {"code": "000000"}).status_code == 403
    assert tablet.send("/pair", {"code": f" {CODE[:3]} {CODE[3:]}"}).headers["Location"] == "/"
    assert "Turtle" in tablet.get("/").text
    lan.app = lan.started()
    ours = lan.cookie("device")
    again = lan.browser("192.168.0.20", cookies={ours: tablet.client.cookies[ours]})
    assert "Turtle" in again.get("/").text


def test_codes_are_not_guessed(lan: DollHouse) -> None:
    """Wrong codes wait as wrong PINs do; a stranger keeps nobody waiting at another machine."""
    stranger, again, tablet = (lan.browser(f"192.168.0.{number}") for number in (66, 66, 20))
    for one in (stranger, again, tablet):
        one.get("/pair")
    replies = [stranger.send("/pair", {"code": "000000"}) for _ in range(FREE)]
    assert [reply.status_code for reply in replies] == [403] * (FREE - 1) + [429]
    assert again.send("/pair", {"code": CODE}).status_code == 429
    assert tablet.send("/pair", {"code": CODE}).status_code == 303


def test_many_addresses_guess_no_code() -> None:
    """After so many wrong codes from all machines together none is paired any more."""
    pairing = Pairing(CODE, Clock())
    for number in range(MOST_WRONG):
        assert not pairing.open("000000", str(number)).opened
    assert pairing.open(CODE, "new") == Try(opened=False, wait_s=LONGEST_WAIT_S)


def test_devices_are_forgotten(lan: DollHouse) -> None:
    """The caregiver forgets all devices; each may be paired anew."""
    tablet, caregiver = lan.browser("192.168.0.20"), lan.browser()
    tablet.get("/pair")
    tablet.send("/pair", {"code": CODE})
    assert "Turtle" in tablet.get("/").text
    caregiver.open_door()
    assert "Forget all devices" in caregiver.get("/caregiver").text
    assert caregiver.send("/caregiver/devices/forget").headers["Location"] == "/caregiver"
    assert tablet.get("/").headers["Location"] == "/pair"
    lan.app = lan.started()
    tablet.get("/pair")
    tablet.send("/pair", {"code": CODE})
    assert "Turtle" in tablet.get("/").text


def test_this_machine_needs_no_code(lan: DollHouse) -> None:
    """On the machine itself nobody types a code, and by default there is none to type."""
    assert "Turtle" in lan.browser("127.0.0.1").get("/").text
    assert "Turtle" in lan.browser("::1").get("/").text
    alone = DollHouse().browser()
    assert alone.get("/first-run").status_code == 200
    assert alone.get("/pair").status_code == 404
    alone.get("/first-run")
    assert alone.send("/pair", {"code": CODE}).status_code == 404


def test_no_door_before_the_first_run() -> None:
    """Where no PIN was chosen yet, the door leads to the first run."""
    browser = DollHouse().browser()
    browser.get("/first-run")
    assert browser.get("/caregiver/door").headers["Location"] == "/first-run"
    assert browser.get("/caregiver").headers["Location"] == "/caregiver/door"
    browser.get("/first-run")
    assert browser.send("/caregiver/door", {"pin": ""}).headers["Location"] == "/first-run"


def test_squeezed_in_the_house(lan: DollHouse) -> None:
    """Through the house, files and trials are compressed; pages with a token are not (BREACH)."""
    browser = lan.browser()
    browser.enter("k0")
    squeezed = {"Accept-Encoding": "gzip"}
    for path in ("/static/symbols.svg", "/api/practice"):
        browser.tell("/api/practice/start")
        assert browser.get(path, headers=squeezed).headers["Content-Encoding"] == "gzip"
    for path in ("/", "/practice", "/pair"):
        assert "Content-Encoding" not in browser.get(path, headers=squeezed).headers


def test_codes() -> None:
    """A code has six digits, and the next start another."""
    codes = {new_code() for _ in range(20)}
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert len(codes) > 10


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("fr, en-GB;q=0.7, ko", "en"),
        ("", "en"),
        ("zz;;,,", "en"),
    ],
)
def test_browsers_languages(header: str, language: str) -> None:
    """Before the house has a language, the browser's first of ours holds."""
    assert accepted(header) == language
