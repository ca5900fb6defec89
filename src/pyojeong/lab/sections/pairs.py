"""What is mixed up: pair by pair, photo by photo, and whether pair-focused training helps."""

from typing import Any

import numpy as np

from pyojeong.core.i18n import mark
from pyojeong.lab import pair_plots, plots
from pyojeong.lab.pair_focus import Contrast, Pairs
from pyojeong.lab.pairs import Confusion, Mixing, PairScore, look_at
from pyojeong.lab.phrases import Phrase, label, percent, points, say
from pyojeong.lab.recipe import Pair
from pyojeong.lab.record import RunRecord, read_settings
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit
from pyojeong.lab.sections.pictures import as_data
from pyojeong.lab.showcase import confused_picture

SHOWN = 5  # pairs that are mixed up most


def section(found: Found) -> Section | None:
    """Return the section, once there are predictions of photos that were held out."""
    path = found.record.folder / "pairs.json"
    final = found.record.final
    if path.is_file():
        measured = read_settings(Pairs, path, anew=path)
        mixing, source = measured.mixing, pooled(measured.mixing)
    elif final is not None:
        measured, mixing = None, look_at(final.validation, found.study.pairs)
        source = validated(final, mixing)
    else:
        return None
    matrix, worst = matrix_of(mixing), worst_of(mixing)
    return Section(
        id="pairs",
        title=say("What does it mix up?"),
        template="pairs",
        words={
            "words": mixed_most(mixing),
            "source": source,
            "matrix": matrix,
            "worst": worst,
            "near": say(
                "Pairs whose intervals overlap may stand in another order on other photos."
            ),
            "photos": [photo(found, one) for one in mixing.photos],
            "verdict": verdict(measured) if measured else None,
            "found": picked(mixing) if measured else None,
            "harms": measured is not None
            and any(one.verdict == "harms" for one in measured.contrasts),
            "contrasts": [contrast(one) for one in measured.contrasts] if measured else [],
        },
        exhibits=(matrix, worst),
        tables={
            "pairs": [flat(score) for score in mixing.scores],
            "confused-photos": [one.model_dump() for one in mixing.photos],
            "pair-focused": [row_of(one) for one in measured.contrasts] if measured else [],
        },
    )


def name_of(pair: Pair) -> Phrase:
    """Return the two labels as people read them."""
    return say("{a} and {b}", a=label(pair[0]), b=label(pair[1]))


def pooled(mixing: Mixing) -> Phrase:
    """Return what was measured, where candidates were compared on folds."""
    return say(
        "Measured on {n} photos, none of them of the test; each was told by models that had not "
        "seen it.",
        n=mixing.n,
    )


def validated(final: RunRecord, mixing: Mixing) -> Phrase:
    """Return what was measured, where there is only the final run."""
    if final.run.training.keep == "best":
        return say(
            "Measured on the {n} validation photos of the final run. Its best epoch was chosen by "
            "these very photos, which flatters a little.",
            n=mixing.n,
        )
    return say("Measured on the {n} validation photos of the final run.", n=mixing.n)


def mixed_most(mixing: Mixing) -> Phrase:
    """Return the pair that is mixed up most, in one sentence."""
    if not mixing.worst:
        return say("On these photos no label was taken for another.")
    score = mixing.worst[0]
    return say(
        "Most often it mixes up {pair}: of {n} photos of the two, {count} were taken for the "
        "other ({share}; interval of 95 %: {low} to {high}).",
        pair=name_of(score.pair),
        n=score.mixed.n,
        count=score.mixed.count,
        share=percent(score.mixed.value),
        low=percent(score.mixed.low),
        high=percent(score.mixed.high),
    )


def matrix_of(mixing: Mixing) -> Exhibit:
    """Return the figure of all mistakes."""
    counts = np.array(mixing.counts)
    caption = say(
        "Only mistakes: how many photos of the label on the left were taken for the label above, "
        "and what share of that label's photos this is. The darkest is the most frequent."
    )
    if mixing.named:
        caption = say(
            "{caption} Framed: {pairs}, named before anything was measured.",
            caption=caption,
            pairs=listed([name_of(pair) for pair in mixing.named]),
        )
    return exhibit(
        "pairs",
        say("Which label is taken for which"),
        caption,
        lambda language: pair_plots.mixed_up(counts, mixing.labels, mixing.named, language),
    )


def worst_of(mixing: Mixing) -> Exhibit:
    """Return the figure of the most confused pairs, and of the named ones, with intervals."""
    first = mixing.worst[:SHOWN]
    scores = first + [
        score for score in mixing.scores if score.pair in mixing.named and score not in first
    ]

    def draw(score: PairScore, language: str) -> plots.Dot:
        mixed, within = score.mixed, score.within
        return plots.Dot(
            name_of(score.pair).in_(language),
            mixed.value,
            mixed.low,
            mixed.high,
            f"{mixed.count} / {mixed.n}",
            aside=(within.value, within.low, within.high),
        )

    return exhibit(
        "pairs-most",
        say("The pairs that are mixed up most"),
        say(
            "Filled: the share of a pair's photos that were taken for the other of the two, with "
            "its interval (95 %); beside it, how many of how many. Hollow: how often the right one "
            "is ahead where only the two are asked for; guessing gives 50 %."
        ),
        lambda language: plots.dots(
            [draw(score, language) for score in scores],
            language,
            axis=mark("share of the photos of both labels"),
            asides=(mark("taken for the other"), mark("right of the two")),
        ),
    )


def photo(found: Found, one: Confusion) -> dict[str, Any]:
    """Return one photo as the template shows it; without a picture where none was kept."""
    path = confused_picture(found.record, one.key)
    return {
        "src": as_data(path) if path.is_file() else None,
        "key": one.key,
        "truth": one.truth,
        "said": one.said,
        "probabilities": [(one.said, one.said_probability), (one.truth, one.truth_probability)],
    }


def verdict(measured: Pairs) -> Phrase:
    """Return what pair-focused training came to, honestly."""
    by = {
        verdict: [where(one) for one in measured.contrasts if one.verdict == verdict]
        for verdict in ("helps", "harms")
    }
    if by["helps"] and by["harms"]:
        return say(
            "Pair-focused training helps here: {helps}. But it harms here: {harms}.",
            helps=listed(by["helps"]),
            harms=listed(by["harms"]),
        )
    if by["helps"]:
        return say(
            "Pair-focused training helps here: {helps}. Elsewhere no difference could be seen.",
            helps=listed(by["helps"]),
        )
    if by["harms"]:
        return say(
            "Pair-focused training harms here: {harms}. It helps nowhere that could be seen.",
            harms=listed(by["harms"]),
        )
    return say(
        "Pair-focused training was tried, and no difference to plain training could be seen. That "
        "is no proof that there is none: on all {n} photos, a difference of less than about "
        "{points} points would hardly be seen.",
        n=measured.mixing.n,
        points=points(measured.needed),
    )


def where(one: Contrast) -> Phrase:
    """Return what a contrast was measured on."""
    if one.pair is None:
        return say("all photos")
    if one.what == "within":
        return say("{pair}, asked for these two alone", pair=name_of(one.pair))
    return say("photos of {pair}", pair=name_of(one.pair))


def picked(mixing: Mixing) -> Phrase | None:
    """Return why pairs that were found are not held apart; None where there are none."""
    if not mixing.found:
        return None
    return say(
        "Also mixed up most, but not held apart: {pairs}. To pick pairs by the very mistakes that "
        "are scored would flatter: by chance alone any other model would look better there.",
        pairs=listed([name_of(pair) for pair in mixing.found]),
    )


def listed(phrases: list[Phrase]) -> Phrase:
    """Return phrases one after another."""
    return Phrase(
        tuple("; ".join(texts) for texts in zip(*(x.texts for x in phrases), strict=True))
    )


def contrast(one: Contrast) -> dict[str, Any]:
    """Return one row of the template's table."""
    p = one.difference.adjusted
    return {
        "where": where(one),
        "n": one.n,
        "plain": one.plain,
        "focused": one.focused,
        "difference": f"{100 * one.difference.difference:+.1f}",
        "low": f"{100 * one.difference.low:+.1f}",
        "high": f"{100 * one.difference.high:+.1f}",
        "p": f"{p:.3f}" if p >= 0.001 else "< 0.001",
        "verdict": one.verdict,
    }


def row_of(one: Contrast) -> dict[str, Any]:
    """Return one row of the written table."""
    pair = " ".join(one.pair or ())
    numbers = one.difference.model_dump(exclude={"first", "second"})
    about = one.model_dump(include={"what", "n", "plain", "focused"})
    return {**about, "pair": pair, **numbers, "verdict": one.verdict}


def flat(score: PairScore) -> dict[str, Any]:
    """Return one row of the written table."""
    row: dict[str, Any] = {"a": score.pair[0], "b": score.pair[1]}
    for name, share in (
        ("a_for_b", score.first),
        ("b_for_a", score.second),
        ("mixed", score.mixed),
        ("within", score.within),
    ):
        row |= {f"{name}_{key}": value for key, value in share.model_dump().items()}
    return row
