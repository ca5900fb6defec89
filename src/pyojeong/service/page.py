"""The page at /: what can be asked, in one screen, without a script or anything from elsewhere."""

import base64
import hashlib
from html import escape

from pyojeong.core.i18n import translate
from pyojeong.service.limits import Limits

STYLE = (
    "body{font:1.05rem/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;"
    "color-scheme:light dark}pre,code{font-family:ui-monospace,monospace}"
    "pre{overflow-x:auto;padding:.8rem 1rem;border:1px solid;border-radius:.5rem}"
)
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)

CURL = "curl -H 'Content-Type: image/jpeg' --data-binary @photo.jpg {url}recognise"
BEARER = " \\\n  -H 'Authorization: Bearer TOKEN'"


def page(limits: Limits, url: str, language: str, *, token: bool) -> str:
    """Return the page as HTML.

    Args:
        limits: what it tells of.
        url: of itself, with a slash at its end.
        language: `en` or `ko`.
        token: whether one is asked for.
    """

    def _(message: str) -> str:
        return translate(message, language)

    lines = [
        _("Send a picture, and get the faces in it with their feelings as JSON."),
        _(
            "At most {megabytes:g} MB and {megapixels:g} million pixels a picture, and "
            "{count} requests a minute."
        ).format(
            megabytes=limits.picture_bytes / 1e6,
            megapixels=limits.picture_pixels / 1e6,
            count=limits.per_minute,
        ),
        _("Nothing of a picture is stored or logged, and nothing leaves this machine."),
        _("An expression is not a feeling: the answer says what a face looks like."),
    ]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    routes = {
        "openapi.json": _("the whole interface, for programs"),
        "health": _("whether the server is alive"),
        "ready": _("whether another picture can be taken now"),
    }
    items = "".join(
        f'<li><a href="{name}">/{name}</a>: {escape(text)}</li>' for name, text in routes.items()
    )
    command = escape(CURL.format(url=url) + (BEARER if token else ""))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Pyojeong</title><style>{STYLE}</style></head><body><main><h1>Pyojeong</h1>"
        f"{paragraphs}<pre>{command}</pre><ul>{items}</ul></main></body></html>"
    )
