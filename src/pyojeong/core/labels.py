"""Vocabularies of labels, and the names other data sets use for the same feelings."""

from collections.abc import Iterable

# The 2024 study's six, in the order of its folders.
SIX = ("anger", "disgust", "fear", "happy", "pain", "sad")

# The recogniser's eight: the six, neutral as the contrast, and surprise (fear's hard pair).
EIGHT = ("anger", "disgust", "fear", "happy", "neutral", "pain", "sad", "surprise")

# Left: a spelling found in a data set, lower case. Right: our word for it.
ALIASES = {
    "angry": "anger",
    "disgusted": "disgust",
    "fearful": "fear",
    "afraid": "fear",
    "scared": "fear",
    "happiness": "happy",
    "joy": "happy",
    "neutrality": "neutral",
    "sadness": "sad",
    "surprised": "surprise",
    # The classic FER2013 CSV numbers its labels; its own loader maps them (lab/datasets/fer2013).
}

KOREAN = {
    "anger": "화남",
    "disgust": "싫음",
    "fear": "무서움",
    "happy": "기쁨",
    "neutral": "무표정",
    "pain": "아픔",
    "sad": "슬픔",
    "surprise": "놀람",
}


def canonical(label: str) -> str:
    """Return our word for a label of any data set; an unknown label stays as it is."""
    word = label.strip().lower()
    return ALIASES.get(word, word if word in EIGHT else label.strip())


def in_order(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct labels, sorted: a label's index is its place here, everywhere."""
    return tuple(sorted(set(labels)))


def display(label: str, language: str) -> str:
    """Return the label as a person of that language reads it (`en` or `ko`)."""
    return KOREAN.get(label, label) if language == "ko" else label
