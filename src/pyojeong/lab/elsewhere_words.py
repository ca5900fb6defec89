"""What other data sets said, in words and as a table for the terminal."""

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from pyojeong.core.i18n import translate
from pyojeong.core.labels import display
from pyojeong.lab.elsewhere import Elsewhere, shift
from pyojeong.lab.phrases import Phrase, label, percent, points, say
from pyojeong.lab.proportions import Difference, Share


def table(results: Sequence[Elsewhere], language: str) -> Table:
    """Return recall by label, one column a data set, a missed face being wrong."""
    found = Table(
        title=translate("Told rightly; a face that is not found counts as wrong", language)
    )
    found.add_column(translate("Label", language))
    for result in results:
        found.add_column(escape(result.source), justify="right", overflow="fold")
    names = [one.label for result in results for one in result.measured.labels]
    for name in dict.fromkeys(names):
        found.add_row(
            escape(display(name, language)),
            *(
                next((cell(x.recall) for x in r.measured.labels if x.label == name), "–")
                for r in results
            ),
        )
    found.add_section()
    found.add_row(translate("All", language), *(cell(r.measured.accuracy) for r in results))
    found.add_row(
        translate("where a face was found", language),
        *(cell(r.measured.accuracy_found) for r in results),
    )
    found.add_row(translate("Face found", language), *(cell(r.measured.found) for r in results))
    return found


def cell(share: Share) -> str:
    """Return a share as 30/48 62.5 % (48.4–74.8)."""
    interval = f"{points(share.low)}–{points(share.high)}"
    return f"{share.hits}/{share.n} {percent(share.value)} ({interval})"


def sentences(result: Elsewhere) -> list[Phrase]:
    """Return what one data set said: the score, what was left out, what the sets are worth."""
    measured = result.measured
    said = [
        say(
            "{source}: right on {hits} of {n} photos, {accuracy}; interval (95 %): {low} to "
            "{high}. In {missed} of them no face was found, which counts as wrong; where one was "
            "found, it is right on {seen}.",
            source=result.source,
            hits=measured.accuracy.hits,
            n=measured.accuracy.n,
            accuracy=percent(measured.accuracy.value),
            low=percent(measured.accuracy.low),
            high=percent(measured.accuracy.high),
            missed=measured.found.n - measured.found.hits,
            seen=percent(measured.accuracy_found.value),
        )
    ]
    said += [
        say("{n} photos of {label} were left out: the model has no such label.",
            n=n, label=label(name))
        for name, n in sorted(result.left_out.items())
    ]  # fmt: skip
    if measured.lacking:
        said.append(
            say(
                "It has no photo of {labels}: how the model does on these is not known, and "
                "whenever it says so here, it is wrong.",
                labels=listed(measured.lacking),
            )
        )
    if result.unreadable:
        said.append(say("{n} photos could not be opened and were left out.", n=result.unreadable))
    if result.known:
        said.append(say("{n} photos were left out: the study itself has them.", n=result.known))
    if result.known is None:
        said.append(
            say(
                "Whether the study itself has some of these photos is not known: its prepared "
                "faces are gone."
            )
        )
    if measured.coverage:
        said.append(
            say(
                "Its sets of labels were promised to hold the right one in {promised} of photos "
                "like those it was fitted on; here they do in {covered}, with {size} labels in a "
                "set on average.",
                promised=percent(measured.coverage.promised, 0),
                covered=cell(measured.coverage.share),
                size=f"{measured.coverage.size:.1f}",
            )
        )
    return said


def compared(first: Elsewhere, second: Elsewhere) -> Phrase:
    """Return how far two data sets lie apart, on the labels of both."""
    found = shift(first, second)
    names = {"first": first.source, "second": second.source}
    if found is None:
        return say("{first} and {second} share no label, so they cannot be compared.", **names)
    values = {
        **names,
        "labels": listed(found.labels),
        "interval": apart(found.difference),
        "detection": apart(found.found),
    }
    if not found.difference.told:
        return say(
            "On {second} it cannot be told apart from {first}: {interval} on the labels of both "
            "({labels}), faces found {detection}.",
            **values,
        )
    if found.difference.value > 0:
        return say(
            "On {second} it is right less often than on {first}: {interval} on the labels of both "
            "({labels}), faces found {detection}.",
            **values,
        )
    return say(
        "On {second} it is right more often than on {first}: {interval} on the labels of both "
        "({labels}), faces found {detection}.",
        **values,
    )


def apart(difference: Difference) -> Phrase:
    """Return a difference, second less first, with its interval."""
    return say(
        "{points} points ({low} to {high})",
        points=signed(-difference.value),
        low=signed(-difference.high),
        high=signed(-difference.low),
    )


def signed(value: float) -> str:
    """Return percentage points with their sign: -0.078 is "−7.8"."""
    text = points(abs(value))
    return text if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"


def listed(names: Sequence[str]) -> Phrase:
    """Return labels with commas."""
    said = [label(name) for name in names]
    return Phrase(tuple(", ".join(texts) for texts in zip(*(x.texts for x in said), strict=True)))
