"""``shebaobu serve`` as a real process: links, signals, what it refuses, TLS of one's own, large bodies."""

import http.client
import json
import signal
import socket
import ssl
import stat
import urllib.error
import urllib.request

import pytest
import trustme

from tests.console import ask, run, set_up, sign_in
from tests.family import NAME, PASSPHRASE


def test_what_was_acknowledged_outlives_a_kill(serve):
    server = serve()
    codes = set_up(server)
    cookie = sign_in(server, codes[0])
    status, added, _ = ask(server, "/api/v1/members", {"name": "钱小宁", "relation": "spouse"}, cookie)
    assert status == 201
    server.end(signal.SIGKILL)
    again = serve()
    assert again.setup_token is None
    status, listed, _ = ask(again, "/api/v1/members", cookie=cookie)
    assert status == 200
    assert [member["id"] for member in listed["members"]] == [added["member"]["id"]]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_with_a_line_and_no_traceback(serve, number):
    server = serve()
    assert ask(server, "/api/v1/state")[1]["setup_needed"] is True
    assert server.end(number) == 0
    assert "Stopped" in server.printed[-1]
    assert "Traceback" not in "".join(server.log)


def test_each_start_gives_a_new_link_until_it_is_used(serve):
    first = serve()
    old = first.setup_token
    first.end()
    second = serve()
    assert second.setup_token not in (None, old)
    fields = {"token": old, "household": "宋家", "name": NAME, "passphrase": PASSPHRASE}
    status, refused, _ = ask(second, "/api/v1/setup/begin", fields)
    assert (status, refused["error"]["code"]) == (403, "setup_link_not_valid")
    set_up(second)


def test_the_log_of_a_server_has_no_address_with_values(serve):
    server = serve()
    urllib.request.urlopen(server.address + "/?who=990102199103101381", timeout=30).read()
    ask(server, "/api/v1/members/990102199103101381/wall")
    server.end()
    log = "".join(server.log)
    assert "GET / 200" in log
    assert "GET /api/v1/members/<member_id>/wall 401" in log
    assert "990102" not in log
    assert server.setup_token not in log


def test_a_second_server_on_the_same_data_is_refused_by_name(serve, tmp_path):
    serve()
    refused = run("serve", "--port", "0", "--data", tmp_path / "served")
    assert refused.returncode == 2
    assert str(tmp_path / "served") in refused.stderr
    assert "in use by another" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_in_use_is_told_in_words_and_no_data_is_touched(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run("serve", "--port", port, "--data", tmp_path / "data", lang="zh_CN.UTF-8")
    assert refused.returncode == 2
    assert f"端口 {port} 已被占用" in refused.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "--tls-cert"),
        (["--host", "192.0.2.77", "--i-am-behind-a-proxy"], "not an address of this machine"),
        (["--port", "99999"], "setting port"),
        (["--port", "abc"], "setting port"),
        (["--tls-cert", "/nowhere/cert.pem"], "setting tls_key"),
        (["--tls-cert", "/nowhere/cert.pem", "--tls-key", "/nowhere/key.pem"], "/nowhere/cert.pem"),
        (["--nonsense"], "--help"),
    ],
)
def test_what_cannot_be_served_is_refused_in_words(tmp_path, options, words):
    refused = run("serve", "--data", tmp_path / "data", *options)
    assert refused.returncode == 2
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "data").exists()


def test_own_certificates_give_tls(serve, tmp_path):
    authority = trustme.CA()
    pair = authority.issue_cert("127.0.0.1", "localhost")
    cert, key, trusted = tmp_path / "cert.pem", tmp_path / "key.pem", tmp_path / "authority.pem"
    pair.private_key_pem.write_to_path(key)
    cert.write_bytes(b"".join(blob.bytes() for blob in pair.cert_chain_pems))
    authority.cert_pem.write_to_path(trusted)
    server = serve("--tls-cert", str(cert), "--tls-key", str(key), "--host", "0.0.0.0")
    assert server.address.startswith("https://")
    trusting = ssl.create_default_context(cafile=str(trusted))
    with urllib.request.urlopen(server.address + "/api/v1/state", context=trusting, timeout=30) as answer:
        assert answer.headers["Strict-Transport-Security"]
    other = tmp_path / "other.pem"
    other.write_text("not a key")
    refused = run("serve", "--port", "0", "--tls-cert", cert, "--tls-key", other, "--data", tmp_path / "x")
    assert refused.returncode == 2
    assert "PEM" in refused.stderr


def test_a_large_body_that_is_refused_gets_its_answer_over_the_wire(serve):
    server = serve()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for path, megabytes, code in (
        ("session", 17, "too_large"),
        ("captures", 8, "device_not_known"),
        ("x", 8, "not_found"),
    ):
        body = b" " * (megabytes * 1024 * 1024)
        connection.request("POST", f"/api/v1/{path}", body, {"Content-Type": "application/json"})
        assert json.loads(connection.getresponse().read())["error"]["code"] == code
    connection.close()


def test_a_body_of_untold_length_is_read_and_limited_alike(serve):
    server = serve()
    pieces = (b'{"name":"x",', b'"passphrase":"y"}')
    for body, expected in ((pieces, "sign_in_refused"), ((b" " * 1024 * 1024 for _ in range(17)), "too_large")):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request(
            "POST", "/api/v1/session", iter(body), {"Content-Type": "application/json"}, encode_chunked=True
        )
        answer = connection.getresponse()
        assert json.loads(answer.read())["error"]["code"] == expected
        connection.close()


def test_a_lost_account_is_set_up_anew_from_the_console(serve, tmp_path):
    server = serve()
    set_up(server)
    busy = run("account", "reset", NAME, "--data", tmp_path / "served")
    assert busy.returncode == 2
    assert "in use by another" in busy.stderr
    server.end()
    unknown = run("account", "reset", "无此人", "--data", tmp_path / "served")
    assert unknown.returncode == 2
    assert "No account has this name" in unknown.stderr
    done = run("account", "reset", NAME, "--data", tmp_path / "served")
    assert done.returncode == 0
    assert "http://127.0.0.1:8620/#/setup/" in done.stdout
    token = done.stdout.split("#/setup/")[1].split()[0]
    again = serve()
    codes = set_up(again, "换一个新的口令吧就这样", token)
    sign_in(again, codes[0], "换一个新的口令吧就这样")


def test_the_data_folder_is_private_from_the_first_moment(serve, tmp_path):
    serve()
    for path in (tmp_path / "served", *(tmp_path / "served").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
