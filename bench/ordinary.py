"""Ordinary Brython pages beside the product, to be measured against it: compiled in the browser at each visit.

``python -m bench.ordinary serve …`` is ``shebaobu serve …`` with these pages under ``/ordinary/``: the same process
sends them, compressed and kept by browsers as the product's own files are, with its headers but for two: they may make
code of strings, and ask for modules while nothing else goes on, without which they do nothing. The product never
serves them.
"""

from __future__ import annotations

import re
import sys
from importlib import resources
from typing import Any

from flask import Flask, Response, request, send_from_directory
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from shebaobu import app as product
from shebaobu.cli import main, serving
from shebaobu.web.headers import HEADERS
from webapp.builder.building import BEFORE_BRYTHON, write_folder
from webapp.builder.places import BUILT, ROOT, WEBAPP

FOLDER = ROOT / "build" / "ordinary"
_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'"
_HEADERS = {**HEADERS, "Content-Security-Policy": _POLICY, "Permissions-Policy": ""}
_KEEP = "public, max-age=31536000, immutable"

_BRYTHON = '<script src="brython.js"></script>\n'
_LIBRARY = '<script src="brython_stdlib.js"></script>\n'
_MARK = 'from browser import window\nwindow.performance.mark("shebaobu:main")\n'
_FOR_COMPILED = ("compiled", "rest")
_NOT_COMPILED = "globalThis.shebaobu = { has: () => true, bringLater: () => undefined };\n"
_HELLO = f"""<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>hello</title>
%s</head>
<body onload="brython()">
<script type="text/python">
print("hello")
{_MARK}</script>
</body>
</html>
"""


def write() -> None:
    """Write the pages and what they load into ``build/ordinary``, compressed as the build of the product does it."""
    package = resources.files("brython") / "data"
    names = [name for name in BEFORE_BRYTHON if name not in _FOR_COMPILED]
    boot = [(WEBAPP / "boot" / f"{name}.js").read_text(encoding="utf-8") for name in names]
    files = {
        "brython.js": (package / "brython.js").read_bytes(),
        "brython_stdlib.js": (package / "brython_stdlib.js").read_bytes(),
        "hello.html": (_HELLO % (_BRYTHON + _LIBRARY)).encode(),
        "hello_alone.html": (_HELLO % _BRYTHON).encode(),
        "app.html": _page_of_sources().encode(),
        "before.js": "".join([_NOT_COMPILED, *boot]).encode(),
        **{path.name: path.read_bytes() for path in (WEBAPP / "app").glob("*.py")},
    }
    files["main.py"] += _MARK.encode()
    write_folder(FOLDER, files)


def _page_of_sources() -> str:
    """The product's page with its modules as they are written."""
    built = (BUILT / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<script defer.*</script>\n", "", built)
    page = page.replace("</head>", f'<script src="before.js"></script>\n{_BRYTHON}</head>')
    page = page.replace("<body>", '<body onload="brython()">')
    return page.replace("</body>", '<script type="text/python" src="main.py"></script>\n</body>')


def ordinary_pages() -> Flask:
    """The application that sends them."""
    app = Flask("ordinary", static_folder=None)

    @app.get("/<name>")
    def file(name: str) -> Response:
        packed = f"{name}.br" if "br" in request.accept_encodings else name
        response = send_from_directory(FOLDER, packed)
        if packed != name:
            response.headers["Content-Encoding"] = "br"
            response.mimetype = "text/html" if name.endswith(".html") else "text/javascript"
        response.headers["Cache-Control"] = _KEEP if name.endswith(".js") else "no-cache"
        response.headers.update(_HEADERS)
        return response

    return app


def _with_ordinary_pages(*given: Any) -> Flask:
    app = product.create_app(*given)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/ordinary": ordinary_pages()})
    return app


if __name__ == "__main__":
    write()
    serving.create_app = _with_ordinary_pages
    sys.exit(main())
