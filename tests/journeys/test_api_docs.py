"""What docs/api.md says is typed here, against a real server."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fakes.recogniser import fake_onnx
from fakes.service import IMAGE, ask, faces, png
from pyojeong.core.images import open_picture
from pyojeong.drawn import write_folder
from pyojeong.service import Limits
from pyojeong.service.answer import answer

PAGE = Path(__file__).parent.parent.parent / "docs" / "api.md"
TEXT = PAGE.read_text()
HERE, THERE = "http://127.0.0.1:8000", "http://192.168.0.7:8000"


def blocks(language: str) -> list[str]:
    """Return the code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", TEXT, flags=re.DOTALL)


CURLS = [block for block in blocks("sh") if "curl" in block]


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[str]:
    """Run `pyojeong serve --api` as a person does; give its URL, then stop it with Ctrl-C."""
    line = [sys.executable, "-m", "pyojeong", "serve", "--api", "--port", "0", "--model",
            "model.onnx", "--detector", "none", *arguments]  # fmt: skip
    environment = os.environ | {"PYOJEONG_LANG": "en", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        line, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        said = process.stdout.readline()
        found = re.search(r"Listening at (http://127\.0\.0\.1:\d+) with fake", said)
        assert found, said + process.stderr.read()
        try:
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)
            _out, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert err == ""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder with photo.jpg, holiday/, token and two servers; where the page's URLs lead."""
    folder = tmp_path_factory.mktemp("api")
    write_folder(folder / "drawn", count=2, seed=7, size=64, labels=("happy",))
    (folder / "holiday").mkdir()
    for number, photo in enumerate(sorted((folder / "drawn").rglob("*.png"))):
        shutil.copy(photo, folder / "holiday" / f"{number}.jpg")
    shutil.copy(folder / "holiday" / "0.jpg", folder / "photo.jpg")
    (folder / "token").write_text("0123456789abcdef\n")
    fake_onnx(folder / "model.onnx")
    with serving(folder) as here, serving(folder, "--token-file", "token") as there:
        yield folder, {HERE: here, THERE: there}


def ran(place: tuple[Path, dict[str, str]], block: str, *start: str) -> str:
    """Run a block of the page in the folder; return what it printed."""
    folder, leads = place
    for written, real in leads.items():
        block = block.replace(written, real)
    done = subprocess.run(
        [*start, block], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("block", CURLS)
def test_curl(place: tuple[Path, dict[str, str]], block: str) -> None:
    """Every curl command of the page does what it says: its output is JSON of an answer."""
    out = ran(place, block, "bash", "-euc")
    said: list[dict[str, Any]] = []
    while out := out.strip():
        value, end = json.JSONDecoder().raw_decode(out)
        said.append(value)
        out = out[end:]
    if "/health" in block:
        assert said == [{"healthy": True}, {"ready": True}]
    else:
        assert len(said) == (2 if "holiday" in block else 1)
        assert all(one["faces"][0]["happened"] == "whole" for one in said)


def test_python(place: tuple[Path, dict[str, str]]) -> None:
    """The page's Python runs as it stands, and prints the label and how sure it is."""
    (block,) = blocks("python")
    lines = ran(place, block, sys.executable, "-c").splitlines()
    assert lines[0] == "1 found with none"
    assert re.fullmatch(r"[a-z]+ (not sure|\d+%)", lines[1])


def test_the_token_is_asked_for(place: tuple[Path, dict[str, str]]) -> None:
    """The server of the page's last example answers nobody without its token."""
    folder, leads = place
    reply = ask(f"{leads[THERE]}/recognise", "POST", (folder / "photo.jpg").read_bytes(), IMAGE)
    assert reply.status == 401


def test_commands_are_found() -> None:
    """The tests above are not empty: the page holds what they look for."""
    assert len(CURLS) == 4
    assert sum(HERE in block for block in CURLS) == 3
    assert sum(THERE in block for block in CURLS) == 1


def test_the_answer_is_as_shown() -> None:
    """The page's answer has the keys of a real one, in their order."""
    shown = json.loads(blocks("json")[0])
    real = answer(faces(), open_picture(png())).model_dump()
    assert list(shown) == list(real)
    assert list(shown["faces"][0]) == list(real["faces"][0])


def test_limits_are_as_told() -> None:
    """The page tells the limits that hold."""
    limits = Limits()
    for told in (
        f"over {limits.picture_bytes / 1e6:g} MB",
        f"over {limits.picture_pixels / 1e6:g} million pixels",
        f"over {limits.per_minute} requests a minute",
        f"took over {limits.upload_s:g} s to arrive",
        f"this one took over {limits.work_s:g} s",
        f"{limits.at_once} pictures are worked at together",
        f"{limits.held} are held at most",
        f"wait up to {limits.wait_s:g} s",
    ):
        assert told in TEXT, told
