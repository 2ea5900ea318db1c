"""Before a request is answered: is it for this server, and does it come from where it may come from."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Response, request

from shebaobu.auth.login import require_sign_in
from shebaobu.config import LOOPBACK, Config
from shebaobu.errors import CrossOrigin, HostNotAllowed
from shebaobu.web.description import description_of
from shebaobu.web.wire import drain_body

DEVICE_PATHS = frozenset({"/api/v1/pair", "/api/v1/captures", "/api/v1/captures/preview"})
_EXTENSION_SCHEMES = ("chrome-extension://", "moz-extension://")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def _host_name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def host_allowed(config: Config, host: str) -> bool:
    """Whether this server answers to a name: another site's name that leads here is a trick (DNS rebinding).

    A bare address cannot be such a name; it is answered where the server listens beyond this computer.
    """
    name = _host_name(host)
    if name in LOOPBACK or name in config.allowed_hosts or (name and name == config.host.lower()):
        return True
    return not config.loopback and _is_address(name)


def _from_extension(origin: str) -> bool:
    return origin.startswith(_EXTENSION_SCHEMES)


def _check_origin() -> None:
    """A request that changes something comes from this site's own pages, or from no page at all."""
    origin = request.headers.get("Origin")
    for_device = request.path in DEVICE_PATHS
    if origin is not None:
        if origin != request.host_url.rstrip("/") and not (for_device and _from_extension(origin)):
            raise CrossOrigin()
        return
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        raise CrossOrigin()


def _check_caller(app: Flask) -> None:
    """Where the description of an address wants somebody signed in, nothing of it runs without."""
    description = description_of(app, request.endpoint)
    if description and description.caller == "session":
        require_sign_in()


def guard(app: Flask, config: Config) -> None:
    """Check every request, and let paired extensions read the answers that are meant for them."""

    def before() -> Response | None:
        if not host_allowed(config, request.host):
            raise HostNotAllowed()
        if request.method == "OPTIONS" and request.path in DEVICE_PATHS:
            return Response(status=204)
        if request.method not in _SAFE_METHODS:
            _check_origin()
        _check_caller(app)
        return None

    def after(response: Response) -> Response:
        drain_body()
        origin = request.headers.get("Origin", "")
        if request.path in DEVICE_PATHS:
            response.headers["Vary"] = "Origin"
            if _from_extension(origin):
                response.headers["Access-Control-Allow-Origin"] = origin
                if request.method == "OPTIONS":
                    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
                    response.headers["Access-Control-Allow-Methods"] = "POST"
                    response.headers["Access-Control-Max-Age"] = "600"
        return response

    app.before_request(before)
    app.after_request(after)
