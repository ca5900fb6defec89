"""Figures: drawn on the server as SVG, each with its table, readable in print and by ear."""
