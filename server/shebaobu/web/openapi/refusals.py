"""What an address may refuse: what its description names, and what any address of its sort may refuse beside."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from shebaobu.errors import (
    AccessRefused,
    BadRequest,
    ChangedElsewhere,
    CrossOrigin,
    DataDamaged,
    DataNotWritable,
    DataTooNew,
    DataUnreadable,
    DeviceElsewhere,
    DeviceNotKnown,
    DeviceUnused,
    EncodedBody,
    HostNotAllowed,
    KeyWrong,
    MethodNotAllowed,
    NotFound,
    NotJson,
    NotThroughProxy,
    ShebaobuError,
    SignInNeeded,
    StoreNotReached,
    TokenAndCookie,
    TooLarge,
    TooManyAttempts,
)
from shebaobu.web.description import Caller, Description
from shebaobu.web.openapi.words import first_line

Refusal = type[ShebaobuError]

FAILURE = "#/components/schemas/Failure"

_ANY: tuple[Refusal, ...] = (
    HostNotAllowed,
    NotThroughProxy,
    CrossOrigin,
    TokenAndCookie,
    ChangedElsewhere,
    DataUnreadable,
    DataDamaged,
    DataTooNew,
    KeyWrong,
    StoreNotReached,
    DataNotWritable,
)
_OF_CALLER: dict[Caller, tuple[Refusal, ...]] = {
    "anyone": (),
    "session": (SignInNeeded,),
    "device": (DeviceNotKnown, DeviceUnused, DeviceElsewhere, AccessRefused),
}
_WITH_BODY: tuple[Refusal, ...] = (BadRequest, NotJson, EncodedBody, TooLarge)
_WITH_QUERY: tuple[Refusal, ...] = (BadRequest,)
# A name in the address with a slash in it leads elsewhere: to nothing, or to an address with other methods.
_WITH_NAMES: tuple[Refusal, ...] = (NotFound, MethodNotAllowed)

_HEADERS: dict[Refusal, dict[str, Any]] = {
    TooManyAttempts: {
        "Retry-After": {
            "description": "Seconds to wait.",
            "required": True,
            "schema": {"type": "integer", "minimum": 1},
        }
    },
    MethodNotAllowed: {
        "Allow": {
            "description": "The methods of the address, by commas.",
            "required": True,
            "schema": {"type": "string"},
        }
    },
}


def refusals_of(description: Description, *, names: bool) -> list[Refusal]:
    """All that an address may refuse, by status and code; ``names``: there are parameters in the address itself."""
    found = {*_ANY, *_OF_CALLER[description.caller], *description.refuses}
    found.update(_WITH_BODY if description.body is not None else ())
    found.update(_WITH_QUERY if description.query is not None else ())
    found.update(_WITH_NAMES if names else ())
    return sorted(found, key=lambda refusal: (refusal.status, refusal.code))


class Refused:
    """Responses of refusals, a component for each status and the codes that come with it; most addresses share some."""

    def __init__(self) -> None:
        self.components: dict[str, dict[str, Any]] = {}

    def responses(self, refusals: Iterable[Refusal]) -> dict[str, dict[str, str]]:
        """One response a status, of refusals that are sorted by status."""
        return {
            str(status): self._reference(list(group))
            for status, group in groupby(refusals, key=lambda refusal: refusal.status)
        }

    def _reference(self, refusals: list[Refusal]) -> dict[str, str]:
        name = ".".join((str(refusals[0].status), *(refusal.code for refusal in refusals)))
        self.components.setdefault(name, _response(refusals))
        return {"$ref": f"#/components/responses/{name}"}


def _response(refusals: list[Refusal]) -> dict[str, Any]:
    codes = {"type": "object", "properties": {"code": {"enum": [refusal.code for refusal in refusals]}}}
    schema = {"allOf": [{"$ref": FAILURE}], "properties": {"error": codes}}
    response: dict[str, Any] = {
        "description": "\n".join(f"- `{refusal.code}`: {first_line(refusal)}" for refusal in refusals),
        "content": {"application/json": {"schema": schema}},
    }
    headers = {name: header for refusal in refusals for name, header in _HEADERS.get(refusal, {}).items()}
    return response | ({"headers": headers} if headers else {})
