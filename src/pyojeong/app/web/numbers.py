"""Numbers that a browser names, in a path, a query or a form."""

DIGITS = 9  # at most: every such number fits a database, and nothing of ours has a longer one


def number_of(text: str | None) -> int | None:
    """Return the whole number, from 0, that a text is; None: it is none."""
    if text is None or not (text.isascii() and text.isdecimal() and len(text) <= DIGITS):
        return None
    return int(text)
