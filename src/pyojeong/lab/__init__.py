"""The laboratory: from labelled photos to a compared, chosen and tested model."""
