"""What the command line shows: tables, progress with time left, and one sentence for a fault."""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from pyojeong.core.i18n import _

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """Print a line of plain text; brackets in it are no markup."""
    out.print(text, markup=False)


def complain(text: str) -> None:
    """Print one sentence to standard error."""
    err.print(f"pyojeong: {text}", markup=False)


def typed() -> str:
    """Return the command as it was typed."""
    return shlex.join(["pyojeong", *sys.argv[1:]])


@contextmanager
def bars() -> Iterator[Progress]:
    """Give progress bars on standard error, so that results can be piped."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
        console=err,
        transient=True,
    ) as progress:
        yield progress


@contextmanager
def counted(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give one bar as the `progress(done, total)` that the long functions call."""
    with bars() as progress:
        task: list[TaskID] = []

        def move(done: int, total: int) -> None:
            if not task:
                task.append(progress.add_task(label, note=""))
            progress.update(task[0], completed=done, total=total)

        yield move


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """Give one bar after another as the `progress(stage, done, total)` of work in stages."""
    with bars() as progress:
        tasks: dict[str, TaskID] = {}

        def move(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                for earlier in tasks.values():
                    progress.update(earlier, visible=False)
                tasks[stage] = progress.add_task(_(stage), note="")
            progress.update(tasks[stage], completed=done, total=total)

        yield move
