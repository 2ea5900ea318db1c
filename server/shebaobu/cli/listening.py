"""The web server's listening: TLS that holds nobody up, and limits on how long anybody may take.

Cheroot shakes hands in the one thread that takes connections, so a single one that stays silent would keep everybody
waiting; and its time limit is for each piece of a request, so one byte every nine seconds holds a worker for good. Here
a connection comes to a worker when it has sent something, the worker shakes hands, and what it waits for a client, in
reading and in writing, is counted together: some seconds, and more only by what was moved meanwhile. Where all workers
are busy there are more of them, up to a limit.
"""

from __future__ import annotations

import errno
import logging
import socket
import ssl
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from cheroot.makefile import MakeFile
from cheroot.wsgi import Server

from shebaobu.cli.request_heads import StrictConnection
from shebaobu.config import Config
from shebaobu.web.trust import OVER_TLS
from shebaobu.web.wire import DRAIN_MB

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HEADER_LIMIT = 64 * 1024
SHUTDOWN_S = 10
THREADS = 8
MOST_THREADS = 32
PAUSE_S = 10
PATIENCE_S = 20
BYTES_PER_S = 8 * 1024
HANDSHAKE_S = 10
WAITING_CONNECTIONS = 100

_TLS_HANDSHAKE = b"\x16"

log = logging.getLogger("shebaobu")


class Limits(msgspec.Struct, frozen=True):
    """Seconds and numbers. ``pause_s`` is between two pieces; ``patience_s`` all waiting for one request or answer
    together, and a second more for each ``bytes_per_s`` that were moved; ``handshake_s`` is for all of a handshake.
    """

    pause_s: int = PAUSE_S
    patience_s: float = PATIENCE_S
    bytes_per_s: int = BYTES_PER_S
    handshake_s: float = HANDSHAKE_S
    threads: int = THREADS
    most_threads: int = MOST_THREADS


class _Pace:
    """How long one side of a connection has been waited for."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.begin()

    def begin(self) -> None:
        """A new request or answer."""
        self._waited_s = 0.0
        self._moved = 0

    def next_s(self) -> float:
        """How long the next piece may take; raises ``TimeoutError`` when no time is left."""
        left = self._limits.patience_s + self._moved / self._limits.bytes_per_s - self._waited_s
        if left <= 0:
            raise TimeoutError("timed out")
        return min(left, self._limits.pause_s)

    def count(self, seconds: float, moved: int) -> None:
        """A piece came, or went."""
        self._waited_s += seconds
        self._moved += moved


class _PacedSocket:
    """A socket for cheroot's files, with a pace for each direction."""

    def __init__(self, sock: socket.socket, reading: _Pace, writing: _Pace) -> None:
        self._sock = sock
        self._reading = reading
        self._writing = writing

    def recv_into(self, buffer: Any) -> int:
        """Read what has come; raises ``TimeoutError``."""
        return self._paced(self._reading, lambda: self._sock.recv_into(buffer))

    def send(self, data: bytes) -> int:
        """Send some of it; raises ``TimeoutError``."""
        return self._paced(self._writing, lambda: self._sock.send(data))

    def _paced(self, pace: _Pace, move: Callable[[], int]) -> int:
        self._sock.settimeout(pace.next_s())
        began = time.monotonic()
        moved = 0
        try:
            moved = move()
        except TimeoutError:
            # TLS has other words for it, which cheroot does not know.
            raise TimeoutError("timed out") from None
        except ssl.SSLError as error:
            # A client that has broken off, or that does not trust the certificate: no failure of ours.
            raise ConnectionResetError(errno.ECONNRESET, "TLS ended") from error
        finally:
            pace.count(time.monotonic() - began, moved)
        return moved

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Connection(StrictConnection):
    """One connection; the first that it sends decides whether it speaks TLS."""

    def __init__(self, server: ListeningServer, sock: socket.socket, makefile: object = None) -> None:
        del makefile
        self._reading, self._writing = _Pace(server.limits), _Pace(server.limits)
        self._met = False
        super().__init__(server, sock, self._paced_file)

    def _paced_file(self, sock: socket.socket, mode: str, size: int) -> Any:
        return MakeFile(_PacedSocket(sock, self._reading, self._writing), mode, size)

    def communicate(self) -> bool:
        """Answer a request; whether the connection stays open."""
        self._reading.begin()
        self._writing.begin()
        if not self._met:
            self._met = True
            if not self._meet():
                return False
        return bool(super().communicate())  # type: ignore[no-untyped-call]  # cheroot tells some types only

    def _meet(self) -> bool:
        """Shake hands where the client wants TLS; whether there is somebody to go on with."""
        self.ssl_env = {OVER_TLS: False, "wsgi.url_scheme": "http"}
        if self.server.context is None:
            return True
        try:
            self.socket.settimeout(self.server.limits.pause_s)
            first = self.socket.recv(1, socket.MSG_PEEK)
            if first == _TLS_HANDSHAKE:
                self._shake_hands()
        except (OSError, ValueError):
            return False
        return bool(first)

    def _shake_hands(self) -> None:
        secure = self.server.context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.socket = secure
        secure.settimeout(self.server.limits.handshake_s)
        secure.do_handshake()
        self.rfile = self._paced_file(secure, "rb", self.rbufsize)
        self.wfile = self._paced_file(secure, "wb", self.wbufsize)
        self.ssl_env = {OVER_TLS: True, "wsgi.url_scheme": "https", "HTTPS": "on"}


class ListeningServer(Server):
    """Cheroot's server over our connections; ``context`` may be another from one moment to the next."""

    ConnectionClass = _Connection
    version = "shebaobu"
    keep_alive_conn_limit = WAITING_CONNECTIONS
    max_request_header_size = HEADER_LIMIT
    max_request_body_size = DRAIN_MB * 1024 * 1024

    def __init__(
        self, config: Config, app: WSGIApplication, context: ssl.SSLContext | None, limits: Limits | None = None
    ) -> None:
        self.limits = limits or Limits()
        self.context = context
        super().__init__(
            (config.host, config.port),
            app,
            numthreads=self.limits.threads,
            max=self.limits.most_threads,
            server_name="shebaobu",
            timeout=self.limits.pause_s,
            shutdown_timeout=SHUTDOWN_S,
        )

    def process_conn(self, conn: _Connection) -> None:
        """Give a connection to a worker once something came over it: browsers open some only in case."""
        if conn.last_used is None:
            self.put_conn(conn)
            return
        if self.requests.idle <= self.requests.qsize:
            self.requests.grow(1)
        super().process_conn(conn)

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:
        """Log the type of a failure only: the web server's own words may quote a request."""
        del msg, traceback
        kind = sys.exc_info()[0]
        log.log(level, "web server: %s", kind.__name__ if kind else "connection closed")
