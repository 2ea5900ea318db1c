"""Reading a request and writing an answer: JSON by msgspec, and the home that a request works on."""

from __future__ import annotations

import contextlib
import re
from typing import Any, TypeVar

import msgspec
from flask import Response, current_app, g, request

from shebaobu.auth.visitor import Visitor
from shebaobu.errors import BadRequest, EncodedBody, NotJson, ShebaobuError, TooLarge
from shebaobu.i18n import LANGUAGES
from shebaobu.services.home import Home

T = TypeVar("T")

LIMIT_MB = 16
DRAIN_MB = 64
_MB = 1024 * 1024
_PIECE = 64 * 1024
# What reading a body raises whose sender has gone or fallen silent, or whose length is told to be below nothing.
_BROKEN = (OSError, ValueError)
JSON_TYPE = "application/json"
_PLACE = re.compile(r"`(\$[^`]*)`$")


def home() -> Home:
    """The home that this application serves."""
    found: Home = current_app.extensions["shebaobu"]
    return found


def client_address() -> str:
    """The address that a request came from; a proxy's word for it only where one is configured."""
    return request.remote_addr or ""


def visitor() -> Visitor:
    """From where the request came."""
    return Visitor(
        address=client_address(),
        agent=request.headers.get("User-Agent", ""),
        origin=request.host_url.rstrip("/"),
        language=request.accept_languages.best_match(LANGUAGES, LANGUAGES[0]),
    )


def read_body(shape: type[T]) -> T:
    """The request's body in the given shape; raises ``NotJson``, ``BadRequest`` naming the place, ``TooLarge``."""
    if request.mimetype != JSON_TYPE:
        raise NotJson()
    try:
        return msgspec.json.decode(_whole_body(LIMIT_MB, TooLarge(limit_mb=LIMIT_MB)), type=shape)
    except msgspec.ValidationError as error:
        raise _not_as_told(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadRequest(at="$") from None


def read_query(shape: type[T]) -> T:
    """The query's fields in the given shape, of a field that comes twice the first; an empty one is left out.

    Raises ``BadRequest`` naming the field.
    """
    given = {name: value for name, value in request.args.items() if value}
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as error:
        raise _not_as_told(error) from None


def _not_as_told(error: msgspec.ValidationError) -> BadRequest:
    place = _PLACE.search(str(error))
    return BadRequest(at=place.group(1) if place else "$")


def read_file(limit_mb: int, too_large: ShebaobuError) -> bytes:
    """The request's body, a JSON file, as it came; raises ``NotJson``, and ``too_large`` beyond the limit."""
    if request.mimetype != JSON_TYPE:
        raise NotJson()
    return _whole_body(limit_mb, too_large)


def _whole_body(limit_mb: int, too_large: ShebaobuError) -> bytes:
    """The body, read from the network once, however often the request is done again.

    A compressed one is refused: a few bytes can be made to unfold to any size.
    """
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise EncodedBody()
    if "body" not in g:
        g.body = _body(limit_mb, too_large)
    return bytes(g.body)


def _body(limit_mb: int, too_large: ShebaobuError) -> bytes:
    """The body, told to be as long as it likes or not: no more than the limit is ever held."""
    body = bytearray()
    while (request.content_length or 0) <= limit_mb * _MB and len(body) <= limit_mb * _MB:
        try:
            piece = request.stream.read(_PIECE)
        except _BROKEN:
            raise BadRequest(at="$") from None
        if not piece:
            return bytes(body)
        body += piece
    raise too_large


def drain_body() -> None:
    """Read what is left of a body: a client that is still sending would else see a broken connection, no words.

    Of one that has gone or fallen silent there is no more.
    """
    left = DRAIN_MB * _MB
    with contextlib.suppress(*_BROKEN):
        while left > 0 and (piece := request.stream.read(_PIECE)):
            left -= len(piece)


def answer(content: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(msgspec.json.encode(content), status, content_type=JSON_TYPE)


def nothing() -> Response:
    """The answer of what has no content."""
    return Response(status=204)
