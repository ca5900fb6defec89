from pathlib import Path

import numpy as np
import pytest

from fakes.doubt import fake_doubt, told
from fakes.study import fake_study, undrawn
from pyojeong.core.errors import DataError
from pyojeong.core.settings import replace
from pyojeong.lab import sections
from pyojeong.lab.calibration import heat
from pyojeong.lab.doubt import Doubt, add_to_card, calibrate, measure
from pyojeong.lab.metrics import calibration_error, log_loss
from pyojeong.lab.record import Predictions, StudyRecord
from pyojeong.lab.sections import gather, sure


@pytest.fixture(scope="module")
def doubt() -> Doubt:
    """Doubt of a model that is twice too sure."""
    chance = np.random.default_rng(1)
    fitted = calibrate(told(600, chance, temperature=2, clear=3))
    return measure(fitted, told(600, chance, temperature=2, clear=3))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> StudyRecord:
    """A finished study, its doubt not measured."""
    return fake_study(tmp_path_factory.mktemp("study"))


def of(found: Predictions, truth: list[int]) -> Predictions:
    """Return the predictions with other true labels."""
    return Predictions(found.keys, found.labels, np.array(truth), found.probabilities)


def test_calibration_helps_where_it_is_needed(doubt: Doubt) -> None:
    """A model twice too sure is less off, by every measure, after calibration."""
    before, after = doubt.before, doubt.after
    assert doubt.calibration.temperature == pytest.approx(2, rel=0.15)
    assert after.calibration_error.value < before.calibration_error.value / 2
    assert after.brier.value < before.brier.value
    assert after.log_loss.value < before.log_loss.value


def test_what_is_measured_adds_up(doubt: Doubt) -> None:
    """Labels, sizes and bins count every photo once; the curve ends at the accuracy."""
    assert sum(row.covered.n for row in doubt.named.labels) == doubt.n == 600
    hits = sum(row.covered.hits for row in doubt.named.labels)
    assert hits == doubt.named.covered.hits
    assert sum(doubt.named.sizes) == 600
    sizes = [size * count for size, count in enumerate(doubt.named.sizes, start=1)]
    assert doubt.named.mean_size == pytest.approx(sum(sizes) / 600)
    assert sum(b.n for b in doubt.before.bins) == sum(b.n for b in doubt.after.bins) == 600
    last = doubt.silence.curve[-1]
    assert (last.share, last.right.n) == (1, 600)
    assert doubt.silence.right is not None
    assert doubt.silence.right.n == doubt.silence.answered.hits


def test_measures_are_those_of_the_heated_photos() -> None:
    """Before is at temperature 1, after at the calibration's; unlabelled photos are left out."""
    chance = np.random.default_rng(2)
    fitted, test = calibrate(told(90, chance, temperature=3)), told(80, chance, temperature=3)
    found = measure(fitted, of(test, [*test.truth[:70], *[-1] * 10]))
    kept = Predictions(test.keys[:70], test.labels, test.truth[:70], test.probabilities[:70])
    assert found.n == 70
    assert found.before.log_loss.value == pytest.approx(log_loss(kept))
    heated = heat(kept, fitted.temperature)
    assert found.after.calibration_error.value == pytest.approx(calibration_error(heated))


def test_doubt_survives_its_file(doubt: Doubt) -> None:
    """What is written as JSON is read back as it was."""
    assert Doubt.model_validate_json(doubt.model_dump_json()) == doubt


def test_card_says_all_of_it(doubt: Doubt, record: StudyRecord) -> None:
    """The card has the temperature, the calibration and the scores; a second time replaces them."""
    assert record.final is not None
    card = add_to_card(record.final.card, doubt)
    assert card.temperature == doubt.calibration.temperature
    assert card.calibration == doubt.calibration
    found = {score.metric: score for score in card.results}
    assert found["expected calibration error"].value == doubt.after.calibration_error.value
    assert found["Brier score, temperature 1"].value == doubt.before.brier.value
    assert found["coverage of 90 % prediction sets"].n == 600
    assert 'accuracy where not "not sure"' in found
    assert add_to_card(card, doubt) == card


def test_tiny_sets_are_doubted_altogether() -> None:
    """Three validation photos give a calibration: all labels named, no point to be silent from."""
    chance = np.random.default_rng(3)
    few = told(3, chance)
    fitted = calibrate(few)
    assert (fitted.n, fitted.set_threshold, fitted.not_sure_below) == (3, 0, None)
    found = measure(fitted, of(few, [1, 1, 1]))
    assert found.named.covered.value == 1
    assert [row.label for row in found.named.labels] == [few.labels[1]]
    assert found.silence.right is None
    with pytest.raises(DataError, match="No photo has a true label"):
        calibrate(of(few, [-1, -1, -1]))


@pytest.mark.usefixtures("without_pixels")
def test_section_waits_for_its_file(tmp_path: Path) -> None:
    """Without doubt.json there is no section; a damaged one is one sentence."""
    study = fake_study(tmp_path)
    assert sure.section(gather(study)) is None
    fake_doubt(study, 60, 60)
    section = sure.section(gather(study))
    assert section is not None
    assert (section.id, set(section.tables)) == (
        "sure",
        {"calibration", "calibration-bins", "coverage", "set-sizes", "not-sure"},
    )
    (study.folder / "test" / "doubt.json").write_text("{")
    with pytest.raises(DataError, match="is damaged"):
        sure.section(gather(study))


@pytest.fixture
def without_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the pixels of figures."""
    monkeypatch.setattr(sections, "finish", undrawn)


def test_figures_are_drawn(doubt: Doubt) -> None:
    """Each figure has a text in each language, and the photos' numbers beside it."""
    for figure in (sure.promises(doubt), sure.coverage(doubt), sure.silence(doubt)):
        assert [drawing.language for drawing in figure.drawings] == ["en", "ko"]
    assert "“not sure” below" in sure.silence(doubt).drawings[0].svg
    assert "n = 600" in sure.coverage(doubt).drawings[0].svg


def changed(doubt: Doubt, **changes: object) -> Doubt:
    """Return the doubt with another calibration."""
    return replace(doubt, calibration=replace(doubt.calibration, **changes))


def test_words_fit_what_was_found(doubt: Doubt) -> None:
    """Each case has its sentence: too sure, not sure enough, no labels to leave out, no silence."""
    assert "made it less sure" in str(sure.fitted(doubt))
    assert "did not ask for less" in str(sure.fitted(changed(doubt, temperature=0.7)))
    assert "always names all 6" in str(sure.in_sets(changed(doubt, set_threshold=0)))
    assert "names none below which" in str(sure.point(changed(doubt, not_sure_below=None)))
    assert "gave no answer" in str(
        sure.point(replace(doubt, silence=replace(doubt.silence, right=None)))
    )
    assert "on the test photos it then answers" in str(sure.point(doubt)).lower()
    assert "If it may stay silent on 30 %" in str(sure.quiet(doubt.silence))


def test_leftover_error_is_judged_by_chance(doubt: Doubt) -> None:
    """An interval that begins at 0 shows no fault; one above 0 is a warning."""
    error = doubt.after.calibration_error
    for low, words in ((0.0, "no fault"), (0.01, "do not take its confidence")):
        kept = replace(doubt.after, calibration_error=replace(error, low=low))
        assert words in str(sure.left_over(replace(doubt, after=kept)))


def test_missed_coverage_is_a_warning(doubt: Doubt) -> None:
    """Too little coverage is named as chance or as more than that; labels that miss it by name."""
    covered = doubt.named.covered
    low = replace(covered, value=0.85, low=0.82, high=0.88)
    for usual, words in ((0.84, "but chance explains it"), (0.87, "more than chance explains")):
        named = replace(doubt.named, covered=low, usual_low=usual)
        assert words in str(sure.care(replace(doubt, named=named)))
    first, second, *_ = doubt.named.labels
    worse = replace(first, covered=low)
    better = replace(second, covered=replace(covered, low=0.95, high=0.99))
    fine = replace(doubt.named.labels[2], covered=replace(covered, low=0.85, high=0.95))
    for rows, words in (
        ((worse, better), "below for anger, and above for disgust"),
        ((worse, fine), "below for anger."),
        ((better, fine), "above for disgust."),
    ):
        named = replace(doubt.named, labels=rows)
        assert words in str(sure.label_by_label(replace(doubt, named=named)))
    kept = replace(doubt.named, labels=(fine,), covered=fine.covered)
    assert sure.label_by_label(replace(doubt, named=kept)) is None
    assert sure.care(replace(doubt, named=kept)) is None
