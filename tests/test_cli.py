"""The commands as a person runs them: real processes, real signals, a real server."""

import http.client
import json
import os
import pty
import signal
import socket
import ssl
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
import trustme

from shebaobu.config import SETTINGS, default_data_dir, load_config
from shebaobu.errors import SettingRefused
from shebaobu.storage.documents import Evidence, Member
from shebaobu.storage.folder import DataFolder
from tests.family import NAME, PASSPHRASE, PORTALS

CAPTURE = PORTALS / "nantong_payer_split_rows" / "capture.json"


def run(*arguments, lang="C.UTF-8", stdin=None, **env):
    return subprocess.run(
        [sys.executable, "-m", "shebaobu.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": lang, "PYTHONUTF8": "1", **env},
    )


def ask(server, path, body=None, cookie="", method=None):
    """Status, answer and cookie of a request to a served household."""
    request = urllib.request.Request(
        server.address + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Cookie": cookie},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
            return answer.status, json.loads(text or "null"), answer.headers.get("Set-Cookie", "").split(";")[0]
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read()), ""


def set_up(server, passphrase=PASSPHRASE, token=None):
    """Set an account up by its link; its TOTP secret."""
    token = token or server.setup_token
    fields = {"token": token, "household": "宋家", "name": NAME, "passphrase": passphrase}
    status, begun, _ = ask(server, "/api/v1/setup/begin", fields)
    assert status == 200, begun
    secret = begun["totp"]["secret"]
    status, confirmed, _ = ask(server, "/api/v1/setup/confirm", {"token": token, "code": pyotp.TOTP(secret).now()})
    assert status == 200, confirmed
    assert len(confirmed["recovery_codes"]) == 10
    return confirmed["recovery_codes"]


def sign_in(server, recovery_code, passphrase=PASSPHRASE):
    """Sign in by a recovery code; the session's cookie."""
    status, ticket, _ = ask(server, "/api/v1/session", {"name": NAME, "passphrase": passphrase})
    assert status == 200, ticket
    body = {"ticket": ticket["ticket"], "method": "recovery", "code": recovery_code}
    status, signed, cookie = ask(server, "/api/v1/session/second", body)
    assert status == 200, signed
    return cookie


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


def test_normalize_prints_what_the_page_says_and_the_account_of_every_part(tmp_path):
    done = run("normalize", CAPTURE, "--json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert set(answer) == {"records", "person", "accounting"}
    assert answer["records"][0]["kind"] == "contribution"
    assert answer["records"][0]["source"]["block"] == 1
    assert answer["person"]["name_masked"] == "钱*宁"
    assert {entry["use"] for entry in answer["accounting"]} >= {"used"}
    piped = run("normalize", "-", "--json", stdin=CAPTURE.read_text())
    assert piped.stdout == done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("lang", "words"), [("zh_CN.UTF-8", "企业职工基本养老保险"), ("en_US.UTF-8", "Pension (employees)")]
)
def test_normalize_for_people_is_a_table_in_their_language(lang, words):
    done = run("normalize", CAPTURE, lang=lang)
    assert done.returncode == 0
    row = next(line for line in done.stdout.splitlines() if "2018-02" in line)
    assert words in row
    assert "3,300.00" in row
    assert "钱*宁" in done.stdout
    account = done.stdout[done.stdout.rindex("2018-03") :]
    assert all(label in account for label in ("序号", "对应期", "缴费标识", "证件号码", "aac001"))


def test_normalize_for_people_masks_an_id_number():
    done = run("normalize", PORTALS / "bj_csibiz_oldage_2018" / "capture.json")
    assert "990102********1381" in done.stdout
    assert "990102199103101381" not in done.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        ("{", "not JSON"),
        ("[" * 100_000, "not in a form"),
        ('{"format":"x"}', "not in a form"),
        (b"\xff\xfe", "not in a form"),
    ],
    ids=range(5),
)
def test_normalize_refuses_what_is_no_capture(tmp_path, content, words):
    file = tmp_path / "x.json"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    refused = run("normalize", file)
    assert refused.returncode == 2
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""


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


def test_doctor_finds_all_well_and_says_what_is_not(serve, tmp_path):
    data = tmp_path / "served"
    assert "not there yet" in run("doctor", "--data", data).stdout
    server = serve()
    codes = set_up(server)
    ask(server, "/api/v1/members", {"name": "钱小宁", "relation": "spouse"}, sign_in(server, codes[0]))
    assert "the server is using" in run("doctor", "--data", data).stdout
    server.end()
    well = run("doctor", "--data", data)
    assert well.returncode == 0, well.stdout
    assert "All is well" in well.stdout
    assert "✗" not in well.stdout
    (data / "household.sealed").chmod(0o644)
    open_to_others = run("doctor", "--data", data, lang="zh_CN.UTF-8")
    assert open_to_others.returncode == 1
    assert "其他人也能读" in open_to_others.stdout
    (data / "household.sealed").chmod(0o600)
    (data / "household.sealed").write_bytes(b"{")
    damaged = run("doctor", "--data", data)
    assert damaged.returncode == 1
    assert "✗" in damaged.stdout
    assert "shebaobu generations restore household" in damaged.stdout
    assert (data / "household.sealed").read_bytes() == b"{"


def test_doctor_opens_the_document_of_each_member(tmp_path):
    folder = DataFolder(tmp_path / "data")
    for name in ("a", "b"):
        folder.household.members.put(member(name))
        folder.member(name).file.create()
        (tmp_path / "data" / "members" / f"{name}.sealed").write_bytes(b"{")
    folder.close()
    found = run("doctor", "--data", tmp_path / "data")
    assert found.returncode == 1
    assert "members/a cannot" in found.stdout
    assert "members/b cannot" in found.stdout


def member(name):
    return Member(id=name, name=name, relation="self", added_at=datetime(2026, 11, 23, tzinfo=UTC), added_by="x")


def test_the_data_folder_is_private_from_the_first_moment(serve, tmp_path):
    serve()
    for path in (tmp_path / "served", *(tmp_path / "served").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_settings_come_from_options_then_environment_then_defaults(tmp_path):
    environ = {"SHEBAOBU_DATA": str(tmp_path), "SHEBAOBU_PORT": "1234", "SHEBAOBU_ALLOWED_HOSTS": " A.lan, ,b.lan "}
    config = load_config({"port": "4321", "host": None}, environ)
    assert (config.port, config.host, config.data) == (4321, "127.0.0.1", tmp_path)
    assert config.allowed_hosts == ("a.lan", "b.lan")
    assert load_config({}, environ).port == 1234
    assert load_config({}, {"HOME": "/x"}).port == 8620
    with pytest.raises(SettingRefused) as refused:
        load_config({}, environ | {"SHEBAOBU_PORT": "65536"})
    assert refused.value.detail == {"setting": "port"}
    assert {setting.name for setting in SETTINGS} == set(config.__struct_fields__) - {"dev"}


@pytest.mark.parametrize(
    ("platform", "environ", "ends"),
    [
        ("linux", {"XDG_DATA_HOME": "/d"}, "/d/shebaobu"),
        ("linux", {}, "/.local/share/shebaobu"),
        ("darwin", {}, "/Library/Application Support/shebaobu"),
        ("win32", {"APPDATA": "/r"}, "/r/shebaobu"),
    ],
)
def test_data_lies_where_the_platform_keeps_it(platform, environ, ends):
    assert default_data_dir(environ, platform).as_posix().endswith(ends)


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["serve"],
        ["normalize"],
        ["redact"],
        ["account", "reset"],
        ["account", "list"],
        ["account", "remove"],
        ["doctor"],
        ["check"],
        ["key", "sheet"],
        ["key", "restore"],
        ["rekey"],
        ["generations", "restore"],
        ["reread"],
    ],
)
def test_help_is_there_in_both_languages(command):
    chinese = run(*command, "--help", lang="zh_CN.UTF-8").stdout
    english = run(*command, "--help", lang="C.UTF-8").stdout
    assert "cli." not in chinese + english
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert chinese != english or command == ["account", "reset"]


@pytest.fixture
def data(tmp_path):
    """A data folder with a member who has something stored twice."""
    folder = DataFolder(tmp_path / "data")
    folder.household.members.put(member("m1"))
    for number in range(3):
        folder.member("m1").evidence.put(Evidence(id=str(number), capture={"page": number}))
    folder.close()
    return folder.path


def test_the_recovery_sheet_brings_a_lost_key_back(data, tmp_path):
    sheet = tmp_path / "sheet.html"
    written = run("key", "sheet", "--data", data, "--output", sheet)
    assert written.returncode == 0, written.stderr
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    page = sheet.read_text(encoding="utf-8")
    assert "恢复单" in page
    assert "Recovery sheet" in page
    assert "viewBox" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert run("key", "sheet", "--data", data, "--output", sheet).returncode == 2
    lines = page.split("<pre>")[1].split("</pre>")[0]
    assert lines in run("key", "sheet", "--data", data).stdout

    there = run("key", "restore", "--data", data, stdin=lines)
    assert there.returncode == 2
    assert "There is a key file already" in there.stderr
    key = data / "master.key"
    before = key.read_bytes()
    key.unlink()
    lost = run("check", "--data", data)
    assert lost.returncode == 1
    assert "shebaobu key restore" in lost.stdout
    mistyped = lines.splitlines()
    mistyped[2] = mistyped[2].replace(mistyped[2][5], "X" if mistyped[2][5] != "X" else "Y", 1)
    wrong = run("key", "restore", "--data", data, stdin="\n".join(mistyped))
    assert wrong.returncode == 2
    assert "Line 3" in wrong.stderr
    assert not key.exists()
    assert run("key", "restore", "--data", data, stdin=lines).returncode == 0
    assert key.read_bytes() == before
    assert run("check", "--data", data).returncode == 0


def test_a_typed_line_that_is_wrong_is_asked_for_again(data):
    key = data / "master.key"
    lines = key.read_text().splitlines()
    key.unlink()
    controller, terminal = pty.openpty()
    typing = subprocess.Popen(
        [sys.executable, "-m", "shebaobu.cli", "key", "restore", "--data", str(data)],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
    )
    os.close(terminal)
    typed = [lines[0][3:], "0000", lines[1][3:].lower(), lines[2], lines[3][3:]]
    os.write(controller, "".join(f"{line}\n" for line in typed).encode())
    out, told = typing.communicate(timeout=60)
    os.close(controller)
    assert typing.returncode == 0, out.decode() + told.decode()
    assert "第 2 行不对" in told.decode()
    assert key.exists()


def test_rekey_voids_the_former_sheet(data):
    former = (data / "master.key").read_text()
    done = run("rekey", "--data", data)
    assert done.returncode == 0, done.stderr
    assert "no longer opens" in done.stdout
    assert run("check", "--data", data).returncode == 0
    (data / "master.key").unlink()
    refused = run("key", "restore", "--data", data, stdin=former)
    assert refused.returncode == 2
    assert "does not fit the data" in refused.stderr


def test_a_damaged_document_is_brought_back_by_the_command_that_check_names(data):
    file = data / "members" / "m1.sealed"
    damaged = file.read_bytes()[:-1]
    file.write_bytes(damaged)
    found = run("check", "--data", data)
    assert found.returncode == 1
    assert "shebaobu generations restore members/m1" in found.stdout
    assert "members/m1" in run("generations", "list", "--data", data).stdout
    done = run("generations", "restore", "members/m1", "--data", data)
    assert done.returncode == 0, done.stderr
    aside = done.stdout.split("is kept in ")[1].strip()
    assert Path(aside).read_bytes() == damaged
    assert run("check", "--data", data).returncode == 0
    none = run("generations", "restore", "members/none", "--data", data)
    assert none.returncode == 2
    assert "no such earlier version" in none.stderr


def test_commands_about_the_data_leave_a_served_folder_alone(serve, tmp_path):
    serve()
    data = tmp_path / "served"
    for command in (["rekey"], ["generations", "list"], ["generations", "restore", "household"]):
        busy = run(*command, "--data", data)
        assert busy.returncode == 2
        assert "in use by another" in busy.stderr
    assert "the server is using" in run("check", "--data", data).stdout
