"""Building captures in tests: a page in a few words."""

import json

from shebaobu.domain.capture import decode_capture
from shebaobu.domain.records import to_dict
from shebaobu.normalize import normalize


def grid(header, *rows, path=(), **more):
    """A grid block; a header item is a label, or a tuple of levels."""
    columns = [[label] if isinstance(label, str) else list(label) for label in header]
    return {"type": "grid", "path": list(path), "columns": columns, "rows": [list(row) for row in rows], **more}


def fields(*pairs, path=()):
    return {"type": "fields", "path": list(path), "pairs": [list(pair) for pair in pairs]}


def lines(*texts, path=()):
    return {"type": "lines", "path": list(path), "lines": [{"text": text} for text in texts]}


def capture(*blocks, url="https://portal.example/", title=""):
    return decode_capture(
        json.dumps(
            {
                "format": "shebaobu.capture/1",
                "captured_at": "2026-11-23T08:00:00+08:00",
                "channel": "extension",
                "origin": {"url": url, "title": title},
                "blocks": list(blocks),
            }
        )
    )


def read(*blocks, **page):
    """The records of a page without their source."""
    return [without_source(record) for record in normalize(capture(*blocks, **page)).records]


def without_source(record):
    return {name: value for name, value in to_dict(record).items() if name != "source"}
