"""From where somebody asks, as far as a request tells."""

from __future__ import annotations

import msgspec


class Visitor(msgspec.Struct, kw_only=True, frozen=True):
    """The client's address, what the browser calls itself, and the address that it shows, without a path."""

    address: str
    agent: str
    origin: str
