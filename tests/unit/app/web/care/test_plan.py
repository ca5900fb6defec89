"""The page of a plan."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyojeong.app.domain.plan import Plan
from pyojeong.app.store import people
from unit.app.web.care.care_house import CareHouse, fields, kept
from unit.app.web.care.test_home import text_of


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CareHouse]:
    """A house with a store."""
    with kept(tmp_path) as there:
        yield there


def lines(page: str) -> int:
    """Return how many phase lines a page has, and the plan as it began."""
    return page.count('<li><span class="of">')


def test_sent_as_it_was_shown(house: CareHouse) -> None:
    """A form that is saved without a change leaves no phase line."""
    key = house.child()
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    before = house.practice.plan(key)
    sent = browser.send(path, fields(browser.get(path).text))
    assert sent.headers["Location"] == f"{path}?saved=1"
    assert house.practice.plan(key) == before
    page = browser.get(sent.headers["Location"]).text
    assert "The plan is saved." in page
    assert lines(page) == 1


def test_what_is_recommended_is_chosen(house: CareHouse) -> None:
    """A new child's plan is the recommended one, to the last setting."""
    key = house.child()
    page = house.caregiver().get(f"/caregiver/children/{key}/plan").text
    radios = re.findall(r'<input type="radio"[^>]*?( checked)?>.*?</label>', page)
    labels = re.findall(r"<label class=\"pick\">.*?</label>", page, re.S)
    recommended = [one for one in labels if "(recommended)" in one]
    assert len(radios) > 15
    assert len(recommended) == 6 + 3  # of six settings one, and three days
    assert all(" checked" in one for one in recommended)


def test_a_change_is_a_phase_line(house: CareHouse) -> None:
    """What is changed is kept, and stands in the history in words."""
    key = house.child()
    house.clock.wind(days=1)
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    form = fields(browser.get(path).text)
    changed = {"array": ["6"], "feeling-sad": ["1"], "days": ["1", "3"], "minutes": ["10"]}
    assert browser.send(path, form | changed).headers["Location"] == f"{path}?saved=1"
    plan = house.practice.plan(key)
    assert plan.feelings[:3] == ("sad", "happy", "anger")
    assert (plan.array, plan.days, plan.minutes) == (6, (1, 3), 10)
    said = text_of(browser.get(path).text)
    assert "2 March 2027" in said
    assert "Choices in a task: 6" in said
    assert "1 March 2027: the plan as it began" in said


def test_the_page_of_the_child(house: CareHouse) -> None:
    """Language and collected things are the page's, with one line; the words stay as chosen."""
    key = house.child(plan=Plan(languages=("en",)))
    house.clock.wind(days=1)
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    form = fields(browser.get(path).text)
    browser.send(path, form | {"page_language": ["ko"], "tokens": ["space"]})
    page = house.practice.settings(key)
    assert (page.language, page.tokens) == ("ko", "space")
    assert house.practice.plan(key).languages == ("en",)
    page = browser.get(path).text
    assert lines(page) == 2
    assert "To collect: Space" in text_of(page)
    with house.store.reading() as transaction:
        assert len(people.plans(transaction, key)) == 2


def test_what_cannot_be_is_asked_again(house: CareHouse) -> None:
    """A fault is said at its setting, nothing is kept, and all that was typed stays."""
    key = house.child()
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    before = house.practice.plan(key)
    form = fields(browser.get(path).text)
    del form["days"]
    reply = browser.send(path, form | {"minutes": ["99"], "array": ["4"], "step-story": [""]})
    assert reply.status_code == 422
    assert "Please choose one day or more." in reply.text
    assert "Please give 5 to 20 minutes." in reply.text
    shown = fields(reply.text)
    assert (shown["minutes"], shown["array"], shown["step-story"]) == (["99"], ["4"], [""])
    assert "days" not in shown
    assert house.practice.plan(key) == before


def test_a_measured_start_is_offered_before_the_first_session(house: CareHouse) -> None:
    """Who has begun at once is not offered a measured start any more, and cannot force one."""
    key = house.child(plan=Plan(languages=("en",)))
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    form = fields(browser.get(path).text)
    assert 'value="measured"' in browser.get(path).text
    assert "“at once” cannot be undone" in browser.get(path).text
    house.session(key, 2)
    assert 'value="measured"' not in browser.get(path).text
    reply = browser.send(path, form | {"start": ["measured"]})
    assert (reply.status_code, "before the first session" in reply.text) == (422, True)
    assert house.practice.plan(key).starts == ()


def test_two_who_change_it(house: CareHouse) -> None:
    """Made of an older plan nothing is saved; what was changed and what was typed both stand."""
    key = house.child()
    house.clock.wind(days=1)
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    older = fields(browser.get(path).text)
    assert browser.send(path, older | {"blocks": ["3"]}).status_code == 303
    reply = browser.send(path, older | {"minutes": ["12"]})
    assert (reply.status_code, house.practice.plan(key).blocks) == (409, 3)
    said = text_of(reply.text)
    assert "Nothing is saved yet: the plan was changed while this page was open" in said
    assert (
        "What holds now, and was changed meanwhile Blocks of 12 tasks in a session, at most: 3"
        in said
    )
    shown = fields(reply.text)
    assert (shown["minutes"], shown["blocks"]) == (["12"], ["2"])
    assert f'class="button" href="{path}"' in reply.text
    assert browser.send(path, shown).status_code == 303
    plan = house.practice.plan(key)
    assert (plan.minutes, plan.blocks) == (12, 2)
    assert lines(browser.get(path).text) == 3


def test_a_fault_on_an_older_page(house: CareHouse) -> None:
    """What cannot be is asked again; what was changed meanwhile is told all the same."""
    key = house.child()
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    older = fields(browser.get(path).text)
    browser.send(path, older | {"blocks": ["3"]})
    reply = browser.send(path, older | {"minutes": ["99"]})
    assert reply.status_code == 422
    assert browser.send(path, fields(reply.text) | {"minutes": ["12"]}).status_code == 409


@pytest.mark.parametrize("version", ["", "1", "-en", "1-de", "99-en", "9" * 5000, "<b>-en"])
def test_odd_versions(house: CareHouse, version: str) -> None:
    """A form that does not say what it was made of changes nothing, and is told what holds."""
    key = house.child()
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    form = fields(browser.get(path).text)
    assert browser.send(path, form | {"version": [version]}).status_code == 303  # nothing is new
    reply = browser.send(path, form | {"version": [version], "blocks": ["3"]})
    assert (reply.status_code, house.practice.plan(key).blocks) == (409, 2)
    assert browser.send(path, fields(reply.text)).status_code == 303
    assert house.practice.plan(key).blocks == 3


def test_the_plan_that_holds_is_for_paper(house: CareHouse) -> None:
    """For paper the plan stands in words, as it is kept and not as it is typed."""
    key = house.child()
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    form = fields(browser.get(path).text)
    browser.send(path, form | {"minutes": ["10"]})
    for page in (browser.get(path), browser.send(path, form | {"minutes": ["99"]})):
        paper = text_of(page.text[page.text.index('<section class="paper"') :])
        assert paper.startswith(" The plan that holds Feelings, in their order: happy")
        assert "Minutes after which no new task begins: 10" in paper.partition("Save")[0]


def test_hostile_fields(house: CareHouse) -> None:
    """Whatever is typed comes back as text."""
    key = house.child()
    browser = house.caregiver()
    path = f"/caregiver/children/{key}/plan"
    form = fields(browser.get(path).text)
    reply = browser.send(path, form | {"minutes": ['"><script>']})
    assert reply.status_code == 422
    assert "<script>" not in reply.text
