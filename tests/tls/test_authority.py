"""The household's authority, asked by OpenSSL: what it vouches for, and what it cannot however its key is used."""

import hashlib
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shebaobu.tls.authority import fingerprint_lines, needs_renewing, new_authority, new_certificate, places_in
from shebaobu.tls.places import Places

NOW = datetime.now(UTC).replace(microsecond=0)
HOME = Places(
    names=("localhost", "nas.local", "nas", "ledger.example.org"),
    addresses=tuple(map(ipaddress.ip_address, ("127.0.0.1", "::1", "192.168.1.10", "203.0.113.7"))),
)


@pytest.fixture(scope="module")
def authority():
    return new_authority(HOME, "nas", NOW)


def pem(signed):
    key = signed.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key + signed.certificate.public_bytes(Encoding.PEM)


def trusted(authority, signed, name, tmp_path):
    """Whether OpenSSL, trusting the authority, takes a server's certificate for a name."""
    file = tmp_path / "server.pem"
    file.write_bytes(pem(signed))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    asking = ssl.create_default_context(cadata=authority.certificate.public_bytes(Encoding.PEM).decode())
    asking.verify_flags |= ssl.VERIFY_X509_STRICT
    pipes = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = asking.wrap_bio(pipes[0], pipes[1], server_hostname=name)
    server = serving.wrap_bio(pipes[1], pipes[0], server_side=True)
    for _ in range(5):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError:
                return False
    return True


@pytest.mark.parametrize(
    "name", ["localhost", "nas.local", "nas", "ledger.example.org", "127.0.0.1", "::1", "203.0.113.7"]
)
def test_its_certificate_counts_for_every_place(authority, tmp_path, name):
    assert trusted(authority, new_certificate(authority, HOME, NOW), name, tmp_path)


@pytest.mark.parametrize(
    ("name", "believed"),
    [
        ("tv.local", True),
        ("192.168.44.5", True),
        ("bank.example.com", False),
        ("example.org", False),
        ("local.example.org", False),
        ("198.51.100.9", False),
        ("2001:db8::9", False),
    ],
)
def test_a_thief_of_its_key_cannot_pass_for_a_bank(authority, tmp_path, name, believed):
    address = ":" in name or name[0].isdigit()
    alternative = x509.IPAddress(ipaddress.ip_address(name)) if address else x509.DNSName(name)
    key = ec.generate_private_key(ec.SECP256R1())
    identifier = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    forged = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    assert trusted(authority, type(authority)(key, forged), name, tmp_path) is believed


def test_it_is_what_phones_accept(authority):
    own = authority.certificate
    lasts = own.not_valid_after_utc - own.not_valid_before_utc
    assert timedelta(days=3650) <= lasts <= timedelta(days=3653)
    basic = own.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical
    assert (basic.value.ca, basic.value.path_length) == (True, 0)
    usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.key_cert_sign
    assert not usage.digital_signature
    assert own.extensions.get_extension_for_class(x509.NameConstraints).critical


def test_its_certificate_is_what_phones_accept(authority):
    certificate = new_certificate(authority, HOME, NOW).certificate
    assert certificate.not_valid_before_utc < NOW
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=398)
    usages = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usages) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert places_in(certificate) == (list(HOME.names), list(HOME.addresses))


def test_a_certificate_never_outlasts_the_authority(authority):
    late = authority.certificate.not_valid_after_utc - timedelta(days=40)
    certificate = new_certificate(authority, HOME, late).certificate
    assert certificate.not_valid_after_utc == authority.certificate.not_valid_after_utc
    assert not needs_renewing(certificate, authority.certificate, HOME, late)


def test_what_lies_beyond_is_left_out(authority):
    elsewhere = Places(names=("localhost", "evil.example"), addresses=(ipaddress.ip_address("198.51.100.9"),))
    assert places_in(new_certificate(authority, elsewhere, NOW).certificate) == (["localhost"], [])


def test_when_a_certificate_is_made_anew(authority):
    certificate = new_certificate(authority, HOME, NOW).certificate

    def renewed(places=HOME, now=NOW, of=certificate, by=authority):
        return needs_renewing(of, by.certificate, places, now)

    assert not renewed()
    assert not renewed(Places(names=HOME.names[:1], addresses=HOME.addresses[:1]))
    assert renewed(Places(names=HOME.names, addresses=(*HOME.addresses, ipaddress.ip_address("192.168.1.11"))))
    assert renewed(Places(names=(*HOME.names, "tv.local"), addresses=HOME.addresses))
    assert not renewed(Places(names=(*HOME.names, "evil.example"), addresses=HOME.addresses))
    assert not renewed(now=NOW + timedelta(days=300))
    assert renewed(now=NOW + timedelta(days=340))
    assert renewed(now=NOW - timedelta(days=2))
    assert renewed(by=new_authority(HOME, "nas", NOW))


def test_the_fingerprint_is_that_of_the_file(authority):
    lines = fingerprint_lines(authority.certificate)
    assert [len(line.split(" ")) for line in lines] == [8, 8, 8, 8]
    der = authority.certificate.public_bytes(Encoding.DER)
    assert "".join(lines).replace(" ", "").lower() == hashlib.sha256(der).hexdigest()
