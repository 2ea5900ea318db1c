"""The web app's files, its texts and Brython, compressed once and answered conditionally.

Files keep their address when they change, so a browser asks each time and is told "not modified" by the entity
tag. Brython's address has its version in it and is kept for a year.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from flask import Blueprint, Response, current_app, request

from shebaobu.assets import brython_dir, brython_version, webapp_dir
from shebaobu.errors import NotFound
from shebaobu.i18n import LANGUAGES, read_texts

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".py": "text/x-python; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
_COMPRESSED_ALREADY = frozenset({".png", ".ico", ".woff2"})
STYLE_FIRST = ("tokens", "base", "frame", "controls", "pages")
STYLE_LAST = ("small_screens", "motion", "paper")
ASK_EACH_TIME = "no-cache"
KEEP_A_YEAR = "public, max-age=31536000, immutable"
KEEP_NOTHING = "no-store"
COMPRESSION = 9

static_files = Blueprint("static_files", __name__)


@dataclass(frozen=True)
class Asset:
    """A file ready to be sent; ``plain`` is dropped where ``packed`` is there and can be unpacked."""

    stamp: tuple[object, ...]
    tag: str
    plain: bytes | None
    packed: bytes | None

    def body(self, *, gzip_accepted: bool) -> bytes:
        """The bytes for a browser."""
        if self.packed is None:
            return self.plain or b""
        return self.packed if gzip_accepted else gzip.decompress(self.packed)


class _Shelf:
    """Assets in memory by address, made anew when their files change."""

    def __init__(self) -> None:
        self._assets: dict[str, Asset] = {}
        self._lock = threading.Lock()

    def take(self, address: str, stamp: tuple[object, ...], read: Callable[[], bytes], pack: bool) -> Asset:
        with self._lock:
            asset = self._assets.get(address)
            if asset is None or asset.stamp != stamp:
                data = read()
                packed = gzip.compress(data, COMPRESSION, mtime=0) if pack else None
                tag = hashlib.sha256(data).hexdigest()[:20]
                asset = self._assets[address] = Asset(stamp, tag, None if pack else data, packed)
            return asset


_shelf = _Shelf()


def _stamp(path: Path) -> tuple[object, ...]:
    status = path.stat()
    return (str(path), status.st_mtime_ns, status.st_size)


def _send(asset: Asset, kind: str, keep: str) -> Response:
    gzip_accepted = request.accept_encodings.quality("gzip") > 0
    packed = gzip_accepted and asset.packed is not None
    response = Response(asset.body(gzip_accepted=gzip_accepted), content_type=kind)
    response.headers["Cache-Control"] = KEEP_NOTHING if current_app.debug else keep
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(asset.tag, weak=True)
    response.make_conditional(request)
    return response


def _send_file(path: Path, keep: str = ASK_EACH_TIME) -> Response:
    kind = _TYPES.get(path.suffix)
    if kind is None or not path.is_file():
        raise NotFound()
    pack = path.suffix not in _COMPRESSED_ALREADY
    return _send(_shelf.take(str(path), _stamp(path), path.read_bytes, pack), kind, keep)


@static_files.get("/", defaults={"path": "index.html"})
@static_files.get("/<path>")
@static_files.get("/<any('app', 'icons'):folder>/<path:path>")
def webapp_file(path: str, folder: str = "") -> Response:
    """A file of the web app; nothing outside its folder, nothing hidden."""
    root = webapp_dir().resolve()
    asked = (root / folder / path).resolve() if "\0" not in path else root
    if not asked.is_relative_to(root) or any(part.startswith(".") for part in asked.parts[len(root.parts) :]):
        raise NotFound()
    return _send_file(asked)


@static_files.get("/i18n/<lang>.json")
def texts_of_language(lang: str) -> Response:
    """All texts of a language in one object."""
    if lang not in LANGUAGES:
        raise NotFound()
    parts = sorted((webapp_dir() / "i18n" / lang).glob("*.json"))
    stamp = tuple(_stamp(part) for part in parts)
    asset = _shelf.take(f"i18n/{lang}", stamp, lambda: msgspec.json.encode(read_texts(lang)), pack=True)
    return _send(asset, _TYPES[".json"], ASK_EACH_TIME)


@static_files.get("/style.css")
def style_sheet() -> Response:
    """The files of webapp/style as one sheet: what all topics rest on, the topics, what has the last word."""

    def place(path: Path) -> tuple[int, str]:
        if path.stem in STYLE_FIRST:
            return STYLE_FIRST.index(path.stem) - len(STYLE_FIRST), ""
        return (STYLE_LAST.index(path.stem) + 1 if path.stem in STYLE_LAST else 0), path.stem

    parts = sorted((webapp_dir() / "style").glob("*.css"), key=place)
    stamp = tuple(_stamp(part) for part in parts)
    asset = _shelf.take("style", stamp, lambda: b"\n".join(part.read_bytes() for part in parts), pack=True)
    return _send(asset, _TYPES[".css"], ASK_EACH_TIME)


@static_files.get("/brython-<version>.js")
def brython_of_version(version: str) -> Response:
    """Brython under the address that is kept for a year."""
    if version != brython_version():
        raise NotFound()
    return _send_file(brython_dir() / "brython.js", KEEP_A_YEAR)


@static_files.get("/brython.js", defaults={"name": "brython.js"})
@static_files.get("/brython_stdlib.js", defaults={"name": "brython_stdlib.js"})
def brython_file(name: str) -> Response:
    """Brython under its own names."""
    return _send_file(brython_dir() / name)


def warm_up() -> None:
    """Compress Brython before the first browser asks for it."""
    path = brython_dir() / "brython.js"
    _shelf.take(str(path), _stamp(path), path.read_bytes, pack=True)
