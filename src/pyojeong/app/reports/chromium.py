"""A Chromium of this machine makes a PDF: in a process of its own, which can reach nobody."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pyojeong.app.reports.refusal import FAILED, PdfError

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


def engine() -> Callable[[str], bytes] | None:
    """Return what makes a PDF of a page; None: there is no Chromium."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    return partial(make, program) if program else None


def make(program: str, html: str) -> bytes:
    """Return a page as PDF. It lies in a folder of ours alone meanwhile, which goes with it.

    Raises:
        PdfError: it failed, or took too long.
    """
    with tempfile.TemporaryDirectory(prefix="pyojeong-", ignore_cleanup_errors=True) as name:
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


def _as_root() -> tuple[str, ...]:
    """Return what it takes to run as root, as containers do: the sandbox refuses to."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if root else ()
