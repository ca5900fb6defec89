"""Is the data sound? What the audit found before anything was trained."""

from pyojeong.lab.audit import figures, words
from pyojeong.lab.audit.findings import FILE, Audit
from pyojeong.lab.audit.study import FOLDER
from pyojeong.lab.phrases import say
from pyojeong.lab.sections import Found, Section


def section(found: Found) -> Section | None:
    """Return the section, once the study's photos were audited."""
    path = found.record.folder / FOLDER / FILE
    if not path.is_file():
        return None
    audit = Audit.load(path)
    shown = figures.every(audit)
    return Section(
        id="sound",
        title=say("Is the data sound?"),
        template="sound",
        words={
            "tiles": tiles(audit),
            "warnings": [x for x in (words.whole(audit), words.crossing(audit)) if x is not None],
            "copied": words.copied(audit),
            "missed": [words.missed(x) for x in audit.detectors.values()],
            "place": words.place(audit.background),
            "judge": words.judge(audit.label_errors),
            "grouped": words.grouped(audit),
            "honoured": words.honoured(audit),
            "missed_figures": shown[: len(shown) - (audit.background is not None)],
            "place_figure": shown[-1] if audit.background else None,
            "page": f"{FOLDER}/audit.html",
        },
        exhibits=shown,
        tables={
            "faces-missed": [
                {"detector": name} | line.model_dump()
                for name, each in audit.detectors.items()
                for line in each.lines
            ]
        },
        answer=say(
            "Copies to spare: {spare}; pictures under two labels: {two}; photos without a face "
            "found: {missed}.",
            spare=audit.copies["near"].spare,
            two=len(audit.two_label_pictures),
            missed=sum(audit.faces_missed_by_label.values()),
        ),
    )


def tiles(audit: Audit) -> list[dict[str, object]]:
    """Return the few counts that matter."""
    doubts = len(audit.label_errors.doubts) if audit.label_errors else None
    return [
        {"name": say("files that cannot be read"), "value": len(audit.unreadable)},
        {"name": say("copies to spare"), "value": audit.copies["near"].spare},
        {"name": say("pictures under two labels"), "value": len(audit.two_label_pictures)},
        {"name": say("labels to look at"), "value": "–" if doubts is None else doubts},
    ]
