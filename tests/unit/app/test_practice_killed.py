"""A server that is killed while a child answers."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from fakes.classroom import START
from fakes.practice import Clock, mina, play, practising
from pyojeong.app.practice import Pending
from pyojeong.app.store import Store, open_store, trials

TESTS = Path(__file__).parent.parent.parent

# Answers for ever, right and wrong in turn, and says each answer once it is acknowledged.
SERVER = """
import sys
from datetime import timedelta
from pathlib import Path
from fakes.classroom import START
from fakes.practice import Clock, give, practising
from pyojeong.app.practice import Pending
from pyojeong.app.store import open_store
folder, child, day = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
clock = Clock(START + timedelta(days=day))
practice = practising(open_store(folder, clock()), clock, seed=day)
state = practice.start(child)
while True:
    if not isinstance(state, Pending):
        state = practice.start(child)
    right = state.attempt > 0 or state.trial.number % 3 > 0
    answered = give(practice, child, state, right=right)
    print(state.trial.number, state.attempt, int(right), flush=True)
    state = answered.next or practice.state(child)
"""


def killed(folder: Path, child: str, day: int, answers: int) -> set[tuple[int, ...]]:
    """Let a server answer at least so many trials, kill it, and return what it acknowledged."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    command = [sys.executable, "-c", SERVER, str(folder), child, str(day)]
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        for line in server.stdout:
            said.append(line)
            if len(said) == answers:
                server.send_signal(signal.SIGKILL)
    assert server.returncode == -signal.SIGKILL
    return {tuple(map(int, line.split())) for line in said if line.endswith("\n")}


def responses(store: Store) -> set[tuple[int, ...]]:
    """Return number, attempt, and whether it was right, of all that is stored."""
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT number, attempt, correct FROM response JOIN trial ON trial = trial.id"
        ).all()
    assert len(set(rows)) == len(rows)
    return {tuple(row) for row in rows}


def test_killed_again_and_again(tmp_path: Path) -> None:
    """Every answer that was acknowledged is stored, and the session goes on where it was."""
    store = open_store(tmp_path, START)
    child = mina(practising(store))
    store.close()
    before: set[tuple[int, ...]] = set()
    for day, answers in enumerate((7, 23, 40)):
        acknowledged = before | killed(tmp_path, child, day, answers)
        clock = Clock(START + timedelta(days=day, minutes=5))
        store = open_store(tmp_path, clock())
        stored = responses(store)
        assert acknowledged <= stored
        assert len(stored - acknowledged) <= 1  # was stored, and the kill came before it was said
        with store.reading() as transaction:
            history = list(trials.history(transaction, child))
            waiting = trials.last(transaction, child)
        assert [one.trial.number for one in history] == list(range(len(history)))
        state = practising(store, clock).start(child)
        assert isinstance(state, Pending)
        assert waiting is not None
        assert state.trial == waiting.trial
        play(practising(store, clock), child, clock, 1)
        before = responses(store)
        assert len(before) == len(stored) + 1
        store.close()
