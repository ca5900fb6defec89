"""Is it sure? Whether its confidence is kept, how many labels it must name, when to be silent."""

from collections.abc import Sequence

from pyojeong.core.i18n import LANGUAGES, mark
from pyojeong.lab import doubt_plots, plots
from pyojeong.lab.doubt import Doubt, LabelCoverage, Named, Silence
from pyojeong.lab.phrases import Phrase, label, percent, points, say
from pyojeong.lab.promise import Estimate
from pyojeong.lab.proportions import Share
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit

QUIET = 0.3  # how much silence the sentence below the curve gives as an example


def section(found: Found) -> Section | None:
    """Return the section, once doubt was measured on the test photos."""
    doubt = found.answer.doubt if found.answer else None
    if doubt is None:
        return None
    kept, named, silent = promises(doubt), coverage(doubt), silence(doubt)
    return Section(
        id="sure",
        title=say("Is it sure?"),
        template="sure",
        words={
            "fitted": fitted(doubt),
            "left": left_over(doubt),
            "promises": kept,
            "measures": measures(doubt),
            "sets": in_sets(doubt),
            "care": care(doubt),
            "sizes": sizes(doubt.named),
            "named": named,
            "labels": label_by_label(doubt),
            "quiet": quiet(doubt.silence),
            "point": point(doubt),
            "area": area(doubt),
            "silence": silent,
        },
        exhibits=(kept, named, silent),
        tables=tables(doubt),
        answer=in_sets(doubt),
    )


def fitted(doubt: Doubt) -> Phrase:
    """Return how far its confidence was off, what was done about it, and how far it is off now."""
    before, after = doubt.before.calibration_error, doubt.after.calibration_error
    temperature = doubt.calibration.temperature
    values = {
        "before": points(before.value),
        "before_interval": _points(before),
        "after": points(after.value),
        "after_interval": _points(after),
        "n": doubt.n,
        "fitted": doubt.calibration.n,
        "temperature": f"{temperature:.2f}",
    }
    if temperature > 1:
        return say(
            "As it came from training, its confidence was off by {before} points on average "
            "(interval of 95 %: {before_interval}; {n} test photos). One number, a temperature of "
            "{temperature} fitted on {fitted} validation photos, made it less sure. Now it is off "
            "by {after} points ({after_interval}).",
            **values,
        )
    return say(
        "As it came from training, its confidence was off by {before} points on average (interval "
        "of 95 %: {before_interval}; {n} test photos). The {fitted} validation photos did not ask "
        "for less of it, but for a temperature of {temperature} (at 1 it stays as it is, below 1 "
        "it grows). Now it is off by {after} points ({after_interval}).",
        **values,
    )


def left_over(doubt: Doubt) -> Phrase:
    """Return what chance alone would leave, and whether more than that is left."""
    values = {"chance": points(doubt.after.by_chance), "n": doubt.n}
    if doubt.after.calibration_error.low == 0:
        return say(
            "A model exactly as sure as it is right would, by chance, show about {chance} points "
            "on {n} photos: these photos show no fault that is left.",
            **values,
        )
    return say(
        "A model exactly as sure as it is right would, by chance, show about {chance} points on "
        "{n} photos. This is more than chance gives: do not take its confidence at its word.",
        **values,
    )


def measures(doubt: Doubt) -> list[tuple[Phrase, str, Phrase, str, Phrase]]:
    """Return a row a measure: its name, its value and interval before, and both after."""
    before, after = doubt.before, doubt.after
    return [
        (
            say(name),
            f"{then.value:.3f}",
            _interval(then.low, then.high),
            f"{now.value:.3f}",
            _interval(now.low, now.high),
        )
        for name, then, now in (
            (
                mark("Expected calibration error"),
                before.calibration_error,
                after.calibration_error,
            ),
            (mark("Brier score"), before.brier, after.brier),
            (mark("Log loss"), before.log_loss, after.log_loss),
        )
    ]


def promises(doubt: Doubt) -> Exhibit:
    """Return the figure of confidence before and after."""
    return exhibit(
        "calibration",
        say("How sure the model is, and how often it is right, before and after calibration"),
        say(
            "Each dot is one bin of confidence with its interval (95 %); the bars below count its "
            "photos. On the dashed line the model is as sure as it is right; below it, it is too "
            "sure. Brown: the interval does not reach the line."
        ),
        lambda language: doubt_plots.promises(doubt.before.bins, doubt.after.bins, language),
    )


def in_sets(doubt: Doubt) -> Phrase:
    """Return how often the true label is among those it names, and how many it names."""
    covered = doubt.named.covered
    values = {
        "aimed": percent(doubt.calibration.coverage, 0),
        "hits": covered.hits,
        "n": covered.n,
        "share": percent(covered.value),
        "interval": _percents(covered),
        "size": f"{doubt.named.mean_size:.1f}",
        "labels": len(doubt.named.sizes),
        "fitted": doubt.calibration.n,
    }
    if doubt.calibration.set_threshold == 0:
        return say(
            "Of only {fitted} validation photos it cannot be learned which labels to leave out so "
            "that the true one is still named in {aimed} of the photos, so it always names all "
            "{labels}.",
            **values,
        )
    return say(
        "Instead of one label it can name several: as many as it takes for the true one to be "
        "among them in {aimed} of the photos, which is fitted on {fitted} validation photos. On "
        "the test photos the true label was among them in {hits} of {n} ({share}; {interval}). It "
        "named {size} of {labels} labels on average.",
        **values,
    )


def care(doubt: Doubt) -> Phrase | None:
    """Return a warning if the interval of the coverage lies below what was aimed at."""
    named = doubt.named
    values = {
        "aimed": percent(doubt.calibration.coverage, 0),
        "low": percent(named.usual_low, 0),
        "high": percent(named.usual_high, 0),
    }
    if named.covered.value < named.usual_low:
        return say(
            "That is fewer than the {aimed} aimed at, and more than chance explains: of 20 studies "
            "with so many photos, 19 come to {low} to {high}. The validation photos had also "
            "chosen the model, or are unlike the test photos. Expect the share that was measured.",
            **values,
        )
    if named.covered.high < doubt.calibration.coverage:
        return say(
            "That is fewer than the {aimed} aimed at, but chance explains it: which photos were "
            "for validation is chance too, and of 20 studies with so many photos, 19 come to "
            "{low} to {high}.",
            **values,
        )
    return None


def sizes(named: Named) -> list[tuple[int, int, str]]:
    """Return a row for each number of labels named: the number, photos, and their share."""
    n = sum(named.sizes)
    return [(k, count, percent(count / n)) for k, count in enumerate(named.sizes, start=1)]


def coverage(doubt: Doubt) -> Exhibit:
    """Return the figure of coverage, label by label."""
    rows = [(say("all photos"), doubt.named.covered)]
    rows += [(label(row.label), row.covered) for row in doubt.named.labels]
    return exhibit(
        "coverage",
        say("How often the true label is among those named, label by label"),
        say(
            "Share of each label's test photos in which it is among the labels named, with its "
            "interval (95 %). The dashed line is what was aimed at, on average over all photos."
        ),
        lambda language: plots.dots(
            [
                plots.Dot(
                    name.in_(language),
                    share.value,
                    share.low,
                    share.high,
                    f"{percent(share.value, 0)}  n = {share.n}",
                )
                for name, share in rows
            ],
            language,
            axis=mark("true label among those named"),
            reference=doubt.calibration.coverage,
        ),
    )


def label_by_label(doubt: Doubt) -> Phrase | None:
    """Return a warning that names the labels whose interval leaves out what was aimed at."""
    aimed = doubt.calibration.coverage
    below = [row for row in doubt.named.labels if row.covered.high < aimed]
    above = [row for row in doubt.named.labels if row.covered.low > aimed]
    values = {"aimed": percent(aimed, 0), "below": _names(below), "above": _names(above)}
    if below and above:
        return say(
            "These {aimed} are an average, not a promise for each label: the interval lies below "
            "for {below}, and above for {above}.",
            **values,
        )
    if below:
        return say(
            "These {aimed} are an average, not a promise for each label: the interval lies below "
            "for {below}.",
            **values,
        )
    if above:
        return say(
            "These {aimed} are an average, not a promise for each label: the interval lies above "
            "for {above}.",
            **values,
        )
    return None


def silence(doubt: Doubt) -> Exhibit:
    """Return the figure of accuracy against the share answered."""
    return exhibit(
        "not-sure",
        say("How often the model is right if it answers only where it is surest"),
        say(
            "From right to left the model answers fewer photos, those it is surest of: how often "
            "it is right on these, with a band of intervals (95 %), each for itself."
        ),
        lambda language: doubt_plots.silence(
            doubt.silence, doubt.calibration.not_sure_below, language
        ),
    )


def quiet(silent: Silence) -> Phrase:
    """Return what some silence would bring."""
    step = min(silent.curve, key=lambda step: abs(1 - step.share - QUIET))
    return say(
        "If it may stay silent on {silent} of the photos, it is right on {share} of the rest "
        "({interval}, n = {n}); if it must answer all, on {all}.",
        silent=percent(1 - step.share, 0),
        share=percent(step.right.value, 0),
        interval=_percents(step.right),
        n=step.right.n,
        all=percent(silent.curve[-1].right.value, 0),
    )


def point(doubt: Doubt) -> Phrase:
    """Return the confidence below which it says "not sure", and what that is worth."""
    calibration, found = doubt.calibration, doubt.silence
    values = {
        "aimed": percent(calibration.right, 0),
        "fitted": calibration.n,
        "n": doubt.n,
        "answered": found.answered.hits,
    }
    if calibration.not_sure_below is None:
        return say(
            "No confidence made it right in {aimed} of its answers on the {fitted} validation "
            "photos, so its card names none below which it should say “not sure”.",
            **values,
        )
    if found.right is None:
        return say(
            "Its card says “not sure” where it is less sure than {below}, chosen so that it was "
            "right in {aimed} of its answers on the {fitted} validation photos. On the {n} test "
            "photos it was never so sure, and gave no answer.",
            below=percent(calibration.not_sure_below, 0),
            **values,
        )
    return say(
        "Its card says “not sure” where it is less sure than {below}, chosen so that it was right "
        "in {aimed} of its answers on the {fitted} validation photos. On the test photos it then "
        "answers {answered} of {n}, and is right on {hits} of these ({share}; {interval}).",
        below=percent(calibration.not_sure_below, 0),
        hits=found.right.hits,
        share=percent(found.right.value),
        interval=_percents(found.right),
        **values,
    )


def area(doubt: Doubt) -> Phrase:
    """Return the area under the curve, beside what it were if its sureness said nothing."""
    found = doubt.silence
    return say(
        "Mean error over all shares answered (area under risk and coverage): {area} ({interval}). "
        "If its sureness said nothing, it were {error}.",
        area=f"{found.area.value:.3f}",
        interval=_interval(found.area.low, found.area.high),
        error=f"{1 - found.curve[-1].right.value:.3f}",
    )


def tables(doubt: Doubt) -> dict[str, Sequence[object]]:
    """Return the section's tables, by name."""
    sides = (("before", 1.0, doubt.before), ("after", doubt.calibration.temperature, doubt.after))
    return {
        "calibration": [
            {"when": when, "temperature": temperature, "measure": name, "n": doubt.n}
            | getattr(side, name).model_dump()
            for when, temperature, side in sides
            for name in ("calibration_error", "brier", "log_loss")
        ],
        "calibration-bins": [
            {"when": when, **vars(found)} for when, _, side in sides for found in side.bins
        ],
        "coverage": [
            {"label": name} | share.model_dump()
            for name, share in (
                ("all", doubt.named.covered),
                *((row.label, row.covered) for row in doubt.named.labels),
            )
        ],
        "set-sizes": [{"labels": k, "photos": count} for k, count, _ in sizes(doubt.named)],
        "not-sure": [
            {"confidence": step.confidence, "share": step.share} | step.right.model_dump()
            for step in doubt.silence.curve
        ],
    }


def _names(rows: Sequence[LabelCoverage]) -> Phrase:
    names = [label(row.label) for row in rows]
    return Phrase(tuple(", ".join(name.in_(language) for name in names) for language in LANGUAGES))


def _percents(share: Share) -> Phrase:
    return say("{low} to {high}", low=percent(share.low), high=percent(share.high))


def _points(estimate: Estimate) -> Phrase:
    return say("{low} to {high}", low=points(estimate.low), high=points(estimate.high))


def _interval(low: float, high: float) -> Phrase:
    return say("{low} to {high}", low=f"{low:.3f}", high=f"{high:.3f}")
