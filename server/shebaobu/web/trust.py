"""What is answered to who comes without TLS to the port that speaks TLS: how to come with it, and nothing else.

A phone that does not trust the household's authority yet cannot be shown anything over TLS but a warning, and nobody
should learn to click that away. So the authority's certificate, which is no secret, and a page that says what to do
with it come by plain HTTP, from an application of its own that knows neither accounts nor data. Somebody in between
could give another certificate; that is why it is compared with the fingerprint that the server's own window shows. The
page does not show it: who changes the one changes the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException

from shebaobu.errors import HttpsNeeded
from shebaobu.i18n import LANGUAGES
from shebaobu.web.access_log import log_requests
from shebaobu.web.failures import error_json
from shebaobu.web.guard import DEVICE_PATHS, share_with_extension
from shebaobu.web.headers import HEADERS
from shebaobu.web.trust_page import trust_page
from shebaobu.web.wire import answer, drain_body

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from werkzeug.wrappers import Response as AnyResponse

OVER_TLS = "shebaobu.over_tls"
CERTIFICATE_PATH = "/shebaobu.crt"
_STYLE_PATH = "/trust.css"
_STYLE = Path(__file__).with_name("trust.css")
# Those that browsers heed without TLS; of the rest they complain.
_HEADERS = {name: HEADERS[name] for name in ("Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options")} | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


class TlsOnly:
    """The household for who comes over TLS, ``plain`` for who does not.

    How somebody came is told by the server after a handshake; nothing in a request can say it.
    """

    def __init__(self, household: WSGIApplication, plain: WSGIApplication) -> None:
        self._household = household
        self._plain = plain

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        chosen = self._household if environ.get(OVER_TLS) is True else self._plain
        return chosen(environ, start_response)


def create_trust_app(certificate: bytes | None) -> Flask:
    """The application without TLS; ``certificate`` is the authority's (DER), None where a server has one of its own."""
    app = Flask("shebaobu.trust", static_folder=None, template_folder=None)
    app.url_map.merge_slashes = False
    log_requests(app)

    def page() -> Response:
        asked = request.args.get("lang", "")
        language = asked if asked in LANGUAGES else request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])
        text = trust_page(
            language,
            secure=f"https://{request.host}/",
            certificate=CERTIFICATE_PATH if certificate else None,
            style=_STYLE_PATH,
            agent=request.headers.get("User-Agent", ""),
        )
        return Response(text, content_type="text/html; charset=utf-8")

    def style() -> Response:
        return Response(_STYLE.read_bytes(), content_type="text/css; charset=utf-8")

    def authority() -> Response:
        return Response(certificate, content_type="application/x-x509-ca-cert")

    app.add_url_rule("/", view_func=page)
    app.add_url_rule(_STYLE_PATH, view_func=style)
    if certificate:
        app.add_url_rule(CERTIFICATE_PATH, view_func=authority)
    app.register_error_handler(HTTPException, _elsewhere)
    app.after_request(_protect)
    return app


def _elsewhere(_error: HTTPException) -> AnyResponse:
    """A page that was looked for is found over TLS; who asks for no page is told so as the API tells everything."""
    if request.method in ("GET", "HEAD") and not request.path.startswith("/api/"):
        return redirect("/")
    if request.method == "OPTIONS":
        return Response(status=204)
    return answer(error_json(HttpsNeeded()), HttpsNeeded.status)


def _protect(response: Response) -> Response:
    drain_body()
    response.headers.update(_HEADERS)
    if request.path in DEVICE_PATHS:
        share_with_extension(response)
    return response
