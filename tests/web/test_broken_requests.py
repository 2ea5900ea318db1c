"""Requests that break off on the way: the server says nothing of them in its log, and goes on."""

import socket
import struct
import urllib.request

from tests.owner import Owner

RESET = struct.pack("ii", 1, 0)


def begin(owner: Owner, length: str, body: bytes) -> socket.socket:
    """A request with a body that is told to be as long as is said."""
    connection = socket.create_connection(("127.0.0.1", owner.server.port), timeout=30)
    head = (
        f"POST /api/v1/members HTTP/1.1\r\nHost: 127.0.0.1:{owner.server.port}\r\nConnection: close\r\n"
        f"Cookie: {owner.cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    )
    connection.sendall(head.encode() + body)
    return connection


def everything(connection: socket.socket) -> bytes:
    """All that is answered until the connection ends."""
    pieces = []
    while piece := connection.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def test_a_body_that_breaks_off_is_refused_in_words_and_not_told_in_the_log(serve):
    server = serve()
    owner = Owner(server)

    with begin(owner, "100", b'{"name": ') as half:
        half.shutdown(socket.SHUT_WR)
        assert b"bad_request" in everything(half)
    with begin(owner, "-1", b'{"name": ') as endless:
        endless.shutdown(socket.SHUT_WR)
        assert everything(endless).startswith(b"HTTP/1.1 400 ")
    gone = begin(owner, "100000", b'{"name": ')
    gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    gone.close()

    with urllib.request.urlopen(f"{owner.address}/api/v1/state", timeout=30) as state:
        assert state.status == 200
    server.end()
    assert "Traceback" not in "".join(server.log)
    assert "Error" not in "".join(server.log)
