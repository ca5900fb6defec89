"""audit.html: every finding with its pictures, what is suggested, and a line to type."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyojeong import __version__
from pyojeong.core.i18n import LANGUAGES, mark
from pyojeong.lab.audit import lines, thumbs, words
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.datasets import DataSet
from pyojeong.lab.pages import environment
from pyojeong.lab.phrases import Phrase, label, percent, say
from pyojeong.lab.sections import Exhibit

# Pictures on the page, at about 8 kB each: under 6 MB in all.
GROUPS, MEMBERS, DOUBTS, OUTLIERS = 80, 4, 120, 60

TITLE = mark("Is the data sound?")


def page(audit: Audit, dataset: DataSet, drawn: Sequence[Exhibit], language: str) -> str:
    """Return the page as HTML.

    Args:
        audit: what was found.
        dataset: gives the pictures.
        drawn: the figures, as `figures.every` returns them.
        language: the page opens in it.
    """
    groups = _groups(audit)
    doubts = audit.label_errors.doubts if audit.label_errors else ()
    shown = [key for group in groups[:GROUPS] for key in group["keys"][:MEMBERS]]
    shown += [x.key for x in (*doubts[:DOUBTS], *audit.outliers[:OUTLIERS])]
    title = say(TITLE)
    return (
        environment()
        .get_template("audit.html")
        .render(
            t=say,
            label=label,
            pct=percent,
            language=language,
            title=title,
            titles={name: title.in_(name) for name in LANGUAGES},
            audit=audit,
            words=words,
            kinds=words.KINDS,
            groups=groups[:GROUPS],
            groups_more=len(groups) - len(groups[:GROUPS]),
            members=MEMBERS,
            doubts=[
                {"doubt": x, "line": lines.relabel(audit.source, x.key, x.likely)}
                for x in doubts[:DOUBTS]
            ],
            doubts_more=len(doubts) - len(doubts[:DOUBTS]),
            outliers=audit.outliers[:OUTLIERS],
            outliers_more=len(audit.outliers) - len(audit.outliers[:OUTLIERS]),
            figures=drawn,
            pictures=thumbs.thumbs(dataset, shown),
            version=__version__,
        )
    )


def _groups(audit: Audit) -> list[dict[str, Any]]:
    """Return the groups of copies, those under two labels first, each once."""
    dropped = {x.key: x.why for x in audit.suggestions}
    pixels, exact = _sets(audit.pixel_equal_groups), _sets(audit.exact_duplicate_groups)
    labels = {key: name for group in audit.two_label_pictures for key, name in group.items()}
    found = [
        _group(audit.source, tuple(group), say("One picture under two labels"), labels, dropped)
        for group in audit.two_label_pictures
    ]
    beyond = _sets(audit.embedding_duplicate_groups)
    for group in (*audit.near_duplicate_groups, *audit.embedding_duplicate_groups):
        if any(key in labels for key in group):
            continue
        if group not in audit.embedding_duplicate_groups and any(
            set(group) <= other for other in beyond
        ):
            continue  # it stands within a larger one
        kind = say("One picture, found by embedding")
        if frozenset(group) in exact:
            kind = say("The same bytes")
        elif frozenset(group) in pixels:
            kind = say("The same pixels")
        elif frozenset(group) not in beyond:
            kind = say("One picture, near by perceptual hash")
        found.append(_group(audit.source, group, kind, labels, dropped))
    return found


def _sets(groups: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}


def _group(
    source: str,
    keys: tuple[str, ...],
    kind: Phrase,
    labels: Mapping[str, str],
    dropped: Mapping[str, str],
) -> dict[str, Any]:
    spare = [key for key in keys if key in dropped]
    if any(key in labels for key in keys):
        advice = say("Suggested: drop all, as nobody knows which label is right; or keep one.")
    elif spare:
        advice = say("Suggested: drop {count}, as nothing is lost.", count=len(spare))
    else:
        advice = say("For you to decide: drop all but one, if it is one picture.")
    return {
        "keys": keys,
        "kind": kind,
        "labels": labels,
        "dropped": spare,
        "advice": advice,
        "line": lines.drop(source, spare or keys[1:], "copy"),
    }
