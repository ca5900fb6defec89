"""Every recipe is a study that can be conducted."""

import pytest

from pyojeong.core.labels import SIX
from pyojeong.core.settings import digest
from pyojeong.faces import DETECTORS
from pyojeong.lab.losses import LOSSES
from pyojeong.lab.models import MODELS
from pyojeong.lab.optimizers import OPTIMIZERS
from pyojeong.lab.recipe import Study
from pyojeong.lab.schedules import SCHEDULES
from pyojeong.lab.transforms import TRANSFORMS
from pyojeong.recipes import RECIPES
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
