"""What an answer hangs on, in words: "mostly the mouth", and the figures behind it."""

from pyojeong.core.i18n import translate
from pyojeong.core.labels import display
from pyojeong.recogniser.explain import Explanation, Place


def in_words(explanation: Explanation, language: str) -> str:
    """Return what the answer hangs on, as "mostly the mouth", in that language (`en` or `ko`)."""
    if not explanation.hidden:
        return translate("where the parts of the face lie is not known", language)
    return _phrases(language).get(explanation.main) or translate("no single region", language)


def in_full(explanation: Explanation, language: str) -> str:
    """Return the same with the answer before it, and with what was measured after it."""
    told = translate("{feeling} {probability}: {why}.", language).format(
        feeling=display(explanation.label, language),
        probability=percent(explanation.probability),
        why=in_words(explanation, language),
    )
    if not explanation.hidden:
        return told
    left = ", ".join(
        f"{place_name(place, language)} {percent(value)}"
        for place, value in explanation.hidden.items()
    )
    measured = translate("With one part hidden: {left}.", language).format(left=left)
    return f"{told} {measured}"


def place_name(place: Place, language: str) -> str:
    """Return the name of a part of the face, as it stands in a list."""
    return {
        "brows": translate("brows", language),
        "eyes": translate("eyes", language),
        "nose": translate("nose", language),
        "mouth": translate("mouth", language),
        "elsewhere": translate("elsewhere", language),
    }[place]


def percent(probability: float) -> str:
    """Return a probability as people read it."""
    return f"{100 * probability:.0f} %"


def _phrases(language: str) -> dict[tuple[Place, ...], str]:
    """Return a phrase for whatever one or two parts an answer can hang on."""
    return {
        ("brows",): translate("mostly the brows", language),
        ("eyes",): translate("mostly the eyes", language),
        ("nose",): translate("mostly the nose", language),
        ("mouth",): translate("mostly the mouth", language),
        ("elsewhere",): translate("mostly something beside brows, eyes, nose and mouth", language),
        ("brows", "eyes"): translate("the brows and the eyes", language),
        ("brows", "nose"): translate("the brows and the nose", language),
        ("brows", "mouth"): translate("the brows and the mouth", language),
        ("eyes", "nose"): translate("the eyes and the nose", language),
        ("eyes", "mouth"): translate("the eyes and the mouth", language),
        ("nose", "mouth"): translate("the nose and the mouth", language),
    }
