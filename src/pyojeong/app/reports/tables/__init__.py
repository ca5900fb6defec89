"""Tables for those who analyse: one file each, which declares what a row is and its columns."""
