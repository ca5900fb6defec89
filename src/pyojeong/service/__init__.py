"""The service: a picture in over HTTP, feelings out as JSON; nothing is stored."""

from pyojeong.service.app import create_app
from pyojeong.service.limits import Limits
from pyojeong.service.server import address, listen, serve, server_of

__all__ = ["Limits", "address", "create_app", "listen", "serve", "server_of"]
