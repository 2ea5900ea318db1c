"""A person's trust in a certificate authority, given as on Linux Chromium and Firefox keep it: in an NSS database."""

from __future__ import annotations

import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_FOR_SITES = "C,,"


def trust(database: Path, authority: bytes) -> None:
    """Put an authority (DER) into an NSS database, made where there is none, as one that may vouch for sites."""
    database.mkdir(parents=True, exist_ok=True)
    file = database / "authority.pem"
    file.write_bytes(x509.load_der_x509_certificate(authority).public_bytes(Encoding.PEM))
    place = ["-d", f"sql:{database}"]
    if not (database / "cert9.db").exists():
        _certutil("-N", "--empty-password", *place)
    _certutil("-A", "-n", "household", "-t", _FOR_SITES, "-i", str(file), *place)


def home_that_trusts(home: Path, authority: bytes) -> dict[str, str]:
    """A home folder whose Chromium trusts an authority; the environment to start it in."""
    trust(home / ".pki" / "nssdb", authority)
    return {"HOME": str(home)}


def _certutil(*arguments: str) -> None:
    subprocess.run(["certutil", *arguments], check=True, capture_output=True)
