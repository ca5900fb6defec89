"""Everything that the caregiver's pages ask for, in one hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from pyojeong.app.care.accounts import Accounts
from pyojeong.app.care.away import Away
from pyojeong.app.care.home import Home, Standings
from pyojeong.app.care.missions import Missions
from pyojeong.app.care.observing import Observing
from pyojeong.app.care.plan import Plans
from pyojeong.app.care.progress import Progress
from pyojeong.app.care.reports import Reports
from pyojeong.app.care.signals import Signals
from pyojeong.app.care.sittings import Sittings
from pyojeong.app.store import Store


@dataclass(frozen=True)
class Care:
    """The use cases of the caregiver's pages; any thread may ask."""

    accounts: Accounts
    home: Home
    plans: Plans
    progress: Progress
    sittings: Sittings
    observing: Observing
    missions: Missions
    signals: Signals
    reports: Reports
    away: Away

    @staticmethod
    def over(
        store: Store, standings: Standings, clock: Callable[[], datetime], rng: Random
    ) -> "Care":
        """Return them over a store.

        Args:
            store: what is remembered.
            standings: where the goals of a child stand that were asked about.
            clock: the time, with its zone.
            rng: the only chance.
        """
        return Care(
            accounts=Accounts(store, clock),
            home=Home(store, clock, standings),
            plans=Plans(store, clock, rng),
            progress=Progress(store),
            sittings=Sittings(store, clock),
            observing=Observing(store, clock),
            missions=Missions(store, clock),
            signals=Signals(store, clock),
            reports=Reports(store, clock),
            away=Away(store, clock),
        )
