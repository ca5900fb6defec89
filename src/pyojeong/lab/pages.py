"""Pages: how the lab's templates become HTML."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """Return what renders the lab's pages: words are escaped, and none may be missing."""
    return Environment(
        loader=PackageLoader("pyojeong.lab"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
