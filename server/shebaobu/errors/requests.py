"""A request or a capture that cannot be taken as it is."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class CaptureRefused(ShebaobuError):
    """A capture that is not in the format ``shebaobu.capture/1``; ``reason`` names the place in it."""

    code = "capture_refused"
    status = 422


class NotFound(ShebaobuError):
    """No such address."""

    code = "not_found"
    status = 404


class MethodNotAllowed(ShebaobuError):
    """The address exists, but not for this method."""

    code = "method_not_allowed"
    status = 405


class TooLarge(ShebaobuError):
    """The request is over the size limit; ``limit_mb`` says it."""

    code = "too_large"
    status = 413


class NotJson(ShebaobuError):
    """The request's body is not ``application/json``."""

    code = "not_json"
    status = 415


class BadRequest(ShebaobuError):
    """The request's body lacks something or has another shape; ``at`` names the place."""

    code = "bad_request"
    status = 400


class CrossOrigin(ShebaobuError):
    """Another web site tried to use this one."""

    code = "cross_origin"
    status = 403


class HostNotAllowed(ShebaobuError):
    """The server was addressed by a name that it was not told to answer to."""

    code = "host_not_allowed"
    status = 421
