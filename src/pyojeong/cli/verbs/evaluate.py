"""`pyojeong evaluate`: the test photos, once."""

from pyojeong.cli.verbs.app import Device, FacesFolder, StudyFolder, app, example
from pyojeong.core.i18n import _


@app.command(
    help=_("Score a study on its test photos, once."),
    epilog=example("pyojeong evaluate studies/quick"),
)
def evaluate(folder: StudyFolder, faces: FacesFolder = None, device: Device = "auto") -> None:
    """Open the test set, or show what it said."""
    from pyojeong.cli import console
    from pyojeong.cli.watch import verdict
    from pyojeong.lab.evaluate import evaluate as evaluate_study
    from pyojeong.lab.record import StudyRecord

    evaluation = evaluate_study(StudyRecord.open(folder), faces=faces, device=device)
    console.say(verdict(evaluation))
