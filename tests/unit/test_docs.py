"""The documentation says what is there, and every line to type can be typed."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

from pyojeong.cli.verbs import app
from pyojeong.cli.verbs.list import Kinds
from pyojeong.faces import DETECTORS
from pyojeong.recipes import RECIPES

REPOSITORY = Path(__file__).parent.parent.parent
PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")])
NAMES = [page.relative_to(REPOSITORY).as_posix() for page in PAGES]


def typed(page: Path) -> list[str]:
    """Return the lines of a page's shell blocks that start Pyojeong, without their comments."""
    lines: list[str] = []
    for block in re.findall(r"```sh\n(.*?)```", page.read_text(), flags=re.DOTALL):
        lines += block.replace("\\\n", " ").splitlines()
    return [line for line in map(str.strip, lines) if line.startswith("pyojeong ")]


EXAMPLES = [(name, line) for name, page in zip(NAMES, PAGES, strict=True) for line in typed(page)]


@pytest.mark.parametrize(("page", "line"), EXAMPLES)
def test_every_line_can_be_typed(page: str, line: str) -> None:
    """The parser takes every documented line: its verb, options and number of arguments exist."""
    words = shlex.split(line, comments=True)[1:]
    while "--lang" in words:
        place = words.index("--lang")
        del words[place : place + 2]
    if not words or words == ["--help"]:
        return
    command = get_command(app)
    context = typer.Context(command)
    while isinstance(command, TyperGroup):
        command = command.commands[words.pop(0)]
        context = typer.Context(command, parent=context)
    if "--help" not in words:
        command.parse_args(context, words)


def test_examples_are_found() -> None:
    """The pages do hold lines to type: the test above is not empty."""
    assert len(EXAMPLES) > 15
    assert {name for name, _line in EXAMPLES} >= {"README.md", "README.ko.md", "docs/lab.md"}


@pytest.mark.parametrize("page", NAMES)
def test_links_lead_somewhere(page: str) -> None:
    """Every link between the pages, and every picture, is there."""
    path = REPOSITORY / page
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text()):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_everything_has_its_line() -> None:
    """A verb, detector, kind or recipe without documentation fails here."""
    text = (REPOSITORY / "docs" / "lab.md").read_text()
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    for verb, command in root.commands.items():
        inner = command.commands if isinstance(command, TyperGroup) else [""]
        for name in inner:
            assert f"pyojeong {verb} {name}".strip() in text, name
    for name in [*DETECTORS.names(), *RECIPES.names(), *(kind.value for kind in Kinds)]:
        assert name in text, name


def test_readmes_say_the_same() -> None:
    """Both READMEs show the same lines to type."""
    lines = [
        [shlex.split(line, comments=True)[-1] for line in typed(REPOSITORY / name)]
        for name in ("README.md", "README.ko.md")
    ]
    assert lines[0] == lines[1]
