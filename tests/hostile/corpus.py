"""The hostile strings of ``strings.toml``, for whatever shows, writes or reads text."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

_ENTRIES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("strings.toml").read_text(encoding="utf-8")
)


def _text(entry: dict[str, Any]) -> str:
    text: str = json.loads(entry["json"]) if "json" in entry else entry["text"]
    return text * int(entry.get("times", 1))


EVERY = {name: _text(entry) for name, entry in _ENTRIES.items()}
# Those that can be stored at all.
STRINGS = {name: text for name, text in EVERY.items() if _ENTRIES[name].get("stored", True)}
NEVER_STORED = {name: text for name, text in EVERY.items() if name not in STRINGS}
