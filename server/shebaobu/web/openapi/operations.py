"""One operation of the description: a method of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from werkzeug.routing import Rule

from shebaobu.web.description import Caller, Cookie, Description
from shebaobu.web.openapi.refusals import Refused, refusals_of
from shebaobu.web.openapi.schemas import Schemas, query_parameters
from shebaobu.web.openapi.words import first_line, further_lines

SESSION, SESSION_TLS, DEVICE = "session", "sessionOverTls", "device"

_SECURITY: dict[Caller, list[dict[str, list[str]]]] = {
    "anyone": [],
    "session": [{SESSION: []}, {SESSION_TLS: []}],
    "device": [{DEVICE: []}],
}
_ID = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
_NAMES: dict[str, tuple[str, dict[str, Any]]] = {
    "name": ("A name of the fact: its `id`.", {"type": "string", "pattern": r"^[0-9a-f]{16}\.[0-9]+$"}),
    "passkey_id": (
        "The id of the passkey, as its device gave it.",
        {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
    ),
    "ending": ("The form of the file, which is the ending of its name.", {"type": "string"}),
}
_PARAMETER = re.compile(r"<(?:any\((?P<choices>[^)]*)\):)?(?P<name>\w+)>")
_COOKIES: dict[Cookie, str] = {
    "set": "The session's cookie, for this host and these pages alone.",
    "ended": "The session's cookie, at its end.",
}


def operation(rule: Rule, view: object, description: Description, schemas: Schemas, refused: Refused) -> dict[str, Any]:
    """The operation of a method of a route; what it refers to is in ``schemas`` and ``refused``."""
    parameters = list(_names(rule))
    if description.query is not None:
        parameters += query_parameters(description.query)
    refusals = refusals_of(description, names=bool(rule.arguments))
    told: dict[str, Any] = {
        "operationId": rule.endpoint,
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": first_line(view),
        "security": _SECURITY[description.caller],
        "responses": {str(description.status): _answer(description, schemas), **refused.responses(refusals)},
    }
    if more := further_lines(view):
        told["description"] = more
    if parameters:
        told["parameters"] = parameters
    if description.body is not None:
        told["requestBody"] = {"required": True, "content": _json(schemas.of(description.body))}
    return told


def path_of(rule: Rule) -> str:
    """The address as OpenAPI writes it: parameters in braces."""
    return _PARAMETER.sub(r"{\g<name>}", rule.rule)


def _names(rule: Rule) -> Iterator[dict[str, Any]]:
    """The parameters in an address, in their order."""
    for found in _PARAMETER.finditer(rule.rule):
        name, choices = found["name"], found["choices"]
        description, schema = _NAMES.get(name) or (f"The id of the {name.removesuffix('_id')}.", _ID)
        if choices:
            schema = {"type": "string", "enum": choices.split(",")}
        yield {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _answer(description: Description, schemas: Schemas) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    told: dict[str, Any] = {"description": "Done; nothing more to tell."}
    if description.files:
        kinds = [kind.partition(";")[0] for kind in description.files]
        told = {"description": "A file to download.", "content": {kind: {"schema": {}} for kind in kinds}}
        headers["Content-Disposition"] = _header("The name of the file.")
    elif description.answer is not None:
        told = {"description": first_line(description.answer), "content": _json(schemas.of(description.answer))}
    if description.cookie is not None:
        headers["Set-Cookie"] = _header(_COOKIES[description.cookie])
    return told | ({"headers": headers} if headers else {})


def _header(meaning: str) -> dict[str, Any]:
    return {"description": meaning, "required": True, "schema": {"type": "string"}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
