"""What is installed, what is missing, and the command that mends it."""

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from rich.table import Table

from pyojeong import __version__
from pyojeong.cli.console import out, say
from pyojeong.core.i18n import _


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, and the command that mends it where something is not."""

    name: str
    found: str
    remedy: str = ""


def examine() -> bool:
    """Show every finding; return whether the base install is whole (an extra may be missing)."""
    packages = {extra: list(_packages(extra)) for extra in ("", *_extras())}
    table = Table(title=f"pyojeong {__version__}", title_justify="left", box=None)
    table.add_column(_("What"))
    table.add_column(_("Found"))
    table.add_column(_("To mend it"))
    for finding in [*_machine(), *packages[""], *map(_summary, packages, packages.values())]:
        table.add_row(finding.name, finding.found, finding.remedy)
    table.add_row(*_yunet())
    out.print(table)
    whole = not any(finding.remedy for finding in packages[""])
    say(_("The recogniser is whole.") if whole else _("Something is missing: see above."))
    return whole


def _machine() -> Iterator[Finding]:
    yield Finding("Python", platform.python_version())
    yield Finding(_("System"), f"{platform.system()} {platform.machine()}")


def _requirements() -> list[tuple[str, str]]:
    """Return (package, extra) of everything that Pyojeong can use; extra "" is the base."""
    found = []
    for line in requires("pyojeong") or []:
        name = re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0]
        extra = re.search(r"extra == ['\"]([^'\"]+)", line)
        found.append((name, extra.group(1) if extra else ""))
    return found


def _extras() -> list[str]:
    return sorted({extra for _name, extra in _requirements() if extra})


def _packages(wanted: str) -> Iterator[Finding]:
    for name, extra in _requirements():
        if extra != wanted:
            continue
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            target = f'"pyojeong[{extra}]"' if extra else "pyojeong"
            yield Finding(name, _("missing"), f"pip install {target}")


def _summary(extra: str, findings: list[Finding]) -> Finding:
    """Return one line for a whole extra."""
    missing = [finding.name for finding in findings if finding.remedy]
    if not missing:
        return Finding(f"[{extra}]" if extra else _("base"), _("complete"))
    lacking = _("missing: {names}").format(names=", ".join(missing))
    return Finding(f"[{extra}]", lacking, findings[0].remedy or f'pip install "pyojeong[{extra}]"')
