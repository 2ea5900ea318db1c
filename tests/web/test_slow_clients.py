"""A client that is slow or silent, on real sockets: it is let go after its time, and holds nobody else up meanwhile.

The limits are short here; each test waits for what happens and measures nothing.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from shebaobu.cli.listening import Limits, ListeningServer
from shebaobu.config import Config
from shebaobu.tls.contexts import server_context
from shebaobu.web.trust import OVER_TLS

SHORT = Limits(pause_s=1, patience_s=2, bytes_per_s=1_000_000, handshake_s=1, threads=2, most_threads=6)
# So long that who is held up by others is given up on before they are.
PATIENT = Limits(pause_s=300, patience_s=300, handshake_s=300, threads=2, most_threads=6)
BIG = 32 * 1024 * 1024
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
TIMEOUT_S = 30


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def context(authority, tmp_path_factory):
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    authority.issue_cert("127.0.0.1", "localhost").private_key_and_cert_chain_pem.write_to_path(file)
    return server_context(file, file)


class Listening:
    """A server in this process; ``bodies`` are those that came whole, None where one broke off."""

    def __init__(self, context: ssl.SSLContext | None, limits: Limits) -> None:
        self.bodies: list[bytes | None] = []
        self.came = threading.Event()
        self.secure = context is not None
        self.server = ListeningServer(Config(data=Path("/nowhere"), port=0), self.app, context, limits)

    def app(self, environ, start_response):
        if environ["REQUEST_METHOD"] == "POST":
            try:
                self.bodies.append(environ["wsgi.input"].read())
            except TimeoutError:
                self.bodies.append(None)
            self.came.set()
        content = (
            b"x" * BIG
            if environ["PATH_INFO"] == "/big"
            else f"{environ[OVER_TLS]} {environ['wsgi.url_scheme']}".encode()
        )
        start_response("200 OK", [("Content-Length", str(len(content))), ("Content-Type", "text/plain")])
        return [content]

    @property
    def port(self) -> int:
        return self.server.bind_addr[1]


@contextlib.contextmanager
def listening(context: ssl.SSLContext | None, limits: Limits = SHORT) -> Iterator[Listening]:
    running = Listening(context, limits)
    running.server.prepare()
    thread = threading.Thread(target=running.server.serve)
    thread.start()
    try:
        yield running
    finally:
        running.server.stop()
        thread.join()


@pytest.fixture(params=["plain", "tls"])
def server(request, context):
    with listening(context if request.param == "tls" else None) as running:
        yield running


@pytest.fixture
def secured(context):
    with listening(context) as running:
        yield running


@pytest.fixture(params=["plain", "tls"])
def patient(request, context):
    with listening(context if request.param == "tls" else None, PATIENT) as running:
        yield running


@pytest.fixture
def connect(authority):
    """Open connections, over TLS where the server speaks it; all are closed afterwards."""
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    opened: list[socket.socket] = []

    def open_one(server: Listening, *, secure: bool | None = None, buffered: int = 0) -> socket.socket:
        sock = socket.socket()
        sock.settimeout(TIMEOUT_S)
        if buffered:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffered)
        sock.connect(("127.0.0.1", server.port))
        if server.secure if secure is None else secure:
            sock = trusting.wrap_socket(sock, server_hostname="localhost")
        opened.append(sock)
        return sock

    yield open_one
    for sock in opened:
        sock.close()


def all_of(sock: socket.socket) -> bytes:
    """What comes until the other side closes."""
    received = b""
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while piece := sock.recv(65536):
            received += piece
    return received


def asked(sock: socket.socket) -> bytes:
    """The answer to a simple request."""
    sock.sendall(HEAD + b"Connection: close\r\n\r\n")
    return all_of(sock)


def trickle(sock: socket.socket, byte: bytes = b"a") -> bytes:
    """Send a byte now and then, always before the pause is over, until the other side closes; what it said."""
    stop = threading.Event()

    def send() -> None:
        with contextlib.suppress(OSError):
            while not stop.wait(SHORT.pause_s / 4):
                sock.sendall(byte)

    sender = threading.Thread(target=send)
    sender.start()
    try:
        return all_of(sock)
    finally:
        stop.set()
        sender.join()


def test_it_is_known_who_came_over_tls(server, connect):
    assert asked(connect(server)).endswith(b"True https" if server.secure else b"False http")


def test_nobody_says_they_came_over_tls(secured, connect):
    lying = connect(secured, secure=False)
    lying.sendall(b"GET https://localhost/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert b"True" not in all_of(lying)


def test_a_plain_request_to_the_port_of_tls_is_answered_as_plain(secured, connect):
    assert asked(connect(secured, secure=False)).endswith(b"False http")


def test_several_requests_go_over_one_connection(server, connect):
    sock = connect(server)
    for _ in range(3):
        sock.sendall(HEAD + b"\r\n")
        answer = b""
        while not answer.endswith((b"https", b"http")):
            answer += sock.recv(65536)
        assert answer.startswith(b"HTTP/1.1 200")


def test_a_head_that_trickles_in_is_cut_off(server, connect):
    sock = connect(server)
    sock.sendall(HEAD + b"X-Slow: ")
    assert b" 200 " not in trickle(sock)
    assert asked(connect(server)).startswith(b"HTTP/1.1 200")


def test_a_head_that_stops_is_cut_off(server, connect):
    sock = connect(server)
    sock.sendall(HEAD)
    assert b"408" in all_of(sock)


def test_a_body_that_trickles_in_is_cut_off(server, connect):
    sock = connect(server)
    sock.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
    trickle(sock)
    assert server.came.wait(TIMEOUT_S)
    assert server.bodies == [None]


def test_a_large_body_that_comes_on_is_taken(server, connect):
    sock = connect(server)
    body = b"b" * 8 * 1024 * 1024
    head = f"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    sock.sendall(head.encode() + body)
    assert all_of(sock).startswith(b"HTTP/1.1 200")
    assert server.bodies == [body]


@pytest.mark.parametrize("secure", [False, True])
def test_who_takes_the_answer_drop_by_drop_is_cut_off(context, connect, secure):
    """Each piece comes in time; all of it together would take ten times as long as there is patience for."""
    with listening(context if secure else None, Limits(pause_s=2, patience_s=2, bytes_per_s=10**9)) as server:
        sock = connect(server, buffered=64 * 1024)
        sock.sendall(b"GET /big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        pause, received = threading.Event(), 0
        for _ in range(32):
            for _ in range(16):
                received += len(sock.recv(32 * 1024))
            pause.wait(0.25)
        assert received + len(all_of(sock)) < BIG


def test_a_silent_connection_is_closed(server, connect):
    assert all_of(connect(server, secure=False)) == b""


def test_silent_connections_hold_nobody_up(patient, connect):
    for _ in range(PATIENT.most_threads * 3):
        connect(patient, secure=False)
    assert asked(connect(patient)).startswith(b"HTTP/1.1 200")


def test_handshakes_that_do_not_go_on_hold_nobody_up(patient, connect):
    for _ in range(PATIENT.most_threads - 1):
        connect(patient, secure=False).sendall(b"\x16\x03\x01")
    assert asked(connect(patient)).startswith(b"HTTP/1.1 200")


def test_slow_requests_hold_nobody_up_while_there_may_be_more_workers(patient, connect):
    for _ in range(PATIENT.most_threads - 1):
        connect(patient).sendall(HEAD)
    assert asked(connect(patient)).startswith(b"HTTP/1.1 200")


def test_a_handshake_that_trickles_in_is_cut_off(secured, connect):
    sock = connect(secured, secure=False)
    sock.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
    trickle(sock)
    assert asked(connect(secured, secure=True)).startswith(b"HTTP/1.1 200")


def test_who_breaks_off_is_no_failure_of_the_servers(context, authority, caplog):
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with listening(context) as running:
        with pytest.raises(ssl.SSLCertVerificationError), socket.create_connection(("127.0.0.1", running.port)) as sock:
            ssl.create_default_context().wrap_socket(sock, server_hostname="localhost")
        with (
            socket.create_connection(("127.0.0.1", running.port), timeout=TIMEOUT_S) as sock,
            trusting.wrap_socket(sock, server_hostname="localhost") as secure,
        ):
            secure.sendall(HEAD)
            socket.socket.sendall(secure, b"no TLS any more")
            all_of(secure)
    assert [record.message for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


def test_a_renewed_certificate_is_used_from_the_next_connection_on(secured, tmp_path):
    other = trustme.CA()
    file = tmp_path / "renewed.pem"
    other.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(file)
    secured.server.context = server_context(file, file)
    trusting = ssl.create_default_context()
    other.configure_trust(trusting)
    with (
        socket.create_connection(("127.0.0.1", secured.port), timeout=TIMEOUT_S) as sock,
        trusting.wrap_socket(sock, server_hostname="localhost") as secure,
    ):
        assert asked(secure).startswith(b"HTTP/1.1 200")
