"""What every other part stands on: standard library, NumPy, Pillow and pydantic alone."""
