"""What is asked of a study before it begins: known parts, the user's own word."""

from collections.abc import Mapping

from pyojeong.core.errors import SettingsError
from pyojeong.core.settings import replace
from pyojeong.faces import DETECTORS
from pyojeong.lab.losses import LOSSES
from pyojeong.lab.models import MODELS
from pyojeong.lab.optimizers import OPTIMIZERS
from pyojeong.lab.recipe import Blend, Own, Study, Weights
from pyojeong.lab.schedules import SCHEDULES
from pyojeong.lab.transforms import TRANSFORMS


def require_known(study: Study) -> None:
    """Look every part up before hours of work stand on it.

    Raises:
        UnknownNameError: the study names something that does not exist.
    """
    for model in (*study.models, *study.own):
        MODELS.get(model)
    for loss in study.losses:
        LOSSES.get(loss)
    for optimizer in study.optimizers:
        OPTIMIZERS.get(optimizer)
    for own in study.own.values():
        TRANSFORMS.get(own.augment or study.base.augment)
    SCHEDULES.get(study.base.schedule)
    TRANSFORMS.get(study.base.augment)
    DETECTORS.get(study.data.crop.detector)


def with_overrides(
    study: Study,
    *,
    epochs: int | None = None,
    seed: int | None = None,
    models: tuple[str, ...] | None = None,
    weights: Weights | None = None,
    model_weights: Mapping[str, Weights] | None = None,
    controls: bool | None = None,
) -> Study:
    """Return the study with what the user asked for in place of what the recipe says.

    Raises:
        SettingsError: weights are given for a net that the study does not train.
    """
    for net in model_weights or {}:
        if net not in (models or study.models):
            raise SettingsError(
                f"Weights are given for {net!r}, but the nets are "
                f"{', '.join(models or study.models)}: name one of these, or add it to --models."
            )
    changes = {"epochs": epochs, "seed": seed, "weights": weights}
    base = replace(study.base, **{k: v for k, v in changes.items() if v is not None})
    asked = {"epochs": epochs, "weights": weights}  # for all nets, also for one with its own
    cleared = {name: None for name, value in asked.items() if value is not None}
    kept = {name: replace(one, **cleared) for name, one in study.own.items()}
    own = {name: one for name, one in kept.items() if one != Own()}
    for net, given in (model_weights or {}).items():
        own[net] = replace(own.get(net, Own()), weights=given)
    return replace(
        study,
        base=base,
        models=models or study.models,
        own=own,
        controls=study.controls if controls is None else controls,
    )


def blend_with_overrides(
    blend: Blend,
    *,
    epochs: int | None = None,
    seed: int | None = None,
    weights: Weights | None = None,
) -> Blend:
    """Return the blend with what the user asked for in place of what the recipe says.

    Raises:
        SettingsError: it goes on from another blend, whose weights are not given.
    """
    if blend.after and weights is None:
        raise SettingsError(
            f"{blend.name} goes on from {blend.after}: make that one first, and give "
            f"--weights run:studies/{blend.after}/run."
        )
    changes = {"epochs": epochs, "seed": seed, "weights": weights}
    given = {name: value for name, value in changes.items() if value is not None}
    return replace(blend, training=replace(blend.training, **given))
