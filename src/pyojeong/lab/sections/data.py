"""The photos: how many, of what kind, where no face was found, how they are split."""

from pyojeong.core.crops import CropSpec
from pyojeong.core.i18n import mark
from pyojeong.lab.phrases import Phrase, percent, say
from pyojeong.lab.plots import Tally, tallies
from pyojeong.lab.sections import Found, Section, exhibit
from pyojeong.lab.showcase import Showcase


def section(found: Found) -> Section | None:
    """Return the section, once the photos are prepared."""
    shown = found.shown
    if shown is None:
        return None
    rows = [
        Tally(x.label, (x.training, x.validation, x.test), x.found, x.missed) for x in shown.labels
    ]
    figure = exhibit(
        "labels",
        say("Photos of each label, and in how many a face was found"),
        say(
            "Left: the photos used, by part. Right: the share in which {detector} found a face; "
            "the number beside it counts those without.",
            detector=found.study.data.crop.detector,
        ),
        lambda language: tallies(rows, language),
    )
    return Section(
        id="data",
        title=say("The photos"),
        template="data",
        words={
            "counted": counted(found, shown),
            "formats": formats(shown),
            "crop": cropped(found.study.data.crop),
            "missing": missing(found.study.data.crop, shown),
            "figure": figure,
            "rows": shown.labels,
            "split": split(found, shown),
            "duplicates": duplicates(shown),
            "crossing": shown.crossing,
        },
        exhibits=(figure,),
        tables={"labels": [row.model_dump() for row in shown.labels]},
    )


def counted(found: Found, shown: Showcase) -> Phrase:
    """Return how many photos there are, and whence."""
    return say(
        "{photos} photos of {labels} labels from {source}.",
        photos=f"{sum(shown.formats.values()):,}",
        labels=len(shown.labels),
        source=found.study.data.source,
    )


def formats(shown: Showcase) -> Phrase:
    """Return the formats by content, and what could not be read."""
    kinds = ", ".join(f"{name} {count:,}" for name, count in shown.formats.items())
    if not shown.unreadable:
        return say("Formats by content: {kinds}. Every file could be read.", kinds=kinds)
    return say(
        "Formats by content: {kinds}. Files that could not be read and were skipped: {count}.",
        kinds=kinds,
        count=shown.unreadable,
    )


def cropped(crop: CropSpec) -> Phrase:
    """Return how a face is cut out."""
    if crop.detector == "none":
        return say("No face was looked for.")
    box = say("the first box found") if crop.choose == "first" else say("the largest box found")
    return say(
        "Faces were found once, by {detector}; {box}, widened by {margin} on each side, was cut "
        "out and resampled to {size} x {size} pixels.",
        detector=crop.detector,
        box=box,
        margin=percent(crop.margin, 0),
        size=crop.size,
    )


def missing(crop: CropSpec, shown: Showcase) -> Phrase:
    """Return what became of photos without a face."""
    missed = sum(row.missed for row in shown.labels)
    share = percent(missed / max(missed + sum(row.found for row in shown.labels), 1))
    if not missed:
        return say("A face was found in every photo.")
    message = {
        "whole": mark(
            "In {missed} ({share}) no face was found: the whole photo was used, as in 2024."
        ),
        "skip": mark("In {missed} ({share}) no face was found: they were left out."),
        "centre": mark("In {missed} ({share}) no face was found: the central square was used."),
    }[crop.missing]
    return say(message, missed=missed, share=share)


def split(found: Found, shown: Showcase) -> Phrase:
    """Return how the photos are split."""
    training, validation, test = shown.parts
    return say(
        "Split by seed {seed}, label by label: {training} to learn from, {validation} to choose "
        "by, {test} for the test. The written split has the hash {digest}.",
        seed=found.study.data.seed,
        training=training,
        validation=validation,
        test=test,
        digest=shown.split,
    )


def duplicates(shown: Showcase) -> Phrase:
    """Return whether copies of a photo stand on both sides of the split."""
    if not shown.crossing:
        return say("No group of exact or near duplicates stands in more than one part.")
    return say(
        "Careful: {groups} groups of exact or near duplicates ({photos} photos) stand in more "
        "than one part of the split. Scores on them are too high: the net has seen the picture.",
        groups=len(shown.crossing),
        photos=sum(len(group) for group in shown.crossing),
    )
