"""What the evidence says of each setting of a plan, in plain words, with its source.

The numbers are those of design/4-teaching.md and of the comments in app/domain.
"""

from typing import NamedTuple

from pyojeong.core.i18n import mark

OURS = mark("our own default")


class Reason(NamedTuple):
    """Why a setting is as it is. source: a paper, or OURS."""

    text: str
    source: str


REASONS: dict[str, Reason] = {
    "feelings": Reason(
        mark(
            "Children come to name happy first, then angry and sad, then the others. Feelings that "
            "are often taken for each other stand side by side only late."
        ),
        "Widen & Russell 2003",
    ),
    "ladder": Reason(
        mark(
            "With several people's faces 83.5 to 100 % of new items were right, with one person's "
            "61 to 74 %: so every step shows many. Naming brows, eyes and mouth helped much "
            "(d = 1.42). The order is our own default."
        ),
        "Melo e Silva 2017; Ryan 2010",
    ),
    "array": Reason(
        mark(
            "Three choices from the start teach more surely than beginning with one or two. More "
            "of them later is our own default."
        ),
        "Grow 2014",
    ),
    "help": Reason(
        mark(
            "Most help first, and then the answer is shown later and later: in this way few errors "
            "are practised."
        ),
        "Cengher 2015; Walker 2008",
    ),
    "errorless": Reason(
        mark(
            "Both ways worked in a comparison with 28 learners. Choose full help where errors are "
            "hard to bear."
        ),
        mark("a comparison, n = 28"),
    ),
    "session": Reason(
        mark(
            "Short is enough: 5 to 15 minutes, never more than 20. It ends early and kindly when "
            "answers become slower or less sure. Tasks themselves have no time limit."
        ),
        OURS,
    ),
    "days": Reason(
        mark(
            "Three or four days a week for six weeks, then now and then. Mastery needs good "
            "sessions on at least two days."
        ),
        OURS,
    ),
    "tokens": Reason(
        mark(
            "A right answer without help earns a whole token, one with help a small one. Nothing "
            "is ever taken away, and tasks without help give none."
        ),
        "Cividini-Motta 2013",
    ),
    "languages": Reason(
        mark(
            "Tasks with faces alone, with Korean words and with English words are counted apart: "
            "a word that is not known yet is not taken for a face that is not."
        ),
        OURS,
    ),
    "age": Reason(
        mark(
            "Stories of what happened tell more than faces for most feelings, above all for scared "
            "and disgusted. They are chosen by age."
        ),
        "Widen & Russell 2010",
    ),
    "safety": Reason(
        mark(
            "A face in pain is a strand of its own: what is practised is to tell an adult, with "
            "4 tasks a session."
        ),
        OURS,
    ),
    "start": Reason(
        mark(
            "Where chance has drawn when teaching of each feeling starts, one child's own course "
            "can show whether practice helped. Where all start at once, it cannot. It costs some "
            "sessions without teaching."
        ),
        "Kratochwill 2013; Wampold & Worsham 1986",
    ),
    "mastery": Reason(
        mark(
            "Mastered means 90 % right without help in three sessions running: 90 % was still "
            "there a month later, 80 % was not. Then it is asked once more, and with faces never "
            "used to teach."
        ),
        "Longino 2021; Cordeiro 2022",
    ),
}
