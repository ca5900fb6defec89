"""Drawn faces: identity and action units in, SVG and pixels out."""
