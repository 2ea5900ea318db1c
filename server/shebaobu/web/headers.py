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


def protect(app: Flask) -> None:
    """Put the headers on every answer; answers of the API are never kept by a browser."""

    def after(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.path.startswith("/api/"):
            response.headers["Cache-Control"] = "no-store"
        # Not for localhost: it would keep other programs of this computer from being opened by http.
        if request.is_secure and urlsplit(request.host_url).hostname != "localhost":
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response

    app.after_request(after)
