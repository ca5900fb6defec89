"""Pictures of the child's page for the documentation, from invented children and drawn faces.

python benchmarks/practice_sheets.py [docs/practice]
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fakes.house import OPEN, PAINTED, House, by_digits, keeping, open_browser
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language, Step, Trial
from pyojeong.core.files import atomic_path

COLOURS = 128  # of a picture: flat drawings need no more
WIDE: ViewportSize = {"width": 1024, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 780}


def main(out: Path) -> None:
    """Write the pictures into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        keeping(Path(folder)) as house,
        open_browser() as browser,
    ):
        house.with_pin()
        people = [("여우비", "pic-fox"), ("수달", "pic-whale"), ("부엉이", "pic-owl")]
        keys = [house.child(name=name, picture=picture) for name, picture in people]
        write(out / "area.png", shot(browser, house, None, "/"))
        for key in keys[1:]:
            house.practice.remove_child(key)
        write(out / "find-ko.png", trial(browser, house, "ko", "drawn", "find"))
        write(out / "name-en-dark.png", trial(browser, house, "en", "drawn", "name", told=True))
        write(out / "eyes-or-mouth-ko.png", trial(browser, house, "ko", "eyes", "eyes_or_mouth"))
        story = trial(browser, house, "ko", "story", "what_happened", size=PHONE)
        write(out / "what-happened-ko.png", story)
        house.finish(keys[0])
        write(out / "rest-ko.png", shot(browser, house, keys[0], "/practice", ".resting"))


def trial(
    browser: Browser,
    house: House,
    language: Language,
    step: Step,
    exercise: str,
    *,
    told: bool = False,
    size: ViewportSize = WIDE,
) -> bytes:
    """Return a picture of a trial that teaches; told: after its right answer, in the dark."""
    plan = Plan(ladder=(step,), blocks=1, age=6, safety=False, languages=(language,))
    theme = "dark" if told else "pale"
    key = house.child(language, plan, theme=theme, tokens="trains" if told else "dinosaurs")
    right: list[int] = []

    def wanted(asked: Trial) -> bool:
        right[:] = asked.answers
        return (asked.exercise, asked.purpose) == (exercise, "teach") and asked.block == 0

    house.reach(key, wanted)
    act = None if not told else f'[data-answer="{right[0]}"]'
    picture = shot(browser, house, key, "/practice", OPEN, act, size)
    house.practice.remove_child(key)
    return picture


def shot(
    browser: Browser,
    house: House,
    key: str | None,
    path: str,
    there: str = "main",
    act: str | None = None,
    size: ViewportSize = WIDE,
) -> bytes:
    """Return a picture of a page, as PNG."""
    context = house.context(browser, key, viewport=size, reduced_motion="reduce", locale="ko")
    page = context.new_page()
    page.goto(house.url + path)
    page.wait_for_selector(there)
    page.evaluate(PAINTED)
    if act:
        by_digits(page, act)
        page.wait_for_selector(".go button")
    picture = page.screenshot()
    context.close()
    return picture


def write(path: Path, picture: bytes) -> None:
    """Write a picture with few colours."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    small = image.quantize(COLOURS, dither=Image.Dither.NONE)
    with atomic_path(path) as partial:
        small.save(partial, "PNG", optimize=True)
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/practice"))
