"""The texts of the interface: all files of a language as one, but for what only commands say."""

from __future__ import annotations

import json
from pathlib import Path

SERVER_ONLY = "cli."


def languages(folder: Path) -> list[str]:
    """The languages that there are texts in."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def joined_texts(folder: Path) -> str:
    """A script that gives the texts of a language, in the order of the files: choices are offered in it."""
    merged: dict[str, str] = {}
    for part in sorted(folder.glob("*.json")):
        merged |= json.loads(part.read_text(encoding="utf-8"))
    shown = {key: text for key, text in merged.items() if not key.startswith(SERVER_ONLY)}
    plain = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    # A browser reads JSON in a string sooner than the same as code.
    return f"export default JSON.parse({json.dumps(plain, ensure_ascii=False)});\n"
