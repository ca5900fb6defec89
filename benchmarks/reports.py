"""How long the reports take: the demo's children, and one with two years of daily sessions.

    python benchmarks/reports.py

The first PDF is a cold start: WeasyPrint and its libraries are loaded for it.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from pypdf import PdfReader

from pyojeong.app import demo
from pyojeong.app.care.reports import Asked, Reports
from pyojeong.app.domain.trial import Language
from pyojeong.app.reports.pdf import pdf
from pyojeong.app.store import Store, open_store, people

sys.path.append(str(Path(__file__).parent.parent / "tests"))  # long histories are made there

LANGUAGES: tuple[Language, ...] = ("ko", "en")
GOAL_S = 5.0
YEARS_2 = 730  # days


def main() -> None:
    """Print a line for each report: seconds to its page and to its PDF, pages, and size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--days", type=int, default=YEARS_2, help="of daily sessions")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}", flush=True)
    now = datetime.now().astimezone()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), now)
        try:
            for name, key in children(store, now, given.days).items():
                slowest = max(slowest, measured(Reports(store, lambda: now), name, key))
        finally:
            store.close()
    print(f"slowest therapist's PDF: {slowest:.2f} s (goal: under {GOAL_S:.0f} s)")


def children(store: Store, now: datetime, days: int) -> dict[str, str]:
    """Add children, and return their keys by what they are called here."""
    from fakes import histories

    demo.fill(store, now, "ko")
    with store.reading() as transaction:
        known = [one.child.key for one in people.everybody(transaction)]
    (long,) = histories.fill(store, children=1, days=days, until=now)
    return {"demo": known[1], f"{days} days": long}


def measured(part: Reports, name: str, key: str) -> float:
    """Make every report of a child in each language, and return the slowest therapist's PDF."""
    slowest = 0.0
    for language in LANGUAGES:
        for kind in (part.therapist, part.parent, part.sheet):
            start = time.perf_counter()
            html = kind(key, Asked(language))
            page = time.perf_counter() - start
            made = pdf(html)
            took = time.perf_counter() - start
            count = len(PdfReader(io.BytesIO(made)).pages)
            print(
                f"{name:>9} {language} {kind.__name__:>9}: page {page:.2f} s, PDF {took:.2f} s, "
                f"pages {count}, {len(made) / 1000:.0f} kB",
                flush=True,
            )
            if kind == part.therapist:
                slowest = max(slowest, took)
    return slowest


if __name__ == "__main__":
    main()
