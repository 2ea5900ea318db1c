"""One line a request: method, route and status. The route's pattern, not its address: no name or id is in it."""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

log = logging.getLogger("shebaobu.access")


def log_requests(app: Flask) -> None:
    """Log each answer with the milliseconds it took."""

    def before() -> None:
        g.began = time.perf_counter()

    def after(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "-"
        took_ms = (time.perf_counter() - g.began) * 1000
        log.info("%s %s %d %.0f ms", request.method, route, response.status_code, took_ms)
        return response

    app.before_request(before)
    app.after_request(after)
