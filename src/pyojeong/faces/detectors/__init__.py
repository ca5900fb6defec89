"""Face detectors, one a file; each registers itself."""
