"""The child's area, and what the script of the child's page is told."""

import json
import re
from typing import Literal

import pytest

from pyojeong.app.domain.trial import Goal, Language, Purpose, Step
from pyojeong.app.exercises import EXERCISES
from pyojeong.app.exercises.what_happened.stories import stories
from pyojeong.app.exercises.words import HOW, WHICH
from pyojeong.app.practice import Answered, PageSettings, Paused, Pending, Ready, Receipt, Resting
from pyojeong.app.web.practising import PROBED, RESTS, said, state_view
from pyojeong.app.web.refusals import GONE, NOBODY
from pyojeong.app.web.views import FITS, Strip, said_view, trial_view
from pyojeong.core.i18n import translate
from unit.app.web.doll_house import START, Browser, DollHouse, pending, trial

STRIP = Strip(done=13, left=11, theme="trains", earned=("whole", "small"))
PLACE = {"number": 0, "place": 1, "prompted": False, "reaction_ms": 2310, "attempt": 0}


@pytest.fixture
def house() -> DollHouse:
    """A house with two children, k0 and k1."""
    made = DollHouse()
    made.lived_in("Turtle")
    made.lived_in("Owl")
    return made


@pytest.fixture
def child(house: DollHouse) -> Browser:
    """A browser that practises as k0, in a session that has begun."""
    browser = house.browser()
    browser.enter("k0")
    browser.tell("/api/practice/start")
    return browser


def test_choosing(house: DollHouse) -> None:
    """A child finds itself by its picture, goes in, and makes room for the next."""
    browser = house.browser()
    area = browser.get("/").text
    assert area.count("pic-turtle") == 2
    assert browser.get("/practice").headers["Location"] == "/"
    browser.get("/")
    browser.enter("k1")
    assert "Owl" in browser.get("/").text
    assert "Turtle" not in browser.get("/").text
    browser.send("/leave")
    assert "Turtle" in browser.get("/").text


def test_a_restart_keeps_the_child(house: DollHouse, child: Browser) -> None:
    """After the server was killed, the page goes on with the cookie and token it has."""
    again = DollHouse(vault=house.vault, practice=house.practice).browser()
    again.client.cookies = child.client.cookies
    again.token = child.token
    assert again.tell("/api/practice/answer", PLACE).status_code == 200


def test_the_page(house: DollHouse, child: Browser) -> None:
    """The page brings its words and settings as data, and stands in the child's language."""
    house.practice.pages["k0"] = PageSettings(language="ko", theme="dark", size=150)
    text = child.get("/practice").text
    assert '<html lang="ko" class="practice" data-theme="dark" data-size="150"' in text
    blocks = dict(re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', text))
    assert json.loads(blocks["settings"])["theme"] == "dark"
    assert {"break", "stop", "next"} <= set(json.loads(blocks["words"]))
    assert re.findall(r"<script (?!type=\"application/json\")[^>]*>", text) == [
        '<script type="module" src="/static/practice.js">'
    ]


def test_a_session(child: Browser) -> None:
    """Start, answer, break, resume, stop: each is told as a state."""
    told = child.get("/api/practice").json()
    assert (told["state"], told["trial"]["number"]) == ("trial", 0)
    answered = child.tell("/api/practice/answer", PLACE).json()
    assert answered["correct"] is True
    assert answered["next"]["trial"]["number"] == 1
    assert answered["said"].startswith("That's right.")
    assert translate("happy", "ko") in answered["said"]
    resting = child.tell("/api/practice/break").json()
    assert (resting["state"], resting["since"]) == ("break", START.isoformat())
    assert (resting["strip"]["done"], resting["strip"]["left"]) == (4, 20)
    assert child.tell("/api/practice/resume").json()["state"] == "trial"
    rest = child.tell("/api/practice/stop").json()
    assert (rest["state"], rest["why"]) == ("rest", "stopped")
    assert rest["receipt"] == {"trials": 3, "breaks": 1, "pictures": 0, "calls": 0}


def test_an_error_is_asked_again(child: Browser) -> None:
    """After an error the answer is shown, and the same trial comes again."""
    wrong = child.tell("/api/practice/answer", PLACE | {"place": 0}).json()
    assert (wrong["correct"], wrong["answers"], wrong["again"]) == (False, [1], True)
    assert (wrong["next"], wrong["token"]) == (None, None)
    assert wrong["said"]


def test_an_answer_to_something_else(child: Browser) -> None:
    """Two tabs, or the back button: 409, and what is asked now."""
    reply = child.tell("/api/practice/answer", PLACE | {"number": 7})
    assert reply.status_code == 409
    assert reply.json()["trial"]["number"] == 0


@pytest.mark.parametrize(
    "changes",
    [{"place": 50}, {"place": -1}, {"number": "x"}, {"reaction_ms": -5}, {"prompted": None},
     {"extra": 1}, {"number": 10**30}, {"reaction_ms": float("inf")}],
)  # fmt: skip
def test_odd_answers(child: Browser, changes: dict[str, object]) -> None:
    """What no page of ours says is refused in a sentence."""
    reply = child.client.post(
        "/api/practice/answer",
        content=json.dumps(PLACE | changes),
        headers={"X-CSRF-Token": child.token},
    )
    assert reply.status_code == 422
    assert reply.json()["detail"].endswith((".", "shown."))


def test_a_deleted_child(house: DollHouse, child: Browser) -> None:
    """A child removed in another tab: its page is calmly closed, and the area is there."""
    house.practice.remove_child("k0")
    assert child.get("/api/practice").status_code == 404
    told = child.tell("/api/practice/answer", PLACE)
    assert (told.status_code, told.json()) == (404, {"detail": GONE})
    page = child.get("/practice")
    assert (page.status_code, GONE in page.text, 'href="/"' in page.text) == (404, True, True)
    assert "Who are you?" in child.get("/").text


def test_another_child(house: DollHouse, child: Browser) -> None:
    """A browser practises as one child: no address and no field reaches another's trials."""
    house.practice.states["k1"] = Paused(START, left=20, done=4, tokens=())
    for body in ({"child": "k1"}, {"key": "k1"}):
        assert child.tell("/api/practice/answer", PLACE | body).status_code == 422
    assert child.get("/api/practice?child=k1").json()["state"] == "trial"
    assert house.practice.states["k1"] == Paused(START, left=20, done=4, tokens=())
    child.get("/")
    assert child.send("/children/nobody/enter").status_code == 404


def test_nobody_practises_unchosen(house: DollHouse) -> None:
    """Without a child there is nothing to tell."""
    browser = house.browser()
    browser.get("/")
    assert browser.get("/api/practice").json() == {"detail": NOBODY}
    assert browser.tell("/api/practice/answer", PLACE).status_code == 403
    assert browser.tell("/api/settings", {"language": "ko"}).status_code == 403
    assert browser.tell("/api/practice/helped", {"number": 0, "session": 1}).status_code == 403


def test_settings(house: DollHouse, child: Browser) -> None:
    """The page's settings are kept as they are told, and odd ones are refused."""
    page = house.practice.pages["k0"].model_dump()
    changed = page | {"speech": True, "size": 200, "language": "ko"}
    assert child.tell("/api/settings", changed).json() == changed
    assert house.practice.pages["k0"].size == 200
    assert child.tell("/api/settings", changed | {"size": 110}).status_code == 422
    assert child.tell("/api/settings", {"language": "ko", "telemetry": True}).status_code == 422
    assert house.practice.pages["k0"].size == 200


def test_what_is_told_of_a_trial() -> None:
    """A trial is told with its word, choices, help and strip."""
    view = trial_view(trial(17, prompt=2), 0, "en", STRIP)
    assert (view["number"], view["exercise"], view["purpose"]) == (17, "find", "teach")
    assert (view["delay_ms"], view["shown_answers"]) == (2000, [1])
    assert view["word"]["symbol"] == "feeling-happy"
    assert [one["place"] for one in view["choices"]] == [0, 1, 2]
    assert view["tokens"] == {"theme": "trains", "earned": ["whole", "small"]}
    assert (view["left"], view["done"], view["pause_ms"]) == (11, 13, 2000)
    assert view["language"] == "ko"
    assert json.dumps(view)


def test_help_is_remembered(house: DollHouse, child: Browser) -> None:
    """A trial whose answer was pointed at is pointed at again from the start, told twice or not."""
    house.practice.states["k0"] = pending(trial(prompt=3))
    assert child.get("/api/practice").json()["trial"]["delay_ms"] == 3000
    for _ in range(2):
        told = child.tell("/api/practice/helped", {"number": 0, "session": 1})
        assert (told.status_code, told.json()) == (200, {})
    view = child.get("/api/practice").json()["trial"]
    assert (view["delay_ms"], view["shown_answers"]) == (0, [1])
    assert child.tell("/api/practice/helped", {"number": 7, "session": 1}).status_code == 200
    assert child.tell("/api/practice/helped", {"number": "x"}).status_code == 422


def test_help_gives_no_probe_away() -> None:
    """Whatever a page claims, an unprompted trial shows no answer."""
    view = trial_view(trial(prompt=5), 0, "en", STRIP, helped=True)
    assert (view["delay_ms"], view["shown_answers"]) == (None, None)


@pytest.mark.parametrize("exercise", ["find", "name", "eyes_or_mouth", "change"])
@pytest.mark.parametrize("purpose", ["teach", "baseline"])
def test_probes_show_no_face_beside_a_word(exercise: str, purpose: Purpose) -> None:
    """A word has its symbol in teaching alone: an emoticon would tell who knows no word."""
    steps: dict[str, Step] = {"eyes_or_mouth": "eyes", "change": "moving"}
    goal = Goal(feeling="happy", step=steps.get(exercise, "drawn"))
    prompt = 2 if purpose == "teach" else 5
    asked = trial(exercise=exercise, purpose=purpose, goal=goal, prompt=prompt)
    view = trial_view(asked, 0, "ko", STRIP)
    words = [view["word"]] if view["word"] else view["choices"]
    assert {one["symbol"] is None for one in words} == {purpose != "teach"}
    assert all(one["text"] for one in words)


def test_the_pages_language() -> None:
    """All is said in the page's language but the word that is tested."""
    view = trial_view(trial(exercise="name", language="en"), 0, "ko", STRIP)
    assert (view["language"], view["page_language"]) == ("en", "ko")
    assert view["say"] == translate(HOW, "ko")
    assert [(one["text"], one["lang"]) for one in view["choices"]][1] == ("happy", "en")
    assert view["sample"][0]["alt"] == translate("The face of a child", "ko")
    told = said_view(trial(exercise="name", language="en"), "ko", correct=True)
    assert told.startswith("맞아요.")
    assert "happy" in told


def test_a_question_does_not_translate_its_word() -> None:
    """Where the word has another language than the page, the question does without it."""
    other = trial_view(trial(language="en"), 0, "ko", STRIP)
    assert (other["say"], other["word"]["text"]) == (translate(FITS, "ko"), "happy")
    same = trial_view(trial(language="ko"), 0, "ko", STRIP)
    assert same["say"] == translate(WHICH["happy"], "ko")


def test_stories_follow_the_page() -> None:
    """A story, its question and what is said after it stand in the page's language."""
    asked = trial(exercise="what_happened", goal=Goal(feeling="happy", step="story"), language="ko")
    view = trial_view(asked, 0, "en", STRIP)
    story = stories()[asked.story or ""]
    assert view["story"] == {"id": story.id, "text": story.text.en, "lang": "en"}
    assert view["say"] == story.ask.en
    assert story.because.en in said_view(asked, "en", correct=False)


def test_scanning_before_a_child_is_chosen(house: DollHouse, child: Browser) -> None:
    """The area, home and messages scan as the last child of this browser did, and no other's."""
    page = house.practice.pages["k0"].model_dump() | {"scan": "one", "scan_ms": 3000}
    scans, doors = 'data-scan="one" data-scan-ms="3000"', 'src="/static/doors.js"'
    assert scans not in child.get("/").text
    child.tell("/api/settings", page)
    assert scans in child.get("/").text
    child.send("/leave")
    for path in ("/", "/nowhere"):
        text = child.get(path).text
        assert (scans in text, doors in text) == (True, True)
    for key in ("k0", "k1"):
        child.get("/")
        child.send(f"/children/{key}/enter")
        child.get("/")
        child.send("/leave")
        assert (scans in child.get("/").text) == (key == "k0")
    other = house.browser()
    assert "data-scan=" not in other.get("/").text


@pytest.mark.parametrize("cookie", ["", "one", "one.", 'one.2000"><b>', "three.2000", "one.2"])
def test_odd_scanning(house: DollHouse, cookie: str) -> None:
    """What was not set by us scans nothing."""
    headers = {"Cookie": f"{house.cookie('scan')}={cookie}"}
    assert "data-scan=" not in house.browser().get("/", headers=headers).text


@pytest.mark.parametrize("prompt", range(6))
@pytest.mark.parametrize("exercise", ["find", "match", "name", "different"])
def test_nothing_gives_the_answer_away(exercise: str, prompt: int) -> None:
    """Where the page points at nothing it knows no answer, and no picture names a feeling."""
    purpose = "baseline" if prompt == 5 else "teach"
    asked = trial(exercise=exercise, prompt=min(prompt, 5), purpose=purpose)
    view = trial_view(asked, 0, "en", Strip(0, 4))
    assert (view["shown_answers"] is None) == (view["delay_ms"] is None) == (prompt == 5)
    assert view["tokens"] is None
    text = json.dumps([view["sample"], [one.get("picture") for one in view["choices"]]])
    assert not re.search("happy|anger|angry|sad|neutral|answer", text)


def test_again_is_pointed_at() -> None:
    """What is asked again is pointed at from the start, whatever help it had."""
    view = trial_view(trial(prompt=5), 1, "en", STRIP)
    assert (view["attempt"], view["delay_ms"], view["shown_answers"]) == (1, 0, [1])


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("exercise", EXERCISES.names())
def test_every_exercise_is_told(exercise: str, language: Language) -> None:
    """Every exercise makes a view that JSON takes, with something said and something to choose."""
    steps: dict[str, Step] = {"eyes_or_mouth": "eyes", "what_happened": "story", "change": "moving"}
    goal = Goal(feeling="happy", step=steps.get(exercise, "80"))
    if exercise == "tell_adult":
        goal = Goal(feeling="pain", step="story")
    asked = trial(exercise=exercise, goal=goal, language=language)
    view = json.loads(json.dumps(trial_view(asked, 0, language, STRIP)))
    assert view["say"]
    assert len(view["choices"]) >= 2
    for one in view["choices"]:
        assert one["name"] if one["kind"] == "face" else one["text"]
    assert (view["story"] is not None) == (goal.step == "story")
    if exercise == "change":
        assert view["sample"][0]["motion"]["ms"] >= 1000


def test_states() -> None:
    """Ready, break and rest are told with what their pages show."""
    page = PageSettings(language="en", tokens="space")
    ready = state_view(Ready(24), page)
    assert (ready["plan"]["left"], ready["plan"]["tokens"]) == (
        24,
        {"theme": "space", "earned": []},
    )
    ends: tuple[Literal["done", "time", "tired", "stopped"], ...] = (
        "done", "time", "tired", "stopped",
    )  # fmt: skip
    for why in ends:
        rest = state_view(Resting(why, Receipt(1, 2, 0, 0), ()), page)
        assert (rest["why"], rest["said"]) == (why, RESTS[why])
    assert set(ends) == set(RESTS)
    probe = state_view(Pending(trial(), 0, 3, 4, None), page)
    assert probe["trial"]["tokens"] is None


def test_what_is_said() -> None:
    """A probe is thanked for; else what the face often means, after an error in a neutral tone."""

    def told(correct: bool | None) -> str:
        return said(
            Answered(trial(language="en"), correct, None, again=False, token=None, next=None), "en"
        )

    assert told(None) == PROBED
    assert told(True) != told(False)
