"""How this server speaks TLS: 1.2 with forward secrecy and authenticated ciphers, or 1.3."""

from __future__ import annotations

import ssl
from pathlib import Path

from shebaobu.errors import TlsFileRefused

_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS with a certificate; raises ``TlsFileRefused`` where it and the key do not go together, or want a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE
    context.set_alpn_protocols(["http/1.1"])
    for file in (certificate, key):
        if not file.is_file():
            raise TlsFileRefused(file=str(file))
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except (OSError, ValueError):
        raise TlsFileRefused(file=str(certificate)) from None
    return context


def _no_password() -> str:
    """OpenSSL would else ask for one on the terminal, and a server that starts by itself would wait for good."""
    return ""
