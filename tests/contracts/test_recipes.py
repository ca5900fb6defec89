"""Every recipe is a study that can be conducted."""

import pytest

from pyojeong.core.errors import SettingsError
from pyojeong.core.labels import SIX
from pyojeong.core.settings import digest
from pyojeong.faces import DETECTORS
from pyojeong.lab.asked import blend_with_overrides
from pyojeong.lab.losses import LOSSES
from pyojeong.lab.models import MODELS
from pyojeong.lab.optimizers import OPTIMIZERS
from pyojeong.lab.recipe import Blend, Study, Training, Weights
from pyojeong.lab.schedules import SCHEDULES
from pyojeong.lab.transforms import TRANSFORMS
from pyojeong.recipes import BLENDS, RECIPES
from pyojeong.recipes.report_2024 import report_2024


@pytest.mark.parametrize("name", RECIPES.names())
def test_every_name_is_known(name: str) -> None:
    """A recipe names only what the registries hold, and bears the name it is found by."""
    study = RECIPES.get(name)(None)
    assert study.name == name
    assert set(study.models) <= set(MODELS.names())
    assert set(study.losses) <= set(LOSSES.names())
    assert set(study.optimizers) <= set(OPTIMIZERS.names())
    assert study.base.schedule in SCHEDULES
    assert study.base.augment in TRANSFORMS
    assert study.data.crop.detector in DETECTORS
    assert set(study.own) <= set(study.models)


@pytest.mark.parametrize("name", RECIPES.names())
def test_a_recipe_is_a_value(name: str) -> None:
    """A recipe gives the same study every time, written and read without a loss."""
    study = RECIPES.get(name)(None)
    assert digest(study) == digest(RECIPES.get(name)(None))
    assert Study.model_validate_json(study.model_dump_json()) == study
    assert RECIPES.get(name)("photos/").data.source == "photos/"


def test_report_2024_is_to_the_letter() -> None:
    """The protocol of the 2024 study: see its report, sections 2 and 3."""
    study = report_2024(None)
    base, crop = study.base, study.data.crop
    assert (base.learning_rate, base.epochs, base.batch, base.size) == (1e-5, 30, 16, 224)
    assert (base.loss, base.optimizer, base.schedule) == ("cross_entropy", "adam", "plateau")
    assert (base.augment, base.weights.kind) == ("study_2024", "imagenet")
    assert (crop.detector, crop.choose, crop.missing) == ("dlib-hog", "first", "whole")
    assert (crop.margin, crop.square, crop.size) == (0.0, False, 224)
    assert study.data.fractions == (0.6, 0.2, 0.2)
    assert study.data.split == "study"
    assert (len(study.models), len(study.losses), len(study.optimizers)) == (8, 4, 5)
    assert len(SIX) == 6


@pytest.mark.parametrize("name", BLENDS.names())
def test_every_name_of_a_blend_is_known(name: str) -> None:
    """A blend names only what the registries hold, and is a value."""
    blend = BLENDS.get(name)()
    training = blend.training
    assert blend.name == name
    assert training.model in MODELS
    assert training.loss in LOSSES
    assert training.optimizer in OPTIMIZERS
    assert training.schedule in SCHEDULES
    assert training.augment in TRANSFORMS
    crops = [blend.crop, *blend.also, *(crop for one in blend.portions for crop in one.crops)]
    assert {crop.detector for crop in crops} <= set(DETECTORS.names())
    assert {label for one in blend.portions for label in one.hidden} <= set(blend.labels)
    assert blend.after is None or blend.after in BLENDS.names()
    assert Blend.model_validate_json(blend.model_dump_json()) == blend


def test_a_second_run_wants_the_first_ones_weights() -> None:
    """Without them it would start from nothing, and nobody would know."""
    blend = BLENDS.get("recogniser")()
    with pytest.raises(SettingsError, match="make that one first, and give --weights run:"):
        blend_with_overrides(blend, epochs=2)
    weights = Weights(kind="run", path="w", sha256="0" * 64)
    assert blend_with_overrides(blend, weights=weights).training.weights == weights
    first = BLENDS.get(blend.after or "")()
    assert blend_with_overrides(first, epochs=2).training.epochs == 2
    assert [one.name for one in first.portions] == [one.name for one in blend.portions]


def test_smaller_photos_first() -> None:
    """The earlier epochs see smaller photos, each size an equal share, the last the net's own."""
    training = Training(model="lenet5", size=64, smaller=(48, 56), epochs=7)
    assert [training.size_in(epoch) for epoch in range(1, 8)] == [48, 48, 48, 56, 56, 64, 64]
    plain = Training(model="lenet5", size=64, epochs=3)
    assert [plain.size_in(epoch) for epoch in (1, 2, 3)] == [64, 64, 64]
