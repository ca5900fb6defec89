"""What the pages need of practice: a Protocol, so that tests bring their own."""

from collections.abc import Sequence
from typing import Protocol

from pyojeong.app.domain.child import AgeBand, Consent
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.practice import Answered, Enrolled, PageSettings, State


class PracticeLike(Protocol):
    """The use cases; any thread may ask.

    All that name a child raise UnknownChildError where there is no such child.
    """

    def state(self, child: str) -> State:
        """Return what the page should show."""
        ...

    def start(self, child: str) -> State:
        """Begin a session, or go on with today's."""
        ...

    def pause(self, child: str) -> State:
        """Begin a break."""
        ...

    def resume(self, child: str) -> State:
        """End the break."""
        ...

    def stop(self, child: str) -> State:
        """End the session."""
        ...

    def answer(
        self,
        child: str,
        number: int,
        place: int,
        *,
        prompted: bool,
        reaction_ms: int,
        attempt: int = 0,
        session: int | None = None,
    ) -> Answered:
        """Store a response, and return what became of it; told twice, it is stored once.

        Raises:
            StaleError: the trial is not asked any more.
        """
        ...

    def helped(self, child: str, number: int, session: int) -> None:
        """Remember that the answer to a trial was pointed at; of another trial nothing."""
        ...

    def children(self) -> Sequence[Enrolled]:
        """Return every child, in the order in which they came."""
        ...

    def child(self, child: str) -> Enrolled:
        """Return a child."""
        ...

    def add_child(
        self,
        pseudonym: str,
        *,
        picture: str,
        age: AgeBand,
        language: Language,
        consent: Consent | None = None,
        plan: Plan | None = None,
    ) -> Enrolled:
        """Add a child, with the guardian's consent and a first plan, or nothing."""
        ...

    def correct_child(self, child: str, pseudonym: str, *, picture: str, age: AgeBand) -> None:
        """Correct what a child is called, its picture and its age band."""
        ...

    def consent(self, child: str, consent: Consent) -> None:
        """Record a guardian's consent."""
        ...

    def remove_child(self, child: str) -> None:
        """Erase a child and all that is known of it."""
        ...

    def plan(self, child: str) -> Plan:
        """Return what is taught to a child, and how."""
        ...

    def ask_form(self, child: str, form: Form) -> None:
        """Let the next session of a child be a probe form."""
        ...

    def withdraw_form(self, child: str) -> None:
        """Take back the form that was asked for, unless it was begun."""
        ...

    def settings(self, child: str) -> PageSettings:
        """Return how a child's page is set."""
        ...

    def set_settings(self, child: str, page: PageSettings) -> None:
        """Keep how a child's page is set."""
        ...
