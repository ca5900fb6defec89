"""`pyojeong train`: on faces as they were decided."""

from pathlib import Path

import pytest

from fakes.photos import fake_folder
from pyojeong.cli.verbs.train import train
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError
from pyojeong.lab.deciding import Wish, decide_about
from pyojeong.lab.prepare import prepare


def test_faces_from_before_a_decision_are_refused(tmp_path: Path) -> None:
    """What was decided after `prepare` is not lost in silence: nothing is trained."""
    source, out = str(fake_folder(tmp_path)), tmp_path / "study"
    crop = CropSpec(detector="none", missing="whole", size=32)
    faces = prepare(source, crop, tmp_path / "faces", workers=1).folder
    decide_about(source, [Wish("anger/0.png", "drop")])
    with pytest.raises(DataError, match=r"decisions about .*photos have changed since .*faces"):
        train(faces, out, "lenet5", weights="none", size=32, epochs=1)
    assert not out.exists()
