"""Values that nobody types, at every place of every request that the household would do: refused, or taken, in words.

Schemathesis makes up text that can be sent; these are what it leaves out: halves of characters, numbers without end,
JSON a thousand levels deep, bytes that are no text.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from shebaobu.web.openapi.document import api_description
from tests.conformance import Conformance
from tests.fuzzing.household import Household
from tests.fuzzing.serving import Renewed

HALF = "\ud800"
DEEP = "[" * 1000 + "]" * 1000
VALUES = [
    HALF, f"a{HALF}b", "\x00", "a\x00b", "\u202e\u2066", "\uffff", "e\u0301" * 200, "٣٤", "１２", "", " ", "x" * 10_000,
    "../..", "%00", "2020-13", "0000-00", "9999-99", "-1", "1e400", "NaN", "1" * 5000, "+8619900000042",
    0, -1, 2**31, 2**63, -(2**63), 2**64, 10**400, 0.1, 1e308, True, None, [], {}, [[]], {"": ""}, [None],
]  # fmt: skip
TOO_LARGE_NUMBERS = (b"1e400", b"-1e400", b"1" * 5000, b"0." + b"1" * 5000, b"NaN", b"Infinity")
BODIES = [
    b"", b" ", b"null", b"[]", b"{}", b'""', b"0", b"{", b'{"a"', b"\xff\xfe{}", b"\xef\xbb\xbf{}", b'{"a": "\xff"}',
    DEEP.encode(), b'{"a":' * 1000 + b"1" + b"}" * 1000, b"[" * 100_000, *TOO_LARGE_NUMBERS,
    b'{"\\ud800": "\\udfff"}', b"{}{}", b'{"a": 1, "a": 2}',
]  # fmt: skip
NAMES = [
    quote(name, safe="")
    for name in ("..", ".", "a/b", "%2e", "\x00", "\u202e", "😀", "é" * 300, "0" * 5000, "-1", " ", ";", "?", "#", "\\")
] + ["%ff", "%ed%a0%80", "%c0%ae"]


class Asking:
    """Somebody who sends bytes to operations, and what was answered otherwise than described."""

    def __init__(self, household: Household, served: Renewed) -> None:
        self.household, self.served = household, served
        self.description = api_description(served.app)
        self.conformance = Conformance(self.description)
        self.different: set[str] = set()
        self.statuses: set[int] = set()

    def operations(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Address, method and description of each operation."""
        for path, methods in self.description["paths"].items():
            for method, operation in methods.items():
                yield path, method.upper(), operation

    def address(self, path: str, operation: dict[str, Any]) -> str:
        """The address of an operation by the first names that are known."""
        names = sorted(one["name"] for one in operation.get("parameters", ()) if one["in"] == "path")
        known = self.household.names.get(tuple(names), [()])[0]
        for name, value in zip(names, known, strict=True):
            path = path.replace(f"{{{name}}}", value)
        return path

    def send(self, path: str, method: str, operation: dict[str, Any], address: str, body: bytes = b"") -> None:
        """Send it as whoever may."""
        device = any("device" in scheme for scheme in operation["security"])
        self.served.who = self.household.credentials("device" if device else "owner")
        answer = self.served.client().open(address, method=method, data=body, content_type="application/json")
        self.statuses.add(answer.status_code)
        told = f"{method} {path} {answer.status_code}"
        for difference in self.conformance.differences(path, method, answer):
            self.different.add(f"{told}: {difference[:200]} ({address[:80]} {body[:80]!r})")


@pytest.fixture
def asking(household, served):
    return Asking(household, served)


def variants(known: Any, hostile: list[Any] = VALUES) -> Iterator[Any]:
    """A body with each of its values, and each of the lists and objects in it, replaced by each hostile one."""

    def places(value: Any, at: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        yield at
        parts = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
        for key, part in parts:
            yield from places(part, (*at, key))

    for at in places(known, ()):
        for value in hostile if at else ():
            changed = copy.deepcopy(known)
            holder = changed
            for key in at[:-1]:
                holder = holder[key]
            holder[at[-1]] = value
            yield changed


def short(export: dict[str, Any]) -> dict[str, Any]:
    """An export with one of everything in it."""
    [member] = copy.deepcopy(export["members"])
    member["captures"] = sorted(member["captures"], key=lambda one: len(json.dumps(one)))[:1]
    member["operations"] = member["operations"][:1]
    member["ledger"]["facts"] = member["ledger"]["facts"][:1]
    return export | {"members": [member]}


def test_hostile_values_at_every_place_of_a_body(asking):
    sent = 0
    for path, method, operation in asking.operations():
        for known in asking.household.knowing.get(operation["operationId"], [])[:1]:
            bodies = variants(short(known), VALUES[::6]) if "imports" in operation["tags"] else variants(known)
            for body in bodies:
                asking.send(path, method, operation, asking.address(path, operation), json.dumps(body).encode())
                sent += 1
    assert not asking.different, "\n".join(sorted(asking.different))
    assert sent > 2000
    assert {200, 201, 204, 400, 404, 422} <= asking.statuses


def test_hostile_bodies(asking):
    for path, method, operation in asking.operations():
        for body in BODIES if "requestBody" in operation else ():
            asking.send(path, method, operation, asking.address(path, operation), body)
    assert not asking.different, "\n".join(sorted(asking.different))


def test_hostile_names_in_every_address(asking):
    for path, method, operation in asking.operations():
        names = [one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"]
        known = asking.address(path, operation)
        for place, (part, filled) in enumerate(zip(path.split("/"), known.split("/"), strict=True)):
            for name in NAMES if part != filled else ():
                parts = known.split("/")
                parts[place] = name
                asking.send(path, method, operation, "/".join(parts))
        assert names or known == path
    assert not asking.different, "\n".join(sorted(asking.different))


def test_hostile_values_in_every_query(asking):
    for path, method, operation in asking.operations():
        for parameter in operation.get("parameters", ()):
            for value in NAMES if parameter["in"] == "query" else ():
                address = f"{asking.address(path, operation)}?{parameter['name']}={value}"
                asking.send(path, method, operation, address)
    assert not asking.different, "\n".join(sorted(asking.different))
