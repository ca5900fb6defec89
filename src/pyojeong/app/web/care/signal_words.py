"""Words of the pages of signals: the child speaks, and nobody says for it what it feels."""

from pyojeong.app.domain.feelings import Feeling
from pyojeong.core.i18n import mark

WHEN: dict[Feeling, str] = {
    "happy": mark("When I am happy, I often …"),
    "anger": mark("When I am angry, I often …"),
    "sad": mark("When I am sad, I often …"),
    "fear": mark("When I am scared, I often …"),
    "surprise": mark("When I am surprised, I often …"),
    "disgust": mark("When something disgusts me, I often …"),
    "pain": mark("When something hurts, I often …"),
}
HELPS = mark("What helps me then")
STRENGTHS = (mark("a little"), mark("rather"), mark("strongly"))
LONG = mark("Please make this shorter: at most {count} characters.")
WAYS = (mark("First way"), mark("Second way"), mark("Third way"))
