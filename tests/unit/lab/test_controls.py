"""Controls: whatever gives a label away without a face is found, and nothing else is."""

import json
from collections import Counter
from pathlib import Path

import pytest

from fakes.controls import LABELS, judged, planted
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.lab.bench import Bench
from pyojeong.lab.controls import Controls, conduct_controls, shuffled
from pyojeong.lab.folds import Fold, Folds
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.recipe import Comparison, Data, Study, Training
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.split import make_split
from pyojeong.lab.study import set_out
from pyojeong.lab.views import view
from pyojeong.lab.watcher import Watcher

TRAINING = Training(
    model="lenet5",
    size=32,
    epochs=10,
    batch=16,
    learning_rate=5e-3,
    augment="none",
    schedule="constant",
    keep="last",
)
UNLIKELY = 0.001  # p of what chance alone may come to, on any version of torch


def bench_on(prepared: Prepared, folder: Path, folds: int = 3) -> Bench:
    """Return the bench of a study of these photos."""
    study = Study(
        name="planted",
        title="Planted",
        data=Data(source=prepared.source, crop=prepared.crop),
        base=TRAINING,
        models=("lenet5",),
        losses=("cross_entropy",),
        optimizers=("adam",),
        comparison=Comparison(folds=folds, seeds=2, learning_rates=(1e-3, 3e-3)),
        controls=True,
    )
    write_text(folder / "study.json", study.model_dump_json())
    split = make_split(prepared, study.data.fractions, study.data.seed, grouped=True)
    return set_out(study, StudyRecord(folder), prepared, split, "cpu", tensorboard=False)


def conducted(root: Path, marked: str | None) -> tuple[Bench, Controls]:
    """Plant photos and conduct their controls."""
    bench = bench_on(planted(root, 45, marked=marked, faceless=2), root / "study")
    for kind in ("scene", "erased"):  # made here: to start processes takes longer than they work
        view(bench.prepared, kind, root / "study" / "views" / kind, workers=1)
    return bench, conduct_controls(bench, TRAINING, Watcher())


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bench, Controls]:
    """Controls of photos of which those labelled happy have a mark in the corner."""
    return conducted(tmp_path_factory.mktemp("marked"), "happy")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bench, Controls]:
    """Controls of the same photos without the mark."""
    return conducted(tmp_path_factory.mktemp("plain"), None)


def test_mark_is_found(marked: tuple[Bench, Controls]) -> None:
    """A mark that gives one label away is found: without a face that label is still told."""
    _, controls = marked
    recalls = dict(zip(controls.labels, controls.erased.recalls, strict=True))
    assert recalls["happy"] >= 0.9
    assert controls.erased.above_guessing
    assert controls.survives is not None
    assert controls.survives.low > 0.1


def test_nothing_is_found(plain: tuple[Bench, Controls]) -> None:
    """Where the face alone tells the label, nothing survives without it."""
    _, controls = plain
    assert controls.face.accuracy > 0.8
    assert controls.erased.p > UNLIKELY
    assert controls.survives is not None
    assert controls.survives.low <= 0 <= controls.survives.high
    assert controls.difference("face", "erased").told_apart


def test_frame(marked: tuple[Bench, Controls], plain: tuple[Bench, Controls]) -> None:
    """Faces that stand anywhere tell nothing by their place, mark or not."""
    for _, controls in (marked, plain):
        assert controls.frame.p > UNLIKELY


def test_shuffled(marked: tuple[Bench, Controls], plain: tuple[Bench, Controls]) -> None:
    """Shuffled labels cannot be learnt, mark or not."""
    for _, controls in (marked, plain):
        assert controls.shuffled.p > UNLIKELY


def test_photos(plain: tuple[Bench, Controls]) -> None:
    """Only development photos with one face take part; the others are counted."""
    bench, controls = plain
    rows = {row.key: row for row in bench.prepared.rows}
    own = [rows[key] for key in bench.truth]
    assert controls.n == sum(row.faces == 1 for row in own)
    assert (controls.faceless, controls.crowded) == (sum(row.faces == 0 for row in own), 0)
    assert controls.faceless > 0
    counts = Counter(row.label for row in own if row.faces)
    assert controls.photos == tuple(counts[label] for label in controls.labels)
    test = set(bench.split.test)
    seen: set[str] = set()
    for folder in (bench.record.folder / "runs").iterdir():
        seen |= set(StudyRecord(bench.record.folder).run(folder.name).validation.keys)
    assert seen
    assert not seen & test


def test_again(plain: tuple[Bench, Controls]) -> None:
    """What is trained is not trained again, and comes to the same."""
    bench, controls = plain
    runs = {path: path.stat().st_mtime_ns for path in (bench.record.folder / "runs").iterdir()}
    assert len(runs) == 4 * 3
    assert conduct_controls(bench, TRAINING, Watcher()) == controls
    assert runs == {p: p.stat().st_mtime_ns for p in (bench.record.folder / "runs").iterdir()}
    assert Controls.load(bench.record) == controls


def test_damaged(tmp_path: Path) -> None:
    """A controls.json that was edited is refused in one sentence."""
    record = StudyRecord(tmp_path)
    written = json.loads(judged(0.7, 0.7, 0.5).model_dump_json())
    write_text(Controls.path(record), json.dumps(written | {"photos": "many"}))
    with pytest.raises(DataError, match=r"controls\.json is damaged"):
        Controls.load(record)


def test_no_face(tmp_path: Path) -> None:
    """Without any face found there is nothing to erase."""
    bench = bench_on(planted(tmp_path, 10, faceless=10), tmp_path / "study")
    with pytest.raises(DataError, match="found exactly one face in no photo"):
        conduct_controls(bench, TRAINING, Watcher())


def test_few_faces(tmp_path: Path) -> None:
    """Fewer faces of a label than folds are refused by its name."""
    bench = bench_on(planted(tmp_path, 12, faceless=10), tmp_path / "study", folds=4)
    with pytest.raises(DataError, match=r"Too few photos of 'anger' .* all 4 folds"):
        conduct_controls(bench, TRAINING, Watcher())


def test_shuffling_keeps_counts() -> None:
    """Shuffling moves labels within each held-out part, and keeps their counts there."""
    keys = tuple(f"{label}/{number}" for label in LABELS for number in range(20))
    truth = {key: key.partition("/")[0] for key in keys}
    folds = Folds(folds=(Fold(training=keys[30:], held_out=keys[::2][:15]),), groups={})
    found = shuffled(truth, folds, seed=3)
    assert found.keys() == truth.keys()
    held_out = folds.folds[0].held_out
    for part in (held_out, truth.keys() - set(held_out)):
        assert Counter(found[key] for key in part) == Counter(truth[key] for key in part)
    assert 0 < sum(found[key] != truth[key] for key in keys) < len(keys)
    assert found == shuffled(truth, folds, seed=3) != shuffled(truth, folds, seed=4)
