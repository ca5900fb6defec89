"""What exercises say: English messages of the catalogue, and texts that bring their languages.

A feeling's word stands in quotes where a sentence holds it: all the Korean words end in 요, so
that the particles after them fit. Where grammar needs another form there is a sentence a feeling.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import Field

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Act, Deed, Face, Part, PartName, Stimulus, Unsure, Word
from pyojeong.app.domain.trial import Language
from pyojeong.core.i18n import mark, translate
from pyojeong.core.settings import Settings


@dataclass(frozen=True)
class Sentence:
    """A message of the catalogue; its values are messages too, as `{feeling}`: "happy"."""

    message: str
    values: Mapping[str, str] = field(default_factory=dict)

    def in_(self, language: Language) -> str:
        """Return the sentence in a language."""
        values = {name: translate(value, language) for name, value in self.values.items()}
        return translate(self.message, language).format(**values)


class Text(Settings):
    """A text written in each language, as stories are."""

    ko: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_(self, language: Language) -> str:
        """Return the text in a language."""
        return self.ko if language == "ko" else self.en


Line: TypeAlias = Sentence | Text


def spoken(lines: Iterable[Line], language: Language) -> str:
    """Return lines as one text, to be shown or spoken."""
    return " ".join(line.in_(language) for line in lines)


FEELINGS: dict[Feeling, str] = {
    "happy": mark("happy"),
    "anger": mark("angry"),
    "sad": mark("sad"),
    "fear": mark("scared"),
    "surprise": mark("surprised"),
    "disgust": mark("disgusted"),
    "neutral": mark("neutral"),
    "pain": mark("in pain"),
}
PART_NAMES: dict[Part, str] = {
    "brows": mark("brows"),
    "eyes": mark("eyes"),
    "mouth": mark("mouth"),
}
DEEDS: dict[Deed, str] = {
    "tell_adult": mark("Tell an adult"),
    "wait": mark("Wait and say nothing"),
    "laugh": mark("Laugh"),
}
UNSURE = mark("I can't tell")


def word_of(choice: Stimulus) -> str | None:
    """Return the message on a choice; None: it is a picture."""
    match choice:
        case Face():
            return None
        case Word(feeling=feeling):
            return FEELINGS[feeling]
        case PartName(part=part):
            return PART_NAMES[part]
        case Act(deed=deed):
            return DEEDS[deed]
        case Unsure():
            return UNSURE


# Of the feelings that are asked for: neutral is a contrast among the choices only.
WHICH: dict[Feeling, str] = {
    "happy": mark("Which face looks happy?"),
    "anger": mark("Which face looks angry?"),
    "sad": mark("Which face looks sad?"),
    "fear": mark("Which face looks scared?"),
    "surprise": mark("Which face looks surprised?"),
    "disgust": mark("Which face looks disgusted?"),
    "pain": mark("Which face looks in pain?"),
}
HOW = mark("How might this person feel?")

# After a response. Nobody is told that something was wrong; the answer is shown.
RIGHT = Sentence(mark("That's right."))
HERE = Sentence(mark("Here it is."))

# A scowl comes with anger about a third of the time, and not with anger alone (Barrett 2019).
MEANS = mark("This face often means: {feeling}.")
CAN_MEAN: dict[Part, str] = {
    "brows": mark("Brows like these can mean: {feeling}."),
    "eyes": mark("Eyes like these can mean: {feeling}."),
    "mouth": mark("A mouth like this can mean: {feeling}."),
}


def means(feeling: Feeling) -> Sentence:
    """Return what a face often means."""
    return about(MEANS, feeling)


def about(message: str, feeling: Feeling) -> Sentence:
    """Return a sentence that holds a feeling's word."""
    return Sentence(message, {"feeling": FEELINGS[feeling]})
