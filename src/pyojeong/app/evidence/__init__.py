"""What can be said of a child's learning: pure, from what happened, with its doubt.

Everything is worked out from `Seen` rows; nothing here knows the web, SQL or the clock.
"""
