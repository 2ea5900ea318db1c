"""``shebaobu serve --tls`` as a person runs it: what it prints, who may trust it, what a restart changes."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from shebaobu.storage.files import Files
from shebaobu.tls.authority import places_in
from shebaobu.tls.keeping import KeptCertificates
from shebaobu.tls.places import Places
from tests.served import Served

HERE = ("--host", "127.0.0.1")


def run(*arguments: object, lang: str = "C.UTF-8", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shebaobu.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": lang, "PYTHONUTF8": "1", **env},
    )


def authority_of(server: Served) -> bytes:
    """The authority's certificate (DER) as a phone gets it: by plain HTTP from the same port."""
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/shebaobu.crt", timeout=30) as answer:
        assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
        return answer.read()


def trusting(authority: bytes) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=authority)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


def certificate_of(server: Served) -> x509.Certificate:
    """The certificate that the server shows."""
    asking = ssl.create_default_context()
    asking.check_hostname, asking.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as sock, asking.wrap_socket(sock) as secure:
        return x509.load_der_x509_certificate(secure.getpeercert(binary_form=True))


def printed_fingerprint(text: str) -> str:
    pairs = re.findall(r"^ +((?:[0-9A-F]{2} ){7}[0-9A-F]{2})$", text, flags=re.MULTILINE)
    return " ".join(pairs)


def test_who_trusts_the_authority_is_served_and_who_does_not_refuses(serve):
    server = serve("--tls")
    authority = authority_of(server)
    with urllib.request.urlopen(server.address + "/api/v1/state", context=trusting(authority), timeout=30) as answer:
        assert json.loads(answer.read())["setup_needed"] is True
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(server.address + "/api/v1/state", timeout=30)
    server.end()
    assert "Traceback" not in "".join(server.log)


@pytest.mark.parametrize("name", ["localhost", socket.gethostname(), f"{socket.gethostname()}.local"])
def test_its_names_are_answered_and_need_no_https_elsewhere_on_the_computer(serve, name):
    """What a browser keeps of a name holds for every port: the computer's own names are shared with other programs."""
    server = serve("--tls")
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=ssl._create_unverified_context())
    connection.request("GET", "/api/v1/state", headers={"Host": f"{name}:{server.port}"})
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    assert "Strict-Transport-Security" not in answer.headers
    assert name in places_in(certificate_of(server))[0]
    connection.close()


def test_a_name_of_its_own_is_kept_to_https(serve):
    server = serve("--tls", "--allowed-hosts", "ledger.home.arpa")
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=ssl._create_unverified_context())
    connection.request("GET", "/", headers={"Host": "ledger.home.arpa"})
    assert connection.getresponse().headers["Strict-Transport-Security"]
    connection.request("GET", "/", headers={"Host": "evil.example"})
    connection.close()


def test_the_terminal_says_where_to_go_and_what_to_compare(serve):
    server = serve("--tls")
    text = "".join(server.printed)
    authority = x509.load_der_x509_certificate(authority_of(server))
    assert printed_fingerprint(text) == authority.fingerprint(hashes.SHA256()).hex(" ").upper()
    house = re.findall(r"^  (https://[^\s#]+)$", text, flags=re.MULTILINE)
    assert all(re.fullmatch(rf"https://\S+:{server.port}/", address) for address in house)
    assert f"open {house[0].replace('https', 'http')})" in text
    assert "█" in text
    assert "PRIVATE" not in text


def test_a_restart_keeps_the_authority_and_a_new_name_renews_the_certificate(serve):
    first = serve("--tls", *HERE)
    authority, shown = authority_of(first), certificate_of(first)
    assert "was made" in "".join(first.printed)
    first.end()
    again = serve("--tls", *HERE)
    assert authority_of(again) == authority
    assert certificate_of(again) == shown
    assert "was made" not in "".join(again.printed)
    again.end()
    moved = serve("--tls", *HERE, env={"SHEBAOBU_ALLOWED_HOSTS": "192.168.7.7,ledger.lan"})
    assert authority_of(moved) == authority
    names, addresses = places_in(certificate_of(moved))
    assert "ledger.lan" in names
    assert "192.168.7.7" in map(str, addresses)
    assert urllib.request.urlopen(moved.address + "/", context=trusting(authority), timeout=30).status == 200


def test_a_certificate_that_ends_soon_is_renewed_at_the_start(serve, tmp_path):
    """Made by a clock that was 350 days behind: less than sixty days are left."""
    data = tmp_path / "served"
    Files().make_folder(data)
    past = KeptCertificates(data, Places(names=("localhost",), addresses=()), datetime.now(UTC) - timedelta(days=350))
    server = serve("--tls", *HERE)
    assert authority_of(server) == past.authority.public_bytes(Encoding.DER)
    assert certificate_of(server).not_valid_after_utc > datetime.now(UTC) + timedelta(days=390)


def test_plain_http_gets_words_and_no_session(serve):
    server = serve("--tls", *HERE)
    plain = f"http://127.0.0.1:{server.port}"
    with urllib.request.urlopen(plain + "/#/setup/x", timeout=30) as answer:
        assert "SHA-256" in answer.read().decode()
    for path in ("/api/v1/state", "/api/v1/session"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(plain + path, data=b"{}", timeout=30)
        assert json.loads(refused.value.read())["error"]["code"] == "https_needed"


def test_the_environment_switches_it_on_for_the_whole_house(serve):
    server = serve(env={"SHEBAOBU_TLS": "1"})
    assert server.address.startswith("https://127.0.0.1")
    text = "".join(server.printed)
    assert "On phones and computers in the house" in text


def test_own_certificates_answer_plain_http_too(serve, tmp_path):
    authority = trustme.CA()
    pem = tmp_path / "own.pem"
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(pem)
    server = serve("--tls-cert", str(pem), "--tls-key", str(pem))
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=30) as answer:
        assert f"https://127.0.0.1:{server.port}/" in answer.read().decode()


@pytest.mark.parametrize("lang", ["C.UTF-8", "zh_CN.UTF-8"])
def test_a_damaged_authority_stops_the_start_in_words(tmp_path, lang):
    file = tmp_path / "data" / "tls" / "authority.pem"
    Files().make_folder(file.parent)
    file.write_text("cut off")
    refused = run("serve", "--tls", "--port", "0", "--data", tmp_path / "data", lang=lang)
    assert refused.returncode == 2
    assert str(file) in refused.stderr
    assert "Traceback" not in refused.stderr
    assert file.read_text() == "cut off"


def test_one_certificate_or_the_other(tmp_path):
    refused = run("serve", "--tls", "--tls-cert", "a.pem", "--tls-key", "a.pem", "--data", tmp_path / "data")
    assert refused.returncode == 2
    assert "setting tls" in refused.stderr


@pytest.fixture
def served_once(serve, tmp_path) -> Path:
    serve("--tls").end()
    return tmp_path / "served"


def test_doctor_looks_at_the_certificates(served_once):
    well = run("doctor", "--data", served_once)
    assert well.returncode == 0, well.stdout
    authority = x509.load_pem_x509_certificate((served_once / "tls" / "authority.pem").read_bytes())
    assert printed_fingerprint(well.stdout) == authority.fingerprint(hashes.SHA256()).hex(" ").upper()
    assert "396 days" in well.stdout or "395 days" in well.stdout
    assert socket.gethostname() in well.stdout
    chinese = run("doctor", "--data", served_once, lang="zh_CN.UTF-8")
    assert "指纹" in chinese.stdout


def test_doctor_says_which_names_are_missing_and_what_to_do(served_once):
    env = {"SHEBAOBU_ALLOWED_HOSTS": "ledger.lan,ledger.example.org"}
    found = run("doctor", "--data", served_once, **env)
    assert found.returncode == 1
    lines = [line for line in found.stdout.splitlines() if line.startswith("✗")]
    assert len(lines) == 2
    assert "lacks ledger.lan;" in lines[0]
    assert "cannot count for ledger.example.org" in lines[1]
    assert "tls/authority.pem" in lines[1]


def test_doctor_says_what_ends_soon_and_who_can_read_the_key(served_once):
    past = datetime.now(UTC) - timedelta(days=3400)
    for file in (served_once / "tls").iterdir():
        file.unlink()
    KeptCertificates(served_once, Places(names=("localhost",), addresses=()), past)
    (served_once / "tls" / "server.pem").chmod(0o640)
    found = run("doctor", "--data", served_once, "--tls", *HERE)
    assert found.returncode == 1
    ill = "\n".join(line for line in found.stdout.splitlines() if line.startswith("✗"))
    assert "(0 days)" in ill
    assert "(251 days)" in ill or "(250 days)" in ill
    assert "server.pem can be read by others" in ill
    (served_once / "tls" / "authority.pem").write_text("cut off")
    assert "cannot be read" in run("doctor", "--data", served_once).stdout


def test_doctor_looks_at_ones_own_certificate(tmp_path):
    pem = tmp_path / "own.pem"
    trustme.CA().issue_cert("*.example.org").private_key_and_cert_chain_pem.write_to_path(pem)
    pem.chmod(0o600)
    own = ("--tls-cert", pem, "--tls-key", pem, "--data", tmp_path / "data", "--host", "0.0.0.0", "--allowed-hosts")
    well = run("doctor", *own, "ledger.example.org")
    assert "counts for: *.example.org" in well.stdout
    assert "browsers will warn" not in run("doctor", *own, "ledger.example.org").stdout
    other = run("doctor", *own, "ledger.example.net")
    assert other.returncode == 1
    assert "does not count for ledger.example.net" in other.stdout
    pem.chmod(0o644)
    assert f"{pem} can be read by others" in run("doctor", *own, "ledger.example.org").stdout
    pem.write_text("not a certificate")
    assert run("doctor", *own, "x").returncode == 1
