"""What the report says of pairs that are mixed up."""

from pathlib import Path

import numpy as np
import pytest

from fakes.pairs import fake_pairs
from fakes.photos import fake_folder
from fakes.study import VALIDATION, fake_study, undrawn
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError
from pyojeong.core.settings import replace
from pyojeong.lab import sections
from pyojeong.lab.arrange import show_confused
from pyojeong.lab.pair_focus import Pairs
from pyojeong.lab.pairs import look_at
from pyojeong.lab.prepare import prepare
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.report import Chapter, page
from pyojeong.lab.sections import gather
from pyojeong.lab.sections.pairs import section, validated, verdict
from pyojeong.lab.showcase import confused_picture


@pytest.fixture(autouse=True)
def _without_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "finish", undrawn)


@pytest.fixture
def record(tmp_path: Path) -> StudyRecord:
    """A finished study without the stage of pairs."""
    return fake_study(tmp_path / "study")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    """A pair-focused candidate that helps."""
    return fake_pairs(StudyRecord(tmp_path_factory.mktemp("pairs")), focused=-1)


def test_final_run_is_enough(record: StudyRecord) -> None:
    """Without that stage the validation photos of the final run say what is mixed up."""
    found = section(gather(record))
    assert found is not None
    assert f"the {VALIDATION} validation photos" in str(found.words["source"])
    assert "anger and disgust" in str(found.words["words"])
    assert found.words["verdict"] is None
    assert len(found.tables["pairs"]) == 15


def test_nothing_final_nothing_said(record: StudyRecord) -> None:
    """Before the final run there is no section."""
    record.save_choices(record.choices[:1])
    assert section(gather(record)) is None


def test_page_shows_pairs_photos_and_verdict(record: StudyRecord) -> None:
    """With that stage the page has the photos, the verdict, and why found pairs are not tested."""
    measured = fake_pairs(record, focused=-1)
    confused_picture(record, measured.mixing.photos[0].key).unlink()
    found = gather(record)
    pairs = section(found)
    assert pairs is not None
    text = page(found, [Chapter("mixed", pairs.title, (pairs,), pairs.title)], "en").replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Measured on 600 photos" in text
    assert text.count("data:image/jpeg") == len(measured.mixing.photos) - 1
    assert f"<code>{measured.mixing.photos[0].key}</code>" in text
    assert "Pair-focused training helps here: " in text
    assert "Also mixed up most, but not held apart: " in text
    rows = pairs.tables["pair-focused"]
    assert [row["n"] for row in rows] == [600, 200, 200, 200, 200]


def told(measured: Pairs, **changes: bool | float) -> Pairs:
    """Return the same with the difference on all photos changed, and elsewhere none seen."""
    first, *rest = measured.contrasts
    none = [replace(x, difference=replace(x.difference, told_apart=False)) for x in rest]
    changed = replace(first, difference=replace(first.difference, **changes))
    return replace(measured, contrasts=(changed, *none))


def test_verdict_says_no_more_than_was_seen(measured: Pairs) -> None:
    """What helps is said to help, what harms to harm, and a tie is not called equality."""
    words = [
        str(verdict(told(measured, told_apart=seen, difference=difference)))
        for seen, difference in ((True, 0.1), (True, -0.1), (False, 0.1))
    ]
    assert words[0].startswith("Pair-focused training helps here: all photos.")
    assert words[1].startswith("Pair-focused training harms here: all photos.")
    assert "no proof that there is none" in words[2]
    assert f"about {100 * measured.needed:.1f} points" in words[2]
    first, *rest = measured.contrasts
    harm = replace(first.difference, told_apart=True, difference=-0.1)
    both = replace(measured, contrasts=(replace(first, difference=harm), *rest))
    assert " But it harms here: all photos." in str(verdict(both))


def test_last_epoch_flatters_nobody(record: StudyRecord) -> None:
    """Where the last epoch is kept, nothing was chosen by the validation photos."""
    final = record.final
    assert final is not None
    mixing = look_at(final.validation, ())
    assert "flatters" in str(validated(final, mixing))
    last = replace(final.run, training=replace(final.run.training, keep="last"))
    (final.folder / "config.json").write_text(last.model_dump_json())
    assert "flatters" not in str(validated(final, mixing))


def test_model_without_a_mistake(record: StudyRecord) -> None:
    """A model that mixes up nothing is said to, without photos."""
    final = record.final
    assert final is not None
    perfect = final.validation
    perfect.probabilities[:] = np.eye(6)[perfect.truth]
    perfect.save(final.folder / "predictions-validation.parquet")
    found = section(gather(record))
    assert found is not None
    assert "no label was taken for another" in str(found.words["words"])
    assert found.words["photos"] == []


def test_damaged_measurement(record: StudyRecord) -> None:
    """A pairs.json that cannot be read is one sentence that names it."""
    (record.folder / "pairs.json").write_text("{")
    with pytest.raises(DataError, match=r"pairs\.json is damaged"):
        section(gather(record))


def test_pictures_are_kept_small(tmp_path: Path) -> None:
    """The photos that were mixed up are kept in the study's folder, each under its own name."""
    source = str(fake_folder(tmp_path))
    crop = CropSpec(detector="none", missing="whole", size=32)
    prepared = prepare(source, crop, tmp_path / "faces", workers=1)
    keys = [prepared.rows[0].key, prepared.rows[7].key]
    record = StudyRecord(tmp_path / "study")
    show_confused(record, prepared, keys)
    kept = sorted((tmp_path / "study" / "shown").iterdir())
    assert kept == sorted(confused_picture(record, key) for key in keys)
