"""What the weekly probe asks of the store: corrections, and whose teaching has begun."""

from datetime import timedelta
from pathlib import Path

from fakes.classroom import START
from fakes.practice import Clock, mina, play, practising
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.store import observations, open_store, probes, trials

HAPPY = Observed(START, "probe", 3, "happy", "", "alone")


def test_correct(tmp_path: Path) -> None:
    """A correction replaces its own batch of its own kind and child, and nothing else."""
    store = open_store(tmp_path, START)
    practice = practising(store)
    mine, other = mina(practice), mina(practice)
    mission = Observed(START, "mission", 3, "sad", "sad-film", "helped")
    earlier = HAPPY._replace(batch=2)
    better = HAPPY._replace(result="not_yet")
    with store.writing() as transaction:
        observations.add(transaction, mine, [HAPPY, earlier, mission])
        observations.add(transaction, other, [HAPPY])
        probes.correct(transaction, mine, "probe", 3, [better])
    with store.reading() as transaction:
        assert observations.of(transaction, mine) == [earlier, mission, better]
        assert observations.of(transaction, other) == [HAPPY]
    store.close()


def test_taught_before(tmp_path: Path) -> None:
    """A feeling is taught from its first lesson on; probes are no lessons."""
    store, clock = open_store(tmp_path, START), Clock()
    practice = practising(store, clock)
    child = mina(practice)
    for _ in range(5):
        play(practice, child, clock)
        clock.wind(days=1)
    with store.reading() as transaction:
        lessons = [
            one for one in trials.history(transaction, child) if one.trial.purpose == "teach"
        ]
        assert lessons
        assert probes.taught_before(transaction, child, START) == frozenset()
        found = probes.taught_before(transaction, child, clock.now + timedelta(days=1))
        assert found == {one.trial.goal.feeling for one in lessons}
    store.close()
