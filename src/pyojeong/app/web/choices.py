"""Choices that a page offers, with their words."""

from pyojeong.app.domain.child import AgeBand
from pyojeong.app.domain.trial import Language
from pyojeong.app.practice.page import Picture
from pyojeong.core.i18n import mark

# Pictures by which a child finds itself again, and their names for those who hear the page.
PICTURES: dict[Picture, str] = {
    "pic-fox": mark("Fox"),
    "pic-turtle": mark("Turtle"),
    "pic-owl": mark("Owl"),
    "pic-whale": mark("Whale"),
    "pic-cat": mark("Cat"),
    "pic-rabbit": mark("Rabbit"),
    "pic-hedgehog": mark("Hedgehog"),
    "pic-robot": mark("Robot"),
    "pic-leaf": mark("Leaf"),
    "pic-star": mark("Star"),
    "pic-moon": mark("Moon"),
    "pic-boat": mark("Boat"),
}

AGES: dict[AgeBand, str] = {
    "4-5": mark("4 or 5 years"),
    "6-8": mark("6 to 8 years"),
    "9-13": mark("9 to 13 years"),
}

LANGUAGES: dict[Language, str] = {"ko": "한국어", "en": "English"}  # each in itself
