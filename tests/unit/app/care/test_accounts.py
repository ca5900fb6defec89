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
    ODD_NAME,
    PAGE,
    SAME_VIEW,
    TAKEN,
    Account,
    Accounts,
    shown,
)
from pyojeong.app.domain.roles import Role
from pyojeong.app.practice import Practice
from pyojeong.app.store.deeds import MOST
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
        """Return deed, what it was about, and child of every line, the oldest first."""
        lines = self.accounts.deeds()[::-1]
        return [(line.deed, f"{line.about} {line.detail}".strip(), line.child) for line in lines]


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
        home.accounts.log_once(account, "see", about, child)
        home.clock.wind(minutes=1)
    assert len(home.log()) == 1 + 4
    home.clock.wind(seconds=(SAME_VIEW - timedelta(minutes=6)).total_seconds())
    home.accounts.log_once(home.keeper, "see", "progress", home.mina)
    assert len(home.log()) == 1 + 5
    home.accounts.log_once(home.keeper, "refused", "progress", home.mina)
    home.accounts.log_once(home.keeper, "see", "progress", home.mina, "session 2")
    assert len(home.log()) == 1 + 7


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
    """What a caregiver did stays in the log when the caregiver goes, and who it was."""
    kim, choi = home.with_("Kim"), home.with_("Choi")
    home.accounts.log(kim, "plan", "plan", home.mina)
    home.accounts.log(choi, "plan", "plan", home.mina)
    for one in (kim, choi):
        home.accounts.remove(one.id)
    assert [(line.about, line.caregiver) for line in home.accounts.deeds()[:2]] == [
        ("plan", choi.id),
        ("plan", kim.id),
    ]
    assert [one.name for one in home.accounts.removed()] == ["Kim", "Choi"]


def test_who_is_removed_is_a_name_alone(home: Home) -> None:
    """Who was removed has no PIN, sees nobody, is found nowhere, and leaves the name free."""
    kim = home.with_("Kim", "parent")
    home.accounts.give(home.mina, kim.id)
    home.accounts.remove(kim.id)
    assert (home.accounts.get(kim.id), home.accounts.pin_hash(kim.id)) == (None, None)
    assert home.accounts.everybody() == (home.keeper,)
    assert home.accounts.removed()[0].children == frozenset()
    again = home.with_("Kim")
    assert again.id != kim.id
    for change in (
        lambda: home.accounts.remove(kim.id),
        lambda: home.accounts.give(home.mina, kim.id),
        lambda: home.accounts.set_pin_hash(kim.id, "hash"),
        lambda: home.accounts.set_language(kim.id, "ko"),
    ):
        with pytest.raises(AccountError, match=GONE):
            change()


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_names_turn_nothing_around(home: Home, char: str) -> None:
    """A name that would turn the words after it is refused, whatever else is in it."""
    with pytest.raises(AccountError, match=ODD_NAME):
        home.with_(f"Kim{char}gnp")
    assert home.with_("שרה 김 👩‍👧").name == "שרה 김 👩‍👧"


def test_a_form_takes_only_what_it_has_shown(home: Home) -> None:
    """A child that was given after a form was opened stays given, and one taken stays taken."""
    kim, owl, fox = home.with_("Kim"), mina(home.practice), mina(home.practice)
    home.accounts.give_only([home.mina, owl, fox], home.keeper.id)
    home.accounts.give_only([home.mina, owl], kim.id)
    shown_then = home.seen_by(kim)
    home.accounts.give(fox, kim.id)
    home.accounts.take(owl, kim.id)
    home.accounts.give_only([owl], kim.id, before=shown_then)
    assert home.seen_by(kim) == {fox}
    home.accounts.give_only([owl, fox], kim.id, before=[])
    assert home.seen_by(kim) == {fox, owl}


def test_languages(home: Home) -> None:
    """Each account has a language of its own, or that of the house."""
    assert home.keeper.language is None
    home.accounts.set_language(home.keeper.id, "ko")
    known = home.accounts.get(home.keeper.id)
    assert known
    assert known.language == "ko"
    home.accounts.set_language(home.keeper.id, None)
    assert home.accounts.get(home.keeper.id) == home.keeper


def test_lines_say_what(home: Home) -> None:
    """A detail is kept beside the word; what has no room in its column is cut, and shows it."""
    home.accounts.log(home.keeper, "plan", "plan", home.mina, "minutes, blocks")
    home.accounts.log(home.keeper, "plan", "plan", home.mina, "x" * 200)
    long, line = home.accounts.deeds()
    assert (line.about, line.detail) == ("plan", "minutes, blocks")
    assert (long.about, len(long.detail), long.detail[-1]) == ("plan", MOST - len("plan: "), "…")


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
