"""Whom does it fail? By what is known of the people shown, and on other data sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyojeong.core.i18n import mark, translate
from pyojeong.lab.elsewhere import Elsewhere, load_elsewhere
from pyojeong.lab.elsewhere_words import compared, sentences, signed
from pyojeong.lab.groups import FEW, Group, Groups, load_groups
from pyojeong.lab.phrases import Phrase, percent, say
from pyojeong.lab.plots import Dot, dots
from pyojeong.lab.proportions import Share
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit

# Words of tables that say who is shown; whatever else stands there is shown as it is.
WORDS = (
    mark("age"), mark("tone"), mark("skin_tone"), mark("sex"), mark("gender"), mark("glasses"),
    mark("beard"), mark("hair"), mark("race"), mark("ethnicity"), mark("child"), mark("teen"),
    mark("adult"), mark("elder"), mark("female"), mark("male"), mark("none"), mark("round"),
    mark("square"), mark("thin"), mark("stubble"), mark("moustache"), mark("goatee"), mark("full"),
    mark("yes"), mark("no"),
)  # fmt: skip


@dataclass(frozen=True)
class Set:
    """One data set as a row: the study's own test, or another one."""

    name: Phrase
    accuracy: Share
    found: Share | None = None
    accuracy_found: Share | None = None


@dataclass(frozen=True)
class Told:
    """What one other data set said, and how its labels were taken."""

    source: str
    said: list[Phrase]
    mapping: Mapping[str, str]
    mapping_source: str
    told: tuple[str, ...]
    rows: list[tuple[str, tuple[int, ...], Share]]


def section(found: Found) -> Section | None:
    """Return the section, once the test was opened or another data set was asked."""
    groups, others = of_final(found)
    if groups is None and not others:
        return None
    said = gap(groups) if groups else None
    by_group = figure(groups) if groups and groups.groups else None
    return Section(
        id="fails",
        title=say("Whom does it fail?"),
        template="fails",
        words={
            "gap": said,
            "care": care(groups) if groups and groups.groups else None,
            "figure": by_group,
            "groups": [(who(group), beside(group), group) for group in groups.groups]
            if groups
            else [],
            "few": FEW,
            "sets": sets(found, others),
            "own": own_test(found),
            "shifts": shifts(others),
            "told": [told(other) for other in others],
        },
        exhibits=(by_group,) if by_group else (),
        tables={
            "groups": [row(group) for group in groups.groups] if groups else [],
            "elsewhere": [set_row(other) for other in others],
        },
        answer=said,
    )


def of_final(found: Found) -> tuple[Groups | None, list[Elsewhere]]:
    """Return what was measured of the final model; what is of an earlier one is left out."""
    final, groups = found.record.final, load_groups(found.record)
    run = final.folder.name if final else None
    others = [one for one in load_elsewhere(found.record) if one.run == run]
    return groups if groups and groups.run == run else None, others


def gap(groups: Groups) -> Phrase:
    """Return the widest gap that can be told apart, or that there is none, or nothing known."""
    if not groups.groups:
        return say(
            "Nothing is known about who is shown in these photos, so nobody can say whom the "
            "model fails. That is not the same as fair."
        )
    told_apart = [group for group in groups.groups if group.told_apart]
    if told_apart:
        return widest(max(told_apart, key=_width))
    if any(group.p is not None for group in groups.groups):
        return say(
            "No gap between groups could be told apart with so few photos. That is not the same "
            "as none: a gap as wide as the intervals below could be hidden."
        )
    return say(
        "Every group has too few photos (under {few}) to say anything, or nothing to compare it "
        "with. That is not the same as fair.",
        few=FEW,
    )


def _width(group: Group) -> float:
    return abs(group.difference.value) if group.difference else 0.0


def widest(group: Group) -> Phrase:
    """Return the sentence of a gap that can be told apart."""
    rest, difference = group.rest, group.difference
    return say(
        "The widest gap that can be told apart: {who}: right on {here} of {n} photos, on {there} "
        "of the {others} others. Difference: {points} points; interval (95 %): {low} to {high}.",
        who=who(group),
        here=percent(group.accuracy.value),
        n=group.accuracy.n,
        there=percent(rest.value) if rest else "–",
        others=rest.n if rest else 0,
        points=signed(difference.value) if difference else "–",
        low=signed(difference.low) if difference else "–",
        high=signed(difference.high) if difference else "–",
    )


def care(groups: Groups) -> Phrase:
    """Return what to keep in mind when the groups are read."""
    few = sum(group.few for group in groups.groups)
    unknown = groups.unknown
    return say(
        "{few} of {all} groups have under {limit} photos: too few to say anything, whatever their "
        "score. Of {unknown} of {n} test photos nothing is known. A group is what the data set "
        "says of it; photos of the same person count as if they were of several.",
        few=few,
        all=len(groups.groups),
        limit=FEW,
        unknown=unknown,
        n=groups.n,
    )


def who(group: Group) -> Phrase:
    """Return a group as people read it: "age: child"."""
    return say("{trait}: {value}", trait=say_word(group.trait), value=say_word(group.value))


def beside(group: Group) -> str:
    """Return how many points a group lies above the others, with the interval."""
    apart = group.difference
    return f"{signed(apart.value)} ({signed(apart.low)} – {signed(apart.high)})" if apart else "–"


def say_word(word: str) -> Phrase:
    """Return a word of a table in every language, or as it is."""
    return say(word) if word in WORDS else Phrase((word, word))


def figure(groups: Groups) -> Exhibit:
    """Return the accuracy of every group, and in how many of its photos a face was found."""
    sought = any(group.found for group in groups.groups)
    caption = say(
        "How often the model is right for each group, with its interval (95 %) and the number of "
        "test photos. Where the intervals are wide, little is known."
    )
    return exhibit(
        "groups",
        say("How often the model is right, by who is shown"),
        caption,
        lambda language: dots(
            [dot(group, language) for group in groups.groups],
            language,
            axis=mark("share of photos"),
            asides=(mark("told rightly"), mark("face found, all photos")) if sought else None,
        ),
    )


def dot(group: Group, language: str) -> Dot:
    """Return the row of one group; one of too few photos has no dot, only the words."""
    note = f"n {group.accuracy.n}"
    if group.few:
        note = translate("n {n}: too few", language).format(n=group.accuracy.n)
    shown = group.accuracy
    return Dot(
        name=who(group).in_(language),
        value=None if group.few else shown.value,
        low=shown.low,
        high=shown.high,
        note=note,
        aside=(group.found.value, group.found.low, group.found.high) if group.found else None,
    )


def sets(found: Found, others: Sequence[Elsewhere]) -> list[Set]:
    """Return the study's own test and the other data sets, as rows."""
    rows = [
        Set(
            Phrase((other.source, other.source)),
            other.measured.accuracy,
            other.measured.found,
            other.measured.accuracy_found,
        )
        for other in others
    ]
    if found.evaluation is None or not rows:
        return rows
    score = found.evaluation.accuracy
    return [Set(say("this study's test"), Share.some(round(score.value * score.n), score.n)), *rows]


def own_test(found: Found) -> Phrase:
    """Return how the study's own test counts a photo without a found face."""
    return {
        "skip": say(
            "This study's test leaves photos without a found face out; on the other data sets "
            "they count as wrong, as they are for whoever uses the model."
        ),
        "whole": say(
            "This study's test takes photos without a found face whole; on the other data sets "
            "they count as wrong."
        ),
        "centre": say(
            "This study's test takes the centre of photos without a found face; on the other data "
            "sets they count as wrong."
        ),
    }[found.study.data.crop.missing]


def shifts(others: Sequence[Elsewhere]) -> list[Phrase]:
    """Return how each data set compares with the one that was asked about first with it."""
    by_name = {other.name: other for other in others}
    return [compared(by_name[other.beside], other) for other in others if other.beside in by_name]


def told(other: Elsewhere) -> Told:
    """Return what one data set said, for its own table."""
    return Told(
        source=other.source,
        said=sentences(other),
        mapping=other.mapping,
        mapping_source=other.mapping_source,
        told=other.measured.told,
        rows=[
            (one.label, counts, one.recall)
            for one, counts in zip(other.measured.labels, other.measured.confusion, strict=True)
        ],
    )


def row(group: Group) -> dict[str, object]:
    """Return a group as a line of groups.csv."""
    return {
        "trait": group.trait,
        "value": group.value,
        "n": group.accuracy.n,
        "accuracy": group.accuracy.value,
        "low": group.accuracy.low,
        "high": group.accuracy.high,
        "difference": group.difference.value if group.difference else None,
        "difference_low": group.difference.low if group.difference else None,
        "difference_high": group.difference.high if group.difference else None,
        "p_holm": group.p,
        "too_few": group.few,
        "photos": group.found.n if group.found else None,
        "faces_found": group.found.hits if group.found else None,
    }


def set_row(other: Elsewhere) -> dict[str, object]:
    """Return a data set as a line of elsewhere.csv."""
    measured = other.measured
    return {
        "source": other.source,
        "n": measured.accuracy.n,
        "accuracy": measured.accuracy.value,
        "low": measured.accuracy.low,
        "high": measured.accuracy.high,
        "faces_found": measured.found.hits,
        "accuracy_found": measured.accuracy_found.value,
    }
