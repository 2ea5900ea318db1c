"""A template of an HTTP request: where values stand in it, and the request with the values put in.

A value is written as its part needs it: percent-encoded in the address, as a string in JSON, encoded in a form. So a
template cannot be broken by what is put into it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, quote_plus, urlencode, urlsplit

import msgspec

from shebaobu.gateways.settings import HttpSettings

PLACES = frozenset({"phone", "national", "text", "code", "minutes", "timestamp", "sign"})
IN_HEADERS = PLACES - {"text"}
_PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = "{timestamp}"


class Request(NamedTuple):
    """A request with its values put in; ``target`` is path and query."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes | None


def flaw(settings: HttpSettings) -> str | None:
    """Name of the first part of a template that cannot be, None where all can."""
    if not _is_address(settings.url):
        return "url"
    parts = {
        "url": [settings.url],
        "query": list(settings.query.values()),
        "headers": list(settings.headers.values()),
        "json": list(_texts(settings.json)),
        "form": list((settings.form or {}).values()),
    }
    for name, texts in parts.items():
        if not places(texts) <= (IN_HEADERS if name == "headers" else PLACES):
            return name
    if settings.json is not None and (settings.form is not None or settings.method == "GET"):
        return "json"
    if not _says_enough(places([text for texts in parts.values() for text in texts])):
        return "form" if settings.form is not None else "json"
    return None if _is_pattern(settings.success.pattern) else "success.pattern"


def _is_address(url: str) -> bool:
    address = urlsplit(url)
    well_formed = address.scheme in ("http", "https") and address.hostname and not address.username
    return bool(well_formed) and "{" not in address.netloc


def _is_pattern(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _says_enough(named: set[str]) -> bool:
    """Whether a message says where it goes and what it says."""
    return bool(named & {"phone", "national"}) and bool(named & {"text", "code"})


def places(texts: list[str]) -> set[str]:
    """The names of the places in some texts."""
    return {name for text in texts for name in _PLACE.findall(text)}


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _texts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts(inside)


def filled(text: str, values: Mapping[str, str], written: Callable[[str], str] = str) -> str:
    """A text with its places filled, once: a value that looks like a place is none."""

    def value(place: re.Match[str]) -> str:
        name = place.group(1)
        return written(values[name]) if name in values else place.group()

    return _PLACE.sub(value, text)


def request_of(settings: HttpSettings, values: Mapping[str, str]) -> Request:
    """The request of a template."""
    address = urlsplit(settings.url)
    query = [filled(address.query, values, _quoted)] if address.query else []
    if settings.query:
        query.append(urlencode({name: filled(text, values) for name, text in settings.query.items()}))
    target = filled(address.path or "/", values, _quoted) + ("?" + "&".join(query) if query else "")
    headers = {name: filled(text, values) for name, text in settings.headers.items()}
    body = None
    if settings.json is not None:
        headers["Content-Type"] = "application/json; charset=utf-8"
        body = msgspec.json.encode(_filled_json(settings.json, values))
    elif settings.form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
        body = urlencode({name: filled(text, values) for name, text in settings.form.items()}).encode()
    if settings.user:
        pair = f"{settings.user}:{settings.password}".encode()
        headers["Authorization"] = "Basic " + base64.b64encode(pair).decode()
    return Request(settings.method, target, headers, body)


def _quoted(value: str) -> str:
    return quote(value, safe="")


def _filled_json(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return int(values["timestamp"]) if value == _NUMBER else filled(value, values)
    if isinstance(value, Mapping):
        return {name: _filled_json(inside, values) for name, inside in value.items()}
    if isinstance(value, list):
        return [_filled_json(inside, values) for inside in value]
    return value


def signature(timestamp: str, secret: str) -> str:
    """The signature of a time by a secret, as SmsForwarder and DingTalk have it: HMAC-SHA256, base64, URL-encoded."""
    signed = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return quote_plus(base64.b64encode(signed).decode())
