"""Before a request is answered: is it for this server, and does it come from where it may come from.

Where a request comes from is told by ``Sec-Fetch-Site``, which no page can forge and which every browser of the last
years sends, and by ``Origin``; both have to agree. Of what only reads, another site may do one thing: lead somebody's
browser to a page of ours. A file or an answer of the API is made for our own pages, or for an address that somebody
typed. What comes from no browser at all has neither header, and no session that a page could abuse.

A device speaks at addresses of its own (``DEVICE_PATHS``), with its token and never with a session. An extension may
read a refusal there whoever it is: one whose pairing was taken back has to be able to say so. Any other answer is for
the origin that the device was paired from.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from shebaobu.auth.login import cookie_name, require_sign_in
from shebaobu.config import LOOPBACK, Config
from shebaobu.errors import CrossOrigin, HostNotAllowed, NotThroughProxy, TokenAndCookie
from shebaobu.tls.places import places_of
from shebaobu.web.description import description_of
from shebaobu.web.proxy import PAST_THE_PROXY
from shebaobu.web.wire import drain_body

DEVICE_PATHS = frozenset({"/api/v1/pair", "/api/v1/captures", "/api/v1/captures/preview"})
_EXTENSION_SCHEMES = ("chrome-extension://", "moz-extension://")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OUR_OWN = frozenset({"same-origin", "none"})


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


def host_allowed(config: Config, host: str, own: tuple[str, ...] = ()) -> bool:
    """Whether this server answers to a name: another site's name that leads here is a trick (DNS rebinding).

    A bare address cannot be such a name; it is answered where the server listens beyond this computer. ``own`` are
    names of the computer that its certificate is for.
    """
    name = _host_name(host)
    if name in (*LOOPBACK, *config.allowed_hosts, *own) or (name and name == config.host.lower()):
        return True
    return not config.loopback and _is_address(name)


def extension_origin() -> str | None:
    """The origin of the extension that asks, None where it is none."""
    origin = request.headers.get("Origin", "")
    return origin if origin.startswith(_EXTENSION_SCHEMES) else None


def _comes_to_change() -> bool:
    """Whether a request that changes something comes from our own pages, or from no page at all."""
    if request.path in DEVICE_PATHS and extension_origin():
        return True
    origin = request.headers.get("Origin")
    if origin is not None and origin != request.host_url.rstrip("/"):
        return False
    return request.headers.get("Sec-Fetch-Site", "none") in _OUR_OWN


def _comes_to_read() -> bool:
    """Whether a request that reads comes from our own pages, from no page, or is a visit to a page of ours."""
    if request.headers.get("Sec-Fetch-Site", "none") in _OUR_OWN:
        return True
    if request.path.startswith("/api/"):
        return False
    visit = (request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest"))
    return request.method == "GET" and visit == ("navigate", "document")


def _check_identity() -> None:
    """A request is a person's or a device's, never both."""
    has_session = any(cookie_name(secure) in request.cookies for secure in (True, False))
    has_token = request.headers.get("Authorization", "").lower().startswith("bearer ")
    if has_session and has_token:
        raise TokenAndCookie()


def _may_read_answer(origin: str, response: Response) -> bool:
    refused = response.status_code >= 400
    return refused or request.method == "OPTIONS" or g.get("device_origin") == origin


def share_with_extension(response: Response) -> None:
    """Let the extension that asked read the answer, where it is for it."""
    response.headers["Vary"] = "Origin"
    origin = extension_origin()
    if origin is None or not _may_read_answer(origin, response):
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Max-Age"] = "600"


def _check_caller(app: Flask) -> None:
    """Where the description of an address wants somebody signed in, nothing of it runs without."""
    description = description_of(app, request.endpoint)
    if description and description.caller == "session":
        require_sign_in()


def guard(app: Flask, config: Config) -> None:
    """Check every request, and let paired extensions read the answers that are meant for them."""
    own = places_of(config).names if config.tls else ()

    def before() -> Response | None:
        if request.environ.get(PAST_THE_PROXY):
            raise NotThroughProxy()
        if not host_allowed(config, request.host, own):
            raise HostNotAllowed()
        if request.method == "OPTIONS" and request.path in DEVICE_PATHS:
            return Response(status=204)
        if not (_comes_to_read() if request.method in _SAFE_METHODS else _comes_to_change()):
            raise CrossOrigin()
        _check_identity()
        _check_caller(app)
        return None

    def after(response: Response) -> Response:
        drain_body()
        if request.path in DEVICE_PATHS:
            share_with_extension(response)
        return response

    app.before_request(before)
    app.after_request(after)
