"""CAFE, the Child Affective Facial Expression set: 1,192 photos of 154 children of 2 to 8 years.

LoBue and Thrasher 2015, Frontiers in Psychology 5:1532. The set names seven expressions, most of
them with the mouth closed and open; its file list has these words in a column of their own, the
open mouth as `neutralopen`. Its files bear the word in their names. As the order of the names'
other parts is not published, the word is looked for anywhere in them.
"""

from pyojeong.lab.mappings import MAPPINGS, Mapping

MAPPINGS.register("cafe")(
    Mapping(
        {
            "angry": "anger",
            "disgust": "disgust",
            "fear": "fear",
            "happy": "happy",
            "neutral": "neutral",
            "sad": "sad",
            "surprise": "surprise",
        },
        "LoBue and Thrasher 2015, doi:10.3389/fpsyg.2014.01532",
        in_names=True,
    )
)
