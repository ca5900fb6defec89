"""Some test photos with all their probabilities, drawn at random."""

from PIL import Image

from pyojeong.lab import tables
from pyojeong.lab.photo_plots import Told, told
from pyojeong.lab.phrases import say
from pyojeong.lab.sections import Found, Section, exhibit
from pyojeong.lab.sections.pictures import as_data


def section(found: Found) -> Section | None:
    """Return the section, once the test set was opened."""
    answer = found.answer
    if answer is None:
        return None
    evaluation, predictions, paths = answer.evaluation, answer.predictions, answer.pictures
    rows = tables.photos(predictions, evaluation.shown)
    probabilities = [[(name, float(row[name])) for name in predictions.labels] for row in rows]
    figure = exhibit(
        "test-photos",
        say("Test photos drawn at random, with their probabilities"),
        say("Test photos drawn at random, with their probabilities"),
        lambda language: told(
            [
                Told(
                    Image.open(path).convert("RGB"),
                    predictions.labels,
                    [value for _, value in values],
                    row["truth"],
                )
                for path, row, values in zip(paths, rows, probabilities, strict=True)
            ],
            language,
        ),
    )
    return Section(
        id="photos",
        title=say("Some test photos"),
        template="photos",
        words={
            "words": say(
                "Drawn at random (seed {seed}), not picked: below each its label and the "
                "probabilities that the model gave.",
                seed=evaluation.seed,
            ),
            "photos": [
                {
                    "src": as_data(path),
                    "truth": row["truth"],
                    "said": row["predicted"],
                    "right": row["truth"] == row["predicted"],
                    "probabilities": values,
                }
                for path, row, values in zip(paths, rows, probabilities, strict=True)
            ],
        },
        exhibits=(figure,),
        tables={"test-photos": rows},
    )
