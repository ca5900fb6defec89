"""Who may do what: every route behind the door says which deed it is.

A route that says none answers nobody: the guard sees to that, before anything of it runs.
"""

from dataclasses import dataclass, replace

from fastapi import Depends, Request
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from pyojeong.app.care.accounts import Account
from pyojeong.app.domain.roles import Deed
from pyojeong.app.store.sentences import GONE
from pyojeong.app.web import refusals
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.refusals import RefusedError
from pyojeong.core.errors import UnknownChildError
from pyojeong.core.settings import Settings

DONE = "done"  # in the request's state: what is written down once it is answered
OWN = "own"  # in the log: a deed that needs no leave
REFUSED = "refused"  # in the log: a deed for which there was none


@dataclass(frozen=True)
class Done:
    """What is done, for the log.

    child: key of whom it is about. reads: nothing is changed. detail: what of it, machine words.
    """

    account: Account
    deed: str
    about: str
    child: str | None
    reads: bool
    detail: str = ""


@dataclass(frozen=True)
class Allowed:
    """The dependency of a route: lets those pass who may.

    deed: None: whoever has opened the door may. about: None: nothing is written down.
    """

    deed: Deed | None
    about: str | None

    async def __call__(self, request: Request) -> None:
        """Refuse who may not, and leave what is done, or was refused, in the request's state.

        Raises:
            RefusedError: the role may not do this.
            UnknownChildError: the child was not given, or does not exist: the same to who asks.
        """
        account: Account = request.state.visit.account
        key = request.path_params.get("key")
        reads = request.method in ("GET", "HEAD")
        about = self.about or self.deed or ""
        setattr(request.state, DONE, Done(account, REFUSED, about, key, reads))
        if self.deed and not account.may(self.deed):
            raise RefusedError(403, refusals.NOT_YOURS, CAREGIVER_PATH)
        if key is not None and key not in account.children:
            raise UnknownChildError(GONE)
        done = None
        if self.about is not None:
            done = Done(account, self.deed or OWN, about, key, reads, _which(request))
        setattr(request.state, DONE, done)


def may(deed: Deed, about: str = "") -> Dependency:
    """Return the dependency of a route: who may not is refused, who may is written down.

    A route with `{key}` in its path is about that child, which must have been given to who asks.

    Args:
        deed: that the route is.
        about: a word for the log: which page, or what was changed.
    """
    return Depends(Allowed(deed, about))


def anyone(about: str | None = None) -> Dependency:
    """Return the dependency of a route that is for whoever has opened the door.

    Args:
        about: a word for the log; None: nothing is written down.
    """
    return Depends(Allowed(None, about))


def quietly(deed: Deed) -> Dependency:
    """Return the dependency of a route that writes its own lines of the log, where it changes."""
    return Depends(Allowed(deed, None))


def concerns(request: Request, child: str) -> None:
    """Say about which child a deed is, where its path does not: a new one."""
    done: Done = getattr(request.state, DONE)
    setattr(request.state, DONE, replace(done, child=child))


def detail(request: Request, *words: str) -> None:
    """Say what of it a deed has changed: names of settings, words of the log."""
    done: Done = getattr(request.state, DONE)
    setattr(request.state, DONE, replace(done, detail=", ".join(words)))


def differing(before: Settings, after: Settings) -> list[str]:
    """Return the names of the fields in which two values of one kind differ."""
    names = type(before).model_fields
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def unchanged(request: Request) -> None:
    """Say that a deed has changed nothing, so that no line says that it has."""
    setattr(request.state, DONE, None)


def _which(request: Request) -> str:
    """Return which session or which feeling a path or a query names; empty: none."""
    number = request.path_params.get("number") or request.query_params.get("session", "")
    if number.isascii() and number.isdecimal():
        return f"session {int(number[:9])}"
    return request.path_params.get("feeling", "")


def said(route: BaseRoute) -> Allowed | None:
    """Return what a route says about who may; None: nothing."""
    depends = route.dependencies if isinstance(route, APIRoute) else []
    found = (one.dependency for one in depends)
    return next((one for one in found if isinstance(one, Allowed)), None)
