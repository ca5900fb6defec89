"""What a drawing is put together from: one part a file, each a function of the scene."""
