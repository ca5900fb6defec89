"""Properties of explanations."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.face_parts import face_crop, pixels_of
from fakes.reads import ReadsOnly
from pyojeong.core.i18n import LANGUAGES
from pyojeong.core.labels import EIGHT
from pyojeong.drawn import random_face
from pyojeong.recogniser.explain import Explanation, explain
from pyojeong.recogniser.explain_words import in_words
from pyojeong.recogniser.regions import PARTS

falls = st.fixed_dictionaries(
    dict.fromkeys(PARTS, st.floats(0, 1)), optional={"elsewhere": st.floats(0, 1)}
)


@given(st.integers(0, 2**32 - 1), st.sampled_from(EIGHT))
@settings(max_examples=10, deadline=None)
def test_a_model_of_the_mouth_hangs_on_the_mouth(seed: int, label: str) -> None:
    """Whoever is drawn, whatever the face shows: reads the model the mouth alone, so we say."""
    face = random_face(label, np.random.default_rng(seed))
    crop = face_crop(face)
    left, top, right, bottom = crop.box
    model = ReadsOnly(crop.pixels, pixels_of(face, "mouth")[top:bottom, left:right])
    explanation = explain(model, crop)
    assert in_words(explanation, "en") == "mostly the mouth"
    assert explanation.share["mouth"] > 0.5


@given(falls, st.floats(0.125, 1), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_whatever_was_measured_has_words(
    hidden: dict[str, float], probability: float, language: str
) -> None:
    """Shares sum to 1 or are all 0, and there are words for every measurement."""
    map_ = np.zeros((8, 8), np.float32)
    pixels = np.zeros((8, 8, 3), np.uint8)
    # pyrefly: ignore[bad-argument-type] - the strategy's keys are those of the type
    explanation = Explanation(pixels, "happy", probability, map_, hidden)
    total = sum(explanation.share.values())
    assert total == 0 or abs(total - 1) < 1e-9
    assert in_words(explanation, language)
