"""Long histories in no time: children who learn by a simple rule, as Seen rows or in a store.

Nobody here goes through Practice, which is exact and slow; the trials are real ones, though, made
once by the exercises and asked again and again under another number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session as Transaction

from fakes.classroom import START
from pyojeong import __version__
from pyojeong.app.domain.asking import Asked, people_for
from pyojeong.app.domain.child import Child, Consent
from pyojeong.app.domain.feelings import CONTRAST, ORDER, Feeling, hard_partner
from pyojeong.app.domain.plan import EXERCISES, Plan
from pyojeong.app.domain.standing import GATE
from pyojeong.app.domain.trial import TEACH, TRACK, UNPROMPTED, Goal, Language, Purpose, Trial
from pyojeong.app.domain.weekly import QUESTIONS
from pyojeong.app.evidence.observed import Observed, Result
from pyojeong.app.evidence.seen import Chosen, Seen, chosen_of
from pyojeong.app.exercises import make
from pyojeong.app.people import cast
from pyojeong.app.practice import PageSettings
from pyojeong.app.store import Store, observations, people
from pyojeong.app.store.facts import Facts, facts_of
from pyojeong.app.store.moments import offset_of
from pyojeong.app.store.people import Enrolled
from pyojeong.app.store.tables import (
    AccessRow,
    CaregiverRow,
    PlanRow,
    ResponseRow,
    SessionRow,
    TrialRow,
)
from pyojeong.core.settings import canonical_json, replace

ZONE = timezone(timedelta(hours=9))  # of the children's clocks
LANGUAGES: tuple[Language, ...] = ("ko", "en")

BASELINE = 3  # sessions without teaching, in which every feeling is probed twice
TOGETHER = 3  # goals that are taught together
STAY = 8  # sessions with the same goals
EACH = 4  # trials of a goal in a block, of which there are two
PROBES = 6  # trials of probes beside the tracked ones, a session
COPIES = 4  # trials of a kind; they are asked in turn

KNOWN = 0.3  # of a goal at first
BEST = 0.97
RATE = 0.05  # of the rest, a trial of teaching
FEELING = 0.5  # of what is known of a feeling on one rung, on all its others
FALLEN = 0.7  # chance that who errs chooses the hard partner, where it stands there
TRIAL_S = 12  # from one response to the next


class Sheet(NamedTuple):
    """A trial that was made once. value: its JSON, in parts around number, block and prompt."""

    middle: str
    end: str
    facts: Facts
    chosen: tuple[Chosen, ...]
    answers: tuple[int, ...]
    goal: Goal
    exercise: str
    purpose: Purpose
    language: Language | None

    def value(self, number: int, session: int, block: int, prompt: int) -> str:
        """Return the JSON of the trial under a number."""
        begin = f'{{"number":{number},"session":{session},"block":{block},'
        return f'{begin}{self.middle}"prompt":{prompt},{self.end}'


class Answered(NamedTuple):
    """A trial that was answered."""

    sheet: Sheet
    number: int
    block: int
    prompt: int
    at: datetime
    place: int
    correct: bool
    prompted: bool
    reaction_ms: int


@dataclass(frozen=True)
class Sitting:
    """A session with its trials, in order."""

    number: int
    at: datetime
    trials: tuple[Answered, ...]


def seen(days: int = 730, seed: int = 0, until: datetime = START, missed: float = 0) -> list[Seen]:
    """Return what is seen of a child who practises every day.

    Args:
        days: of practice.
        seed: of all chance.
        until: the day after the last session.
        missed: share of days without a session.
    """
    return [
        _seen(sitting, one)
        for sitting in sittings(days, seed, until, missed)
        for one in sitting.trials
    ]


def observed(days: int = 730, seed: int = 0, until: datetime = START) -> list[Observed]:
    """Return what a caregiver saw: a probe a week, about one feeling after the other."""
    rng = Random(f"observed {seed}")
    first = _first(days, until)
    found = []
    for week in range(1, days // 7 + 1):
        at, feeling = first + timedelta(weeks=week), ORDER[week % len(ORDER)]
        sure = min(0.9, 0.2 + 0.02 * week)
        for _ in range(QUESTIONS):
            result: Result = "alone" if rng.random() < sure else rng.choice(("helped", "not_yet"))
            found.append(Observed(at, "probe", week - 1, feeling, "", result))
    return found


def plans(days: int = 730, until: datetime = START) -> list[tuple[datetime, Plan]]:
    """Return a child's plans: after a third of the time it is given four choices."""
    first = _first(days, until)
    starts = tuple((feeling, BASELINE) for feeling in ORDER[:TOGETHER])
    plan = Plan(languages=LANGUAGES, age=9, starts=starts)
    changed = replace(plan, array=4)
    return [
        (first - timedelta(days=1), plan),
        (first + timedelta(days=days // 3, hours=1), changed),
    ]


def fill(
    store: Store, children: int = 20, days: int = 730, seed: int = 0, until: datetime = START
) -> tuple[str, ...]:
    """Add children who practised every day, each about 26,000 trials in two years; return the keys.

    Every caregiver there is has been given them.

    Args:
        store: where; nobody there is touched.
        children: how many.
        days: of practice.
        seed: of all chance; the same children cannot be added twice.
        until: the day after the last session.
    """
    return tuple(_add(store, seed * 1000 + one, days, until) for one in range(children))


def sittings(days: int, seed: int, until: datetime = START, missed: float = 0) -> Iterator[Sitting]:
    """Give the sessions of a child, in order."""
    rng, first = Random(f"history {seed}"), _first(days, until)
    known: dict[Goal, float] = {}
    feelings: dict[Feeling, float] = {}
    number = session = 0
    for day in range(days):
        if rng.random() < missed:
            continue
        at = first + timedelta(days=day)
        trials = []
        for turn, (purpose, goal, block) in enumerate(_agenda(session, rng)):
            moment = at + timedelta(seconds=TRIAL_S * (turn + 1))
            sure = max(known.get(goal, 0.0), KNOWN + FEELING * feelings.get(goal.feeling, 0.0))
            trials.append(_answer(purpose, goal, block, number, moment, sure, rng))
            if purpose == TEACH:
                known[goal] = sure + RATE * (BEST - sure)
                feelings[goal.feeling] = max(feelings.get(goal.feeling, 0.0), known[goal])
            number += 1
        yield Sitting(session, at, tuple(trials))
        session += 1


def _agenda(session: int, rng: Random) -> list[tuple[Purpose, Goal, int]]:
    """Return what a session asks, in order: purpose, goal and block."""
    goals = Plan().goals
    tracked: list[tuple[Purpose, Goal, int]] = [
        (TRACK, Goal(feeling=feeling), 0) for feeling in ORDER
    ]
    if session < BASELINE:
        return tracked * 2
    turn, day = divmod(session - BASELINE, STAY)
    there = min(turn * TOGETHER, len(goals) - TOGETHER)
    taught, before = goals[there : there + TOGETHER], goals[:there]
    probes = _probes(day, turn, taught, before, rng)
    blocks: list[tuple[Purpose, Goal, int]] = []
    for block in range(2):
        asked = [goal for goal in taught for _ in range(EACH)]
        rng.shuffle(asked)
        blocks += [(TEACH, goal, block) for goal in asked]
    return [*tracked, *probes, *blocks]


def _probes(
    day: int, turn: int, taught: Sequence[Goal], before: Sequence[Goal], rng: Random
) -> list[tuple[Purpose, Goal, int]]:
    if day == 0:
        return [("baseline", goal, 0) for goal in taught for _ in range(2)]
    if day == STAY - 1:
        return [("gate", goal, 0) for goal in taught for _ in range(GATE)]
    purpose: Purpose = "maintenance" if (turn + day) % 2 else "review"
    return [(purpose, rng.choice(before), 0) for _ in range(PROBES)] if before else []


def _answer(
    purpose: Purpose,
    goal: Goal,
    block: int,
    number: int,
    at: datetime,
    sure: float,
    rng: Random,
) -> Answered:
    exercises = EXERCISES[goal.step]
    sheet = _sheet(
        goal,
        exercises[number % len(exercises)],
        purpose,
        LANGUAGES[number % 2],
        rng.randrange(COPIES),
    )
    prompt = min(UNPROMPTED, int(sure * (UNPROMPTED + 1))) if purpose == TEACH else UNPROMPTED
    prompted = prompt == 0 or (prompt < UNPROMPTED and rng.random() < 0.4 * (1 - sure))
    place = sheet.answers[0] if prompted or rng.random() < sure else _error(sheet, rng)
    took = round(rng.lognormvariate(8.0 - 0.3 * sure, 0.35))
    correct = place in sheet.answers
    return Answered(sheet, number, block, prompt, at, place, correct, prompted, took)


def _error(sheet: Sheet, rng: Random) -> int:
    partner = hard_partner(sheet.goal.feeling)
    if partner in sheet.chosen and rng.random() < FALLEN:
        return sheet.chosen.index(partner)
    return rng.randrange(len(sheet.chosen))


@cache
def _sheet(goal: Goal, exercise: str, purpose: Purpose, language: Language, copy: int) -> Sheet:
    """Return a trial of a kind: places, people and other feelings by chance, with its own seed."""
    rng = Random(f"{goal.feeling} {goal.step} {exercise} {purpose} {language} {copy}")
    others = rng.sample([one for one in (*ORDER, CONTRAST) if one != goal.feeling], 2)
    if (partner := hard_partner(goal.feeling)) and partner not in others:
        others[0] = partner
    place = copy % 3
    everybody = people_for(cast(), purpose)
    asked = Asked(
        number=0,
        session=0,
        block=0,
        goal=goal,
        exercise=exercise,
        purpose=purpose,
        feelings=(*others[:place], goal.feeling, *others[place:]),
        place=place,
        people=tuple(rng.sample(everybody, 4)),
        pictures=rng.randrange(10_000),
        prompt=UNPROMPTED,
        language=language,
        graded=False,
        told={},
        age=9,
    )
    return _sheet_of(make(asked, rng))


def _sheet_of(trial: Trial) -> Sheet:
    text = trial.model_dump_json()
    middle, _, end = text[text.index('"goal"') :].rpartition(f'"prompt":{trial.prompt},')
    return Sheet(
        middle,
        end,
        facts_of(trial),
        tuple(chosen_of(trial, place) for place in range(len(trial.choices))),
        trial.answers,
        trial.goal,
        trial.exercise,
        trial.purpose,
        trial.language,
    )


def _seen(sitting: Sitting, one: Answered) -> Seen:
    sheet, facts = one.sheet, one.sheet.facts
    return Seen(
        one.number, sitting.number, one.block, one.at, sheet.goal.feeling, sheet.goal.step,
        sheet.purpose, sheet.exercise, sheet.language, facts.person, facts.age,
        facts.held_out, facts.intensity, facts.view, facts.moving, facts.medium,
        facts.array, facts.answer, facts.answers, one.place, sheet.chosen[one.place],
        one.correct, one.prompt, one.prompted, one.reaction_ms, None, facts.offered,
    )  # fmt: skip


def _first(days: int, until: datetime) -> datetime:
    return (until - timedelta(days=days)).astimezone(ZONE)


def _add(store: Store, seed: int, days: int, until: datetime) -> str:
    """Add one child with all that is known of it, and return the key."""
    enrolled, (first, *changes) = _enrolled(seed, days, until), plans(days, until)
    key = enrolled.child.key
    with store.writing() as transaction:
        people.add(transaction, enrolled, first[1])
        for at, plan in changes:
            offset = offset_of(at)
            transaction.add(PlanRow(child=key, at=at, at_offset=offset, plan=canonical_json(plan)))
        for caregiver in transaction.scalars(select(CaregiverRow.id)):
            transaction.add(AccessRow(caregiver=caregiver, child=key))
        observations.add(transaction, key, observed(days, seed, until))
        transaction.flush()
        _insert(transaction, key, list(sittings(days, seed, until)))
    return key


def _enrolled(seed: int, days: int, until: datetime) -> Enrolled:
    since = _first(days, until) - timedelta(days=1)
    child = Child(
        key=f"history{seed:09d}",
        pseudonym=f"Child {seed}",
        age="9-13",
        language=LANGUAGES[seed % 2],
        consent=Consent(given_by="parent", at=since, wording=1),
    )
    page = canonical_json(PageSettings(language=child.language))
    return Enrolled(child, "pic-fox", page, since, f"H{seed:07d}")


def _insert(transaction: Transaction, key: str, course: Sequence[Sitting]) -> None:
    """Insert sessions, trials and responses at once, under numbers that nobody has."""
    sitting_id = (transaction.scalar(select(func.max(SessionRow.id))) or 0) + 1
    trial_id = (transaction.scalar(select(func.max(TrialRow.id))) or 0) + 1
    offset = int(ZONE.utcoffset(None) / timedelta(minutes=1))
    sessions: list[dict[str, Any]] = []
    trials: list[dict[str, Any]] = []
    responses: list[dict[str, Any]] = []
    for sitting in course:
        here = sitting_id + sitting.number
        sessions.append(_session(here, key, sitting, offset))
        for one in sitting.trials:
            trials.append(_trial(trial_id + one.number, here, key, sitting.number, one))
            responses.append(_response(trial_id + one.number, one, offset))
    for table, rows in ((SessionRow, sessions), (TrialRow, trials), (ResponseRow, responses)):
        if rows:
            transaction.connection().execute(insert(table), rows)


def _session(number: int, key: str, sitting: Sitting, offset: int) -> dict[str, Any]:
    ended = sitting.trials[-1].at + timedelta(seconds=TRIAL_S)
    return {
        "id": number, "child": key, "number": sitting.number, "started_at": sitting.at,
        "started_offset": offset, "ended_at": ended, "why": "done", "form": None,
        "calls": 0, "pictures": 0, "version": __version__, "calls_before": 0,
    }  # fmt: skip


def _trial(number: int, here: int, key: str, session: int, one: Answered) -> dict[str, Any]:
    sheet = one.sheet
    return sheet.facts._asdict() | {
        "id": number, "child": key, "session": here, "number": one.number,
        "shown_at": one.at - timedelta(milliseconds=one.reaction_ms), "exercise": sheet.exercise,
        "feeling": sheet.goal.feeling, "step": sheet.goal.step, "purpose": sheet.purpose,
        "language": sheet.language, "helped": one.prompted, "block": one.block,
        "prompt": one.prompt, "value": sheet.value(one.number, session, one.block, one.prompt),
    }  # fmt: skip


def _response(trial: int, one: Answered, offset: int) -> dict[str, Any]:
    return {
        "trial": trial, "attempt": 0, "place": one.place, "chosen": one.sheet.chosen[one.place],
        "correct": one.correct, "prompted": one.prompted, "reaction_ms": one.reaction_ms,
        "at": one.at, "at_offset": offset,
    }  # fmt: skip
