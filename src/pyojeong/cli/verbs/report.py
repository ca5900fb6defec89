"""`pyojeong report`: the report, written anew."""

from pyojeong.cli.verbs.app import StudyFolder, app, example
from pyojeong.core import i18n
from pyojeong.core.i18n import _


@app.command(
    help=_("Write the report of a study anew. One HTML file, figures and tables."),
    epilog=example("pyojeong report studies/quick"),
)
def report(folder: StudyFolder) -> None:
    """Write the report."""
    from pyojeong.cli import console
    from pyojeong.lab.cards import write_cards
    from pyojeong.lab.record import StudyRecord
    from pyojeong.lab.report import write_report

    record = StudyRecord.open(folder)
    write_cards(record)
    console.say(str(write_report(record, language=i18n.current())))
