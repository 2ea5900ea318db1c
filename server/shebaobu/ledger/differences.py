"""How two sets of records differ: what is in one only, and what is in both with other values."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from shebaobu.domain.records import Record
from shebaobu.ledger.growing import same
from shebaobu.ledger.identity import equal_key, likeness


class Difference(msgspec.Struct, kw_only=True, frozen=True):
    """Records that are new, that are gone, and pairs (before, after) that are about the same with other values."""

    added: list[Record]
    removed: list[Record]
    changed: list[tuple[Record, Record]]

    @property
    def empty(self) -> bool:
        """Whether there is none."""
        return not (self.added or self.removed or self.changed)


def difference(before: Iterable[Record], after: Iterable[Record]) -> Difference:
    """The difference of two sets of records, wherever on their pages they stood."""
    ours, theirs = _by_key(before), _by_key(after)
    added: list[Record] = []
    removed: list[Record] = []
    changed: list[tuple[Record, Record]] = []
    for key in dict.fromkeys([*ours, *theirs]):
        old, new = ours.get(key, []), theirs.get(key, [])
        for record in list(old):
            twin = next((other for other in new if same(record, other)), None)
            if twin is not None:
                old.remove(record)
                new.remove(twin)
        while old and new:
            pair = max(((one, other) for one in old for other in new), key=lambda both: likeness(*both))
            changed.append(pair)
            old.remove(pair[0])
            new.remove(pair[1])
        removed += old
        added += new
    return Difference(added=added, removed=removed, changed=changed)


def differing_fields(before: Record, after: Record) -> list[str]:
    """The fields in which two records of one kind differ."""
    return [
        name
        for name in before.__struct_fields__
        if name not in ("source", "questions") and getattr(before, name) != getattr(after, name)
    ]


def _by_key(records: Iterable[Record]) -> dict[tuple[object, ...], list[Record]]:
    keyed: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        keyed.setdefault(equal_key(record), []).append(record)
    return keyed
