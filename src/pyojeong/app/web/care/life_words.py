"""Words of the pages about real life: probes, forms and missions."""

from typing import Literal

from pyojeong.app.care.forms import NAMES, How
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.missions import Place
from pyojeong.app.domain.trial import Step
from pyojeong.app.evidence.observed import Result
from pyojeong.core.i18n import mark

ABSENT: Literal["absent"] = "absent"  # it did not come up, and is no result

RESULTS: dict[Result, str] = {
    "alone": mark("Told it alone"),
    "helped": mark("With help"),
    "not_yet": mark("Not yet"),
}
ANSWERS: dict[str, str] = {**RESULTS, ABSENT: mark("Did not come up")}

DONE: dict[Result, str] = {
    "alone": mark("Done alone"),
    "helped": mark("Done with help"),
    "not_yet": mark("Not yet"),
}

# A way to try each feeling where it did not come up by itself; not before it is taught.
TRY: dict[Feeling, str] = {
    "happy": mark(
        "To try it: think of something nice, smile, and ask: “How do I feel?” Then wait calmly."
    ),
    "anger": mark(
        "To try it: say that it is a game, draw your brows down, press your lips together, "
        "and ask: “How do I feel?”"
    ),
    "sad": mark(
        "To try it: say that it is a game, let the corners of your mouth drop, "
        "and ask: “How do I feel?”"
    ),
    "fear": mark(
        "To try it: say that it is a game, open your eyes wide, lean back, "
        "and ask: “How do I feel?”"
    ),
    "surprise": mark(
        "To try it: open a bag or a box, raise your brows, let your mouth open, "
        "and ask: “How do I feel?”"
    ),
    "disgust": mark(
        "To try it: speak of food that you do not like, wrinkle your nose, "
        "and ask: “How do I feel?”"
    ),
    "pain": mark(
        "To try it: say that it is a game, hold your knee, make a face as if it hurts, "
        "and ask: “What can you do?” Telling an adult is the answer."
    ),
}

FORM_NAMES = NAMES
FORM_ABOUT: dict[Form, str] = {
    "faces": mark("Whole drawn faces that were never used to teach; one of six words for each."),
    "eyes": mark(
        "The eyes alone, of drawn faces that were never used to teach; one of six words for each. "
        "Disgust is left out: it does not show in the eyes."
    ),
    "strengths": mark(
        "Faces from faint to strong, of people who were never used to teach; "
        "one of six words for each."
    ),
}
STRENGTHS: dict[Step, str] = {"40": "40 %", "60": "60 %", "80": "80 %", "drawn": "100 %"}
HOW: dict[How, str] = {
    "whole": mark("Whole"),
    "under way": mark("Under way"),
    "broken off": mark("Broken off"),
}

PLACES: dict[Place, str] = {
    "home": mark("At home"),
    "school": mark("At school"),
    "outside": mark("Outside"),
}
