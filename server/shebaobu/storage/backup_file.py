"""A backup: one file with every sealed document and a sealed list of them.

It is a zip that stores and does not compress: ``list`` has the name and SHA-256 of each document, ``documents/`` the
documents as they lay in the store. Nothing in it opens without the master key, which is not in it; a document that is
missing, changed or of another backup does not fit the list. The zip's comment, its last bytes, is the SHA-256 of all
before it.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from shebaobu.errors import BackupDamaged, DataTooNew, DataUnreadable, FileExists, FileNotReadable, FileNotWritable
from shebaobu.storage.files import Files
from shebaobu.storage.sealing import Sealer
from shebaobu.storage.snapshots import Snapshot
from shebaobu.storage.vault import is_name

FORMAT = "shebaobu.backup/1"
SUFFIX = ".backup"
_LIST = "list"
_DIGEST_BYTES = 64
_DOCUMENTS = "documents/"
# All that Python's zip reader raises for what is no zip or a damaged one, and what reading the parts raises.
_NOT_WHOLE = (
    zipfile.BadZipFile,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    ValueError,
    OSError,
    msgspec.DecodeError,
    DataUnreadable,
)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class Contents(msgspec.Struct, kw_only=True, frozen=True):
    """What the sealed list says: when the backup was made, and the SHA-256 of each document."""

    format: str
    made_at: datetime
    documents: dict[str, str]


class Backup(msgspec.Struct, kw_only=True, frozen=True):
    """A backup that was read and verified."""

    made_at: datetime
    documents: Snapshot


def encode(snapshot: Snapshot, sealer: Sealer, made_at: datetime) -> bytes:
    """A backup of a snapshot, as the bytes of its file."""
    hashes = {name: hashlib.sha256(sealed).hexdigest() for name, sealed in sorted(snapshot.items())}
    contents = Contents(format=FORMAT, made_at=made_at.astimezone(UTC), documents=hashes)
    sealed_list = sealer.seal(_LIST, msgspec.json.encode(contents), 1, int(made_at.timestamp()))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(_LIST, _LONG_AGO), sealed_list)
        for name in hashes:
            archive.writestr(zipfile.ZipInfo(_DOCUMENTS + name, _LONG_AGO), snapshot[name])
        archive.comment = _digest(b"")
    body = written.getvalue()[:-_DIGEST_BYTES]
    return body + _digest(body)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def write(path: Path, data: bytes, files: Files | None = None) -> None:
    """Write a backup where there is no file yet, on disk on return. Raises ``FileExists``, ``FileNotWritable``."""
    files = files or Files()
    unfinished = path.with_name(f".{path.name}.writing")
    if path.exists():
        raise FileExists(file=path.name)
    try:
        files.unlink(unfinished)
        files.create(unfinished, data)
        files.rename(unfinished, path)
        files.sync_folder(path.parent)
    except OSError as error:
        raise FileNotWritable(file=path.name) from error


def read(path: Path, sealer: Sealer) -> Backup:
    """A backup from its file, everything in it verified.

    Raises ``FileNotReadable``, ``BackupDamaged``, ``KeyWrong`` for one that another key opens, and ``DataTooNew``.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileNotReadable(file=path.name) from error
    try:
        contents, documents = _parts(data, sealer)
    except DataTooNew:
        raise
    except _NOT_WHOLE:
        raise BackupDamaged(file=path.name) from None
    if not _fits(contents, documents, sealer):
        raise BackupDamaged(file=path.name)
    return Backup(made_at=contents.made_at, documents=documents)


def _parts(data: bytes, sealer: Sealer) -> tuple[Contents, Snapshot]:
    if data[-_DIGEST_BYTES:] != _digest(data[:-_DIGEST_BYTES]):
        raise zipfile.BadZipFile
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # What we write is not compressed: a file that unpacks to more than it is was not made here.
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
            raise zipfile.BadZipFile
        contents = msgspec.json.decode(sealer.open(_LIST, archive.read(_LIST)), type=Contents)
        names = [name for name in archive.namelist() if name != _LIST]
        return contents, {name.removeprefix(_DOCUMENTS): archive.read(name) for name in names}


def _fits(contents: Contents, documents: Snapshot, sealer: Sealer) -> bool:
    """Whether the documents are those of the list, and each opens."""
    if contents.format != FORMAT or contents.documents.keys() != documents.keys():
        return False
    for name, sealed in documents.items():
        if not is_name(name) or hashlib.sha256(sealed).hexdigest() != contents.documents[name]:
            return False
        try:
            sealer.open(name, sealed)
        except DataUnreadable:
            return False
    return True
