"""Figures as SVG text, each with its table and a plain sentence."""

from pyojeong.app.figures.confusions import confusion_matrices
from pyojeong.app.figures.figure import Figure, Table
from pyojeong.app.figures.phases import phase_graph
from pyojeong.app.figures.prompts import prompt_levels
from pyojeong.app.figures.sentences import flag_sentences, gap_sentences, pair_sentences
from pyojeong.app.figures.times import reaction_times
from pyojeong.app.figures.transfer import transfer_map

__all__ = [
    "Figure",
    "Table",
    "confusion_matrices",
    "flag_sentences",
    "gap_sentences",
    "pair_sentences",
    "phase_graph",
    "prompt_levels",
    "reaction_times",
    "transfer_map",
]
