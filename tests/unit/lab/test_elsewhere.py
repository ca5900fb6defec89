"""A study's model on other data sets: faces not found are wrong, labels are mapped."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from fakes.coloured import coloured, go, small_run
from fakes.groups import fake_elsewhere, measured
from fakes.study import STUDY, fake_study
from pyojeong.cli.verbs import app
from pyojeong.core.card import Calibration
from pyojeong.core.errors import DataError, UnknownNameError
from pyojeong.core.files import write_text
from pyojeong.core.images import Pixels
from pyojeong.core.settings import digest, replace
from pyojeong.faces import DETECTORS, Face
from pyojeong.lab.elsewhere import load_elsewhere, shift
from pyojeong.lab.elsewhere_words import compared, sentences, signed, table
from pyojeong.lab.evaluate_elsewhere import evaluate_elsewhere, name_of
from pyojeong.lab.record import Choice, Entrant, Predictions, StudyRecord


class Bright:
    """Finds one face as large as the photo, unless the photo is black."""

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return it."""
        height, width = pixels.shape[:2]
        return [Face((0, 0, width, height), 1.0)] if pixels.any() else []


@pytest.fixture(autouse=True)
def _bright(monkeypatch: pytest.MonkeyPatch) -> None:
    DETECTORS.names()
    monkeypatch.setitem(DETECTORS._parts, "yunet", lambda _weights: Bright())


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> StudyRecord:
    """A finished study of coloured photos, without its prepared faces."""
    record = StudyRecord(tmp_path_factory.mktemp("study"))
    write_text(record.folder / "study.json", STUDY.model_dump_json())
    run = small_run(epochs=6)
    go(run, record.run(digest(run)).folder)
    entrant = Entrant(runs=((digest(run),),), rates=(3e-3,))
    record.save_choices([Choice(stage="final", candidates={"lenet5": entrant}, chosen="lenet5")])
    return record


def write_photos(root: Path, labels: Sequence[str], each: int = 6, black: int = 0) -> str:
    """Write photos coloured in turn, a folder a label; the first `black` of each are black."""
    photos = coloured(len(labels) * each, seed=5)[list(range(len(labels) * each))][0]
    for place, label in enumerate(labels):
        (root / label).mkdir(parents=True)
        for n in range(each):
            pixels = np.asarray(photos[n * len(labels) + place]).transpose(1, 2, 0)
            shown = pixels * (0 if n < black else 1)
            Image.fromarray(shown.astype(np.uint8)).save(root / label / f"{n}.png")
    return str(root)


def test_missed_faces_are_wrong(trained: StudyRecord, tmp_path: Path) -> None:
    """Of 18 photos 3 show no face: they count as wrong, and the net never sees them."""
    source = write_photos(tmp_path / "other", ("blue", "green", "red"), black=1)
    (result,) = evaluate_elsewhere(trained, [source], device="cpu")
    said = result.measured
    predictions = Predictions.load(
        trained.folder / "elsewhere" / result.name / "predictions.parquet"
    )
    right = int((predictions.predicted == predictions.truth).sum())
    assert right > 10
    assert (said.accuracy.hits, said.accuracy.n) == (right, 18)
    assert (said.accuracy_found.hits, said.accuracy_found.n) == (right, 15)
    assert (said.found.hits, said.found.n) == (15, 18)
    assert [one.found.n - one.found.hits for one in said.labels] == [1, 1, 1]
    assert np.asarray(said.confusion).sum(axis=1).tolist() == [6, 6, 6]
    assert np.asarray(said.confusion)[:, 3].tolist() == [1, 1, 1]
    assert np.asarray(said.confusion)[:, :3].trace() == right
    assert (result.left_out, said.lacking, said.coverage, result.known) == ({}, (), None, None)
    assert result in load_elsewhere(trained)


def test_mapped(trained: StudyRecord, tmp_path: Path) -> None:
    """A file maps their words; what the model does not have is left out, counted and named."""
    source = write_photos(tmp_path / "mapped", ("Azure", "green", "grey"))
    mapping = tmp_path / "words.csv"
    mapping.write_text("theirs,ours\nazure,blue\ngrey,\n")
    (result,) = evaluate_elsewhere(trained, [source], mapping=str(mapping), device="cpu")
    assert result.mapping == {"Azure": "blue", "green": "green", "grey": ""}
    assert result.left_out == {"grey": 6}
    assert result.measured.lacking == ("red",)
    assert result.measured.accuracy.n == 12
    said = " ".join(map(str, sentences(result)))
    assert "6 photos of grey were left out: the model has no such label." in said
    assert "It has no photo of red" in said


def test_the_studys_own_photos(trained: StudyRecord, tmp_path: Path) -> None:
    """Photos that the study itself has are left out, wherever they lie now."""
    own = write_photos(tmp_path / "own", ("blue", "green", "red"), each=2)
    more = write_photos(tmp_path / "more", ("blue", "green", "red"), each=6)
    (first,) = evaluate_elsewhere(trained, [own], device="cpu")
    faces = trained.folder / "elsewhere" / first.name / "faces"
    (result,) = evaluate_elsewhere(trained, [more], faces=faces, device="cpu")
    assert result.known == 6
    assert result.measured.accuracy.n == 12
    with pytest.raises(DataError, match=r"No photo of .* is left to score"):
        evaluate_elsewhere(trained, [own], faces=faces, device="cpu")


def test_calibrated(trained: StudyRecord, tmp_path: Path) -> None:
    """A calibrated model's sets are counted; at threshold 0 they hold every label."""
    final = trained.final
    assert final is not None
    path, before = final.folder / "card.json", final.card
    doubt = Calibration(
        n=9, temperature=1.0, coverage=0.9, set_threshold=0.0, right=0.9, not_sure_below=None
    )
    source = write_photos(tmp_path / "sure", ("blue", "green", "red"), each=2)
    write_text(path, replace(before, calibration=doubt).model_dump_json())
    try:
        (result,) = evaluate_elsewhere(trained, [source], device="cpu")
    finally:
        write_text(path, before.model_dump_json())
    assert result.measured.coverage is not None
    assert result.measured.coverage.share.value == 1.0
    assert result.measured.coverage.size == 3.0
    assert "promised to hold the right one in 90 %" in str(sentences(result)[-1])


def test_no_shared_label(trained: StudyRecord, tmp_path: Path) -> None:
    """A data set without any label of the model is refused before a face is looked for."""
    source = write_photos(tmp_path / "dogs", ("cat", "dog"))
    with pytest.raises(DataError, match="shares no label with the model: it has cat, dog"):
        evaluate_elsewhere(trained, [source])
    assert not (trained.folder / "elsewhere" / name_of(source)).exists()


def test_no_face(trained: StudyRecord, tmp_path: Path) -> None:
    """A data set without any face is one sentence."""
    source = write_photos(tmp_path / "black", ("blue", "red"), black=6)
    with pytest.raises(DataError, match="yunet found no face in any of 12 photos"):
        evaluate_elsewhere(trained, [source])


def test_wrong_mapping(trained: StudyRecord, tmp_path: Path) -> None:
    """A mapping that is none is named, with the nearest that is one."""
    with pytest.raises(UnknownNameError, match="did you mean 'cafe'"):
        evaluate_elsewhere(trained, ["x"], mapping="caffe")
    with pytest.raises(UnknownNameError, match=r"There is no mapping words\.csv"):
        evaluate_elsewhere(trained, ["x"], mapping="words.csv")
    path = tmp_path / "bad.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match="its first line must be theirs,ours"):
        evaluate_elsewhere(trained, ["x"], mapping=str(path))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="save it as CSV in UTF-8"):
        evaluate_elsewhere(trained, ["x"], mapping=str(path))


def test_unfinished(tmp_path: Path) -> None:
    """A study without a final model has nothing to show."""
    write_text(tmp_path / "study.json", STUDY.model_dump_json())
    with pytest.raises(DataError, match="no final model yet"):
        evaluate_elsewhere(StudyRecord(tmp_path), ["x"])


def test_typed(trained: StudyRecord, tmp_path: Path) -> None:
    """`evaluate --on` prints a table and a sentence, and leaves the study's own test alone."""
    sources = [write_photos(tmp_path / name, ("blue", "red"), each=2) for name in ("a", "b")]
    typed = ["evaluate", str(trained.folder), "--on", sources[0], "--on", sources[1]]
    said = CliRunner().invoke(app, [*typed, "--device", "cpu"])
    assert said.exit_code == 0
    assert "cannot be told apart from" in said.output
    assert not (trained.folder / "test").exists()


def test_side_by_side(tmp_path: Path) -> None:
    """Adults less children count the labels of both alone, and faces not found."""
    adults, children = fake_elsewhere(fake_study(tmp_path))
    found = shift(adults, children)
    assert found is not None
    assert "pain" not in found.labels
    assert (found.first.hits, found.first.n) == (5 * 28, 5 * 40)
    assert (found.second.hits, found.second.n) == (5 * 15, 5 * 36)
    assert found.difference.value == pytest.approx(28 / 40 - 15 / 36)
    assert found.found.value == pytest.approx(38 / 40 - 29 / 36)
    assert "right less often" in str(compared(adults, children))
    assert "−28.3 points" in str(compared(adults, children))
    assert "right more often" in str(compared(children, adults))
    assert "cannot be told apart" in str(compared(adults, adults))
    lone = replace(children, measured=measured({"pain": (5, 5, 5)}))
    other = replace(adults, measured=measured({"sad": (5, 5, 5)}))
    assert "share no label" in str(compared(lone, other))
    assert [one.name for one in load_elsewhere(StudyRecord(tmp_path))] == [
        "adults", "cafe-children",
    ]  # fmt: skip
    shown = table([adults, children], "en")
    assert (shown.row_count, len(shown.columns)) == (9, 3)


def test_signed() -> None:
    """A difference has its sign, unless it is none at the digits shown."""
    assert [signed(x) for x in (0.078, -0.078, 0.0001, -0.0001)] == ["+7.8", "−7.8", "0.0", "0.0"]


def test_names() -> None:
    """A data set's name is a file name in any script."""
    assert name_of("drawn:count=60,seed=9") == "drawn-count-60-seed-9"
    assert name_of("../사진/아이/") == "사진-아이"
    assert name_of("..") == "data"
