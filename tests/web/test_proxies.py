"""What a proxy says of a request counts from the configured proxies, and nobody comes past them."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from shebaobu.config import THIS_COMPUTER, load_config
from shebaobu.errors import SettingRefused
from shebaobu.web.proxy import PAST_THE_PROXY, Proxied, is_trusted
from tests.served import Served

SPOOFED = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}


def seen_through(peer: str, headers: dict[str, str]) -> dict[str, object]:
    """What an application behind trusted loopback sees of a request from a peer."""
    seen: dict[str, object] = {}

    def app(environ, start_response):
        names = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST", PAST_THE_PROXY)
        seen.update({name: environ.get(name) for name in names})
        start_response("200 OK", [])
        return []

    environ = EnvironBuilder(headers=headers, environ_base={"REMOTE_ADDR": peer}).get_environ()
    run_wsgi_app(Proxied(app, THIS_COMPUTER), environ)
    return seen


def test_a_trusted_proxy_tells_address_and_scheme_but_no_name():
    seen = seen_through("127.0.0.1", SPOOFED | {"X-Forwarded-For": "10.6.6.6, 192.168.1.9"})
    assert seen == {
        "REMOTE_ADDR": "192.168.1.9",
        "wsgi.url_scheme": "https",
        "HTTP_HOST": "localhost",
        PAST_THE_PROXY: None,
    }


@pytest.mark.parametrize("peer", ["192.168.1.5", "::ffff:192.168.1.5", "fe80::1%eth0", "", "unix:"])
def test_from_anybody_else_nothing_forwarded_counts(peer):
    seen = seen_through(peer, SPOOFED)
    assert seen == {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "localhost", PAST_THE_PROXY: True}


def test_proxies_are_told_by_address_or_network():
    trusted = load_config(environ={"SHEBAOBU_TRUSTED_PROXY": "172.18.0.0/16, fd00::5"}).trusted_proxy
    assert is_trusted("172.18.3.4", trusted)
    assert is_trusted("::ffff:172.18.3.4", trusted)
    assert is_trusted("fd00::5", trusted)
    assert not is_trusted("127.0.0.1", trusted)
    assert load_config(environ={}).trusted_proxy == tuple(map(ipaddress.ip_network, ("127.0.0.0/8", "::1/128")))
    for wrong in ("nginx", "10.0.0.1/8", "1.2.3"):
        with pytest.raises(SettingRefused):
            load_config(environ={"SHEBAOBU_TRUSTED_PROXY": wrong})


@contextlib.contextmanager
def proxy_before(server: Served) -> Iterator[str]:
    """A proxy as people set one up: it passes the name on, and tells address and scheme itself."""

    class Forward(BaseHTTPRequestHandler):
        def do_GET(self):
            headers = dict(self.headers) | {"X-Forwarded-Proto": "https"}
            headers["X-Forwarded-For"] = f"{self.headers.get('X-Forwarded-For', '')}, 192.168.1.9"
            with contextlib.closing(ask(server.address + self.path, headers)) as answer:
                body = answer.read()
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_args):
            """Nothing."""

    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Forward)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{proxy.server_address[1]}"
    finally:
        proxy.shutdown()
        proxy.server_close()


def ask(address: str, headers: dict[str, str]):
    """The answer, also where it is a refusal."""
    try:
        return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30)
    except urllib.error.HTTPError as refused:
        return refused


def code_of(answer) -> str:
    return json.loads(answer.read())["error"]["code"]


def test_a_server_behind_a_proxy(tmp_path):
    server = Served(tmp_path / "data", "--i-am-behind-a-proxy")
    try:
        with proxy_before(server) as proxy:
            answer = ask(proxy + "/api/v1/state", {})
            assert answer.status == 200
            assert answer.headers["Strict-Transport-Security"]
            assert ask(proxy + "/api/v1/state", {"X-Forwarded-Host": "evil.example"}).status == 200
            refused = ask(proxy + "/api/v1/state", {"Host": "evil.example", "X-Forwarded-Host": "localhost"})
            assert code_of(refused) == "host_not_allowed"
    finally:
        server.end()


def test_without_a_proxy_nothing_forwarded_counts(tmp_path):
    server = Served(tmp_path / "data")
    try:
        answer = ask(server.address + "/api/v1/state", SPOOFED)
        assert answer.status == 200
        assert "Strict-Transport-Security" not in answer.headers
    finally:
        server.end()


def test_who_comes_past_the_proxy_is_refused_in_words(tmp_path):
    server = Served(tmp_path / "data", "--i-am-behind-a-proxy", env={"SHEBAOBU_TRUSTED_PROXY": "10.9.9.9"})
    try:
        for path in ("/", "/api/v1/state"):
            assert code_of(ask(server.address + path, SPOOFED)) == "not_through_proxy"
    finally:
        server.end()
