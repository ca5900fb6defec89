"""The command line, as a person types it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pyojeong.core.i18n import LANGUAGES

VERBS = (
    "data show", "data drawn", "prepare", "train", "study", "evaluate", "predict", "report",
    "serve", "demo", "list", "doctor",
)  # fmt: skip
KINDS = (
    "models", "losses", "optimizers", "schedules", "transforms", "datasets", "detectors", "recipes",
)  # fmt: skip
TINY = ("--data", "drawn:count=120,seed=3,size=64", "--models", "lenet5", "--epochs", "1")


def command(*arguments: str) -> list[str]:
    """Return what starts Pyojeong, with arguments."""
    return [sys.executable, "-m", "pyojeong", *arguments]


def pyojeong(*arguments: str, cwd: Path | None = None, code: int = 0) -> tuple[str, str]:
    """Run the command; return what it printed to standard output and to standard error."""
    environment = os.environ | {"PYOJEONG_LANG": "en", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command(*arguments), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout, done.stderr


def one_sentence(*arguments: str, cwd: Path | None = None) -> str:
    """Run a command that must fail as we promise: one line, no traceback, exit 1."""
    _out, err = pyojeong(*arguments, cwd=cwd, code=1)
    lines = err.strip().splitlines()
    assert len(lines) == 1, err
    assert lines[0].startswith("pyojeong: ")
    return lines[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str, language: str) -> None:
    """Help of every verb, in both languages, ends with a line to type."""
    out, _err = pyojeong(*verb.split(), "--help", "--lang", language)
    assert {"en": "Example:", "ko": "예:"}[language] in out
    assert f"pyojeong {verb}" in out.split("Example:" if language == "en" else "예:")[1]


def test_help_imports_nothing_heavy() -> None:
    """`pyojeong --help` needs no torch, no NumPy and no rich."""
    script = (
        "import sys; sys.argv = ['pyojeong', '--help']\n"
        "from pyojeong.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'numpy', 'pydantic', 'rich.console', 'matplotlib'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_lists_one_name_a_line(kind: str) -> None:
    """`list` prints plain names, sorted, that other commands take."""
    out, _err = pyojeong("list", kind)
    names = out.split()
    assert names == sorted(out.splitlines())
    assert names


def test_doctor_knows_what_is_here() -> None:
    """In a whole installation the doctor finds the base complete, and names each extra."""
    out, _err = pyojeong("doctor")
    assert "Everything that the base install needs is here." in out
    assert "[lab]" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("study", "qick"), "Unknown recipe 'qick': did you mean 'quick'?"),
        (("data", "show", "nowhere/"), "nowhere"),
        (("study", "quick", "--models", "densnet121"), "did you mean 'densenet121'"),
        (("study", "quick", "--weights", "resnet5=none"), "name one of these"),
        (("study", "quick", "--device", "gpu"), "use auto, cpu or cuda"),
        (("prepare", "x", "--out", "faces", "--choose", "best"), "choose: "),
        (("prepare", "x", "--out", "faces", "--detector", "yunett"), "did you mean 'yunet'"),
        (("study", "quick", "--weights", "nothing.safetensors"), "nothing.safetensors"),
        (("report", "."), "holds no study"),
        (("serve", "--lan"), "--yes"),
        (("serve", "--api", "--host", "192.0.2.1"), "PYOJEONG_TOKEN"),
        (("serve", "--api", "--port", "0", "--model", "nowhere.onnx"), "nowhere.onnx"),
        (("predict",), "give photos"),
        (("predict", "x.jpg", "--draw"), "--draw needs --out"),
        (("predict", "x.jpg", "--model", "."), "pyojeong export"),
        (("predict", "x.jpg", "--model", "nowhere.onnx"), "There is no model nowhere.onnx"),
        (("train", "nowhere", "--model", "lenet5", "--out", "runs"), "nowhere"),
        (("prepare", "nowhere", "--out", "faces"), "nowhere"),
        (("train", ".", "--model", "lenet5", "--out", "runs"), "pyojeong prepare"),
    ],
)
def test_a_fault_is_one_sentence(arguments: tuple[str, ...], says: str, tmp_path: Path) -> None:
    """A wrong name or path is answered with one sentence that helps."""
    assert says in one_sentence(*arguments, cwd=tmp_path)


def test_an_empty_folder_and_a_single_label(tmp_path: Path) -> None:
    """Data that cannot serve a study is refused before anything is written about it."""
    (tmp_path / "empty").mkdir()
    assert "No labelled photos in empty" in one_sentence("data", "show", "empty", cwd=tmp_path)
    pyojeong("data", "drawn", "faces/", "--count", "6", "--labels", "happy", cwd=tmp_path)
    assert "label" in one_sentence("study", "quick", "--data", "faces", cwd=tmp_path)


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny study, conducted to its end."""
    folder = tmp_path_factory.mktemp("studied")
    out, _err = pyojeong("study", "quick", *TINY, cwd=folder)
    assert "studies/quick/report.html" in out.replace(os.sep, "/")
    return folder / "studies" / "quick"


def test_a_study_ends_with_a_report(studied: Path) -> None:
    """A study leaves its record and a report; the final run is one of the optimizers' stage."""
    assert {p.name for p in studied.iterdir()} >= {
        "study.json", "split.json", "stages.json", "runs", "test", "report.html", "figures",
        "tables",
    }  # fmt: skip
    stages = json.loads((studied / "stages.json").read_text())
    assert [stage["stage"] for stage in stages] == ["models", "losses", "optimizers", "final"]
    # 1 net, 2 losses and 3 optimizers are 4 trainings: the winner is carried from stage to stage.
    assert len(list((studied / "runs").iterdir())) == 4
    (final,) = stages[-1]["candidates"].values()
    assert final in stages[-2]["candidates"].values()


def test_nothing_is_trained_twice(studied: Path) -> None:
    """The same command again finds everything done, and changes nothing."""
    before = {p: p.stat().st_mtime_ns for p in (studied / "runs").rglob("*") if p.is_file()}
    first = (studied / "report.html").read_bytes()
    pyojeong("study", "quick", *TINY, cwd=studied.parent.parent)
    assert before == {p: p.stat().st_mtime_ns for p in (studied / "runs").rglob("*") if p.is_file()}
    assert (studied / "report.html").read_bytes() == first


def test_another_study_is_refused(studied: Path) -> None:
    """A folder holds one study: other settings need another folder."""
    says = one_sentence("study", "quick", *TINY[:-1], "2", cwd=studied.parent.parent)
    assert "holds another study" in says


def test_the_report_is_a_function_of_the_record(studied: Path) -> None:
    """Deleting the report loses nothing: it is written again to the last byte."""
    page = studied / "report.html"
    first = page.read_bytes()
    page.unlink()
    pyojeong("report", str(studied))
    assert page.read_bytes() == first


def test_the_test_is_opened_once(studied: Path, tmp_path: Path) -> None:
    """The study opened it: asking again is refused with what it said, unless a reason is given."""
    studied = shutil.copytree(studied, tmp_path / "study")  # other tests look at the first
    before = (studied / "test" / "evaluation.json").read_bytes()
    says = one_sentence("evaluate", str(studied))
    assert "opened on" in says
    assert "interval of 95 %" in says
    assert '--again "why"' in says
    assert "needs a reason" in one_sentence("evaluate", str(studied), "--again", "")
    out, _err = pyojeong("evaluate", str(studied), "--again", "to see the ledger")
    assert "%" in out
    lines = (studied / "test" / "ledger.jsonl").read_text().splitlines()
    assert [json.loads(line)["why"] for line in lines] == ["", "to see the ledger"]
    assert (studied / "test" / "evaluation.json").read_bytes() == before


def test_a_killed_study_goes_on(tmp_path: Path) -> None:
    """SIGKILL in the middle, the same command again: the end is that of a study never killed."""
    environment = os.environ | {"PYOJEONG_LANG": "en", "OMP_NUM_THREADS": "1"}
    arguments = ("study", "quick", *TINY)
    process = subprocess.Popen(
        command(*arguments), cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    study = tmp_path / "studies" / "quick"
    deadline = time.monotonic() + 120
    while not list(study.glob("runs/*/card.json")) and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (study / "report.html").exists()
    pyojeong(*arguments, cwd=tmp_path)
    whole = tmp_path / "whole"
    pyojeong(*arguments, "--out", str(whole), cwd=tmp_path)
    for path in study.glob("runs/*/metrics.jsonl"):
        assert path.read_bytes() == (whole / path.relative_to(study)).read_bytes()
    assert (study / "stages.json").read_bytes() == (whole / "stages.json").read_bytes()
