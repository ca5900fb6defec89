"""When a goal is mastered, and what could only look like it."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from pyojeong.app.domain.trial import Outcome

MASTERY = 0.90  # unprompted first responses; Longino 2021: 90 % held a month, 80 % did not
SESSIONS = 3  # running; Longino 2021
DAYS = 2  # [D] that these sessions lie on, at least
TRIALS = 12  # [D] of the goal in these sessions, at least

IDENTITIES = 3  # that were told rightly, at least: Melo e Silva 2017
WITHOUT_ONE = 0.80  # [D] still right where the commonest face is left out
EACH_PLACE = 2 / 3  # [D] right at every place of the answer that was tried twice or more
GUESSING = 0.01  # [D] chance that a guesser does as well, at most


def sessions(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    """Return the outcomes session by session, in order."""
    found: dict[int, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        found[one.trial.session].append(one)
    return [found[number] for number in sorted(found)]


def in_view(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes that mastery can hang on: those of the last sessions, in order."""
    return tuple(one for session in sessions(outcomes)[-SESSIONS:] for one in session)


def reached(outcomes: Sequence[Outcome]) -> bool:
    """Whether the criterion is met: 90 % in three sessions running, and nothing else explains it.

    Args:
        outcomes: of teaching trials of one goal, in order, since it was last begun; those that are
            not in view change nothing.
    """
    last = sessions(outcomes)[-SESSIONS:]
    together = [one for session in last for one in session]
    return (
        len(last) == SESSIONS
        and all(share(session) >= MASTERY for session in last)
        and len(together) >= TRIALS
        and len({one.day for one in together}) >= DAYS
        and not shortcuts(together)
    )


def share(outcomes: Sequence[Outcome]) -> float:
    """Return the fraction of first responses that were right without help."""
    return sum(one.independent for one in outcomes) / len(outcomes)


def shortcuts(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return what else could explain the right answers: `guessing`, `position`, `one picture`."""
    found = {
        "guessing": by_guessing(outcomes) > GUESSING,
        "position": by_position(outcomes),
        "one picture": by_one_picture(outcomes),
    }
    return tuple(name for name, there in found.items() if there)


def by_guessing(outcomes: Sequence[Outcome]) -> float:
    """Return the chance that somebody who guesses is right as often or more often.

    The number right is then Poisson binomial: each trial has its own chance, for arrays differ and
    some trials have two answers.
    """
    chances = [1.0]  # of 0, 1, 2, ... right
    for one in outcomes:
        p = len(one.trial.answers) / len(one.trial.choices)
        stay, go = [q * (1 - p) for q in chances], [q * p for q in chances]
        chances = [a + b for a, b in zip([*stay, 0.0], [0.0, *go], strict=True)]
    return sum(chances[sum(one.independent for one in outcomes) :])


def by_position(outcomes: Sequence[Outcome]) -> bool:
    """Whether the answers are right at some places only."""
    places: dict[int, list[bool]] = defaultdict(list)
    for one in outcomes:
        places[one.trial.answers[0]].append(one.independent)
    return any(len(right) > 1 and sum(right) / len(right) < EACH_PLACE for right in places.values())


def by_one_picture(outcomes: Sequence[Outcome]) -> bool:
    """Whether the answers hang on one face, or on fewer than three."""
    told = [(one.trial.asked.person.key, one) for one in outcomes if one.trial.asked]
    people = Counter(key for key, one in told if one.independent)
    if len(people) < IDENTITIES:
        return True
    (commonest, _count), *_others = people.most_common(1)
    others = [one for key, one in told if key != commonest]
    return share(others) < WITHOUT_ONE
