"""The page that explains the service."""

import base64
import hashlib
import re

import pytest

from fakes.service import FakeRecogniser, ask, faces, running
from pyojeong.core.i18n import LANGUAGES
from pyojeong.service import Limits, create_app
from pyojeong.service.page import page


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fetched_from_elsewhere(language: str) -> None:
    """The page holds no script, and no address but its own."""
    text = page(Limits(), "http://127.0.0.1:1/", language, token=False)
    assert "<script" not in text
    assert re.findall(r"https?://[^/]+", text) == ["http://127.0.0.1:1"]
    assert all("//" not in target for target in re.findall(r'(?:href|src)="([^"]*)"', text))
    assert f'lang="{language}"' in text


def test_limits_and_token_are_told() -> None:
    """The page tells the limits that hold, and to send the token where there is one."""
    limits = Limits(picture_bytes=3_000_000, per_minute=77)
    text = page(limits, "http://x/", "en", token=True)
    assert "3 MB" in text
    assert "77 requests a minute" in text
    assert "Bearer TOKEN" in text
    assert "Bearer" not in page(limits, "http://x/", "en", token=False)


def test_an_address_cannot_bring_markup() -> None:
    """Whatever a client calls the server stands in the page as text."""
    assert "<b>" not in page(Limits(), "http://<b>/", "en", token=False)


def test_the_policy_lets_in_the_style_alone() -> None:
    """The page's policy names the very style that it carries, and nothing else."""
    with running(create_app(FakeRecogniser(faces()))) as url:
        reply = ask(url)
    style = re.findall(rb"<style>(.*?)</style>", reply.body)[0]
    known = base64.b64encode(hashlib.sha256(style).digest()).decode()
    policy = reply.headers["content-security-policy"]
    assert f"style-src 'sha256-{known}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
