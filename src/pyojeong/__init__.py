"""Pyojeong (표정): train, test, run and teach facial expressions."""

__version__ = "0.1.0"
