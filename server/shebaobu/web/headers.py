"""Headers on every answer: what a page of ours may load, and that nobody else may frame, read or keep it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

# The app comes compiled: no code and no markup is made of strings, nothing is inline, nothing comes from elsewhere.
# A form is never sent by the browser itself, so that a passphrase cannot end up in an address.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
    )
)

# Of what a browser can give to a page, passkeys and copying a text are used.
_USED = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
_UNUSED = (
    "accelerometer", "ambient-light-sensor", "attribution-reporting", "autoplay", "bluetooth", "browsing-topics",
    "camera", "clipboard-read", "compute-pressure", "cross-origin-isolated", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "speaker-selection", "storage-access", "sync-xhr", "usb",
    "web-share", "window-management", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join([f"{name}=(self)" for name in _USED] + [f"{name}=()" for name in _UNUSED])

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": PERMISSIONS_POLICY,
}


def _names_the_computer(host: str) -> bool:
    """Whether a name is the computer's at home (``localhost``, ``nas``, ``nas.local``), all its programs' together.

    What a browser is told of such a name holds for every port: a router's or a disk's own page would no longer open.
    """
    return ":" not in host and ("." not in host or host.endswith(".local"))


def protect(app: Flask) -> None:
    """Put the headers on every answer; answers of the API are never kept by a browser."""

    def after(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.path.startswith("/api/"):
            response.headers["Cache-Control"] = "no-store"
        if request.is_secure and not _names_the_computer(urlsplit(request.host_url).hostname or ""):
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response

    app.after_request(after)
