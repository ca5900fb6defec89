"""Answer: the JSON that a picture gets, named as `Recognised` names its fields."""

from pydantic import BaseModel, Field

from pyojeong.core.images import Picture
from pyojeong.recogniser.result import Faces, Happened, Recognised
from pyojeong.recogniser.sources import ONLY_FIRST


class Found(BaseModel):
    """One face, or what the model's crop takes where there is none."""

    happened: Happened = Field(
        description="face; or whole, centre: no face was found, and the model looked at the "
        "whole picture or its centre, as it was trained to"
    )
    box: tuple[float, float, float, float] | None = Field(
        description="left, top, right, bottom in pixels of the upright picture"
    )
    score: float | None = Field(description="the detector's")
    landmarks: list[tuple[float, float]] | None = Field(
        description="right eye, left eye, nose tip, right and left corner of the mouth: x, y in "
        "pixels; right is the person's"
    )
    label: str = Field(description="the most probable")
    probabilities: dict[str, float] = Field(description="by label, calibrated, 0 to 1")
    prediction_set: list[str] = Field(
        description="enough labels that the true one is among them as often as promised"
    )
    doubt: float = Field(description="1 - the highest probability")
    sure: bool | None = Field(description="false: not sure; null: the model cannot tell")


class Answer(BaseModel):
    """What was found in one picture."""

    model: str = Field(description="its name and the first of its SHA-256")
    detector: str = Field(description="what looked for faces")
    width: int = Field(description="pixels of the upright picture")
    height: int = Field(description="pixels of the upright picture")
    faces: list[Found]
    problem: str = Field(description="why `faces` is empty, or what was not looked at")


class Refusal(BaseModel):
    """Why there is no answer."""

    detail: str = Field(description="one sentence, with the remedy")


def answer(faces: Faces, picture: Picture) -> Answer:
    """Return the rows of one picture as JSON tells them."""
    problems = [*faces.problem, ONLY_FIRST if picture.more else ""]
    return Answer(
        model=faces.model,
        detector=faces.detector,
        width=picture.pixels.shape[1],
        height=picture.pixels.shape[0],
        faces=[_found(row) for row in faces if row.label is not None],
        problem=" ".join(dict.fromkeys(filter(None, problems))),
    )


def _found(row: Recognised) -> Found:
    return Found.model_validate(
        {
            "happened": row.happened,
            "box": row.box,
            "score": row.score,
            "landmarks": row.landmarks,
            "label": row.label,
            "probabilities": dict(row.probabilities),
            "prediction_set": row.prediction_set,
            "doubt": row.doubt,
            "sure": row.sure,
        }
    )
