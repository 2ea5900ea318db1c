"""Where a message ends is found in one way, and methods that nothing has are refused: over the wire, byte by byte."""

from __future__ import annotations

import re
import socket

import pytest

from tests.served import Served

SMUGGLED = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LENGTH = f"Content-Length: {len(SMUGGLED)}"
CHUNK = f"{len(SMUGGLED):x}\r\n{SMUGGLED}\r\n0\r\n\r\n"
# What each is told by the one way is a body; by the other it would be a request of its own.
TWO_LENGTHS = {
    "chunks and a shorter length": ("Transfer-Encoding: chunked\r\nContent-Length: 4", CHUNK),
    "a shorter length and chunks": ("Content-Length: 4\r\nTransfer-Encoding: chunked", CHUNK),
    "two lengths, the longer first": (f"{LENGTH}\r\nContent-Length: 0", SMUGGLED),
    "two lengths, the shorter first": (f"Content-Length: 0\r\n{LENGTH}", SMUGGLED),
    "a list of lengths": (f"Content-Length: 0, {len(SMUGGLED)}", SMUGGLED),
    "an unknown way": (f"Transfer-Encoding: xchunked\r\n{LENGTH}", SMUGGLED),
    "chunks that are none": (f"Transfer-Encoding: chunked, identity\r\n{LENGTH}", SMUGGLED),
    "a blank before the colon": (f"Transfer-Encoding : chunked\r\n{LENGTH}", SMUGGLED),
    "a length below nothing": ("Content-Length: -1", SMUGGLED),
    "a length with a sign": (f"Content-Length: +{len(SMUGGLED)}", SMUGGLED),
    "a length over two lines": (f"Content-Length: {len(SMUGGLED)}\r\n 0", SMUGGLED),
    "two names": (f"Host: evil.example\r\n{LENGTH}", SMUGGLED),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("framing") / "data")
    yield served
    served.end()


def answers(server: Served, message: str) -> list[int]:
    """The status of each answer to what is sent over one connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(message.encode())
        connection.shutdown(socket.SHUT_WR)
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", b"".join(pieces))]


@pytest.mark.parametrize(("heads", "body"), TWO_LENGTHS.values(), ids=TWO_LENGTHS)
def test_a_message_with_two_lengths_smuggles_nothing(server, heads, body):
    head = "POST /api/v1/pair HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json"
    [status] = answers(server, f"{head}\r\n{heads}\r\n\r\n{body}")
    assert status in (400, 501)


def test_a_name_with_an_underscore_is_not_taken_for_one_with_a_dash(tmp_path):
    """Through a trusted proxy, which sets the name with a dash and knows nothing of the other."""
    proxied = Served(tmp_path / "data", env={"SHEBAOBU_BEHIND_PROXY": "1"})
    try:
        told = []
        for name in ("X-Forwarded-Proto", "X_Forwarded_Proto"):
            head = f"GET /api/v1/state HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{name}: https"
            with socket.create_connection(("127.0.0.1", proxied.port), timeout=30) as connection:
                connection.sendall(f"{head}\r\n\r\n".encode())
                told.append(b"Strict-Transport-Security" in connection.recv(65536))
        assert told == [True, False]
    finally:
        proxied.end()


def test_what_would_be_smuggled_is_a_request_where_it_stands_alone(server):
    assert answers(server, SMUGGLED) == [200]


@pytest.mark.parametrize("path", ["/", "/api/v1/state", "/api/v1/members", "/static/", "/nothing"])
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "PUT", "FOO"])
def test_methods_that_nothing_has_are_refused(server, method, path):
    [status] = answers(server, f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert status in (404, 405)


def test_what_only_reads_is_refused_to_change(family):
    """No address that changes something answers to GET or HEAD, unless it reads as well."""
    changing, reading = set(), set()
    for rule in family.app.url_map.iter_rules():
        (changing if rule.methods & {"POST", "PUT", "PATCH", "DELETE"} else reading).add(rule.endpoint)
        assert not (rule.methods & {"GET", "HEAD"} and rule.methods & {"POST", "PUT", "PATCH", "DELETE"}), rule
    assert changing
    assert not changing & reading


def test_looking_at_everything_changes_nothing(family):
    member = family.add_member()
    family.browser.get("/api/v1/members")
    before = family.folder.household.file.storage.revision
    for rule in family.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.rule.startswith("/api/"):
            values = dict.fromkeys(rule.arguments, "x") | {"member_id": member, "ending": "json"}
            _, path = rule.build({name: values[name] for name in rule.arguments})
            family.browser.get(path)
    assert family.folder.household.file.storage.revision == before
