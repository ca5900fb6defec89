"""What the net sees: photos as they came, and after crop and augmentation."""

from pathlib import Path

from PIL import Image

from pyojeong.lab.photo_plots import before_and_after
from pyojeong.lab.phrases import say
from pyojeong.lab.sections import Found, Section, exhibit
from pyojeong.lab.sections.pictures import as_data


def section(found: Found) -> Section | None:
    """Return the section, where pictures are kept."""
    if found.shown is None or not found.shown.pictures:
        return None
    numbers = range(1, found.shown.pictures + 1)
    shown = found.record.folder / "shown"
    before = [shown / f"before-{number}.jpg" for number in numbers]
    after = [shown / f"after-{number}.jpg" for number in numbers]
    figure = exhibit(
        "preprocessing",
        say("Training photos before and after preprocessing"),
        say("Training photos before and after preprocessing"),
        lambda language: before_and_after(_open(before), _open(after), language),
    )
    return Section(
        id="preprocessing",
        title=say("What the net sees"),
        template="preprocessing",
        words={
            "words": say(
                "Training photos as they came, and after the crop and the augmentation "
                "{augment}, which changes them anew in every epoch.",
                augment=found.study.base.augment,
            ),
            "pairs": [
                ("before", say("before"), [as_data(path) for path in before]),
                ("after", say("after"), [as_data(path) for path in after]),
            ],
        },
        exhibits=(figure,),
    )


def _open(paths: list[Path]) -> list[Image.Image]:
    return [Image.open(path).convert("RGB") for path in paths]
