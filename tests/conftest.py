"""What every test may ask for."""

import os
from pathlib import Path

import hypothesis
import pytest

# No test is timed: what is slow here is quick elsewhere. Benchmarks measure speed.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

REPOSITORY = Path(__file__).parent.parent

# Tests share the cores with each other and take tiny tensors: waiting for a second thread would
# cost more than it brings. Processes that tests start inherit it. Before torch is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real data and weights that lies beside the project, where there is one."""
    folder = Path(os.environ.get("PYOJEONG_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"real data is not beside the project ({folder}); set PYOJEONG_SHARED")
    return folder
