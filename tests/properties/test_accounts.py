"""Whatever is done with accounts: nobody sees a child that was not given, and a keeper stays."""

from contextlib import suppress

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from fakes.memory import memory_store
from fakes.practice import Clock, mina, practising
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.domain.roles import ROLES, UNNAMED, Role
from pyojeong.core.errors import AccountError


class Houses(RuleBasedStateMachine):
    """A house beside a plain account of who was given whom."""

    children = Bundle("children")
    people = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        store = memory_store()
        self.practice = practising(store)
        self.accounts = Accounts(store, Clock())
        self.given: dict[int, set[str]] = {}
        self.there: set[str] = set()
        self.known: set[str] = set()  # to somebody by name, at some time
        self.names = 0

    def name(self) -> str:
        """Return a name that nobody has."""
        self.names += 1
        return f"Person {self.names}"

    @initialize(target=people)
    def live_in(self) -> object:
        """Begin with the keeper of the first run, and one in each role."""
        there = [self.accounts.first("hash")]
        there += [self.accounts.add(self.name(), role, "hash") for role in ROLES]
        self.given = {one.id: set(one.children) for one in there if one}
        return multiple(*self.given)

    @initialize(target=children)
    def begin_with_a_child(self) -> str:
        """Begin with a child that nobody was given."""
        return self.add_child()

    @rule(target=children)
    def another_child(self) -> str:
        """Add a child that nobody was given."""
        return self.add_child()

    def add_child(self) -> str:
        """Add a child, and return its key."""
        child = mina(self.practice)
        self.there.add(child)
        return child

    @rule(child=children)
    def erase(self, child: str) -> None:
        """Erase a child."""
        if child in self.there:
            self.practice.remove_child(child)
            self.there.discard(child)
            self.known.discard(child)
            for given in self.given.values():
                given.discard(child)

    @rule(target=people, role=st.sampled_from(ROLES), keeper=st.booleans())
    def add(self, role: Role, keeper: bool) -> object:
        """Add somebody, if that may be; an id that was used before is somebody else's now."""
        try:
            made = self.accounts.add(self.name(), role, "hash", keeper=keeper)
        except AccountError:
            assert keeper
            assert role in UNNAMED
            return multiple()
        again = made.id in self.given
        self.given[made.id] = set()
        return multiple() if again else made.id

    @rule(who=people, role=st.sampled_from(ROLES), keeper=st.booleans())
    def change(self, who: int, role: Role, keeper: bool) -> None:
        """Change a role, if that may be."""
        with suppress(AccountError):
            self.accounts.change(who, self.name(), role, keeper=keeper)

    @rule(who=people)
    def remove(self, who: int) -> None:
        """Remove somebody, if that may be."""
        with suppress(AccountError):
            self.accounts.remove(who)
            self.given[who] = set()

    @rule(who=people, child=children)
    def give(self, who: int, child: str) -> None:
        """Give a child."""
        with suppress(AccountError):
            self.accounts.give(child, who)
            self.given[who] |= {child} & self.there

    @rule(who=people, child=children)
    def take(self, who: int, child: str) -> None:
        """Take a child, if that may be."""
        with suppress(AccountError):
            self.accounts.take(child, who)
            self.given[who].discard(child)

    @rule(who=people, only=st.sets(children, max_size=3))
    def give_only(self, who: int, only: set[str]) -> None:
        """Give some children and no others, if that may be."""
        with suppress(AccountError):
            self.accounts.give_only(only, who)
            self.given[who] = only & self.there

    @invariant()
    def each_sees_who_was_given(self) -> None:
        """Each sees exactly who was given; a researcher nobody's name."""
        for account in self.accounts.everybody():
            assert account.children == self.given[account.id]
            seen = self.accounts.children_of(account)
            assert {one.child.key for one in seen} == self.given[account.id]
            assert account.role not in UNNAMED or "Mina" not in repr(seen)

    @invariant()
    def somebody_keeps_the_house(self) -> None:
        """There is a keeper, from the first run on, and each sees children by name."""
        assert self.accounts.keeper() or not self.given
        assert all(one.sees_names for one in self.accounts.everybody() if one.keeper)

    @invariant()
    def no_child_is_lost(self) -> None:
        """A child that was once known by name to somebody always is."""
        unseen = self.accounts.unseen()
        assert not unseen & self.known
        self.known |= self.there - unseen


TestHouses = Houses.TestCase
TestHouses.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
