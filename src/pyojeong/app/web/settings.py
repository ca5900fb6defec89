"""What a server is started with."""

from pydantic import Field

from pyojeong.core.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class WebSettings(Settings):
    """Where the app is reached, and by whom."""

    hosts: frozenset[str] = Field(
        LOOPBACK, description="names that the Host header may give, without the port"
    )
    pairing_code: str | None = Field(
        None, description="other machines of the house are let in with it; null: none is let in"
    )

    @property
    def lan(self) -> bool:
        """Whether other machines of the house may be let in."""
        return self.pairing_code is not None
