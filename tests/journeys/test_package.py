"""What is shipped: the wheel, and a base install without the laboratory."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pyojeong.cli.verbs.app import APP_MODULES, LAB_MODULES

REPOSITORY = Path(__file__).parent.parent.parent

# A base install, imitated: the modules of the extras cannot be imported.
WITHOUT_LAB = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {sorted(LAB_MODULES | APP_MODULES)!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
from pyojeong.cli import main
main()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in the wheel, built from this tree."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    subprocess.run([*build, str(REPOSITORY)], check=True, capture_output=True)
    (path,) = out.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_wheel_is_whole(wheel: set[str]) -> None:
    """Every file of the package that git knows is in the wheel, templates and catalogues too."""
    listed = subprocess.run(
        ["git", "ls-files", "src"], cwd=REPOSITORY, check=True, capture_output=True, text=True
    )
    files = {line.removeprefix("src/") for line in listed.stdout.splitlines()}
    assert files - wheel == set()
    assert "pyojeong/locales/ko/LC_MESSAGES/pyojeong.mo" in wheel


def test_the_wheel_holds_nothing_else(wheel: set[str]) -> None:
    """No photo, no test and no data travels in the wheel; our own weights, and no others, do."""
    weights = {name for name in wheel if name.startswith("pyojeong/recogniser/weights/")}
    assert {Path(name).name for name in weights} == {"recogniser.onnx", "recogniser.json"}
    kinds = {Path(name).suffix for name in wheel - weights if name.startswith("pyojeong/")}
    assert kinds <= {
        ".py", ".typed", ".po", ".mo", ".html", ".css", ".md", ".js", ".svg", ".toml",
    }  # fmt: skip


def test_a_base_install_draws_without_the_lab(tmp_path: Path) -> None:
    """Drawing faces, the doctor and help need no torch."""
    out = _without_lab("data", "drawn", str(tmp_path / "faces"), "--count", "6", "--size", "64")
    assert out.returncode == 0, out.stderr
    assert len(list((tmp_path / "faces").rglob("*.png"))) == 6
    assert _without_lab("list", "detectors").stdout.split() == [
        "dlib-hog", "dlib-hog-patient", "none", "yunet",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("extra", "arguments"), [("lab", ("study", "quick")), ("app", ("serve", "--api"))]
)
def test_a_base_install_names_the_missing_extra(extra: str, arguments: tuple[str, ...]) -> None:
    """A verb of an extra says, in one sentence, what to install."""
    out = _without_lab(*arguments, "--lang", "en")
    assert out.returncode == 1
    assert f'pip install "pyojeong[{extra}]"' in out.stderr
    assert len(out.stderr.strip().splitlines()) == 1


def _without_lab(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_LAB, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
