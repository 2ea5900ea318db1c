"""Where in a file something is wrong: as exactly as a person needs to find it, and without a value of the file."""

from __future__ import annotations

import re
from typing import Any

import msgspec

_PLACE = re.compile(r"`\$(\S*)`$")
_UNKNOWN_FIELD = re.compile(r"unknown field `([a-z0-9_]{1,40})`")
_ANY = "[...]"
_PLAIN_NAME = re.compile(r"[a-z0-9_]{1,40}")


def place_of(error: msgspec.ValidationError, at: str, plain: Any = None, shape: Any = None) -> str:
    """The path of what an error is about, below ``at``; with numbers in lists where the data and its type are given."""
    path = _path(error)
    if plain is not None:
        path = _numbered(plain, shape, path)
    unknown = _UNKNOWN_FIELD.search(str(error))
    return at + path + (f".{unknown.group(1)}" if unknown else "")


def _path(error: msgspec.ValidationError) -> str:
    found = _PLACE.search(str(error))
    return found.group(1) if found else ""


def _numbered(plain: Any, shape: Any, path: str) -> str:
    """The path with the place in each list: that of the one element with which alone the same error comes."""
    done = ""
    while _ANY in path:
        before, _, path = path.partition(_ANY)
        parent = _follow(plain, done + before)
        if not isinstance(parent, list):
            return f"{done}{before}{_ANY}{path}"
        elements = list(parent)
        for number, element in enumerate(elements):
            parent[:] = [element]
            rest = _error_path(plain, shape)
            if rest is not None:
                path = rest.removeprefix(f"{_single(done)}{before}{_ANY}")
                done += f"{before}[{number}]"
                break
        else:
            return f"{done}{before}{_ANY}{path}"
    return done + path


def _single(done: str) -> str:
    return re.sub(r"\[\d+\]", _ANY, done)


def _error_path(plain: Any, shape: Any) -> str | None:
    try:
        msgspec.convert(plain, shape)
    except msgspec.ValidationError as error:
        return _path(error)
    return None


def _follow(plain: Any, path: str) -> Any:
    """What a path leads to; lists on it have been cut to the one element in question."""
    for name in filter(None, re.split(r"\.|\[\d+\]", re.sub(r"\[\d+\]", ".0", path))):
        inside = plain if isinstance(plain, dict) else {}
        plain = plain[0] if isinstance(plain, list) else inside.get(name)
    return plain


def unknown_part(plain: Any, value: Any, at: str) -> str | None:
    """The place of the first field in the data that its type does not have: reading would pass it over."""
    if isinstance(value, msgspec.Struct):
        config = value.__struct_config__
        fields = dict(zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True))
        for name, part in plain.items():
            if name in fields:
                found = unknown_part(part, getattr(value, fields[name]), f"{at}.{name}")
                if found:
                    return found
            elif name != config.tag_field:
                return f"{at}.{name if _PLAIN_NAME.fullmatch(name) else '…'}"
    elif isinstance(value, list | tuple) and value and not isinstance(value[0], str):
        for number, (part, one) in enumerate(zip(plain, value, strict=True)):
            found = unknown_part(part, one, f"{at}[{number}]")
            if found:
                return found
    return None
