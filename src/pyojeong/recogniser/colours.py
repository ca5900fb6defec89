"""One calm colour a feeling, the same in photos, films and timelines.

None of them is ever alone: a word stands on it or beside it, for those who see fewer colours.
White words on any of them have a contrast of 4.5:1 (WCAG 2.2, 1.4.3), and each feeling's stands
out from a white and from a dark page by 3:1 (1.4.11).
"""

from collections.abc import Sequence

Colour = tuple[int, int, int]  # RGB, 0 to 255

OF = {
    "anger": (176, 58, 82),
    "disgust": (46, 128, 96),
    "fear": (138, 90, 158),
    "happy": (140, 112, 24),
    "neutral": (106, 113, 122),
    "pain": (180, 84, 42),
    "sad": (47, 111, 159),
    "surprise": (35, 124, 139),
}
NOT_SURE: Colour = (67, 74, 84)  # of a face whose feeling is not told
WHITE: Colour = (255, 255, 255)


def colour_of(label: str, labels: Sequence[str]) -> Colour:
    """Return the colour of one of a model's labels; of a word that we do not know, one by place."""
    own = tuple(OF.values())
    return OF.get(label) or own[tuple(labels).index(label) % len(own)]


def as_hex(colour: Colour) -> str:
    """Return the colour as SVG writes it, `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
