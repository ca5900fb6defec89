"""A blend that was gathered before, opened without its sources."""

from pathlib import Path

import pytest

from fakes.blend import patterns, tiny_blend
from fakes.exported import CARD
from pyojeong.core.errors import DataError
from pyojeong.core.settings import replace
from pyojeong.lab.blend import RUN, Gathered, gather, reopen, run_of, spread, validation_of
from pyojeong.lab.int8 import FITTED, photos_of
from pyojeong.lab.record import RunRecord, find_run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Gathered], Path]:
    """Gather the tiny blend, and write down its Run."""
    folder = tmp_path_factory.mktemp("blend")
    blend = tiny_blend()
    gathered = gather(blend, {"patterns": str(patterns(folder / "photos"))}, folder / "out")
    run = folder / "out" / RUN
    run.mkdir()
    (run / "config.json").write_text(run_of(blend, gathered).model_dump_json())
    return gathered, folder / "out"


def test_reopened(made: tuple[list[Gathered], Path]) -> None:
    """It is the blend that was gathered, with the same faces and splits."""
    gathered, folder = made
    blend, again = reopen(folder)
    assert blend == tiny_blend()
    assert again == gathered


def test_no_blend_is_reopened(tmp_path: Path) -> None:
    """A folder without a blend is told."""
    with pytest.raises(DataError, match=r"holds no blend \(no blend\.json\): give"):
        reopen(tmp_path)


def test_photos_for_int8(made: tuple[list[Gathered], Path]) -> None:
    """It is fitted to training photos of every crop, and measured on those that validate."""
    gathered, folder = made
    blend = tiny_blend()
    found = photos_of(RunRecord(folder / RUN), CARD)
    every = [
        len(one.tensors("training", blend, crop=crop))
        for one in gathered
        for crop in range(len(one.prepared))
    ]
    assert len(found.training) == sum(min(n, FITTED // len(every)) for n in every)
    assert found.training.shape[1:] == (32, 32, 3)
    assert found.validation.keys == validation_of(blend, gathered).keys
    assert found.name == "drawn validation"


def test_a_blend_has_its_own_faces(made: tuple[list[Gathered], Path]) -> None:
    """Others are refused, and not passed over in silence."""
    _gathered, folder = made
    with pytest.raises(DataError, match="leave --calibrate out"):
        photos_of(RunRecord(folder / RUN), CARD, folder)


def test_photos_of_another_run(made: tuple[list[Gathered], Path], tmp_path: Path) -> None:
    """A Run that was trained on other photos is not measured on these."""
    gathered, folder = made
    other = replace(run_of(tiny_blend(), gathered), data="0" * 16)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "config.json").write_text(other.model_dump_json())
    for name in ("blend.json", "faces", "splits"):
        (tmp_path / name).symlink_to(folder / name)
    with pytest.raises(DataError, match="does not hold the faces that"):
        photos_of(RunRecord(tmp_path / "run"), CARD)


def test_the_run_of_a_blend(made: tuple[list[Gathered], Path], tmp_path: Path) -> None:
    """A blend's folder stands for its Run, once that is done."""
    _gathered, folder = made
    with pytest.raises(DataError, match="holds no trained model"):
        find_run(folder)
    (tmp_path / RUN).mkdir()
    for path in (tmp_path / "blend.json", *(tmp_path / RUN / name for name in DONE)):
        path.write_text("{}")
    assert find_run(tmp_path).folder == tmp_path / RUN


DONE = ("card.json", "environment.json")


@pytest.mark.parametrize(
    ("most", "kept"), [(1, "a"), (2, "ae"), (3, "ace"), (5, "abcde"), (9, "abcde")]
)
def test_spread(most: int, kept: str) -> None:
    """Of many, some are taken from the first to the last."""
    assert "".join(spread("abcde", most)) == kept
    assert spread("", most) == []
