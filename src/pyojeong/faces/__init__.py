"""Finding faces and cutting them out, one way for training and for use."""
