"""Does hiding a part of a face say what an answer hangs on?

    python benchmarks/explain.py [--model FILE.onnx] [--faces 240] [--seed 777]

A drawn face can have one part relaxed, as no photo can: its action units are set to rest, and all
else stays. What that costs the answer is the truth that hiding the part is held against, on those
faces that the model names rightly and whose answer hangs on some part at all. Guessing is right in
one of four.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from pyojeong.core.crops import CropSpec
from pyojeong.core.images import Pixels
from pyojeong.core.settings import replace
from pyojeong.drawn import DrawnFace, Sample, sample, to_pixels, to_svg
from pyojeong.faces import Detector, open_detector
from pyojeong.faces.crop import crop_face, face_box, resample
from pyojeong.recogniser.explain import LEAST, Explanation, explain
from pyojeong.recogniser.model import Model
from pyojeong.recogniser.regions import PARTS, Part

SIDE = 256  # pixels of a drawing

# Which part each unit moves most (drawn/layout.py).
UNITS: dict[Part, tuple[int, ...]] = {
    "brows": (1, 2, 4),
    "eyes": (5, 6, 7, 43),
    "nose": (9, 10),
    "mouth": (12, 15, 17, 20, 23, 25, 26, 27),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--faces", type=int, default=240)
    parser.add_argument("--seed", type=int, default=777)
    chosen = parser.parse_args(arguments)
    model = Model.load(chosen.model)
    # dlib needs no weights: whoever runs this gets the same.
    crops = (model.card.crop, *model.card.also)
    spec = next((one for one in crops if one.detector.startswith("dlib")), crops[0])
    detector = open_detector(spec.detector)
    faces = sample(chosen.faces, chosen.seed, model.card.labels)
    judged = [one for face in faces for one in _judged(model, detector, spec, face)]
    named = [(truth, main) for truth, _, main in judged if len(main) == 1]
    print(f"{len(judged)} faces named rightly whose answer hangs on a part")
    print(f"hiding costs most where relaxing does: {sum(a == b for a, b, _ in judged)}")
    print(f"one part named: {len(named)}, the right one: {sum(main == (a,) for a, main in named)}")


def _judged(
    model: Model, detector: Detector, spec: CropSpec, one: Sample
) -> list[tuple[Part, Part, tuple[str, ...]]]:
    """Return the costliest part by relaxing, by hiding, and what is named; nothing if unfit."""
    pixels = _drawn(one.face)
    found = detector.detect(pixels)
    crop = crop_face(pixels, found, spec)
    if crop is None or crop.face is None:
        return []
    explanation = explain(model, crop)
    if explanation.label != one.label:
        return []
    left, top, right, bottom = face_box(crop.face, spec, SIDE, SIDE)
    relaxed = {
        part: _cost(model, explanation, _relaxed(one.face, part)[top:bottom, left:right], spec)
        for part in PARTS
    }
    if max(relaxed.values()) < LEAST * explanation.probability:
        return []
    hidden = {part: -explanation.hidden[part] for part in PARTS}
    return [(_most(relaxed), _most(hidden), explanation.main)]


def _relaxed(face: DrawnFace, part: Part) -> Pixels:
    rest = {f"au{number}": 0.0 for number in UNITS[part]}
    return _drawn(replace(face, units=replace(face.units, **rest)))


def _cost(model: Model, explanation: Explanation, pixels: Pixels, spec: CropSpec) -> float:
    """Return by how much the answer's probability falls on other pixels."""
    told = model.probabilities(resample(pixels, spec.size)[None])[0]
    return explanation.probability - float(told[model.card.labels.index(explanation.label)])


def _most(costs: dict[Part, float]) -> Part:
    return max(costs, key=lambda part: costs[part])


def _drawn(face: DrawnFace) -> Pixels:
    return to_pixels(to_svg(face), SIDE)


if __name__ == "__main__":
    main()
