"""What comes over the wire in a way that is not taken: past the proxy, with two identities, packed or too much."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class NotThroughProxy(ShebaobuError):
    """The server stands behind a proxy, and this request came past it."""

    code = "not_through_proxy"
    status = 403


class HttpsNeeded(ShebaobuError):
    """What was asked without TLS is answered over TLS only."""

    code = "https_needed"
    status = 403


class TokenAndCookie(ShebaobuError):
    """A request has a device's token and a person's session, or a session where only devices speak."""

    code = "token_and_cookie"
    status = 400


class EncodedBody(ShebaobuError):
    """The request's body is compressed."""

    code = "encoded_body"
    status = 415


class CaptureTooLarge(ShebaobuError):
    """A capture has more of something than a page can have; ``what`` names it, ``most`` says how many are taken."""

    code = "capture_too_large"
    status = 422


class DeviceUnused(ShebaobuError):
    """The device was not used for ``days`` days, and its pairing has ended."""

    code = "device_unused"
    status = 401


class DeviceElsewhere(ShebaobuError):
    """A device's token came from another place than the extension that was paired."""

    code = "device_elsewhere"
    status = 401
