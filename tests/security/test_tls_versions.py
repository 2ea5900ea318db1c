"""What a server with a certificate takes of TLS: today's versions and ciphers, and nothing older."""

from __future__ import annotations

import contextlib
import socket
import ssl
import warnings

import pytest
import trustme

from tests.served import Served


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    certificate = trustme.CA().issue_cert("127.0.0.1")
    key, chain = folder / "key.pem", folder / "chain.pem"
    certificate.private_key_pem.write_to_path(key)
    for part in certificate.cert_chain_pems:
        part.write_to_path(chain, append=True)
    served = Served(folder / "data", "--tls-cert", str(chain), "--tls-key", str(key))
    yield served
    served.end()


def client(**changed) -> ssl.SSLContext:
    """A client that would take anything, old ciphers too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        for name, value in changed.items():
            setattr(context, name, value)
    return context


def connected(server: Served, context: ssl.SSLContext) -> tuple[str, str]:
    """Version and cipher of a connection."""
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain,
        context.wrap_socket(plain) as over_tls,
    ):
        return over_tls.version(), over_tls.cipher()[0]


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1], ids=["1.0", "1.1"])
def test_what_is_older_than_tls_1_2_is_refused(server, version):
    with pytest.raises((ssl.SSLError, ConnectionError)):
        connected(server, client(maximum_version=version))


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
def test_a_connection_has_forward_secrecy_and_authenticated_encryption(server, version):
    told, cipher = connected(server, client(maximum_version=version))
    assert told == {ssl.TLSVersion.TLSv1_2: "TLSv1.2", ssl.TLSVersion.TLSv1_3: "TLSv1.3"}[version]
    assert cipher.startswith(("TLS_AES_", "TLS_CHACHA20_", "ECDHE-"))
    assert any(mode in cipher for mode in ("GCM", "CHACHA20"))


@pytest.mark.parametrize(
    "cipher", ["AES256-SHA", "AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA"]
)
def test_ciphers_without_either_are_refused(server, cipher):
    context = client(maximum_version=ssl.TLSVersion.TLSv1_2)
    context.set_ciphers(f"{cipher}:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        connected(server, context)


def test_plain_http_gets_no_answer_of_the_app(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain:
        plain.sendall(b"GET /api/v1/state HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            assert b"setup_needed" not in plain.recv(65536)
