"""A Chromium of this machine makes a PDF: in a process of its own, which can reach nobody."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from pyojeong.app.reports.refusal import FAILED, PdfError
from pyojeong.app.store.backups import PART

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
LONGEST_S = 30  # [D] for one report; a cold start of a slow machine takes ten
STALE_S = 10 * LONGEST_S  # after which a page is nobody's: the server died while it was read
OURS = PART.format("report.{}")  # folder of a page: in a data folder, erasing removes it too
QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-crash-reporter",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name leads anywhere
    "--proxy-server=http://127.0.0.1:9",  # nor any address: nobody listens there
    "--no-pdf-header-footer",
)


def engine(folder: Path | None = None) -> Callable[[str], bytes] | None:
    """Return what makes a PDF of a page; None: there is no Chromium.

    Args:
        folder: the data folder, where the page lies meanwhile; None: that of the system for
            temporary files.
    """
    program = next(filter(None, map(shutil.which, NAMES)), None)
    return partial(make, program, folder or Path(tempfile.gettempdir())) if program else None


def make(program: str, place: Path, html: str) -> bytes:
    """Return a page as PDF. It lies in a folder of ours alone meanwhile, which goes with it.

    Args:
        program: the Chromium.
        place: where that folder is made; what a crash left there is removed.
        html: the page.

    Raises:
        PdfError: it failed, or took too long.
    """
    prefix, suffix = OURS.split("{}")
    with tempfile.TemporaryDirectory(suffix, prefix, place, ignore_cleanup_errors=True) as name:
        _remove_stale(Path(name))
        page, made = Path(name, "page.html"), Path(name, "page.pdf")
        page.write_text(html, encoding="utf-8")
        line = [program, *QUIET, *_as_root(), f"--user-data-dir={name}/profile"]
        try:
            subprocess.run(  # noqa: S603 - a program of this machine, and a file of ours
                [*line, f"--print-to-pdf={made}", page.as_uri()],
                check=True,
                timeout=LONGEST_S,
                capture_output=True,
            )
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise PdfError(FAILED) from error


def _remove_stale(new: Path) -> None:
    """Remove the pages beside a new one that a crash left behind."""
    for old in new.parent.glob(OURS.format("*")):
        with suppress(OSError):  # somebody else's, or gone meanwhile
            if new.stat().st_mtime - old.stat().st_mtime > STALE_S:
                shutil.rmtree(old)


def _as_root() -> tuple[str, ...]:
    """Return what it takes to run as root, as containers do: the sandbox refuses to."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if root else ()
