"""What is installed, what is missing, and the command that mends it."""

import os
import platform
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

from rich.markup import escape
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
    base = _packages("")
    table = Table(title=f"pyojeong {__version__}", title_justify="left", box=None)
    for heading in (_("What"), _("Found"), _("To mend it")):
        table.add_column(heading, overflow="fold")
    for finding in _findings(base):
        table.add_row(*map(escape, (finding.name, finding.found, finding.remedy)))
    out.print(table)
    missing = [name for name, found in base.items() if not found]
    say(
        _("Something is missing: see above.")
        if missing
        else _("Everything that the base install needs is here.")
    )
    return not missing


def _findings(base: dict[str, str]) -> Iterator[Finding]:
    yield Finding(
        "Python", f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    yield _summary("pyojeong", base)
    for extra in _extras():
        yield _summary(f"pyojeong[{extra}]", _packages(extra))
    yield _yunet()
    yield _accelerator()
    free = shutil.disk_usage(Path.cwd()).free / 1e9
    remedy = "" if free > ENOUGH_GB else _("free some space")
    yield Finding(_("Free disk"), f"{free:.0f} GB", remedy)


ENOUGH_GB = 5  # checkpoints of the largest net (VGG-16 with Adam), twice, and some room


def _extras() -> list[str]:
    return sorted({extra for _name, extra in _requirements() if extra})


def _requirements() -> Iterator[tuple[str, str]]:
    """Yield (package, extra) of everything that Pyojeong can use; extra "" is the base."""
    for line in requires("pyojeong") or []:
        extra = re.search(r"extra == ['\"]([^'\"]+)", line)
        yield re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0], extra.group(1) if extra else ""


def _packages(wanted: str) -> dict[str, str]:
    """Return package -> installed version of one extra, empty where it is missing."""
    found = {}
    for name in [name for name, extra in _requirements() if extra == wanted]:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _summary(name: str, packages: dict[str, str]) -> Finding:
    missing = [package for package, found in packages.items() if not found]
    if not missing:
        return Finding(name, _("complete"))
    lacking = _("missing: {names}").format(names=", ".join(missing))
    return Finding(name, lacking, f'pip install "{name}"')


def _yunet() -> Finding:
    """Look for YuNet's weights where its detector does, without fetching them."""
    from pyojeong.faces.weights import YUNET, cache

    name = _("YuNet's weights")
    place = Path(os.environ.get(YUNET.variable, cache() / YUNET.name))
    if place.is_file():
        return Finding(name, str(place))
    remedy = _("fetched at the first use; or export {variable}=FILE")
    return Finding(name, _("not yet here"), remedy.format(variable=YUNET.variable))


def _accelerator() -> Finding:
    """Ask torch, if it is there, for a GPU."""
    if find_spec("torch") is None:
        return Finding(_("GPU"), _("unknown without torch"))
    import torch

    if torch.cuda.is_available():
        return Finding(_("GPU"), torch.cuda.get_device_name())
    return Finding(_("GPU"), _("none: training runs on the CPU"))
