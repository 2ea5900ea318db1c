"""What types cannot say of a member in an export: times that are times, steps by hand that name fields there are.

A ledger is made of what is imported again and again, so nothing may come in that it cannot be made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from shebaobu.domain.month import parse_month
from shebaobu.domain.person import mask_id, mask_ids_in_text
from shebaobu.domain.records import Contribution, Record, from_dict, to_dict
from shebaobu.domain.secrets import hide_in_capture
from shebaobu.errors import ImportRefused
from shebaobu.ledger import Addition, Correction, Settlement
from shebaobu.ledger.facts import PRESENCE
from shebaobu.services.exporting.format import ExportedCapture, ExportedMember, ExportedOperation

_MOST = 2**63 - 1


def check_member(member: ExportedMember, at: str) -> None:
    """Raise ``ImportRefused`` naming the part of a member that cannot be."""
    for number, capture in enumerate(member.captures):
        _check_capture(capture, f"{at}.captures[{number}]")
    for number, step in enumerate(member.operations):
        _check_step(step, f"{at}.operations[{number}]")


def _check_capture(capture: ExportedCapture, at: str) -> None:
    _check_time(capture.captured_at, f"{at}.captured_at")
    if capture.read_again_at is not None:
        _check_time(capture.read_again_at, f"{at}.read_again_at")
    for number, cover in enumerate(capture.covers):
        _check_month(cover.first, f"{at}.covers[{number}].first")
        _check_month(cover.last, f"{at}.covers[{number}].last")
    for number, record in enumerate(capture.records):
        _check_record(record, f"{at}.records[{number}]")


def _check_step(step: ExportedOperation, at: str) -> None:
    change = step.change
    if isinstance(change, Addition):
        for number, record in enumerate(change.records):
            _check_record(record, f"{at}.change.records[{number}]")
        return
    _check_record(change.target, f"{at}.change.target")
    if isinstance(change, Correction):
        for field, values in _said(change):
            _check_values(change.target, field, values, f"{at}.change")
    if isinstance(change, Settlement) and change.field != PRESENCE:
        _check_values(change.target, change.field, [change.value, *change.over], f"{at}.change")


def _said(change: Correction) -> Iterator[tuple[str, list[Any]]]:
    for field in change.values.keys() | change.over.keys():
        yield field, [change.values.get(field), *change.over.get(field, [])]


def _check_values(target: Record, field: str, values: list[Any], at: str) -> None:
    if field not in target.__struct_fields__:
        raise ImportRefused(at=at)
    plain = to_dict(target)
    for value in values:
        try:
            record = from_dict(plain | {field: value})
        except msgspec.ValidationError:
            raise ImportRefused(at=at) from None
        _check_record(record, at)


def _check_record(record: Record, at: str) -> None:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, int) and abs(value) > _MOST:
            raise ImportRefused(at=f"{at}.{name}")
    if isinstance(record, Contribution) and record.month is not None:
        _check_month(record.month, f"{at}.month")


def _check_month(text: str, at: str) -> None:
    try:
        parse_month(text)
    except ValueError:
        raise ImportRefused(at=at) from None


def _check_time(text: str, at: str) -> None:
    try:
        offset = datetime.fromisoformat(text).utcoffset()
    except ValueError:
        raise ImportRefused(at=at) from None
    if offset is None:
        raise ImportRefused(at=at)


def masked_member(member: ExportedMember) -> ExportedMember:
    """The member without an ID number in clear: our own files have none, one that was written by hand may."""
    hidden = member.id_masked
    if hidden is not None and "*" not in hidden:
        hidden = mask_id(hidden)
    return msgspec.structs.replace(
        member,
        id_masked=hidden,
        captures=[_masked_capture(capture) for capture in member.captures],
        operations=[
            msgspec.convert(_masked(msgspec.to_builtins(step)), ExportedOperation) for step in member.operations
        ],
    )


def _masked_capture(capture: ExportedCapture) -> ExportedCapture:
    records = [from_dict(_masked(to_dict(record))) for record in capture.records]
    return msgspec.structs.replace(capture, capture=hide_in_capture(capture.capture), records=records)


def _masked(plain: Any) -> Any:
    if isinstance(plain, str):
        return mask_ids_in_text(plain)
    if isinstance(plain, list | tuple):
        return [_masked(part) for part in plain]
    if isinstance(plain, dict):
        return {name: _masked(part) for name, part in plain.items()}
    return plain
