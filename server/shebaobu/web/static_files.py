"""The web app as the build made it, in the form that a browser accepts.

A file under ``/static/`` has its content's hash in its name and is kept for good; the page and what else keeps its
address are asked for each time and answered "not modified" by their entity tag.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Response, current_app, request

from shebaobu.assets import built_dir
from shebaobu.errors import NotFound
from shebaobu.web.developing import build_where_newer

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
# The best first; each is a file beside the plain one, where it is worth its while.
_FORMS = (("br", ".br"), ("gzip", ".gz"))
ASK_EACH_TIME = "no-cache"
KEEP_FOR_GOOD = "public, max-age=31536000, immutable"

static_files = Blueprint("static_files", __name__)


@static_files.get("/", defaults={"name": "index.html"})
@static_files.get("/<name>")
def page_file(name: str) -> Response:
    """The page, or what lies beside it."""
    if current_app.debug and name == "index.html":
        refused = build_where_newer()
        if refused:
            return Response(refused, status=500, content_type="text/plain; charset=utf-8")
    return _send(_root(), name, ASK_EACH_TIME)


@static_files.get("/static/<name>")
def static_file(name: str) -> Response:
    """A file whose name says its content."""
    return _send(_root() / "static", name, KEEP_FOR_GOOD)


def _root() -> Path:
    return built_dir(developing=current_app.debug)


def _send(folder: Path, name: str, keep: str) -> Response:
    kind = _TYPES.get(Path(name).suffix)
    if kind is None or name.startswith(".") or not name.isprintable() or "\\" in name:
        raise NotFound()
    path = folder / name
    forms = ((coding, path.with_name(name + ending)) for coding, ending in _FORMS)
    accepted = ((coding, form) for coding, form in forms if request.accept_encodings.quality(coding) > 0)
    coding, form = next((found for found in accepted if found[1].is_file()), (None, path))
    try:
        response = Response(form.read_bytes(), content_type=kind)
        # What is kept for good has the hash of its content in its name.
        tag = name if keep == KEEP_FOR_GOOD else hashlib.sha256(path.read_bytes()).hexdigest()[:20]
    except OSError:
        raise NotFound() from None
    if coding:
        response.headers["Content-Encoding"] = coding
    response.headers["Cache-Control"] = keep
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(tag, weak=True)
    response.make_conditional(request)
    return response
