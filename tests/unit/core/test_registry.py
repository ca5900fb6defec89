"""core.registry."""

import sys
from pathlib import Path

import pytest

from pyojeong.core.errors import UnknownNameError
from pyojeong.core.registry import Registry


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry[int]:
    """A registry over a package of two files, each of which registers one part."""
    package = tmp_path / "some_parts"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from pyojeong.core.registry import Registry\nPARTS = Registry('part', 'some_parts')\n"
    )
    for name, value in {"one": 1, "two": 2}.items():
        (package / f"{name}.py").write_text(
            f"from some_parts import PARTS\nPARTS.register('part-{name}')({value})\n"
        )
    monkeypatch.syspath_prepend(tmp_path)
    for module in [name for name in sys.modules if name.startswith("some_parts")]:
        monkeypatch.delitem(sys.modules, module)
    import some_parts  # pyrefly: ignore[missing-import] - written just above

    return some_parts.PARTS


def test_finds_parts_by_their_files(parts: Registry[int]) -> None:
    """A part is one new file: nothing else names it."""
    assert parts.names() == ["part-one", "part-two"]
    assert parts.get("part-two") == 2
    assert list(parts) == [("part-one", 1), ("part-two", 2)]
    assert "part-one" in parts
    assert "one" not in parts


def test_suggests_the_nearest(parts: Registry[int]) -> None:
    """A misspelt name is answered with the nearest one."""
    with pytest.raises(UnknownNameError, match=r"Unknown part 'part_one': did you mean 'part-one'"):
        parts.get("part_one")


def test_lists_all_when_nothing_is_near(parts: Registry[int]) -> None:
    """A name like no other is answered with all there are."""
    with pytest.raises(UnknownNameError, match=r"there are part-one, part-two\."):
        parts.get("zzz")


def test_refuses_two_of_a_name(parts: Registry[int]) -> None:
    """Two parts of one name are a mistake of ours, found at import."""
    with pytest.raises(ValueError, match="Two parts are called 'part-one'"):
        parts.names() and parts.register("part-one")(3)
