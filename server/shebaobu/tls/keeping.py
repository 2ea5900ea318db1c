"""The authority and the server's certificate on disk: ``tls/`` in the data folder, for its owner alone.

Each is one file of key and certificate, put in place whole, so a kill at any instant leaves a pair that fits. With a
database each server has its own, in its own data folder, as it has its own copy of the master key: the keys of a
server never go over the network. Neither is in a backup.
"""

from __future__ import annotations

import contextlib
import socket
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from shebaobu.errors import AuthorityUnreadable, DataNotWritable
from shebaobu.storage.files import Files
from shebaobu.tls.authority import Signed, needs_renewing, new_authority, new_certificate
from shebaobu.tls.places import Places

FOLDER = "tls"
AUTHORITY_FILE = "authority.pem"
SERVER_FILE = "server.pem"
_ENDED = timedelta(days=30)


class KeptCertificates:
    """The household's authority and the server's certificate in a data folder.

    Opening makes the authority where there is none, or where it has ended but for thirty days. Raises
    ``AuthorityUnreadable`` for a file that is none, which is never written over, and ``DataNotWritable``.
    """

    def __init__(self, data: Path, places: Places, now: datetime, files: Files | None = None) -> None:
        self._files = files or Files()
        self._folder = data / FOLDER
        self.server_file = self._folder / SERVER_FILE
        kept = read_signed(self._folder / AUTHORITY_FILE)
        self.is_new = kept is None or kept.certificate.not_valid_after_utc - _ENDED <= now
        if kept is None or self.is_new:
            kept = new_authority(places, socket.gethostname().partition(".")[0], now)
            self._put(AUTHORITY_FILE, kept)
        self._authority = kept
        self.renew(places, now)

    @property
    def authority(self) -> x509.Certificate:
        """The authority's certificate, which is no secret."""
        return self._authority.certificate

    def renew(self, places: Places, now: datetime) -> bool:
        """Make the server's certificate anew where it needs that; whether it was. Raises ``DataNotWritable``."""
        try:
            kept = read_signed(self.server_file)
        except AuthorityUnreadable:
            kept = None
        if kept is not None and not needs_renewing(kept.certificate, self.authority, places, now):
            return False
        self._put(SERVER_FILE, new_certificate(self._authority, places, now))
        return True

    def _put(self, name: str, signed: Signed) -> None:
        path = self._folder / name
        writing = path.with_name(f".{name}.writing")
        key = signed.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            self._files.make_folder(self._folder)
            self._files.unlink(writing)
            self._files.create(writing, key + signed.certificate.public_bytes(Encoding.PEM))
            self._files.rename(writing, path)
            self._files.sync_folder(self._folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                self._files.unlink(writing)
            raise DataNotWritable(file=f"{FOLDER}/{name}") from error


def kept_authority(data: Path) -> x509.Certificate | None:
    """The authority's certificate in a data folder, None where there is none; raises ``AuthorityUnreadable``."""
    kept = read_signed(data / FOLDER / AUTHORITY_FILE)
    return kept.certificate if kept else None


def read_signed(path: Path) -> Signed | None:
    """The key and certificate of a file, None where there is none; raises ``AuthorityUnreadable``."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise AuthorityUnreadable(file=str(path)) from None
    try:
        key = load_pem_private_key(text, None)
        certificate = x509.load_pem_x509_certificate(text)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise AuthorityUnreadable(file=str(path)) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise AuthorityUnreadable(file=str(path))
    return Signed(key, certificate)
