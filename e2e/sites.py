"""Pages under any address for a browser that takes a proxy: answered from text, nothing is asked of the network."""

from __future__ import annotations

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import trustme


class Sites:
    """A proxy behind which every site has the pages that were put there; ``port`` is where it listens."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.authority = trustme.CA()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = int(self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, url: str, html: str) -> None:
        """Answer an address, its fragment apart, with a page."""
        self.pages[url.split("#", maxsplit=1)[0]] = html

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def context_for(self, host: str) -> ssl.SSLContext:
        """The site's side of an encrypted connection."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(host).configure_cert(context)
        return context

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        sites = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"
            site = ""

            def do_GET(self) -> None:
                html = sites.pages.get(self.path if self.site == "" else self.site + self.path)
                self.send_response(404 if html is None else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write((html or "").encode())

            def do_CONNECT(self) -> None:
                host = urlsplit(f"//{self.path}").hostname or ""
                self.send_response(200)
                self.end_headers()
                with sites.context_for(host).wrap_socket(self.connection, server_side=True) as inner:
                    self.site = f"https://{self.path.removesuffix(':443')}"
                    self.rfile, self.wfile = inner.makefile("rb"), inner.makefile("wb")
                    self.handle_one_request()
                    self.wfile.flush()
                self.close_connection = True

            def log_message(self, *_: Any) -> None:
                """Keep quiet."""

        return Handler
