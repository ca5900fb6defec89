"""Pictures of the caregiver's pages for the documentation, from the invented children of the demo.

python benchmarks/care_sheets.py [docs/progress]
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fakes.classroom import START
from fakes.house import PIN, House, keeping, open_browser
from pyojeong.app import demo
from pyojeong.app.care.reports import Asked, Reports
from pyojeong.app.domain.trial import Language
from pyojeong.core.files import atomic_path

COLOURS = 128  # of a picture: flat drawings need no more
WIDTH = 900
CHILD = 1  # of the three: the one who learns steadily


def main(out: Path) -> None:
    """Write the pictures into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        keeping(Path(folder)) as house,
        open_browser() as browser,
    ):
        demo.fill(house.store, START, "en")
        house.with_pin("en")
        key = house.practice.children()[CHILD].child.key
        write(out / "home.png", shot(browser, house, "/caregiver", 560))
        path = f"/caregiver/children/{key}"
        write(out / "progress.png", shot(browser, house, f"{path}/progress", 1900))
        write(out / "missions-ko.png", shot(browser, house, f"{path}/missions", 900, "ko"))
        report = Reports(house.store, lambda: START).parent(key, Asked("ko"))
        page = browser.new_page(viewport={"width": 760, "height": 1000})
        page.set_content(report)
        write(out / "parent-ko.png", page.screenshot())


def shot(
    browser: Browser, house: House, path: str, height: int, language: Language = "en"
) -> bytes:
    """Return a picture of the upper part of a page behind the door."""
    house.vault.keep_setting("language", language)
    context = house.context(browser, viewport={"width": WIDTH, "height": height})
    page = context.new_page()
    page.goto(f"{house.url}/caregiver/door")
    page.locator("#pin").fill(PIN)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{house.url}/caregiver")
    page.goto(house.url + path)
    picture = page.screenshot()
    context.close()
    return picture


def write(path: Path, picture: bytes) -> None:
    """Write a PNG with few colours."""
    with Image.open(BytesIO(picture)) as opened, atomic_path(path) as temporary:
        small = opened.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(temporary, "PNG", optimize=True)
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/progress"))
