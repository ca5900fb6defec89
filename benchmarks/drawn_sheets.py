"""The contact sheets of the documentation: expressions and tones.

python benchmarks/drawn_sheets.py docs/img
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from pyojeong.core.files import atomic_path
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.drawn import DrawnFace, Identity, random_face, random_identity, to_pixels, to_svg
from pyojeong.drawn.people import frontal

# Ages, tones and hair that together show most of what can be drawn.
PEOPLE = (
    ("child", 4, "pigtails"),
    ("child", 8, "curly"),
    ("teen", 6, "hijab"),
    ("adult", 2, "side"),
    ("adult", 10, "bun"),
    ("elder", 5, "short"),
)


def main(out: Path) -> None:
    """Write both sheets into a folder."""
    people = _people()
    rows = [[_show(label, person, row) for label in EIGHT] for row, person in enumerate(people)]
    _write(out / "drawn-expressions.png", rows, 136)
    family = people[:4]
    tones = [
        [
            _show(
                "happy" if (row + tone) % 2 else "neutral",
                replace(person, tone=tone, hair_colour="espresso"),
                tone,
            )
            for tone in range(1, 11)
        ]
        for row, person in enumerate(family)
    ]
    _write(out / "drawn-tones.png", tones, 128)


def _people() -> list[Identity]:
    """Return for each of PEOPLE the first random person who is like that."""
    crowd = [random_identity(np.random.default_rng(seed)) for seed in range(4000)]
    return [
        next(who for who in crowd if (who.age, who.tone, who.hair) == wanted) for wanted in PEOPLE
    ]


def _show(label: str, person: Identity, seed: int) -> DrawnFace:
    rng = np.random.default_rng([seed, EIGHT.index(label)])
    face = frontal(random_face(label, rng, identity=person, intensity=0.9))
    return replace(face, asymmetry=0.2, light=replace(face.light, side=-0.4, strength=0.5))


def _write(path: Path, rows: list[list[DrawnFace]], size: int) -> None:
    sheet = np.concatenate(
        [np.concatenate([to_pixels(to_svg(f), size) for f in row], axis=1) for row in rows]
    )
    picture = Image.fromarray(sheet)
    with atomic_path(path) as temporary:
        picture.save(temporary, format="PNG", optimize=True)
    print(f"{path}: {picture.width} x {picture.height}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/img"))
