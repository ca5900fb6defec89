"""What the audit found, in plain words of every language."""

from pyojeong.core.i18n import mark
from pyojeong.lab.audit.background import Background
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.audit.labels import Labels
from pyojeong.lab.audit.missed import Faces
from pyojeong.lab.audit.outliers import Kind
from pyojeong.lab.phrases import Phrase, label, percent, say

SIGNIFICANT = 0.01  # p values above it are no finding: an audit makes several tests
SMALL, LARGE = 0.1, 0.3  # Cramer's V (Cohen 1988)

KINDS: dict[Kind, str] = {
    "small": mark("too small"),
    "blurred": mark("blurred"),
    "dark": mark("too dark"),
    "light": mark("too light"),
    "long": mark("very long"),
    "strange": mark("unlike all others"),
}


def listed(names: tuple[str, ...]) -> Phrase:
    """Return labels with commas between."""
    phrases = [label(name) for name in names]
    return Phrase(
        tuple(", ".join(texts) for texts in zip(*(x.texts for x in phrases), strict=True))
    )


def p_value(p: float) -> str:
    """Return a p value as people write it."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def missed(found: Faces) -> Phrase:
    """Return whether missing depends on the label."""
    total = sum(line.missed for line in found.lines)
    photos = total + sum(line.found for line in found.lines)
    if found.detector == "none":
        return say("No face was looked for.")
    if found.dependence is None:
        return say(
            "{detector} found a face in {found} of {photos} photos.",
            detector=found.detector, found=photos - total, photos=photos,
        )  # fmt: skip
    most = max(found.lines, key=lambda line: line.rate)
    least = min(found.lines, key=lambda line: line.rate)
    values = {
        "detector": found.detector,
        "missed": total,
        "photos": photos,
        "most": label(most.label),
        "most_missed": f"{most.missed} / {most.missed + most.found}",
        "least": label(least.label),
        "least_missed": f"{least.missed} / {least.missed + least.found}",
        "p": p_value(found.dependence.p),
        "v": f"{found.dependence.cramers_v:.2f}",
    }
    if found.dependence.p > SIGNIFICANT:
        return say(
            "{detector} found no face in {missed} of {photos} photos; that this depends on the "
            "label cannot be shown ({p}, Cramér's V {v}).",
            **values,
        )
    return say(
        "{detector} found no face in {missed} of {photos} photos, and whether it does depends on "
        "the label: most often with {most} ({most_missed}), least with {least} ({least_missed}); "
        "{p}, Cramér's V {v}. Used whole, such photos tell their label by having no face; left "
        "out, they are missed most where they are needed.",
        **values,
    )


def judge(found: Labels | None) -> Phrase:
    """Return how many labels are doubted, and how good the judge is."""
    if found is None:
        return say(
            "Labels were not judged: every label needs 10 photos at least, of 5 persons or groups."
        )
    return say(
        "A simple probe, which never saw the photo it judges, agrees with {accuracy} of the "
        "labels (95 %: {low} to {high}, n = {n}) and doubts {count}. The less it agrees, the more "
        "good labels it doubts: it suggests nothing by itself, look at the pictures and decide.",
        accuracy=percent(found.accuracy),
        low=percent(found.low),
        high=percent(found.high),
        n=found.n,
        count=len(found.doubts),
    )


def place(found: Background | None) -> Phrase:
    """Return whether what is not the face gives the label away."""
    if found is None:
        return say(
            "Whether the place gives the label away was not tested: every label needs 10 photos "
            "at least, of 5 persons or groups."
        )
    values = {
        "accuracy": percent(found.accuracy),
        "low": percent(found.low),
        "high": percent(found.high),
        "n": found.n,
        "shuffled": percent(found.shuffled),
        "p": p_value(found.p),
    }
    if found.p > SIGNIFICANT and not found.given_away:
        return say(
            "With the face erased, a simple probe tells {accuracy} of the labels (95 %: {low} to "
            "{high}, n = {n}), no more than with shuffled labels ({shuffled}; {p}).",
            **values,
        )
    if not found.given_away:
        return say(
            "With the face erased, a simple probe still tells {accuracy} of the labels (95 %: "
            "{low} to {high}, n = {n}); with shuffled labels {shuffled} ({p}). The scene gives "
            "something away: a net can score without looking at the face.",
            **values,
        )
    return say(
        "With the face erased, a simple probe still tells {accuracy} of the labels (95 %: {low} "
        "to {high}, n = {n}); with shuffled labels {shuffled} ({p}). Given away most: {labels}. "
        "Look for a mark, a frame or a place that these photos share: a net will learn that.",
        **values,
        labels=listed(found.given_away),
    )


def copied(found: Audit) -> Phrase:
    """Return how many copies there are."""
    counts = found.copies
    return say(
        "Groups of the same bytes: {exact}; of the same pixels: {pixels}; near by perceptual hash: "
        "{near} ({spare} photos to spare); found by embedding beyond these: {embedding}. Under two "
        "labels: {two}.",
        exact=counts["exact"].groups,
        pixels=counts["pixels"].groups,
        near=counts["near"].groups,
        spare=counts["near"].spare,
        embedding=counts["embedding"].groups,
        two=len(found.two_label_pictures),
    )


def crossing(found: Audit) -> Phrase | None:
    """Return how many copies cross the data set's own parts; None where none does."""
    pixels, near = found.copies["pixels"].across_parts, found.copies["near"].across_parts
    if not near:
        return None
    return say(
        "Groups that cross the data set's own training, validation and test: {pixels} of the same "
        "pixels, {near} near ones. Scores on its test are too high.",
        pixels=pixels,
        near=near,
    )


def grouped(found: Audit) -> Phrase:
    """Return what a split must not cut."""
    groups = found.groups
    if not groups.named:
        return say("The data set does not name persons: only copies can be held together.")
    return say(
        "{named} persons or other groups are named, in {photos} photos; the largest has {largest}. "
        "A split must not cut them.",
        named=groups.named,
        photos=groups.photos,
        largest=groups.largest,
    )


def whole(found: Audit) -> Phrase | None:
    """Return which labels are one group; None where none is."""
    if not found.groups.whole:
        return None
    return say(
        "All photos of {labels} are one person or one picture: a net would learn who that is. Add "
        "photos of others, or leave the label out.",
        labels=listed(found.groups.whole),
    )


def honoured(found: Audit) -> Phrase:
    """Return what was decided before."""
    return say(
        "Decisions honoured: {drop} dropped, {relabel} relabelled, {keep} kept as they are.",
        drop=found.honoured.get("drop", 0),
        relabel=found.honoured.get("relabel", 0),
        keep=found.honoured.get("keep", 0),
    )
