"""What the model card says: facts of a study's folder, and what such a model is for.

Its parts are those of Mitchell et al. 2019, Model Cards for Model Reporting, figure 1.
"""

from typing import Any

from pydantic import Field

from pyojeong.core.card import ModelCard, Score
from pyojeong.core.settings import Settings
from pyojeong.lab.answer import answer_of
from pyojeong.lab.cost import cost
from pyojeong.lab.doubt import LabelCoverage
from pyojeong.lab.elsewhere import load_elsewhere
from pyojeong.lab.evaluation import Evaluation, LabelScore
from pyojeong.lab.groups import FEW, Groups, load_groups
from pyojeong.lab.ledger import entries
from pyojeong.lab.phrases import percent
from pyojeong.lab.proportions import Share
from pyojeong.lab.recipe import Training
from pyojeong.lab.record import RunRecord, StudyRecord
from pyojeong.lab.sections.repeat import commands
from pyojeong.lab.survival import Controls

INTENDED = (
    "Exercises in which a child or an adult practises to recognise facial expressions, beside a "
    "person who can answer questions.",
    "Research on the recognition of expressions, with the intervals and limits below.",
)
NOT_INTENDED = (
    "No diagnosis, and no screening for one: it knows photos, not people.",
    "No watching: surveillance, policing, border control, hiring, exams, insurance, credit, "
    "advertising, or the attention of pupils and workers.",
    "No decision about a person, and no reading of somebody who did not agree to it.",
    "No use on children beyond such exercises, and there only with a guardian's consent, on the "
    "family's own machine.",
    "No claim about what somebody feels: a face can show something else than is felt.",
)


class Other(Settings):
    """What another data set said; where it lies is nobody's business."""

    name: str
    accuracy: Share = Field(description="a photo without a found face is wrong")
    accuracy_found: Share = Field(description="of the photos with a face found")


class ModelFacts(Settings):
    """Everything that the model card says; what the folder does not hold is None or empty."""

    title: str
    intended: tuple[str, ...]
    not_intended: tuple[str, ...]
    limits: tuple[str, ...]
    card: ModelCard = Field(description="labels, input, crop, data, results, licence and checksum")
    training: Training
    operations: int | None = Field(description="multiply-adds of one photo")
    parameters: int | None
    bytes: int | None = Field(description="of the file of weights")
    best: Score | None = Field(description="highest validation accuracy of any epoch")
    last: Score | None = Field(description="validation accuracy of the last epoch")
    labels: tuple[LabelScore, ...] = Field(description="on the test photos")
    coverage: tuple[LabelCoverage, ...] = Field(
        description="of prediction sets, on the test photos"
    )
    openings: int = Field(description="how often the test photos were opened")
    groups: Groups | None
    controls: Controls | None
    elsewhere: tuple[Other, ...]
    repeat: str = Field(description="commands")
    environment: dict[str, Any] = Field(description="versions, device and precision of training")


def model_facts(record: StudyRecord, final: RunRecord) -> ModelFacts:
    """Read what a study's folder says of its final model.

    Raises:
        DataError: a file of it is damaged.
    """
    study, answer = record.study, answer_of(record)
    said, doubt = (answer.evaluation, answer.doubt) if answer else (None, None)
    groups, controls, counted = load_groups(record), _controls(record), cost(record)
    return ModelFacts(
        title=study.title,
        intended=INTENDED,
        not_intended=NOT_INTENDED,
        limits=tuple(limits(final.card, said, groups, controls)),
        card=final.card,
        training=final.run.training,
        operations=counted.operations if counted else None,
        parameters=counted.parameters if counted else None,
        bytes=counted.bytes if counted else None,
        best=said.best if said else None,
        last=said.last if said else None,
        labels=said.labels if said else (),
        coverage=doubt.named.labels if doubt else (),
        openings=len(entries(record)),
        groups=groups if groups and groups.run == final.folder.name else None,
        controls=controls,
        elsewhere=tuple(
            Other(
                name=one.name,
                accuracy=one.measured.accuracy,
                accuracy_found=one.measured.accuracy_found,
            )
            for one in load_elsewhere(record)
            if one.run == final.folder.name
        ),
        repeat=commands(study),
        environment=final.environment,
    )


def limits(
    card: ModelCard, said: Evaluation | None, groups: Groups | None, controls: Controls | None
) -> list[str]:
    """Return what is known to be weak, and what is not known."""
    found = [
        "A label is the folder that a photo lay in, not what somebody felt: every number is "
        "agreement with labels.",
        f"It knows the photos of {card.data} and what is like them. On other photos, other ages or "
        "other cameras it may do worse.",
    ]
    if card.crop.missing == "whole":
        found.append(
            "Where no face is found, it is shown the whole photo, and may judge the scene."
        )
    if said is None:
        found.append("It was not tested yet: nothing is known of how good it is.")
    elif few := [f"{label.label} ({label.n})" for label in said.labels if label.n < FEW]:
        found.append(f"Labels with under {FEW} test photos, too few to rely on: {', '.join(few)}.")
    if controls is None:
        found.append("Whether it looks at the face or at the scene was not tested.")
    elif controls.survives is None:
        found.append("Nets like it did no better than guessing on the face alone.")
    else:
        found.append(
            f"With the face erased from the scene, a net like it was still right on "
            f"{percent(controls.erased.accuracy)} of {controls.n} photos "
            f"({percent(controls.face.accuracy)} with the face alone)."
        )
    if groups is None or not groups.groups:
        found.append(
            "Nothing is recorded of the age, skin tone or sex of who is shown, so whom it fails "
            "is not known."
        )
    return found


def _controls(record: StudyRecord) -> Controls | None:
    return Controls.load(record) if Controls.path(record).is_file() else None
