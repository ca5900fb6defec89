"""Accounts: several caregivers, what each may, whose children they see, and the log of all that.

No change takes the last keeper away, makes a researcher keeper, or leaves a child with nobody who
knows it by name.
"""

import dataclasses
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.child import LONGEST, tidy
from pyojeong.app.domain.roles import UNNAMED, Role
from pyojeong.app.domain.trial import Language
from pyojeong.app.store import Store, accounts, deeds, people
from pyojeong.app.store.accounts import Account
from pyojeong.app.store.deeds import Line
from pyojeong.app.store.people import Enrolled
from pyojeong.core.errors import AccountError
from pyojeong.core.i18n import mark
from pyojeong.core.settings import replace

SAME_VIEW = timedelta(minutes=10)  # [D] within which the same page, seen again, is one line
PAGE = 100  # lines of the log on a page

NO_NAME = mark("Please give a name of 1 to 40 characters.")
ODD_NAME = mark(
    "This name has characters that turn the direction of writing: please type it without them."
)
TAKEN = mark("Somebody here has this name already: please choose another.")
LAST_KEEPER = mark("Somebody has to look after this house: give that to another person first.")
NAMES_NEEDED = mark(
    "Who looks after this house has to see the children by name: choose another role than "
    "researcher."
)
LEFT_ALONE = mark(
    "A child would be left whom only researchers see, or nobody: give the child to somebody else "
    "first."
)
GONE = mark("This person is not here any more: go back, and look at who is.")

# Kinds of characters that change the direction of what stands after them (Unicode, UAX 9, 2).
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})

__all__ = ["Account", "Accounts", "Line", "shown"]


def shown(account: Account, enrolled: Enrolled) -> Enrolled:
    """Return a child as an account may see it: a researcher sees a code, and no picture."""
    if account.sees_names:
        return enrolled
    unnamed = replace(enrolled.child, pseudonym=enrolled.code)
    return dataclasses.replace(enrolled, child=unnamed, picture="")


class Accounts:
    """Everything that can be asked of accounts; any thread may ask.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def now(self) -> datetime:
        """Return the time, with its zone."""
        return self._clock()

    # Who there is.

    def any_there(self) -> bool:
        """Whether anybody has a PIN: first run is over."""
        with self._store.reading() as transaction:
            return accounts.any_there(transaction)

    def everybody(self) -> tuple[Account, ...]:
        """Return every account, in the order in which they came."""
        with self._store.reading() as transaction:
            return accounts.everybody(transaction)

    def removed(self) -> tuple[Account, ...]:
        """Return who was removed, as they were then: the log names them."""
        with self._store.reading() as transaction:
            return accounts.removed(transaction)

    def get(self, caregiver: int) -> Account | None:
        """Return an account as it is now; None: there is none, or none any more."""
        with self._store.reading() as transaction:
            return accounts.get(transaction, caregiver)

    def keeper(self) -> Account | None:
        """Return the first keeper; None: it is before the first run."""
        return next((one for one in self.everybody() if one.keeper), None)

    def first(self, pin_hash: str) -> Account | None:
        """Add the first account, the keeper's, who sees every child there is.

        Returns:
            The account; None, and nothing is added, where there is one already.
        """
        with self._store.writing() as transaction:
            if accounts.any_there(transaction):
                return None
            made = accounts.add(transaction, "", "parent", pin_hash, self._clock(), keeper=True)
            there = [one.child.key for one in people.everybody(transaction)]
            accounts.set_children(transaction, made.id, there)
            return accounts.get(transaction, made.id)

    # What changes them. `by`: who does it, for the log; None: nothing is written down.

    def add(
        self,
        name: str,
        role: Role,
        pin_hash: str,
        *,
        keeper: bool = False,
        by: Account | None = None,
    ) -> Account:
        """Add an account, to which no child is given yet.

        Raises:
            AccountError: the name is empty, too long, odd, or somebody else's, or a researcher
                would be keeper.
        """
        _look_at_keeper(role, keeper=keeper)
        with self._changing() as transaction:
            name = _free_name(transaction, name, but=None)
            now = self._clock()
            made = accounts.add(transaction, name, role, pin_hash, now, keeper=keeper)
            self._write(transaction, by, "add", made)
            return made

    def change(
        self, caregiver: int, name: str, role: Role, *, keeper: bool, by: Account | None = None
    ) -> None:
        """Change what somebody is called and may do.

        Raises:
            AccountError: the name will not do, or a researcher would be keeper, or the last keeper
                none, or a child would be left with nobody who knows it by name, or the account is
                gone.
        """
        _look_at_keeper(role, keeper=keeper)
        with self._changing() as transaction:
            known = _known(transaction, caregiver)
            name = _free_name(transaction, name, but=known)
            changed = dataclasses.replace(known, name=name, role=role, keeper=keeper)
            accounts.change(transaction, changed)
            self._write(transaction, by, "change", changed)

    def set_language(self, caregiver: int, language: Language | None) -> None:
        """Show somebody the pages in a language; None: in that of the house.

        Raises:
            AccountError: the account is gone.
        """
        with self._store.writing() as transaction:
            _known(transaction, caregiver)
            accounts.set_language(transaction, caregiver, language)

    def remove(self, caregiver: int, by: Account | None = None) -> None:
        """Remove an account; nothing of any child is lost, and the log keeps the name.

        Raises:
            AccountError: it is the last keeper's, or a child would be left with nobody who knows
                it by name, or it is gone.
        """
        with self._changing() as transaction:
            known = _known(transaction, caregiver)
            self._write(transaction, by, "remove", known)
            accounts.remove(transaction, caregiver, self._clock())

    # PINs, as hashes.

    def pin_hash(self, caregiver: int) -> str | None:
        """Return a PIN as Argon2 keeps it; None: there is no such account."""
        with self._store.reading() as transaction:
            return accounts.pin_hash(transaction, caregiver)

    def set_pin_hash(self, caregiver: int, value: str, by: Account | None = None) -> None:
        """Keep a PIN, as Argon2 gives it, in place of the one before.

        Raises:
            AccountError: the account is gone.
        """
        with self._store.writing() as transaction:
            known = _known(transaction, caregiver)
            accounts.set_pin_hash(transaction, caregiver, value)
            self._write(transaction, by, "pin", known)

    # Who sees whom.

    def children_of(self, account: Account) -> tuple[Enrolled, ...]:
        """Return the children that were given to somebody, as they may be seen by them."""
        with self._store.reading() as transaction:
            there = people.everybody(transaction)
        return tuple(shown(account, one) for one in there if one.child.key in account.children)

    def children(self, account: Account) -> tuple[Enrolled, ...]:
        """Return every child of the house, for a keeper, who says who sees whom."""
        with self._store.reading() as transaction:
            return tuple(shown(account, one) for one in people.everybody(transaction))

    def unseen(self) -> frozenset[str]:
        """Return the children whom nobody sees that knows them by name."""
        with self._store.reading() as transaction:
            return accounts.unseen(transaction)

    def alone_with(self, caregiver: int) -> frozenset[str]:
        """Return the children whom nobody else sees that knows them by name."""
        others = [one for one in self.everybody() if one.id != caregiver and one.sees_names]
        mine = self.get(caregiver)
        seen = frozenset().union(*(one.children for one in others))
        return mine.children - seen if mine and mine.sees_names else frozenset()

    def give(self, child: str, caregiver: int) -> None:
        """Give a child to somebody, who sees it from then on.

        Raises:
            AccountError: the account is gone.
        """
        with self._changing() as transaction:
            known = _known(transaction, caregiver)
            accounts.set_children(transaction, caregiver, known.children | {child})

    def take(self, child: str, caregiver: int) -> None:
        """Take a child from somebody, who sees nothing of it from then on.

        Raises:
            AccountError: nobody who knows it by name would be left, or the account is gone.
        """
        with self._changing() as transaction:
            known = _known(transaction, caregiver)
            accounts.set_children(transaction, caregiver, known.children - {child})

    def give_only(
        self,
        children: Iterable[str],
        caregiver: int,
        by: Account | None = None,
        *,
        before: Iterable[str] | None = None,
    ) -> None:
        """Give these children to somebody, and take all others.

        Args:
            children: that are to be given.
            caregiver: to whom.
            by: who does it, for the log.
            before: those that were given when this was chosen: what somebody else has given or
                taken since then stays as it is; None: as it is now.

        Raises:
            AccountError: a child would be left with nobody who knows it by name, or the account is
                gone.
        """
        with self._changing() as transaction:
            known = _known(transaction, caregiver)
            chosen = frozenset(children)
            seen = known.children if before is None else frozenset(before)
            kept = known.children - (seen - chosen)
            accounts.set_children(transaction, caregiver, kept | (chosen - seen))
            given = _known(transaction, caregiver).children
            for child in sorted(given - known.children):
                self._write(transaction, by, "give", known, child)
            for child in sorted(known.children - given):
                self._write(transaction, by, "take", known, child)

    # The log.

    def log(
        self,
        account: Account | None,
        deed: str,
        about: str,
        child: str | None = None,
        detail: str = "",
    ) -> None:
        """Write down what somebody did."""
        with self._store.writing() as transaction:
            caregiver = account.id if account else None
            deeds.add(transaction, self._clock(), caregiver, child, deed, about, detail)

    def log_door(self, caregiver: int | None, about: str) -> None:
        """Write down what became of somebody's door; None: of nobody's who could be named."""
        with self._store.writing() as transaction:
            deeds.add(transaction, self._clock(), caregiver, None, "door", about)

    def log_once(
        self, account: Account, deed: str, about: str, child: str | None = None, detail: str = ""
    ) -> None:
        """Write down what somebody did; done again within SAME_VIEW it is one line."""
        since, line = self._clock() - SAME_VIEW, (child, deed, about, detail)
        with self._store.reading() as transaction:
            if deeds.done_since(transaction, since, account.id, *line):
                return
        self.log(account, deed, about, child, detail)

    def deeds(
        self,
        *,
        child: str | None = None,
        caregiver: int | None = None,
        before: int | None = None,
    ) -> list[Line]:
        """Return PAGE lines of the log or fewer, the newest first; `before`: older than that."""
        with self._store.reading() as transaction:
            return deeds.newest(transaction, PAGE, child=child, caregiver=caregiver, before=before)

    def _write(
        self,
        transaction: Transaction,
        by: Account | None,
        verb: str,
        whom: Account,
        child: str | None = None,
    ) -> None:
        """Write down what was done with an account, whose name then is part of the line."""
        if by:
            deeds.add(transaction, self._clock(), by.id, child, "people", verb, whom.name)

    @contextmanager
    def _changing(self) -> Iterator[Transaction]:
        """Give a transaction that is taken back where it leaves no keeper, or a child alone."""
        with self._store.writing() as transaction:
            alone = accounts.unseen(transaction)
            yield transaction
            if not any(one.keeper for one in accounts.everybody(transaction)):
                raise AccountError(LAST_KEEPER)
            if accounts.unseen(transaction) - alone:
                raise AccountError(LEFT_ALONE)


def _look_at_keeper(role: Role, *, keeper: bool) -> None:
    """Refuse a keeper to whom no child has a name: nobody could be told apart.

    Raises:
        AccountError: it would be one.
    """
    if keeper and role in UNNAMED:
        raise AccountError(NAMES_NEEDED)


def _known(transaction: Transaction, caregiver: int) -> Account:
    found = accounts.get(transaction, caregiver)
    if found is None:
        raise AccountError(GONE)
    return found


def _free_name(transaction: Transaction, name: str, but: Account | None) -> str:
    """Return a name in one form.

    Raises:
        AccountError: it is empty, too long, odd, or somebody else's.
    """
    name = tidy(name)
    if not 0 < len(name) <= LONGEST:
        raise AccountError(NO_NAME)
    if any(unicodedata.bidirectional(char) in TURNING for char in name):
        raise AccountError(ODD_NAME)
    others = [one for one in accounts.everybody(transaction) if but is None or one.id != but.id]
    if name.casefold() in {one.name.casefold() for one in others}:
        raise AccountError(TAKEN)
    return name
