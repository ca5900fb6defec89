"""What does it cost? Time of training, and what the final model takes for a photo."""

from pyojeong.core.i18n import LANGUAGES, mark
from pyojeong.lab import cost_plots
from pyojeong.lab.comparison import Standing
from pyojeong.lab.cost import Cost, Spent, cost, standings
from pyojeong.lab.phrases import Phrase, clock, percent, say
from pyojeong.lab.record import Stage
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit

NAMES: dict[Stage | None, str] = {
    "models": mark("nets"),
    "losses": mark("losses"),
    "optimizers": mark("optimizers"),
    "pairs": mark("confused pairs"),
    "final": mark("the final model"),
    None: mark("learning rates that were tried, and controls"),
}

Steps = tuple[tuple[float, str], ...]
STEPS: dict[str, Steps] = {
    "en": ((1e9, " billion"), (1e6, " million"), (1e3, " thousand")),
    "ko": ((1e8, "억"), (1e4, "만")),
}


def section(found: Found) -> Section | None:
    """Return the section, once there is a final model."""
    counted = cost(found.record)
    if counted is None:
        return None
    nets = standings(found.record)
    figure = worth(found, nets, counted.model) if len(nets) > 1 else None
    return Section(
        id="cost",
        title=say("What does it cost?"),
        template="cost",
        words={
            "words": spent(counted),
            "tiles": tiles(counted),
            "cheaper": cheaper(nets, counted.model),
            "figure": figure,
            "rows": [(say(NAMES[one.stage]), one) for one in counted.spent],
            "unmeasured": say(
                "Only trainings are timed: finding faces, what frozen nets make of the photos, and "
                "this report come on top. Electricity was not measured, so nothing is said of it."
            ),
        },
        exhibits=(figure,) if figure else (),
        tables={
            "cost": [_row(one) for one in counted.spent],
            "operations": [
                one.model_dump(include={"name", "operations", "accuracy", "low", "high"})
                for one in nets
            ],
        },
        answer=spent(counted),
    )


def spent(counted: Cost) -> Phrase:
    """Return what the trainings took together."""
    values = {
        "trainings": f"{counted.trainings:,}",
        "time": clock(counted.seconds),
        "device": counted.device,
    }
    if counted.threads is None:
        return say("Trainings: {trainings}. Together they took {time} ({device}).", **values)
    return say(
        "Trainings: {trainings}. Together they took {time} ({device}, threads: {threads}).",
        **values,
        threads=counted.threads,
    )


def tiles(counted: Cost) -> list[tuple[Phrase, str | Phrase, Phrase]]:
    """Return what the final model takes, as far as it is known: name, value, and what it means."""
    found = list[tuple[Phrase, str | Phrase, Phrase]]()
    if counted.operations is not None:
        work = say("multiply-adds, at {size} x {size} pixels", size=counted.size)
        found.append((say("Work for one photo"), amount(counted.operations), work))
    if counted.parameters is not None:
        found.append(
            (say("Learned numbers"), amount(counted.parameters), say("weights and biases"))
        )
    if counted.bytes is not None:
        size = f"{counted.bytes / 1e6:.1f} MB"
        found.append((say("Size on disk"), size, say("the file of its weights")))
    last = counted.spent[-1] if counted.spent[-1].stage else counted.spent[-2]
    if last.trainings:
        found.append((say("Its own training"), clock(last.seconds), say("of all that time")))
    return found


def cheaper(nets: tuple[Standing, ...], model: str) -> Phrase | None:
    """Return whether less work would have done, as far as these photos can tell."""
    known = {net.name: net for net in nets}
    if model not in known or len(nets) < 2:
        return None
    mine = known[model]
    able = [net for net in nets if net.tied or net is nets[0]]
    least = min(able, key=lambda net: net.operations)
    if least.operations >= mine.operations:
        return say(
            "Of the nets that cannot be told from the best on these photos, {model} takes the "
            "least work.",
            model=model,
        )
    return say(
        "{least} takes {share} of the work of {model}, and on these photos it cannot be told from "
        "the best: {accuracy} against {own}.",
        least=least.name,
        share=percent(least.operations / mine.operations, 0),
        model=model,
        accuracy=percent(least.accuracy),
        own=percent(mine.accuracy),
    )


def worth(found: Found, nets: tuple[Standing, ...], model: str) -> Exhibit:
    """Return the figure of accuracy against operations."""
    return exhibit(
        "operations",
        say("Accuracy of each net, and the work that it takes for one photo"),
        say(
            "Each dot is a net of the first comparison, with its interval (95 %). To the right is "
            "more work (k is thousand, M million, G billion); each step is ten times as much. The "
            "dashed line is guessing."
        ),
        lambda language: cost_plots.worth(nets, model, found.chance, language),
    )


def amount(value: int) -> Phrase:
    """Return a large number as people say it, which is not by the same steps everywhere."""
    return Phrase(tuple(_in_words(value, STEPS[language]) for language in LANGUAGES))


def _in_words(value: int, steps: Steps) -> str:
    for step, word in steps:
        if value >= step:
            digits = 0 if value >= 100 * step else 1 if value >= 10 * step else 2
            return f"{value / step:,.{digits}f}{word}"
    return f"{value}"


def _row(one: Spent) -> dict[str, object]:
    return {
        "stage": one.stage or "learning rates and controls",
        "trainings": one.trainings,
        "seconds": round(one.seconds, 1),
    }
