"""Accounts: who there is, who sees whom, and the log."""

from datetime import timedelta

import pytest

from fakes.memory import memory_store
from fakes.practice import Clock, mina, practising
from pyojeong.app.care.accounts import (
    GONE,
    LAST_KEEPER,
    LEFT_ALONE,
    NAMES_NEEDED,
    NO_NAME,
    PAGE,
    SAME_VIEW,
    TAKEN,
    Account,
    Accounts,
    shown,
)
from pyojeong.app.domain.roles import Role
from pyojeong.app.practice import Practice
from pyojeong.core.errors import AccountError


class Home:
    """A house with a keeper, who sees Mina."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.store = memory_store()
        self.practice: Practice = practising(self.store, self.clock)
        self.accounts = Accounts(self.store, self.clock)
        self.mina = mina(self.practice)
        keeper = self.accounts.first("hash")
        assert keeper
        self.keeper = keeper

    def with_(self, name: str, role: Role = "therapist", *, keeper: bool = False) -> Account:
        """Add somebody."""
        return self.accounts.add(name, role, "hash", keeper=keeper, by=self.keeper)

    def seen_by(self, account: Account) -> frozenset[str]:
        """Return whom somebody sees now."""
        found = self.accounts.get(account.id)
        return found.children if found else frozenset()

    def log(self) -> list[tuple[str, str, str | None]]:
        """Return deed, about and child of every line, the oldest first."""
        lines = self.accounts.deeds()[::-1]
        return [(line.deed, line.about, line.child) for line in lines]


@pytest.fixture
def home() -> Home:
    """A house with a keeper, who sees Mina."""
    return Home()


def test_the_first_keeps_the_house(home: Home) -> None:
    """The first account is a parent's without a name, keeps the house, and sees every child."""
    assert (home.keeper.name, home.keeper.role, home.keeper.keeper) == ("", "parent", True)
    assert home.keeper.children == {home.mina}
    assert home.accounts.first("another") is None
    assert home.accounts.pin_hash(home.keeper.id) == "hash"


def test_nobody_there() -> None:
    """Before the first run there is nobody, and no keeper."""
    accounts = Accounts(memory_store(), Clock())
    assert not accounts.any_there()
    assert (accounts.everybody(), accounts.keeper(), accounts.get(1)) == ((), None, None)


def test_children_are_given_and_taken(home: Home) -> None:
    """Who is added sees nobody, then who was given, and nobody again once that is taken."""
    kim = home.with_("Kim")
    assert home.seen_by(kim) == frozenset()
    home.accounts.give(home.mina, kim.id)
    assert home.seen_by(kim) == {home.mina}
    (seen,) = home.accounts.children_of(Account(kim.id, "", "parent", False, home.seen_by(kim)))
    assert seen.child.pseudonym == "Mina"
    home.accounts.take(home.mina, kim.id)
    assert home.seen_by(kim) == frozenset()


def test_who_is_not_there_is_not_given(home: Home) -> None:
    """A child that does not exist is given to nobody, and nobody who is gone is given one."""
    home.accounts.give_only(["nobody", home.mina], home.keeper.id)
    assert home.seen_by(home.keeper) == {home.mina}
    with pytest.raises(AccountError, match=GONE):
        home.accounts.give(home.mina, 99)


def test_a_researcher_sees_codes(home: Home) -> None:
    """To a researcher a child has a code for a name, and no picture; to others it is itself."""
    kim = home.with_("Kim", "researcher")
    home.accounts.give(home.mina, kim.id)
    known = home.accounts.get(kim.id)
    assert known
    (coded,) = home.accounts.children_of(known)
    assert (coded.child.pseudonym, coded.picture) == (coded.code, "")
    assert "Mina" not in repr(coded)
    (mina,) = home.accounts.children_of(home.keeper)
    assert shown(home.keeper, mina) is mina


@pytest.mark.parametrize("name", ["", " \t", "x" * 41, "\u0000"])
def test_names(home: Home, name: str) -> None:
    """A name has 1 to 40 characters."""
    with pytest.raises(AccountError, match=NO_NAME):
        home.with_(name)


def test_names_are_each_ones_own(home: Home) -> None:
    """Two people have two names, whatever their capitals; one's own may stay."""
    kim = home.with_("Kim")
    with pytest.raises(AccountError, match=TAKEN):
        home.with_(" KIM ")
    home.accounts.change(kim.id, "kim", "parent", keeper=False)
    assert home.accounts.get(kim.id) == Account(kim.id, "kim", "parent", False)


def test_the_last_keeper_stays(home: Home) -> None:
    """The last keeper is not removed and stays keeper; with another one the first may go."""
    home.accounts.change(home.keeper.id, "Lee", "parent", keeper=True)
    with pytest.raises(AccountError, match=LAST_KEEPER):
        home.accounts.remove(home.keeper.id)
    with pytest.raises(AccountError, match=LAST_KEEPER):
        home.accounts.change(home.keeper.id, "Lee", "parent", keeper=False)
    kim = home.with_("Kim", keeper=True)
    home.accounts.give(home.mina, kim.id)
    home.accounts.remove(home.keeper.id)
    assert home.accounts.keeper() == home.accounts.get(kim.id)
    with pytest.raises(AccountError, match=GONE):
        home.accounts.remove(home.keeper.id)


def test_no_child_is_left_alone(home: Home) -> None:
    """Neither removing, taking nor a new role leaves a child whom nobody knows by name."""
    park = home.with_("Park", "researcher")
    home.accounts.give(home.mina, park.id)
    kim = home.with_("Kim", keeper=True)
    assert home.accounts.alone_with(home.keeper.id) == {home.mina}
    assert home.accounts.alone_with(park.id) == frozenset()
    for change in (
        lambda: home.accounts.remove(home.keeper.id),
        lambda: home.accounts.take(home.mina, home.keeper.id),
        lambda: home.accounts.give_only([], home.keeper.id),
        lambda: home.accounts.change(home.keeper.id, "Lee", "researcher", keeper=False),
    ):
        with pytest.raises(AccountError, match=LEFT_ALONE):
            change()
    assert home.seen_by(home.keeper) == {home.mina}
    home.accounts.give(home.mina, kim.id)
    home.accounts.remove(home.keeper.id)
    assert home.accounts.unseen() == frozenset()
    assert home.practice.child(home.mina).child.pseudonym == "Mina"


def test_a_child_that_nobody_was_given(home: Home) -> None:
    """A child that came otherwise is seen by nobody, which is known, until it is given."""
    new = mina(home.practice)
    assert home.accounts.unseen() == {new}
    assert new not in {one.child.key for one in home.accounts.children_of(home.keeper)}
    assert new in {one.child.key for one in home.accounts.children(home.keeper)}
    home.accounts.give(new, home.keeper.id)
    assert home.accounts.unseen() == frozenset()


def test_pins_are_kept(home: Home) -> None:
    """Each account has a PIN of its own; who is gone gets none."""
    kim = home.with_("Kim")
    home.accounts.set_pin_hash(kim.id, "other")
    assert (home.accounts.pin_hash(kim.id), home.accounts.pin_hash(home.keeper.id)) == (
        "other",
        "hash",
    )
    with pytest.raises(AccountError, match=GONE):
        home.accounts.set_pin_hash(99, "none")


def test_what_is_done_with_accounts_is_written_down(home: Home) -> None:
    """Every change of an account is a line, with the name as it was, and one for each child."""
    kim = home.with_("Kim")
    home.accounts.give_only([home.mina], kim.id, by=home.keeper)
    home.accounts.give_only([], kim.id, by=home.keeper)
    home.accounts.change(kim.id, "Choi", "parent", keeper=False, by=home.keeper)
    home.accounts.set_pin_hash(kim.id, "other", by=home.keeper)
    home.accounts.remove(kim.id, by=home.keeper)
    assert home.log() == [
        ("people", "add Kim", None),
        ("people", "give Kim", home.mina),
        ("people", "take Kim", home.mina),
        ("people", "change Choi", None),
        ("people", "pin Choi", None),
        ("people", "remove Choi", None),
    ]
    assert {line.caregiver for line in home.accounts.deeds()} == {home.keeper.id}


def test_what_could_not_be_done_is_not_written_down(home: Home) -> None:
    """A change that was taken back leaves no line."""
    with pytest.raises(AccountError):
        home.accounts.remove(home.keeper.id, by=home.keeper)
    with pytest.raises(AccountError):
        home.accounts.give_only([], home.keeper.id, by=home.keeper)
    assert home.log() == []


def test_the_same_view_is_one_line(home: Home) -> None:
    """A page seen again within ten minutes is one line; another page, child or person is not."""
    kim = home.with_("Kim")
    home.clock.wind(hours=1)
    for account, about, child in [
        (home.keeper, "progress", home.mina),
        (home.keeper, "progress", home.mina),
        (home.keeper, "plan", home.mina),
        (home.keeper, "progress", None),
        (kim, "progress", home.mina),
        (home.keeper, "progress", home.mina),
    ]:
        home.accounts.log_view(account, about, child)
        home.clock.wind(minutes=1)
    assert len(home.log()) == 1 + 4
    home.clock.wind(seconds=(SAME_VIEW - timedelta(minutes=6)).total_seconds())
    home.accounts.log_view(home.keeper, "progress", home.mina)
    assert len(home.log()) == 1 + 5


def test_the_log_is_read_by_pages(home: Home) -> None:
    """The newest come first, PAGE at a time, by child and by person; older ones follow."""
    kim = home.with_("Kim")
    for number in range(PAGE + 5):
        home.accounts.log(home.keeper, "plan", str(number), home.mina)
    home.accounts.log(kim, "plan", "kim's", home.mina)
    home.accounts.log(kim, "house", "language")
    first = home.accounts.deeds(child=home.mina)
    assert [first[0].about, first[1].about, len(first)] == ["kim's", str(PAGE + 4), PAGE]
    rest = home.accounts.deeds(child=home.mina, before=first[-1].id)
    assert [line.about for line in rest] == ["5", "4", "3", "2", "1", "0"]
    assert [line.about for line in home.accounts.deeds(caregiver=kim.id)] == ["language", "kim's"]


def test_erasing_takes_the_lines_along(home: Home) -> None:
    """A child's lines go with it; a line about who is gone by now names nobody."""
    home.accounts.log(home.keeper, "plan", "plan", home.mina)
    home.practice.remove_child(home.mina)
    home.accounts.log(home.keeper, "keep", "remove", home.mina)
    (line,) = home.accounts.deeds()
    assert (line.about, line.child, line.caregiver) == ("remove", None, home.keeper.id)


def test_lines_outlive_who_wrote_them(home: Home) -> None:
    """What a caregiver did stays in the log when the caregiver goes, without saying who it was."""
    kim = home.with_("Kim")
    home.accounts.log(kim, "plan", "plan", home.mina)
    home.accounts.remove(kim.id)
    assert [(line.about, line.caregiver) for line in home.accounts.deeds()] == [
        ("plan", None),
        ("add Kim", home.keeper.id),
    ]


def test_no_researcher_keeps_the_house(home: Home) -> None:
    """Neither who is added nor who is changed becomes keeper and sees no names."""
    with pytest.raises(AccountError, match=NAMES_NEEDED):
        home.with_("Park", "researcher", keeper=True)
    kim = home.with_("Kim", "researcher")
    with pytest.raises(AccountError, match=NAMES_NEEDED):
        home.accounts.change(kim.id, "Kim", "researcher", keeper=True)
    with pytest.raises(AccountError, match=NAMES_NEEDED):
        home.accounts.change(home.keeper.id, "Lee", "researcher", keeper=True)
    assert [one for one in home.accounts.everybody() if one.keeper] == [home.keeper]
