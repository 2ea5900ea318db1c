"""Every failure as one JSON shape, with words in both languages; nothing personal reaches the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from typing import Any, TypedDict

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from shebaobu.errors import (
    BadRequest,
    DataNotWritable,
    DataUnreadable,
    MethodNotAllowed,
    NotFound,
    NotJson,
    ShebaobuError,
    TooLarge,
    TooManyAttempts,
)
from shebaobu.i18n import Words, both
from shebaobu.web.wire import LIMIT_MB, answer

log = logging.getLogger("shebaobu")

_OF_FLASK: dict[int, ShebaobuError] = {
    404: NotFound(),
    405: MethodNotAllowed(),
    413: TooLarge(limit_mb=LIMIT_MB),
    415: NotJson(),
}


class FailureTold(TypedDict):
    """What went wrong: its code, what happened and what to do in words, and what a screen needs beside."""

    code: str
    message: Words
    detail: dict[str, Any]


class Failure(TypedDict):
    """The answer of everything that is refused or fails."""

    error: FailureTold


def error_json(error: ShebaobuError) -> Failure:
    """The shape of every failure."""
    words = both(f"error.{error.code}", **error.detail)
    return {"error": {"code": error.code, "message": words, "detail": error.detail}}


def _known(error: ShebaobuError) -> Response:
    if isinstance(error, DataNotWritable | DataUnreadable):
        log.error("%s: %s", error.code, error.detail.get("file"))
    response = answer(error_json(error), error.status)
    if isinstance(error, TooManyAttempts):
        response.headers["Retry-After"] = str(error.detail["retry_after_s"])
    return response


def _of_flask(error: HTTPException) -> Response:
    known = _OF_FLASK.get(error.code or 500, BadRequest(at="$"))
    response = _known(known)
    if isinstance(known, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return response


def _unexpected(error: Exception) -> Response:
    """Log where it happened and of what type, never its message: that may quote what a person typed."""
    reference = secrets.token_hex(4)
    place = " < ".join(
        f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__)[-6:])
    )
    log.error("unexpected %s: %s at %s (%s)", reference, type(error).__name__, place, request.endpoint)
    return answer(error_json(ShebaobuError(reference=reference)), ShebaobuError.status)


def answer_failures(app: Flask) -> None:
    """Answer every failure of an application in words."""
    app.register_error_handler(ShebaobuError, _known)
    app.register_error_handler(HTTPException, _of_flask)
    app.register_error_handler(Exception, _unexpected)
