"""`pyojeong decide`: what is done with single photos."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import Source, app, example
from pyojeong.core.i18n import _


@app.command(
    help=_("Decide about photos: drop, keep or relabel. Written beside the data set."),
    epilog=example(
        "pyojeong decide photos/ --from audit/audit.json",
        'pyojeong decide photos/ --relabel happy/7.jpg=pain --why "looked at"',
    ),
)
def decide(
    source: Source,
    drop: Annotated[list[str] | None, typer.Option(help=_("Leave a photo out. Repeats."))] = None,
    keep: Annotated[
        list[str] | None, typer.Option(help=_("Looked at, and right as it is. Repeats."))
    ] = None,
    relabel: Annotated[
        list[str] | None, typer.Option(help=_("KEY=LABEL: give it another label. Repeats."))
    ] = None,
    forget: Annotated[
        list[str] | None, typer.Option(help=_("Take a decision back. Repeats."))
    ] = None,
    why: Annotated[str, typer.Option(help=_("The reason, for those who come after."))] = "",
    suggested: Annotated[
        Path | None,
        typer.Option("--from", help=_("Take the suggestions of an audit.json.")),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help=_("Show what was decided."))] = False,
) -> None:
    """Write decisions."""
    from pyojeong.cli import console
    from pyojeong.lab.audit.findings import Audit
    from pyojeong.lab.deciding import Wish, decide_about, parse_relabel

    wishes = [
        *(Wish(key, "drop", why=why) for key in drop or []),
        *(Wish(key, "keep", why=why) for key in keep or []),
        *(Wish(*parse_relabel(text), why=why) for text in relabel or []),
    ]
    suggestions = Audit.load(suggested).suggestions if suggested else ()
    decisions, path = decide_about(source, wishes, suggestions, forget or [])
    if listed:
        for one in decisions.decisions:
            console.say(f"{one.action} {one.key} {one.label or ''} {one.why}".rstrip())
    counts = decisions.counts
    console.say(
        _("{path}: {drop} dropped, {relabel} relabelled, {keep} kept as they are.").format(
            path=path, **counts
        )
    )
    if decisions.decisions:
        console.say(
            _("To undo one: {line} --forget KEY; to undo all, delete that file.").format(
                line=f"pyojeong decide {source}"
            )
        )
