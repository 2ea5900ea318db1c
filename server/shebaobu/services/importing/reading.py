"""From the bytes of a file to an export: of any version so far, and nothing in it passed over."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

import msgspec

from shebaobu.errors import ImportNotOurs, ImportRefused, ImportTooNew
from shebaobu.services.exporting.format import FORMAT, Export, ExportedMember, Moment
from shebaobu.services.importing.checking import check_member, masked_member
from shebaobu.services.importing.older import envelope_of_version_1, member_of_version_1
from shebaobu.services.importing.placing import place_of, unknown_part

VERSION = 2
_FORMAT = re.compile(r"shebaobu\.export/(\d{1,6})")


class ReadExport(NamedTuple):
    """An export, and the version of the format that it was in."""

    export: Export
    version: int


class _Head(msgspec.Struct):
    format: str = ""


class _Envelope(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An export whose members are read one after another."""

    format: Literal["shebaobu.export/2"]
    exported_at: Moment
    program: str
    household: str
    members: list[msgspec.Raw]


def read_export(data: bytes) -> ReadExport:
    """The export that a file holds, ID numbers in it masked.

    Raises ``ImportNotOurs``, ``ImportTooNew``, and ``ImportRefused`` naming the part that is wrong.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    version = _version(data)
    envelope = _decoded(data, version)
    members = [_member(raw, f"$.members[{number}]", version) for number, raw in enumerate(envelope.members)]
    _check_names([member.id for member in members], "$.members")
    export = Export(
        format=FORMAT,
        exported_at=envelope.exported_at,
        program=envelope.program,
        household=envelope.household,
        members=members,
    )
    return ReadExport(export, version)


def _version(data: bytes) -> int:
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ImportNotOurs() from None
    found = _FORMAT.fullmatch(head.format)
    if found is None:
        raise ImportNotOurs()
    version = int(found.group(1))
    if version > VERSION:
        raise ImportTooNew(version=version)
    if version < 1:
        raise ImportNotOurs()
    return version


def _decoded(data: bytes, version: int) -> _Envelope:
    try:
        if version == 1:
            data = envelope_of_version_1(data)
        return msgspec.json.decode(data, type=_Envelope)
    except msgspec.ValidationError as error:
        raise ImportRefused(at=place_of(error, "$")) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ImportNotOurs() from None


def _member(raw: msgspec.Raw, at: str, version: int) -> ExportedMember:
    try:
        plain: Any = msgspec.json.decode(raw)
        if version == 1:
            plain = member_of_version_1(plain)
        member = msgspec.convert(plain, ExportedMember)
    except msgspec.ValidationError as error:
        raise ImportRefused(at=place_of(error, at, plain, ExportedMember)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ImportRefused(at=at) from None
    unknown = unknown_part(plain, member, at)
    if unknown:
        raise ImportRefused(at=unknown)
    _check_names([capture.id for capture in member.captures], f"{at}.captures")
    _check_names([step.id for step in member.operations], f"{at}.operations")
    check_member(member, at)
    return masked_member(member)


def _check_names(names: list[str], at: str) -> None:
    """Raise ``ImportRefused`` for a name that is there twice."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            raise ImportRefused(at=f"{at}[{number}].id")
        seen.add(name)
