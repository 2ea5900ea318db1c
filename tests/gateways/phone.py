"""A family's phone as a gateway: a server on loopback, its sms.toml, and the messages that it took."""

from __future__ import annotations

import re
from pathlib import Path

from tests.gateways.loopback import Loopback

NUMBER, E164, MASKED = "19900000042", "+8619900000042", "199****0042"


class Phone:
    """``broken`` makes it refuse; ``messages`` are (number, text), the latest last."""

    def __init__(self, folder: Path, daily_limit: int = 30) -> None:
        self.broken = False
        self.messages: list[tuple[str, str]] = []
        self.server = Loopback(self._take)
        self.config = folder / "sms.toml"
        self.config.write_text(
            f'daily_limit = {daily_limit}\n[gateway]\nkind = "sms_gateway_android"\n'
            f'url = "{self.server.url}"\nuser = "sms"\npassword = "for tests"\n',
            encoding="utf-8",
        )
        self.config.chmod(0o600)

    def _take(self, request):
        if self.broken:
            return 500, {"message": "no SIM"}
        (number,) = request.json["phoneNumbers"]
        self.messages.append((number, request.json["textMessage"]["text"]))
        return 202, {"id": "x", "state": "Pending"}

    @property
    def code(self) -> str:
        """The code of the latest message."""
        return re.search(r"\d{6}", self.messages[-1][1]).group()

    def close(self) -> None:
        self.server.close()


def another(code: str) -> str:
    """A code that is not this one."""
    return f"{(int(code) + 1) % 1_000_000:06d}"
