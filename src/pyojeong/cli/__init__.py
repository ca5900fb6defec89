"""The command line: `main` chooses the language, then hands over to the verbs.

Nothing heavy is imported here or by the verbs before one of them runs: `pyojeong --help` answers
at once, and the base install needs no torch.
"""

import gettext
import os
import sys

from pyojeong.core import i18n
from pyojeong.core.i18n import _


def main() -> None:
    """Run the `pyojeong` command."""
    language, arguments = take_language(sys.argv[1:])
    i18n.use(language or i18n.from_environment())
    _teach_parser()
    from pyojeong.cli.verbs import app  # the help texts are translated as they are imported

    app(args=arguments, prog_name="pyojeong")


def take_language(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Return the language of `--lang`, if it is a known one, and the arguments without it.

    It may stand before or after the verb; an unknown language stays for the parser to refuse.
    """
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name != "--lang":
            continue
        width = 1 if value else 2
        value = value or "".join(arguments[index + 1 : index + 2])
        if value in i18n.LANGUAGES:
            return value, arguments[:index] + arguments[index + width :]
    return None, arguments


def _teach_parser() -> None:
    """Let Typer, which asks gettext's own domain, find its headings in our catalogue."""
    gettext.bindtextdomain("pyojeong", i18n.LOCALES)
    gettext.textdomain("pyojeong")
    os.environ["LANGUAGE"] = i18n.current()


# What Typer says through gettext, named here so that the catalogue's tests hold it complete.
PARSER_MESSAGES = (
    _("Arguments"),
    _("Commands"),
    _("Missing command."),
    _("No such command {name!r}."),
    _("Options"),
    _("default: {default}"),
    _("required"),
)
