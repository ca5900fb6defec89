"""What the report says of candidates that are better, and of those that cannot be told apart."""

from pathlib import Path

import pytest

from fakes.comparison import World, fake_compared
from fakes.study import fake_study, undrawn
from pyojeong.core.settings import replace
from pyojeong.lab import sections
from pyojeong.lab.comparison import Compared
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.report import Chapter, page
from pyojeong.lab.sections import gather
from pyojeong.lab.sections.which import answer, foreseen, once, section, verdict
from pyojeong.lab.tables import write_csv

WORLD = World(photos=300)
FAR, NEAR = [0.9, 0.5, 0.2], [0.75, 0.75, 0.1]


@pytest.fixture(autouse=True)
def _without_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "finish", undrawn)


@pytest.fixture
def record(tmp_path: Path) -> StudyRecord:
    """A finished study whose nets and losses were compared over folds and seeds."""
    record = fake_study(tmp_path / "study")
    found = {
        "models": fake_compared(["large", "small", "poor"], NEAR, operations=(900, 30, 1)),
        "losses": fake_compared(["mse", "cross_entropy"], [0.7, 0.69], operations=(5, 5)),
    }
    record.save_choices(
        replace(choice, compared=found.get(choice.stage)) for choice in record.choices
    )
    return record


def simplest(accuracies: list[float], operations: tuple[int, ...]) -> Compared:
    """Return a comparison of a, b and c."""
    return fake_compared([*"abc"], accuracies, operations=operations, world=WORLD)


def test_clear_winner_beats_the_others() -> None:
    """Who is told from every other beats them, and nothing is called a tie."""
    found = str(verdict(simplest(FAR, (1, 2, 3))))
    assert found == "a beats b, c: chance alone would hardly do that."
    assert str(answer(simplest(FAR, (1, 2, 3)))) == "a: it beats every other candidate."


def test_tie_is_called_a_tie() -> None:
    """The verdict names who is tied, who was taken and why, what that cost, and who is beaten."""
    compared = simplest(NEAR, (900, 800, 1))
    leader, other = (one.name for one in compared.standings[:2])
    found = str(verdict(compared))
    assert found.startswith(f"{other} cannot be told apart from {leader} with 300 photos: a tie")
    assert "b was taken: of those that nobody beats, it needs the fewest operations." in found
    assert ("points less" in found) == (leader != "b")
    assert found.endswith(f" {leader} beats c.")
    assert str(answer(compared)) == "b, taken by a stated rule: 2 candidates are tied."


def test_what_the_simpler_one_costs_is_said() -> None:
    """Where the leader was passed over, the points that it scored more are named."""
    compared = simplest([0.75, 0.74, 0.1], (900, 800, 1))
    leader, other = compared.standings[:2]
    turned = replace(compared, chosen=other.name)
    gap = 100 * (leader.accuracy - other.accuracy)
    assert f"It scored {gap:.1f} points less" in str(verdict(turned))
    assert "points less" not in str(verdict(replace(compared, chosen=leader.name)))


def test_equal_operations_are_said() -> None:
    """Losses need as many operations as each other: the first named is taken, and that is said."""
    assert "of those that need as many it is named first" in str(verdict(simplest(NEAR, (5, 5, 5))))


def test_highest_of_a_tie_may_be_chance() -> None:
    """The rule of 2024 takes the highest, and the verdict says that this may be chance."""
    found = fake_compared([*"abc"], NEAR, rule="highest", world=WORLD)
    assert f"{found.leader} was taken because it scored highest, which may be chance." in str(
        verdict(found)
    )


def test_one_training_is_warned_of() -> None:
    """Candidates that were trained once carry a warning; those trained more often do not."""
    alone = fake_compared([*"ab"], world=World(photos=300, folds=1, seeds=1))
    assert "trained only once" in str(once(alone))
    assert once(simplest(NEAR, (1, 2, 3))) is None


def test_what_could_be_seen_is_said_in_points() -> None:
    """The page names the photos, the pairs, and the difference that could be seen."""
    compared = simplest(NEAR, (1, 2, 3))
    found = str(foreseen(compared))
    assert "with 300 photos, 10 trainings a candidate and 3 pairs" in found
    assert f"{100 * compared.needed:.1f} points" in found


def test_page_has_a_part_for_every_stage_with_a_choice(record: StudyRecord, tmp_path: Path) -> None:
    """Nets and losses have figures, standings and folded pairs; a stage of one has none."""
    found = gather(record)
    which = section(found)
    assert which is not None
    text = page(found, [Chapter("question", which.title, (which,), which.title)], "en").replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert [text.count(f'id="which-{stage}"') for stage in ("models", "losses", "final")] == [
        1,
        1,
        0,
    ]
    assert text.count("<details>") == 2
    assert len(which.exhibits) == 4
    assert {name: len(rows) for name, rows in which.tables.items()} == {
        "standings-models": 3,
        "standings-losses": 2,
        "differences-models": 3,
        "differences-losses": 1,
    }
    for name, rows in which.tables.items():
        write_csv(tmp_path / f"{name}.csv", rows)
    head = (tmp_path / "standings-models.csv").read_text().splitlines()[0]
    assert head == "name,accuracy,low,high,rank,rank_low,rank_high,operations,tied"


def test_nothing_to_choose_nothing_said(record: StudyRecord) -> None:
    """Where every stage had one candidate there is no section."""
    record.save_choices(replace(choice, compared=None) for choice in record.choices)
    assert section(gather(record)) is None
