"""A certificate authority of the household's own, and certificates of the server from it.

A phone that trusts an authority believes whatever that signs. So this one is bound, by name constraints that browsers
and systems enforce, to names and networks that exist at home only: whoever stole its key could pass for this server,
and for no bank. Lifetimes: the authority ten years; a certificate 397 days, since Apple takes no more than 398.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shebaobu.tls.places import Address, Places

AUTHORITY_LASTS = timedelta(days=3652)
CERTIFICATE_LASTS = timedelta(days=397)
RENEWED_BEFORE = timedelta(days=60)
# The clocks of a house differ; what was made just now has to count on a phone that is behind.
_BACK = timedelta(days=1)
_PAIRS_A_LINE = 8

_HOME_NAMES = ("localhost", "local", "lan", "home", "home.arpa", "internal", "localdomain")
_HOME_NETWORKS = (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
    "fc00::/7", "fe80::/10", "::1/128",
)  # fmt: skip
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Signed(msgspec.Struct, frozen=True):
    """A certificate with its private key."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def new_authority(places: Places, host_name: str, now: datetime) -> Signed:
    """An authority for names and networks of a home, and for what of ``places`` lies beyond those."""
    key = ec.generate_private_key(ec.SECP256R1())
    title = f"Shebaobu {host_name[:30]} {now:%Y-%m-%d}".replace("  ", " ")
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Shebaobu at home"),
            x509.NameAttribute(NameOID.COMMON_NAME, title),
        ]
    )
    constraints = x509.NameConstraints(
        permitted_subtrees=[
            *map(x509.DNSName, _bounds_of_names(places.names)),
            *map(x509.IPAddress, _bounds_of_addresses(places.addresses)),
        ],
        excluded_subtrees=None,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACK)
        .not_valid_after(now - _BACK + AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(authority=True), critical=True)
        .add_extension(constraints, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Signed(key, builder.sign(key, hashes.SHA256()))


def new_certificate(authority: Signed, places: Places, now: datetime) -> Signed:
    """A server's certificate for those of the places that the authority may vouch for."""
    key = ec.generate_private_key(ec.SECP256R1())
    names, addresses = within(authority.certificate, places)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    alternatives = x509.SubjectAlternativeName([*map(x509.DNSName, names), *map(x509.IPAddress, addresses)])
    issuer = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Shebaobu server")]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACK)
        .not_valid_after(min(now - _BACK + CERTIFICATE_LASTS, authority.certificate.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(authority=False), critical=True)
        .add_extension(usage, critical=False)
        .add_extension(alternatives, critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer), critical=False)
    )
    return Signed(key, builder.sign(authority.key, hashes.SHA256()))


def within(authority: x509.Certificate, places: Places) -> tuple[list[str], list[Address]]:
    """The names and addresses that an authority may vouch for."""
    bounds = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    suffixes = [bound.value for bound in bounds if isinstance(bound, x509.DNSName)]
    networks = [ipaddress.ip_network(bound.value) for bound in bounds if isinstance(bound, x509.IPAddress)]
    return (
        [name for name in places.names if _under(name, suffixes)],
        [one for one in places.addresses if any(one in network for network in networks)],
    )


def needs_renewing(certificate: x509.Certificate, authority: x509.Certificate, places: Places, now: datetime) -> bool:
    """Whether a certificate ends soon, is another authority's, or lacks a place that it could have."""
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return True
    names, addresses = within(authority, places)
    known_names, known_addresses = places_in(certificate)
    ends = certificate.not_valid_after_utc
    could_last_longer = ends < authority.not_valid_after_utc
    current = certificate.not_valid_before_utc <= now < (ends - RENEWED_BEFORE if could_last_longer else ends)
    return not (current and set(names) <= set(known_names) and set(addresses) <= set(known_addresses))


def places_in(certificate: x509.Certificate) -> tuple[list[str], list[Address]]:
    """The names and addresses that a certificate is for."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return [], []
    addresses: Iterable[Address] = found.get_values_for_type(x509.IPAddress)  # type: ignore[assignment]
    return list(found.get_values_for_type(x509.DNSName)), list(addresses)


def fingerprint_lines(certificate: x509.Certificate) -> list[str]:
    """SHA-256 of a certificate in pairs, as phones and computers show it, eight a line."""
    pairs = certificate.fingerprint(hashes.SHA256()).hex(" ").upper().split(" ")
    return [" ".join(pairs[at : at + _PAIRS_A_LINE]) for at in range(0, len(pairs), _PAIRS_A_LINE)]


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _bounds_of_names(names: Iterable[str]) -> Iterator[str]:
    yield from _HOME_NAMES
    yield from (name for name in names if not _under(name, _HOME_NAMES))


def _bounds_of_addresses(addresses: Iterable[Address]) -> Iterator[Network]:
    networks = [ipaddress.ip_network(network) for network in _HOME_NETWORKS]
    yield from networks
    yield from (
        ipaddress.ip_network(address) for address in addresses if not any(address in network for network in networks)
    )


def _under(name: str, suffixes: Iterable[str]) -> bool:
    return any(name == suffix or name.endswith(f".{suffix}") for suffix in suffixes)
