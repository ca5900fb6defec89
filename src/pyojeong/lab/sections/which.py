"""Which model? What could be seen, who stands where, and what the choice is worth."""

from dataclasses import dataclass

from pyojeong.core.i18n import mark
from pyojeong.lab import plots
from pyojeong.lab.comparison import Compared, Difference, Standing
from pyojeong.lab.phrases import Phrase, percent, points, say
from pyojeong.lab.power import ALPHA, PLANNED, POWER, disagreement, pairs
from pyojeong.lab.rank_plots import critical_difference
from pyojeong.lab.record import Stage
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit
from pyojeong.lab.sections.stages import TITLES

FIGURES: dict[Stage, str] = {
    "models": mark("Mean ranks of the nets"),
    "losses": mark("Mean ranks of the losses"),
    "optimizers": mark("Mean ranks of the optimizers"),
    "pairs": mark("Mean ranks with and without holding pairs apart"),
}


@dataclass(frozen=True)
class Stand:
    """One stage, as the page shows it."""

    id: str
    title: Phrase
    foreseen: Phrase
    verdict: Phrase
    care: Phrase | None
    scores: Exhibit
    ranks: Exhibit
    caption: Phrase
    compared: Compared
    pairs: list[tuple[Difference, list[str]]]


def section(found: Found) -> Section | None:
    """Return the section, once a stage had something to choose from."""
    compared = {
        choice.stage: choice.compared
        for choice in found.record.choices
        if choice.compared and len(choice.compared.standings) > 1
    }
    if not compared:
        return None
    stands = [stand(stage, one, found.chance) for stage, one in compared.items()]
    return Section(
        id="which",
        title=say("What can be told apart"),
        template="which",
        words={
            "words": say(
                "All candidates of a question were scored on the same photos, which none of them "
                "had learned from. A difference counts only when chance is an unlikely reason "
                "for it; the others are ties, whatever their order."
            ),
            "tests": tests(),
            "stands": stands,
        },
        exhibits=tuple(one for stand in stands for one in (stand.scores, stand.ranks)),
        tables={
            **{
                f"standings-{stage}": [row.model_dump() for row in one.standings]
                for stage, one in compared.items()
            },
            **{
                f"differences-{stage}": [row.model_dump() for row in one.differences]
                for stage, one in compared.items()
            },
        },
        answer=answer(next(iter(compared.values()))),
    )


def answer(compared: Compared) -> Phrase:
    """Return who was taken, in one sentence."""
    equals = sum(one.tied for one in compared.standings)
    if not equals:
        return say("{chosen}: it beats every other candidate.", chosen=compared.chosen)
    return say(
        "{chosen}, taken by a stated rule: {count} candidates are tied.",
        chosen=compared.chosen,
        count=equals + 1,
    )


def stand(stage: Stage, compared: Compared, chance: float) -> Stand:
    """Return one stage."""
    return Stand(
        id=f"which-{stage}",
        title=say(TITLES[stage]),
        foreseen=foreseen(compared),
        verdict=verdict(compared),
        care=once(compared),
        scores=scores(stage, compared, chance),
        ranks=ranks(stage, compared),
        caption=say(
            "Accuracy on {photos} photos, each candidate trained on {folds} folds with {seeds} "
            "seeds. Places: those that it can have, 95 % sure for all candidates together.",
            photos=f"{compared.photos:,}",
            folds=compared.folds,
            seeds=compared.seeds,
        ),
        compared=compared,
        pairs=[(one, chances(one)) for one in compared.differences],
    )


def foreseen(compared: Compared) -> Phrase:
    """Return what could be seen, as it was known before anything was trained."""
    return say(
        "Known before anything was trained: with {photos} photos, {trainings} trainings a "
        "candidate and {pairs} pairs to compare, a difference must be {points} points for a chance "
        "of {power} to be seen (for candidates that get {accuracy} right and disagree on {apart} "
        "of the photos).",
        photos=f"{compared.photos:,}",
        trainings=compared.folds * compared.seeds,
        pairs=pairs(len(compared.standings)),
        points=points(compared.needed),
        power=percent(POWER, 0),
        accuracy=percent(PLANNED, 0),
        apart=percent(disagreement(PLANNED), 0),
    )


def verdict(compared: Compared) -> Phrase:
    """Return what can be said of the stage, and why its choice was taken."""
    tied = [one.name for one in compared.standings if one.tied]
    beaten = [one.name for one in compared.standings[1:] if not one.tied]
    if not tied:
        return say(
            "{leader} beats {beaten}: chance alone would hardly do that.",
            leader=compared.leader,
            beaten=", ".join(beaten),
        )
    return say(
        "{equals} cannot be told apart from {leader} with {photos} photos: a tie, not a ranking. "
        "{chosen}{beaten}",
        equals=", ".join(tied),
        leader=compared.leader,
        photos=f"{compared.photos:,}",
        chosen=taken(compared),
        beaten=say(" {leader} beats {beaten}.", leader=compared.leader, beaten=", ".join(beaten))
        if beaten
        else "",
    )


def taken(compared: Compared) -> Phrase:
    """Return why one of several that are tied was taken."""
    if compared.rule == "highest":
        return say(
            "{chosen} was taken because it scored highest, which may be chance.",
            chosen=compared.chosen,
        )
    need = {one.name: one.operations for one in compared.standings}
    unbeaten = [one.operations for one in compared.standings if one.rank_low == 1]
    alone = unbeaten.count(need[compared.chosen]) == 1
    reason = (
        say(
            "{chosen} was taken: of those that nobody beats, it needs the fewest operations.",
            chosen=compared.chosen,
        )
        if alone
        else say(
            "{chosen} was taken: of those that nobody beats, none needs fewer operations, and of "
            "those that need as many it is named first.",
            chosen=compared.chosen,
        )
    )
    if compared.chosen == compared.leader:
        return reason
    score = {one.name: one.accuracy for one in compared.standings}
    return say(
        "{reason} It scored {points} points less, which may be chance or not.",
        reason=reason,
        points=points(score[compared.leader] - score[compared.chosen]),
    )


def once(compared: Compared) -> Phrase | None:
    """Return a warning where nothing is known of the luck of training."""
    if compared.folds * compared.seeds > 1:
        return None
    return say(
        "Each candidate was trained only once, so this holds for these trainings. Trained again "
        "with another seed, they might stand in another order."
    )


def scores(stage: Stage, compared: Compared, chance: float) -> Exhibit:
    """Return the figure of the accuracies."""

    def note(one: Standing) -> Phrase:
        return (
            say("tie")
            if one.tied
            else say("leads")
            if one.name == compared.leader
            else say("behind")
        )

    return exhibit(
        f"scores-{stage}",
        say("Accuracy of each candidate"),
        say(
            "Accuracy with its interval (95 %). Candidates see the same photos, so intervals may "
            "overlap where a difference is real: the note at the right says what the tests found. "
            "The dashed line is guessing."
        ),
        lambda language: plots.dots(
            [
                plots.Dot(
                    one.name,
                    one.accuracy,
                    one.low,
                    one.high,
                    f"{percent(one.accuracy)}  {note(one).in_(language)}",
                )
                for one in compared.standings
            ],
            language,
            axis=mark("accuracy"),
            reference=chance,
        ),
    )


def ranks(stage: Stage, compared: Compared) -> Exhibit:
    """Return the critical-difference figure."""
    return exhibit(
        f"ranks-{stage}",
        say(FIGURES[stage]),
        say(
            "Where each stands on average, when the photos are drawn again 2,000 times. A bar "
            "joins, by its dots, candidates of which no two can be told apart. The bars are what "
            "our paired tests say after Holm's correction, not Nemenyi's critical distance. Bold: "
            "the one that was taken."
        ),
        lambda language: critical_difference(compared, language),
    )


def tests() -> Phrase:
    """Return how a pair is tested."""
    return say(
        "Three tests, each for another kind of chance: McNemar's exact test (which photos), a "
        "bootstrap (which groups of photos, and seeds), and the corrected resampled t-test of "
        "Nadeau and Bengio (which trainings). One beats the other only when all of them say so; "
        "p is the largest of them, corrected after Holm for the number of pairs, and must be "
        "{alpha} at most. Points: accuracy of the first less that of the second.",
        alpha=ALPHA,
    )


def chances(one: Difference) -> list[str]:
    """Return the p values of a pair, as they are read."""
    return [
        "–" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"
        for p in (one.adjusted, one.mcnemar, one.bootstrap, one.resampled_t)
    ]
