"""Exports of version 1, of Shebaobu 0.1: one member, captures with what was told of them, and a ledger to look at."""

from __future__ import annotations

from typing import Any

import msgspec

_OF_CAPTURE = ("id", "saved_at", "captured_at", "read_again_at", "device", "portal", "not_understood", "questions",
               "covers", "months_stated", "capture", "answers", "records")  # fmt: skip


def envelope_of_version_1(data: bytes) -> bytes:
    """What is around the member, as version 2 has it."""
    plain = msgspec.json.decode(data)
    member = plain.get("member")
    whole = (member if isinstance(member, dict) else {}) | {"captures": plain.get("captures")}
    return msgspec.json.encode(
        {
            "format": "shebaobu.export/2",
            "exported_at": plain.get("exported_at"),
            "program": "shebaobu 0.1",
            "household": "",
            "members": [whole],
        }
    )


def member_of_version_1(plain: dict[str, Any]) -> dict[str, Any]:
    """The member as version 2 has it. What was told of a capture besides follows from what is kept."""
    captures = plain["captures"]
    if isinstance(captures, list):
        captures = [
            {name: value for name, value in capture.items() if name in _OF_CAPTURE}
            if isinstance(capture, dict)
            else capture
            for capture in captures
        ]
    return plain | {"captures": captures, "ledger": {"facts": []}}
