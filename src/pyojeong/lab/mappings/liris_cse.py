"""LIRIS-CSE: 208 clips of 12 children of 6 to 12 years, spontaneous expressions, frame by frame.

Khan, Crenn, Meyer and Bouakaz 2019, Image and Vision Computing 83-84:61-69 (arXiv:1812.01555). Six
expressions. How its clips and folders are named is not published: the word is looked for in the
frame's name, then in the folders about it. A clip of two expressions at once is left out.
"""

from pyojeong.lab.mappings import MAPPINGS, Mapping

MAPPINGS.register("liris-cse")(
    Mapping(
        {
            "anger": "anger",
            "angry": "anger",
            "disgust": "disgust",
            "fear": "fear",
            "happiness": "happy",
            "happy": "happy",
            "sad": "sad",
            "surprise": "surprise",
        },
        "Khan et al. 2019, arXiv:1812.01555",
        in_names=True,
    )
)
