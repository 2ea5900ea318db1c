"""Opening a folder of format 0, that of version 0.1: plain JSON files, with the key of the hashes beside them.

Everything is copied beside the folder first, then written sealed in one commit; only then the old files go. Killed at
any instant, the next start does what is left.
"""

from __future__ import annotations

import base64
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from shebaobu.errors import DataNotWritable, DataUnreadable
from shebaobu.storage.evidence import TABLE, content_of
from shebaobu.storage.files import Files
from shebaobu.storage.household import HASH_KEY
from shebaobu.storage.record_sets import packed
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.tables import Tables
from shebaobu.storage.vault import HOUSEHOLD, evidence_name, member_name

HOUSEHOLD_FILE = "household.json"
KEY_FILE = "household.key"
MEMBERS_FOLDER = "members"
COPY_SUFFIX = ".before-encryption"
_HASH_KEY_BYTES = 32


def migrate(folder: Path, documents: SealedDocuments, files: Files) -> None:
    """Make a folder of format 0 one of today's; any other stays as it is.

    Raises ``DataUnreadable`` naming a file that cannot be read and ``DataNotWritable``, the old files untouched.
    """
    if not (folder / HOUSEHOLD_FILE).exists() and not (folder / KEY_FILE).exists():
        return
    try:
        if documents.vault.generation(HOUSEHOLD) == 0:
            changes = _sealed_form(folder)
            _copy(folder, files)
            documents.commit(changes, {name: documents.vault.generation(name) for name in changes})
        _remove_old(folder, files)
    except OSError as error:
        raise DataNotWritable(file=folder.name) from error


def _sealed_form(folder: Path) -> dict[str, bytes | None]:
    household = _read(folder / HOUSEHOLD_FILE) if (folder / HOUSEHOLD_FILE).exists() else {}
    key = folder / KEY_FILE
    secret = key.read_bytes() if key.exists() else b""
    if len(secret) != _HASH_KEY_BYTES:
        raise DataUnreadable(file=KEY_FILE)
    household.pop("removals", None)
    household["keys"] = {"1": {"id": HASH_KEY, "secret": base64.b64encode(secret).decode()}}
    changes: dict[str, bytes | None] = {HOUSEHOLD: msgspec.json.encode(household)}
    for row in household.get("members", {}).values():
        path = folder / MEMBERS_FOLDER / f"{row['id']}.json"
        tables = _read(path) if path.exists() else {}
        changes |= _of_member(row["id"], tables)
    return changes


def _of_member(member_id: str, tables: Tables) -> dict[str, bytes | None]:
    """A member's document and evidence: captures go into documents of their own, record sets are packed."""
    changes: dict[str, bytes | None] = {}
    try:
        for row in tables.get(TABLE, {}).values():
            content, plain = content_of(row.pop("capture"))
            answers = row.pop("answers", ())
            row |= {"content": content, "readings": answers if isinstance(answers, list) else []}
            changes[evidence_name(member_id, content)] = plain
        for row in tables.get("records", {}).values():
            row["packed"] = packed(row.pop("records"))
    except (KeyError, AttributeError, TypeError):
        raise DataUnreadable(file=f"{member_id}.json") from None
    return changes | {member_name(member_id): msgspec.json.encode(tables)}


def _read(path: Path) -> Tables:
    try:
        tables: dict[str, dict[str, Any]] = msgspec.json.decode(path.read_bytes(), type=Tables)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DataUnreadable(file=path.name) from error
    return tables


def _copy(folder: Path, files: Files) -> None:
    """Copy the old files beside the folder, whole or not at all; a copy that is there is never written over."""
    old = {path.relative_to(folder): files.read(path) for path in _old_files(folder)}
    copy = next(path for path in _places_for_a_copy(folder) if not path.exists() or _holds(path, old))
    unfinished = folder.with_name(f".{folder.name}.copying")
    files.remove_folder(unfinished)
    if copy.exists():
        return
    for name, data in old.items():
        files.make_folder((unfinished / name).parent)
        files.create(unfinished / name, data)
        files.sync_folder((unfinished / name).parent)
    files.rename(unfinished, copy)
    files.sync_folder(copy.parent)


def _places_for_a_copy(folder: Path) -> Iterator[Path]:
    yield folder.with_name(folder.name + COPY_SUFFIX)
    for number in itertools.count(2):
        yield folder.with_name(f"{folder.name}{COPY_SUFFIX}-{number}")


def _holds(copy: Path, files: dict[Path, bytes]) -> bool:
    """Whether a copy is this one: made by a start that was cut short."""
    return all((copy / name).is_file() and (copy / name).read_bytes() == data for name, data in files.items())


def _old_files(folder: Path) -> list[Path]:
    members = sorted((folder / MEMBERS_FOLDER).glob("*.json"))
    return [path for path in (*members, folder / HOUSEHOLD_FILE, folder / KEY_FILE) if path.exists()]


def _remove_old(folder: Path, files: Files) -> None:
    """Remove the old files, the key last: while it is there, the next start goes on."""
    for path in _old_files(folder):
        files.unlink(path)
        files.sync_folder(path.parent)
