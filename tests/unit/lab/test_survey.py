"""A survey says what is there before anything is trained."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from fakes.photos import fake_folder, picture, write_files
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.survey import Survey, survey


@pytest.fixture
def mixed(tmp_path: Path) -> Survey:
    """A survey of 17 photos, one WEBP and one unreadable, and a note."""
    files = {"sad/w.webp": picture(1, "WEBP", 90), "sad/bad.jpg": b"", "notes.txt": b""}
    return survey(open_dataset(str(write_files(fake_folder(tmp_path), files))), workers=1)


def test_counts(mixed: Survey) -> None:
    """Formats are counted by content; what cannot be read is counted, not lost."""
    assert mixed.formats == {"PNG": 15, "WEBP": 1}
    assert mixed.modes == {"RGB": 16}
    assert mixed.labels == ("anger", "happy", "sad")
    assert (len(mixed.looks), len(mixed.readable), mixed.ignored) == (17, 16, 1)
    assert mixed.errors == ["sad/bad.jpg is empty (0 bytes): copy it again from where it came."]


def test_table(mixed: Survey) -> None:
    """The table has a line a label with its sizes, and the unreadable ones below."""
    console = Console(width=120)
    with console.capture() as capture:
        console.print(mixed.table("en"))
    text = capture.get()
    assert "90 x 90" in text
    assert "Formats: PNG 15, WEBP 1" in text
    assert "sad/bad.jpg is empty" in text
    assert "1 other files were ignored" in text


def test_many_errors(tmp_path: Path) -> None:
    """Of many unreadable photos ten are named and the rest counted; a figure is drawn still."""
    files = {f"{label}/{i}.jpg": b"" for label in ("happy", "sad") for i in range(6)}
    found = survey(open_dataset(str(write_files(tmp_path, files))), workers=1)
    assert found.notes("en")[-1] == "... and 2 more."
    assert found.figure("en")
    assert found.table("ko")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_figure(language: str, mixed: Survey, tmp_path: Path) -> None:
    """The figure is written as SVG with the labels in the reader's language."""
    paths = mixed.write(tmp_path / "out", language)
    svg = next(path for path in paths if path.suffix == ".svg").read_text()
    assert ("anger" if language == "en" else "화남") in svg
    assert "WEBP" in svg


def test_progress(tmp_path: Path) -> None:
    """Progress counts up to all photos."""
    told: list[tuple[int, ...]] = []
    survey(open_dataset(str(fake_folder(tmp_path))), progress=lambda *x: told.append(x))
    assert told == [(done, 15) for done in range(1, 16)]


def test_brackets(tmp_path: Path) -> None:
    """Names and labels with brackets stand in the table as they are."""
    files = {"[red]happy/1.png": picture(1), "sad/[b]2.png": b""}
    found = survey(open_dataset(str(write_files(tmp_path, files))), workers=1)
    console = Console(width=120)
    with console.capture() as capture:
        console.print(replace(found, name="my [old] set[/i]").table("en"))
    text = capture.get()
    assert "my [old] set[/i]" in text
    assert "[red]happy" in text
    assert "sad/[b]2.png is empty" in text
