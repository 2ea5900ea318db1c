"""A file given to a command, as a capture: its JSON, or text that is the lines of a certificate or a screenshot."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from shebaobu.domain.capture import Capture, Channel, Line, Lines, Origin, decode_capture
from shebaobu.domain.secrets import mask_secrets_in_capture
from shebaobu.errors import CaptureRefused, FileNotReadable

_CLOCK = re.compile(r"\s*(?:[01]?\d|2[0-3]):[0-5]\d\b")
_BOM = "\ufeff"


def read_bytes(file: str) -> bytes:
    """What a file holds, ``-`` being standard input; raises ``FileNotReadable``."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError:
        raise FileNotReadable(file=file) from None


def text_of(data: bytes) -> str:
    """A text in UTF-8, with or without its mark, or in GB 18030; raises ``CaptureRefused`` for anything else."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CaptureRefused(reason="$")


def capture_of(file: str, data: bytes) -> Capture:
    """The capture that a file is, its verification codes hidden. Raises ``CaptureRefused``.

    A name that ends in ``.txt`` is text; of another file, whatever does not begin as JSON does.
    """
    text = text_of(data)
    named_text = file.lower().endswith(".txt")
    if named_text or not text.lstrip().startswith(("{", "[")):
        if named_text or _has_words(text):
            return mask_secrets_in_capture(capture_of_text(text))
        raise CaptureRefused(reason="not JSON")
    try:
        return mask_secrets_in_capture(decode_capture(text))
    except RecursionError:
        raise CaptureRefused(reason="$") from None


def capture_of_text(text: str) -> Capture:
    """Lines as a capture; those of a screenshot begin with a phone's clock. Blank lines stay: they show gaps."""
    lines = [line.rstrip() for line in re.split(r"\r\n|[\n\r\f\v\u2028\u2029]", text.removeprefix(_BOM))]
    while lines and not lines[-1]:
        lines.pop()
    shown = [line for line in lines if line.strip()]
    channel: Channel = "image" if shown and _CLOCK.match(shown[0]) else "pdf"
    return Capture(
        format="shebaobu.capture/1",
        captured_at=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        channel=channel,
        origin=Origin(),
        blocks=[Lines(lines=[Line(text=line) for line in lines])],
    )


def _has_words(text: str) -> bool:
    """Whether a file of another name is a text: Chinese in it, and no control characters."""
    chinese = any("\u4e00" <= character <= "\u9fff" for character in text)
    return chinese and not any(ord(character) < 32 and not character.isspace() for character in text)
