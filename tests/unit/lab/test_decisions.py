"""Decisions: honoured by every step, and never about another photo."""

import shutil
from pathlib import Path

import pytest

from fakes.photos import fake_folder, fake_zip, picture, write_files
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError, SettingsError
from pyojeong.lab.datasets import DataSet, open_dataset
from pyojeong.lab.deciding import Wish, decide_about, parse_relabel
from pyojeong.lab.decisions import Decision, Decisions, beside, honoured
from pyojeong.lab.prepare import prepare

CROP = CropSpec(detector="none", missing="whole", size=16)


def labels(dataset: DataSet) -> dict[str, str]:
    """Return key -> label."""
    return {photo.key: photo.label for photo in dataset.photos}


def test_decisions_are_honoured(tmp_path: Path) -> None:
    """A dropped photo is gone, a relabelled one has its new label, a kept one is as it was."""
    source = str(fake_folder(tmp_path))
    before = labels(open_dataset(source))
    decide_about(
        source,
        [
            Wish("anger/0.png", "drop"),
            Wish(*parse_relabel("anger/1.png=joy")),
            Wish("sad/0.png", "keep"),
        ],
    )
    after = labels(open_dataset(source))
    assert after == {k: v for k, v in before.items() if k != "anger/0.png"} | {
        "anger/1.png": "happy"
    }
    assert labels(open_dataset(source, decided=False)) == before


def test_photos_are_never_touched(tmp_path: Path) -> None:
    """All that deciding writes is one file beside the data set."""
    folder = fake_folder(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.png")}
    _decisions, path = decide_about(str(folder), [Wish("anger/0.png", "drop")])
    assert path == tmp_path / "photos.decisions.json"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.png")} == before
    assert set(tmp_path.rglob("*.*")) == {*before, path}


def test_a_zip_has_its_decisions_beside_it(tmp_path: Path) -> None:
    """A zip is not opened to write decisions: they lie beside it."""
    source = str(fake_zip(tmp_path))
    key = open_dataset(source).photos[0].key
    _decisions, path = decide_about(source, [Wish(key, "drop")])
    assert path == tmp_path / "photos.zip.decisions.json"
    assert key not in labels(open_dataset(source))


def test_drawn_faces_have_no_place() -> None:
    """What lies nowhere on this disk cannot be decided about."""
    assert beside("drawn:count=12") is None
    with pytest.raises(DataError, match="has no place on this disk"):
        decide_about("drawn:count=12", [Wish("happy/0001.png", "drop")])


def test_a_changed_photo_is_refused(tmp_path: Path) -> None:
    """A decision does not fall upon another photo of the same name."""
    folder = fake_folder(tmp_path)
    decide_about(str(folder), [Wish("anger/0.png", "drop")])
    (folder / "anger/0.png").write_bytes(picture(999))
    with pytest.raises(DataError, match=r"anger/0.png is another photo there"):
        open_dataset(str(folder))


def test_a_missing_photo_is_refused_and_can_be_forgotten(tmp_path: Path) -> None:
    """Decisions of another data set are refused in one sentence, whose remedy helps."""
    folder = fake_folder(tmp_path)
    decide_about(str(folder), [Wish("anger/0.png", "drop"), Wish("sad/0.png", "drop")])
    (folder / "anger/0.png").unlink()
    with pytest.raises(DataError, match=r"anger/0.png is not in it.*--forget anger/0.png"):
        open_dataset(str(folder))
    decide_about(str(folder), [], forget=["anger/0.png"])
    assert "sad/0.png" not in labels(open_dataset(str(folder)))


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"decisions": [{"key": "a", "sha256": "x", "action": "drop"}]}',
        '{"decisions": [{"key": "a", "sha256": "' + "0" * 64 + '", "action": "relabel"}]}',
    ],
)
def test_a_damaged_file_is_one_sentence(tmp_path: Path, text: str) -> None:
    """A file that was edited badly stops every step, and stays as it is."""
    folder = fake_folder(tmp_path)
    path = tmp_path / "photos.decisions.json"
    path.write_text(text)
    with pytest.raises(DataError, match="mend it, or move it away"):
        open_dataset(str(folder))
    assert path.read_text() == text


def test_a_prepared_folder_says_that_decisions_changed(tmp_path: Path) -> None:
    """Faces that were prepared before a decision are not used after it; `keep` changes nothing."""
    source, out = str(fake_folder(tmp_path)), tmp_path / "faces"
    prepare(source, CROP, out, workers=1)
    decide_about(source, [Wish("sad/0.png", "keep")])
    prepare(source, CROP, out, workers=1)
    decide_about(source, [Wish("anger/0.png", "drop")])
    with pytest.raises(DataError, match=r"decisions about .* have changed"):
        prepare(source, CROP, out, workers=1)
    decide_about(source, [], forget=["anger/0.png"])
    assert len(prepare(source, CROP, out, workers=1).rows) == 15


def test_a_wish_is_stronger_than_a_suggestion(tmp_path: Path) -> None:
    """What a person decided stays when suggestions are taken; a later wish replaces it."""
    source = str(fake_folder(tmp_path))
    wished, _path = decide_about(source, [Wish("anger/0.png", "keep")])
    suggestion = replace_action(wished.decisions[0])
    decisions, _path = decide_about(source, [], [suggestion])
    assert decisions.counts == {"drop": 0, "keep": 1, "relabel": 0}
    decisions, _path = decide_about(source, [Wish("anger/0.png", "drop")])
    assert decisions.counts == {"drop": 1, "keep": 0, "relabel": 0}


def replace_action(decision: Decision) -> Decision:
    """Return the decision to drop the same photo."""
    return Decision(key=decision.key, sha256=decision.sha256, action="drop")


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ([Wish("anger/77.png", "drop")], "There is no photo anger/77.png"),
        ([Wish("sad/0.png", "drop"), Wish("sad/0.png", "keep")], "named twice"),
        (
            [Wish(f"{x}/{i}.png", "drop") for x in ("sad", "anger") for i in range(5)],
            "fewer than two labels would be left",
        ),
    ],
)
def test_what_cannot_be_decided(tmp_path: Path, wishes: list[Wish], words: str) -> None:
    """Nothing is written of what cannot be done."""
    source = str(fake_folder(tmp_path))
    with pytest.raises((DataError, SettingsError), match=words):
        decide_about(source, wishes)
    assert honoured(source) == Decisions()


def test_a_relabel_needs_key_and_label() -> None:
    """KEY=LABEL is what it takes; the last equals sign parts them."""
    assert parse_relabel("a=b/1.png=angry") == ("a=b/1.png", "relabel", "anger")
    with pytest.raises(SettingsError, match="no KEY=LABEL"):
        parse_relabel("happy")


def test_unreadable_photos_can_be_dropped(tmp_path: Path) -> None:
    """An empty or broken file is named by its bytes as any other."""
    folder = fake_folder(tmp_path)
    (folder / "sad/9.png").write_bytes(b"junk")
    decide_about(str(folder), [Wish("sad/9.png", "drop")])
    assert len(open_dataset(str(folder)).photos) == 15


@pytest.mark.parametrize(
    ("label", "words"),
    [("angr", r"did you mean 'anger'\? It has"), ("xyz", "'xyz': It has anger, ")],
)
def test_a_misspelt_label_is_refused(tmp_path: Path, label: str, words: str) -> None:
    """A label that no photo has is a typo: those there are are named, and nothing is written."""
    source = str(fake_folder(tmp_path))
    with pytest.raises(SettingsError, match=words):
        decide_about(source, [Wish("sad/0.png", "relabel", label)])
    assert honoured(source) == Decisions()


def test_a_named_kind_has_its_decisions_beside_its_folder(tmp_path: Path) -> None:
    """What is decided about `cafe:photos` lies beside photos/, and is honoured and undone by it."""
    folder = write_files(
        tmp_path / "photos",
        {f"{n}_{x}.png": picture(n) for n, x in enumerate(["sad", "happy"] * 2)},
    )
    source = f"cafe:{folder}"
    _decisions, path = decide_about(source, [Wish("0_sad.png", "drop")])
    assert path == tmp_path / "photos.decisions.json"
    assert set(labels(open_dataset(source))) == {"1_happy.png", "2_sad.png", "3_happy.png"}
    (folder / "0_sad.png").write_bytes(picture(99))
    with pytest.raises(DataError, match=f"decide {source} --forget 0_sad.png"):
        open_dataset(source)


@pytest.mark.parametrize(
    ("place", "study", "remedy"),
    [
        ("study/faces", "study", "begin a new study in another --out"),
        ("study/elsewhere/photos/faces", "study", "delete .*faces, and it is made anew"),
        ("faces", None, "choose another --out, or delete"),
    ],
)
def test_the_remedy_of_changed_decisions_helps(
    tmp_path: Path, place: str, study: str | None, remedy: str
) -> None:
    """A study's own faces are its for good; what else was prepared may be made anew."""
    source, out = str(fake_folder(tmp_path)), tmp_path / place
    prepare(source, CROP, out, workers=1)
    if study:
        (tmp_path / study / "study.json").write_text("{}")
    decide_about(source, [Wish("anger/0.png", "drop")])
    with pytest.raises(DataError, match=rf"decisions about .* have changed.*: {remedy}"):
        prepare(source, CROP, out, workers=1)
    if study is None or "elsewhere" in place:
        shutil.rmtree(out)
        assert len(prepare(source, CROP, out, workers=1).rows) == 14
