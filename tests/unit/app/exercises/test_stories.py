"""exercises.what_happened.stories: the stories as they are written, and which is told."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.classroom import CAST
from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.feelings import HARD_PAIRS, Feeling
from pyojeong.app.domain.standing import BASELINE, CHILDREN, GATE
from pyojeong.app.domain.stimulus import Age
from pyojeong.app.domain.trial import TEACH
from pyojeong.app.exercises.what_happened.stories import (
    STORIES,
    YOUNG,
    Story,
    ambiguous,
    choose,
    held_out_for,
    is_held_out,
    plain,
    read_stories,
    stories,
    unknowable,
)
from pyojeong.core.errors import DataError
from unit.app.exercises.asked import AGES, GOALS, anything, asked, of_age

EACH = 6  # stories a feeling to teach with, at least
GROWN = max(BASELINE, GATE - CHILDREN)  # grown people a set of probes asks about, at most

every_story = pytest.mark.parametrize("story", stories().values(), ids=stories())


def telling(age: int = 9, **told: int) -> Asked:
    """Return a question about a story of something happy, as often as each was told."""
    question = asked("what_happened", step="story", age=age)
    return replace(question, told={name.replace("_", "-"): n for name, n in told.items()})


def korean(story: Story) -> Iterator[str]:
    """Return a story's Korean texts."""
    yield from (story.text.ko, story.ask.ko, story.because.ko)


def ends_in_consonant(word: str) -> bool:
    """Whether a Korean word's last syllable is closed."""
    return (ord(word[-1]) - ord("가")) % 28 > 0


def test_how_many() -> None:
    """There are 113 stories to teach with and 56 for probes, none of what is never asked for."""
    assert Counter(one.held_out for one in stories().values()) == {False: 113, True: 56}
    assert {one for story in stories().values() for one in story.answers} == set(GOALS)


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("feeling", GOALS)
def test_every_age_has_stories(age: int, feeling: Feeling) -> None:
    """At every age six stories or more teach each feeling that is asked for, as one answer."""
    found = plain(asked("what_happened", (feeling, "neutral"), step="story", age=age))
    assert len(found) >= EACH


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("feeling", GOALS)
def test_every_age_has_stories_for_probes(age: int, feeling: Feeling) -> None:
    """At every age as many are held out as the largest set of probes may need."""
    question = asked("what_happened", (feeling, "neutral"), step="story", age=age)
    young = [one.who in YOUNG for one in plain(replace(question, purpose="gate"))]
    assert young.count(True) >= GATE
    assert young.count(False) >= GROWN


def test_hard_pairs_meet() -> None:
    """Each hard pair has stories in which both feelings are right."""
    both = [frozenset(story.answers) for story in stories().values()]
    assert all(both.count(pair) >= 3 for pair in HARD_PAIRS)


def test_nobody_can_tell_from_nine() -> None:
    """Stories of which nobody can tell are for those who may say so."""
    assert all(one.from_age == 9 for one in stories().values() if one.cant_tell)


@every_story
def test_named(story: Story) -> None:
    """A story is about one person, whom text and question name in both languages."""
    assert story.name.ko in story.text.ko
    assert story.name.ko in story.ask.ko
    assert re.search(rf"\b{story.name.en.split()[-1]}\b", story.text.en)
    assert story.name.en in story.ask.en


@every_story
def test_particles(story: Story) -> None:
    """Korean particles fit the name they stand after."""
    closed = ends_in_consonant(story.name.ko)
    for text in korean(story):
        for found in re.finditer(rf"{story.name.ko}(은|는|을|를|과|와|가|이)?", text):
            particle = found[1]
            if particle is not None:
                assert (particle in "은을과이") == closed, found[0]


@every_story
def test_languages(story: Story) -> None:
    """Korean is in polite sentences and Korean letters; English has none of these."""
    for text in korean(story):
        assert re.search(r"요[.?]$", text)
        assert not re.search("[A-Za-z]", text)
    for text in (story.name.en, story.text.en, story.ask.en, story.because.en):
        assert not re.search("[가-힣]", text)
    assert story.ask.ko.endswith("?")
    assert story.ask.en.endswith("?")


@every_story
def test_wording(story: Story) -> None:
    """What one feels is never said for sure: it may be so, or one could ask."""
    assert story.ask.en == f"How might {story.name.en} feel now?"
    assert re.search(r"\b(may|could|can)\b", story.because.en)
    assert re.search("수도? [있없]", story.because.ko)
    assert story.answers == () or story.answers[0] in story.id


@every_story
def test_who(story: Story) -> None:
    """A story's age is one that can be shown; the young, and they alone, tell an adult of pain."""
    assert story.who in get_args(Age)
    telling = "pain" in story.answers and story.who in ("child", "teen")
    assert story.because.ko.endswith("아플 때는 어른에게 말해요.") == telling
    assert story.because.en.endswith("When something hurts, tell an adult.") == telling


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    """Return a file with the first story, changed, as often as there are changes."""
    head, first, *_others = STORIES.read_text(encoding="utf-8").split("[[story]]")
    told = [f"[[story]]{first.replace(*change)}" for change in changes]
    file = folder / "some.toml"
    file.write_text(head + "".join(told), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('answers = ["happy"]', 'answers = ["glad"]'), r"'happy-balloon' .*, answers\.0: "),
        (("from_age = 4", "from_age = 5"), r"'happy-balloon' .*, from_age: "),
        (('ask = { ko = "', 'ask = { kr = "'), r"'happy-balloon' .*, ask\.ko: Field required"),
        (('who = "child"', 'who = "baby"'), r"'happy-balloon' .*, who: "),
        (('"happy"]', '"happy", "happy"]'), r"as a whole: .*stands twice"),
        (("cant_tell = false", "cant_tell = true"), r"as a whole: .*one of the two"),
        (('["happy"]', "[]"), r"as a whole: .*one of the two"),
        (('["happy"]', '["happy", "sad", "anger"]'), r"answers: .*at most 2"),
        (('["happy"]', '["happy", "sad"]\nheld_out = true'), r"as a whole: .*probe has one answer"),
        (('id = "happy-balloon"', ""), r"Story 1 of some\.toml, id: Field required"),
        (("[", "[["), r"some\.toml is no TOML"),
    ],
)
def test_bad_story(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    """A story that cannot be told is named, with the field that is wrong."""
    with pytest.raises(DataError, match=message):
        read_stories(written(tmp_path, change))


def test_two_of_a_name(tmp_path: Path) -> None:
    """Two stories with one id are refused."""
    with pytest.raises(DataError, match=r"Two stories of some\.toml are called 'happy-balloon'"):
        read_stories(written(tmp_path, ("", ""), ("", "")))


def test_read(tmp_path: Path) -> None:
    """A good file is read in its order."""
    again = ('"happy-balloon"', '"happy-other"')
    assert list(read_stories(written(tmp_path, ("", ""), again))) == [
        "happy-balloon",
        "happy-other",
    ]


@given(question=anything("what_happened"))
def test_kinds(question: Asked) -> None:
    """Plain, ambiguous and unknowable stories are apart, and suit the goal, age and purpose."""
    goal = question.goal.feeling
    kinds = plain(question), ambiguous(question), unknowable(question)
    assert [
        {len(one.answers) for one in kind} - {n} for n, kind in zip((1, 2, 0), kinds, strict=True)
    ] == [set()] * 3
    assert all(goal in one.answers for kind in kinds[:2] for one in kind)
    assert all(one.from_age <= question.age for kind in kinds for one in kind)
    held_out = {one.held_out for kind in kinds for one in kind}
    assert held_out == {question.purpose not in (TEACH, "recheck")}


def test_held_out() -> None:
    """A story that is kept for probes says so; one to teach with, or one that is gone, does not."""
    assert is_held_out("happy-bubbles")
    assert not is_held_out("happy-balloon")
    assert not is_held_out("happy-gone")


@st.composite
def ages_of_a_set(draw: st.DrawFn) -> list[Age]:
    """Return the ages of those whom a set of probes asks about."""
    grown = draw(st.integers(0, GROWN))
    old: tuple[Age, ...] = ("adult", "elder")
    ages = [draw(st.sampled_from(old)) for _ in range(grown)]
    ages += [draw(st.sampled_from(YOUNG)) for _ in range(GATE - grown)]
    return draw(st.permutations(ages))


@given(question=anything("what_happened"), ages=ages_of_a_set())
def test_no_set_of_probes_tells_a_story_twice(question: Asked, ages: list[Age]) -> None:
    """However often each was told before, all are different and suit the age of the person."""
    told, found = dict(question.told), list[str]()
    for age in ages:
        person = next(one for one in CAST.held_out if one.age == age)
        now = replace(question, purpose="gate", told=told, people=(person,))
        story, asked_about = choose(now, plain(now), Random(0))
        assert asked_about == person
        assert (story.who in YOUNG) == (age in YOUNG)
        told[story.id] = told.get(story.id, 0) + 1
        found.append(story.id)
    assert len(set(found)) == len(found)


@given(
    question=anything("what_happened").filter(lambda one: not held_out_for(one.purpose)),
    seed=st.integers(0, 99),
)
def test_least_told(question: Asked, seed: int) -> None:
    """No story is taught again while one that fits somebody at hand was told less."""
    pool = plain(question)
    story, person = choose(question, pool, Random(seed))
    ages = {one.age for one in question.people[: None if question.purpose == "teach" else 1]}
    told = question.told.get(story.id, 0)
    assert all(question.told.get(one.id, 0) >= told for one in pool if one.who in ages)
    assert person.age == story.who or story.who not in ages


def test_a_strange_age_is_told_last() -> None:
    """Of stories that were told as often, one for whose age nobody is at hand comes last."""
    teens = replace(telling(), people=of_age("teen", 4))
    pool = plain(teens)
    assert {choose(teens, pool, Random(seed))[0].who for seed in range(20)} == {"teen"}
    told = {story.id: 2 for story in pool if story.who == "teen"}
    again = replace(teens, told=told)
    assert "teen" not in {choose(again, pool, Random(seed))[0].who for seed in range(20)}


def test_no_story_is_forgotten() -> None:
    """Who is asked long enough hears every story of a feeling about as often."""
    question, told, rng = telling(), Counter[str](), Random(0)
    everybody = [person for age in get_args(Age) for person in of_age(age, 5)]
    for _turn in range(90):
        now = replace(question, told=told, people=tuple(rng.sample(everybody, 7)))
        story, _person = choose(now, plain(now), rng)
        told[story.id] += 1
    assert len(told) == len(plain(question)) == 11
    assert max(told.values()) - min(told.values()) <= 2
