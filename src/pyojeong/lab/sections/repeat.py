"""How to repeat the study: commands, hashes, versions, wall times, and the recipe itself."""

from shlex import quote

from pyojeong.core.i18n import mark
from pyojeong.lab.cost import spent
from pyojeong.lab.phrases import Phrase, clock, say
from pyojeong.lab.recipe import Data, Study, Training, Weights
from pyojeong.lab.record import Stage
from pyojeong.lab.sections import Found, Section

NAMES: dict[Stage, str] = {
    "models": mark("nets"),
    "losses": mark("losses"),
    "optimizers": mark("optimizers"),
    "pairs": mark("confused pairs"),
    "final": mark("final"),
}
# What a training's numbers may depend on, as environment.json has it.
MACHINE = (
    ("device", mark("device")),
    ("threads", mark("threads")),
    ("precision", mark("number precision")),
    ("system", mark("system")),
    ("python", "Python"),
    ("versions", mark("versions")),
)


def section(found: Found) -> Section:
    """Return the section."""
    runs = [
        (say(NAMES[stage]), row.name, row.run, row.seconds)
        for stage, rows in found.stages.items()
        for row in rows
    ]
    return Section(
        id="repeat",
        title=say("How to repeat it"),
        template="repeat",
        words={
            "words": say(
                "On the same machine and versions a CPU gives the same figures to the last digit. "
                "What is finished is never trained again. The recipe below has every setting, "
                "those changed on the command line too."
            ),
            "commands": commands(found.study),
            "facts": facts(found, last=runs[-1][2]),
            "runs": runs,
            "recipe": found.study.model_dump_json(indent=2),
        },
        tables={
            "runs": [
                {"stage": stage, "candidate": row.name, "run": row.run, "seconds": row.seconds}
                for stage, rows in found.stages.items()
                for row in rows
            ]
        },
    )


def commands(study: Study) -> str:
    """Return the commands, as one types them, and which files they need.

    The options of `pyojeong study` are those it may have been given, all of them, whether or not
    they say what the recipe of that name says: so the commands hold if the recipe changes.
    """
    folder = f"studies/{study.name}"
    if study.name == "train":  # what `pyojeong train` calls its study of one candidate a stage
        steps = [_prepare(study.data), _train(study.base, folder)]
    else:
        steps = [_study(study, folder)]
    steps.append(f"pyojeong report {folder}")
    steps.append(f"pyojeong export {folder}")
    steps.append(f"pyojeong predict photo.jpg --model {folder} --out table.csv --draw")
    return "\n".join([*steps, *_files(study)])


def _study(study: Study, folder: str) -> str:
    base = study.base
    weights = [_weights(base.model, base.weights)]
    weights += [f"{net}={_weights(net, own)}" for net, own in _own_weights(study).items()]
    # Epochs asked for are those of all nets: a net that has its own shows that none were.
    every = "" if any(own.epochs for own in study.own.values()) else f"--epochs {base.epochs} "
    return (
        f"pyojeong study {study.name} --data {quote(study.data.source)} "
        f"--models {','.join(study.models)} {every}--seed {base.seed} "
        f"{' '.join(f'--weights {quote(text)}' for text in weights)}"
        f"{' --controls' if study.controls else ''}{_detector(study.data)} --out {folder}"
    )


def _prepare(data: Data) -> str:
    crop = data.crop
    square = " --square" if crop.square else ""
    return (
        f"pyojeong prepare {quote(data.source)} --detector {crop.detector} --choose {crop.choose} "
        f"--margin {crop.margin!r}{square} --size {crop.size} --missing {crop.missing}"
        f"{_detector(data)} --out faces"
    )


def _train(training: Training, folder: str) -> str:
    return (
        f"pyojeong train faces --model {training.model} "
        f"--weights {quote(_weights(training.model, training.weights))} "
        f"--trainable {training.trainable} --loss {training.loss} "
        f"--optimizer {training.optimizer} --learning-rate {training.learning_rate!r} "
        f"--schedule {training.schedule} --augment {training.augment} --size {training.size} "
        f"--epochs {training.epochs} --batch {training.batch} --seed {training.seed} "
        f"--out {folder}"
    )


def _own_weights(study: Study) -> dict[str, Weights]:
    return {net: own.weights for net, own in study.own.items() if own.weights}


def _detector(data: Data) -> str:
    return " --detector-weights yunet.onnx" if data.crop.detector == "yunet" else ""


def _weights(net: str, weights: Weights) -> str:
    """Return weights as one types them; a file goes by its net, for its path is not kept."""
    match weights.kind:
        case "file":
            return f"{net}.safetensors"
        case "run":
            return f"run:{net}"
        case _:
            return weights.kind


def _files(study: Study) -> list[str]:
    """Return a comment for every file that the commands name, with its SHA-256."""
    every = {study.base.model: study.base.weights} | _own_weights(study)
    return [
        f"# {_weights(net, weights).replace('run:', 'weights.safetensors in ')}: "
        f"SHA-256 {weights.sha256}"
        for net, weights in every.items()
        if weights.sha256
    ]


def facts(found: Found, *, last: str) -> list[tuple[Phrase, str | Phrase]]:
    """Return hashes, seeds, the wall time of every training there was, and versions.

    Args:
        found: the study.
        last: the Run whose machine and versions are told.
    """
    known = list[tuple[Phrase, str | Phrase]]()
    if found.shown is not None:
        known.append((say("data, by content"), found.shown.data))
        known.append((say("written split"), found.shown.split))
    known.append((say("seed of the split"), str(found.study.data.seed)))
    known.append((say("seed of the training"), str(found.study.base.seed)))
    seconds = sum(one.seconds for one in spent(found.record))
    known.append((say("all trainings together"), clock(seconds)))
    final = found.record.final
    if final is not None:
        known.append((say("final run"), final.folder.name))
        known.append((say("weights (SHA-256)"), final.card.weights_sha256))
    environment = found.record.run(last).environment
    known.extend(
        (say(name), _plain(environment[key])) for key, name in MACHINE if key in environment
    )
    return known


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    return str(value)
