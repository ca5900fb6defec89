"""The session sheet: one page on which a session is filed."""

from collections.abc import Sequence

from pyojeong.app.evidence.seen import Seen
from pyojeong.app.reports.forms import taken
from pyojeong.app.reports.head import Head
from pyojeong.app.reports.paper import Links, fill
from pyojeong.app.reports.tally import by_feeling, levels, probed, tally, taught, times
from pyojeong.app.store.glances import Glimpse
from pyojeong.app.store.sessions import Why
from pyojeong.core.i18n import mark

WHYS: dict[Why | None, str] = {
    "done": mark("Everything planned for the day was done."),
    "time": mark("It had been long enough, so it ended."),
    "tired": mark("Answers became slower or less sure, so it ended early and kindly."),
    "stopped": mark("The child chose to stop, which is always fine."),
    "left": mark("It was left open, and closed when the next one began."),
    None: mark("It has not been ended yet."),
}


def sheet(
    head: Head,
    record: Glimpse | None,
    rows: Sequence[Seen],
    *,
    links: Links | None = None,
) -> str:
    """Return a session's sheet as HTML.

    Args:
        head: what stands above it.
        record: of the session; None: there was none yet.
        rows: what was seen in it, in order.
        links: of its page; None: it is for a PDF.
    """
    broken_off = [one for one in taken(rows) if not one.whole]
    return fill(
        "sheet",
        head,
        links=links,
        record=record,
        broken_off=broken_off[0] if broken_off else None,
        why=WHYS[record.why if record else None],
        taught=tally(taught(rows)),
        probed=tally(probed(rows)),
        length=record and record.ended and record.ended - record.started,
        count=len(rows),
        levels=levels(rows),
        feelings=by_feeling(rows),
        times=times(rows),
    )
