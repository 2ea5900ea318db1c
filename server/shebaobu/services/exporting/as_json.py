"""An export as JSON: whole, and the one form that is read again."""

from __future__ import annotations

import msgspec

from shebaobu.services.exporting.format import Export


def as_json(export: Export) -> bytes:
    """The file, UTF-8, indented for whoever opens it without a program."""
    return msgspec.json.format(msgspec.json.encode(export), indent=1) + b"\n"
