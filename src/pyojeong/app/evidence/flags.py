"""Shortcuts: what else than knowing the feeling could explain the answers, and how surely.

Each is a test against chance of what somebody without the shortcut would do; a chance under SURE
is called clear, one under PERHAPS a maybe. The same ideas keep a goal from being mastered falsely
(domain/mastery.py), where they look at three sessions of one goal.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb
from typing import Literal

from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.mastery import GUESSING, WITHOUT_ONE
from pyojeong.app.domain.trial import TEACH
from pyojeong.app.evidence.asked import alone
from pyojeong.app.evidence.seen import CHOSEN, Chosen, Seen
from pyojeong.app.evidence.share import NONE, Share

LATEST = 100  # [D] answers without help that are looked at
FEWEST = 12  # [D] below it nothing is said
EACH = 4  # [D] answers of one person, of one view: below it nothing is said
ASKED = 3  # [D] feelings in whose place one is chosen, before it is called always the same
SURE, PERHAPS = 0.01, 0.05  # chance, once multiplied by how many were looked at (Bonferroni)

# position: errors lie at one place; same: errors name one answer; person: a feeling is told on one
# face; mouth: the mouth is read and not the eyes; guessing: a guesser would do as well.
Name = Literal["position", "same", "person", "mouth", "guessing"]


@dataclass(frozen=True)
class Flag:
    """A shortcut that was looked for.

    sure: whether it is clear that it is there. chance: that the answers look so without it, 0 to 1;
    of guessing: that a guesser does as well. some: answers that speak for it. others: those they
    are held against. expected: of `some` that chance would give. place: from 0. feeling: that it
    is about; of `same` the answer, which may be that one can't tell.
    """

    name: Name
    sure: bool
    chance: float
    some: Share
    others: Share = NONE
    expected: float | None = None
    place: int | None = None
    feeling: Chosen | None = None
    persons: tuple[str, ...] = field(default=())

    @property
    def there(self) -> bool:
        """Whether the shortcut may be there."""
        if self.name == "guessing":
            return self.chance > GUESSING
        return self.chance <= PERHAPS


def flags(seen: Sequence[Seen]) -> tuple[Flag, ...]:
    """Return the shortcuts that may be there, as the latest answers without help have it."""
    return tuple(flag for flag in looked_for(seen) if flag.there)


def looked_for(seen: Sequence[Seen]) -> tuple[Flag, ...]:
    """Return the shortcuts, there or not, for which there are answers enough to look for them."""
    told = alone(seen)
    begun = {one.feeling for one in seen if one.purpose == TEACH}
    latest = told[-LATEST:]
    found: tuple[Flag | None, ...] = (
        by_position(latest),
        by_same(latest),
        by_person(told),
        by_mouth(told),
        by_guessing([one for one in latest if one.feeling in begun]),
    )
    return tuple(flag for flag in found if flag)


def by_position(seen: Sequence[Seen]) -> Flag | None:
    """Look whether errors lie at one place more often than chance would put them there.

    An error can lie at any place but the right one; by chance at each of these equally often.
    """
    errors = [one for one in seen if not one.correct and one.answers == 1]
    if len(errors) < FEWEST:
        return None
    places = max(one.array for one in errors)
    found = []
    for place in range(places):
        open_ = [one for one in errors if one.answer != place and place < one.array]
        chances = [1 / (one.array - 1) for one in open_]
        there = sum(one.place == place for one in open_)
        chance = min(1.0, places * at_least(there, chances))
        found.append((chance, place, Share(there, len(open_)), sum(chances)))
    chance, place, some, expected = min(found)
    return Flag("position", chance <= SURE, chance, some, expected=expected, place=place)


def by_same(seen: Sequence[Seen]) -> Flag | None:
    """Look whether errors name one answer more often than chance would, whatever was asked.

    Held against chance is each answer in the errors where it stood on the page and was wrong; by
    chance an error names every wrong place equally often. Taken for one other feeling it is a
    confusion, and no shortcut: so errors of the feeling in whose place it was chosen most often are
    left out of the chance.
    """
    errors = [one for one in seen if not one.correct and one.answers == 1 and one.offered]
    if len(errors) < FEWEST:
        return None
    there = {word for one in errors for word in _words(one)}
    answers = [answer for answer in CHOSEN if answer in there]
    found = (_same(errors, answer, len(answers)) for answer in answers)
    return min(found, key=lambda flag: flag.chance)


def _same(errors: Sequence[Seen], answer: Chosen, answers: int) -> Flag:
    """Look for one of so many answers that stood on a page."""
    open_ = [one for one in errors if answer in _words(one) and _words(one)[one.answer] != answer]
    there = Counter(one.feeling for one in open_ if one.chosen == answer)
    some, expected = Share(there.total(), len(open_)), sum(map(_by_chance(answer), open_))
    if len(there) < ASKED:
        return Flag("same", sure=False, chance=1.0, some=some, expected=expected, feeling=answer)
    ((confused, _count),) = there.most_common(1)
    rest = [one for one in open_ if one.feeling != confused]
    hits = sum(one.chosen == answer for one in rest)
    chance = min(1.0, answers * at_least(hits, list(map(_by_chance(answer), rest))))
    return Flag("same", chance <= SURE, chance, some, expected=expected, feeling=answer)


def _by_chance(answer: Chosen) -> Callable[[Seen], float]:
    """Return what gives the chance that an error names an answer: its share of wrong places."""
    return lambda one: _words(one).count(answer) / (one.array - 1)


def _words(one: Seen) -> list[str]:
    """Return what stood at each place."""
    return one.offered.split(",")


def by_person(seen: Sequence[Seen]) -> Flag | None:
    """Look whether a feeling is told on its commonest face and less often on others.

    Of trials of teaching: probes show each face too seldom.
    """
    found = []
    taught: dict[Feeling, list[Seen]] = {feeling: [] for feeling in ORDER}
    for one in seen:
        if one.purpose == TEACH and one.person is not None and one.feeling in taught:
            taught[one.feeling].append(one)
    for feeling, every in taught.items():
        mine = every[-LATEST:]
        if len(mine) < FEWEST:
            continue
        ((person, count),) = Counter(one.person for one in mine if one.person).most_common(1)
        some = shared(one.correct for one in mine if one.person == person)
        others = shared(one.correct for one in mine if one.person != person)
        if count >= EACH and others.n >= EACH:
            less = others.right / others.n < WITHOUT_ONE
            chance = min(1.0, len(ORDER) * as_much_more(some, others)) if less else 1.0
            found.append((chance, feeling, person, some, others))
    if not found:
        return None
    chance, feeling, person, some, others = min(found)
    return Flag("person", chance <= SURE, chance, some, others, feeling=feeling, persons=(person,))


def by_mouth(seen: Sequence[Seen]) -> Flag | None:
    """Look whether the mouth alone is told and the eyes alone are not, in held-out probes."""
    probed = [one for one in seen if one.probe]
    by_view: Mapping[str, list[Seen]] = {
        view: [one for one in probed if one.view == view][-LATEST:] for view in ("eyes", "mouth")
    }
    both = set.intersection(*({one.feeling for one in mine} for mine in by_view.values()))
    mouth, eyes = (
        shared(one.correct for one in by_view[view] if one.feeling in both)
        for view in ("mouth", "eyes")
    )
    if min(mouth.n, eyes.n) < EACH or mouth.n + eyes.n < FEWEST:
        return None
    chance = as_much_more(mouth, eyes)
    return Flag("mouth", chance <= SURE, chance, mouth, eyes)


def by_guessing(seen: Sequence[Seen]) -> Flag | None:
    """Look whether a guesser would do as well with what is taught already."""
    if len(seen) < FEWEST:
        return None
    chances = [one.answers / one.array for one in seen]
    some = shared(one.correct for one in seen)
    chance = at_least(some.right, chances)
    return Flag("guessing", chance > PERHAPS, chance, some, expected=sum(chances))


def shared(right: Iterable[bool]) -> Share:
    """Return the share of answers that were right."""
    answers = list(right)
    return Share(sum(answers), len(answers))


def at_least(count: int, chances: Sequence[float]) -> float:
    """Return the chance of so many or more hits, each trial having its own: Poisson binomial."""
    found = [1.0]  # chances of 0, 1, 2, ... hits
    for p in chances:
        stay, go = [q * (1 - p) for q in found], [q * p for q in found]
        found = [a + b for a, b in zip([*stay, 0.0], [0.0, *go], strict=True)]
    return min(1.0, sum(found[count:]))


def as_much_more(some: Share, others: Share) -> float:
    """Return the chance that `some` is so much more often right, if both were alike.

    Fisher's exact test, one-sided: Fisher 1935, Journal of the Royal Statistical Society 98:39-82.
    """
    n, right = some.n + others.n, some.right + others.right
    most = min(some.n, right)
    ways = sum(
        comb(some.n, one) * comb(others.n, right - one) for one in range(some.right, most + 1)
    )
    return ways / comb(n, right)
