"""Reading a request and writing an answer: JSON by msgspec, and the home that a request works on."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec
from flask import Response, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from shebaobu.errors import BadRequest, NotJson, TooLarge
from shebaobu.services.home import Home

T = TypeVar("T")

LIMIT_MB = 16
JSON_TYPE = "application/json"
_PLACE = re.compile(r"`(\$[^`]*)`$")


def home() -> Home:
    """The home that this application serves."""
    found: Home = current_app.extensions["shebaobu"]
    return found


def client_address() -> str:
    """The address that a request came from; a proxy's word for it only where one is configured."""
    return request.remote_addr or ""


def read_body(shape: type[T]) -> T:
    """The request's body in the given shape; raises ``NotJson``, ``BadRequest`` naming the place, ``TooLarge``."""
    if request.mimetype != JSON_TYPE:
        raise NotJson()
    try:
        return msgspec.json.decode(request.get_data(cache=False), type=shape)
    except RequestEntityTooLarge:
        raise TooLarge(limit_mb=LIMIT_MB) from None
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        raise BadRequest(at=place.group(1) if place else "$") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadRequest(at="$") from None


def answer(content: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(msgspec.json.encode(content), status, content_type=JSON_TYPE)


def nothing() -> Response:
    """The answer of what has no content."""
    return Response(status=204)
