"""What a child's page can show, and what became of an answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from pyojeong.app.domain.stopping import End
from pyojeong.app.domain.trial import Trial
from pyojeong.core.errors import PracticeError

# For a right answer: whole without help, small with it (Cividini-Motta 2013). Never taken away.
Token = Literal["whole", "small"]


@dataclass(frozen=True)
class Ready:
    """A session can begin. left: about how many trials it will have."""

    left: int


@dataclass(frozen=True)
class Pending:
    """A trial waits for a response.

    attempt: which response it waits for; 0 is the first, the others follow an error.
    left: about how many trials the session still has. done: how many were responded to.
    tokens: earned in this session, in order; None: this trial shows none.
    helped: its answer was shown already, and so it is shown again, at once.
    """

    trial: Trial
    attempt: int
    left: int
    done: int
    tokens: tuple[Token, ...] | None
    helped: bool = False


@dataclass(frozen=True)
class Paused:
    """There is a break. left, done, tokens: as of what waits behind it."""

    since: datetime
    left: int
    done: int
    tokens: tuple[Token, ...] | None


@dataclass(frozen=True)
class Receipt:
    """What a session is closed with.

    trials: responded to. breaks: that were asked for, and given. pictures: picture files in the
    data folder. calls: connections to other machines while it lasted; None: the server was started
    anew meanwhile, so that nobody counted all of them.
    """

    trials: int
    breaks: int
    pictures: int
    calls: int | None


@dataclass(frozen=True)
class Resting:
    """Today's session is over: it was done, or long, or tiring, or the child stopped it.

    tokens: earned in it, in order.
    """

    why: End | Literal["stopped"]
    receipt: Receipt
    tokens: tuple[Token, ...]


State: TypeAlias = Ready | Pending | Paused | Resting


@dataclass(frozen=True)
class Answered:
    """What became of a response, which is stored.

    trial: that was responded to. correct, answers: whether it was right, and the places that are;
    None: a probe tells neither.
    again: the same trial is asked once more. next: what follows; None: the same trial.
    """

    trial: Trial
    correct: bool | None
    answers: tuple[int, ...] | None
    again: bool
    token: Token | None
    next: State | None


class StaleError(PracticeError):
    """An answer to what is not asked any more; `state` is what the page should show now."""

    def __init__(self, message: str, state: State) -> None:
        super().__init__(message)
        self.state = state
