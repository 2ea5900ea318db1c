"""The schemas of all types that descriptions name, as components that refer to each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from shebaobu.domain.capture import Block
from shebaobu.domain.records import Record
from shebaobu.services.facts import OperationTold
from shebaobu.web.description import Description
from shebaobu.web.failures import Failure
from shebaobu.web.openapi.words import as_markdown, in_words

_REFERENCE = "#/components/schemas/{name}"

UNIONS: dict[str, Any] = {"Record": Record, "OperationTold": OperationTold, "Block": Block}
"""Unions that get a name of their own: each would else be listed anew wherever it stands."""


class Schemas:
    """Schemas by the type that they are of; ``components`` are those that have a name."""

    def __init__(self, descriptions: Iterable[Description]) -> None:
        types: list[Any] = [Failure, *UNIONS.values()]
        for description in descriptions:
            types += [wanted for wanted in (description.body, description.answer) if wanted is not None]
        schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
        self._schemas = list(zip(types, schemas, strict=True))
        unions = {name: self._of(union) for name, union in UNIONS.items()}
        self._names = [(schema, name) for name, schema in unions.items()]
        self.components = {name: self._with_names(schema) for name, schema in components.items()} | unions
        for component in self.components.values():
            if "description" in component:
                component["description"] = as_markdown(component["description"])

    def of(self, wanted: Any) -> dict[str, Any]:
        """The schema of a type that a description names."""
        found: dict[str, Any] = self._with_names(self._of(wanted))
        return found

    def _of(self, wanted: Any) -> dict[str, Any]:
        return next(schema for named, schema in self._schemas if named == wanted)

    def _with_names(self, schema: Any) -> Any:
        """A schema with references in place of the unions that have a name."""
        name = next((name for union, name in self._names if union == schema), None)
        if name:
            return {"$ref": _REFERENCE.format(name=name)}
        if isinstance(schema, dict):
            return {key: self._with_names(value) for key, value in schema.items()}
        return [self._with_names(item) for item in schema] if isinstance(schema, list) else schema


def query_parameters(query: type[msgspec.Struct]) -> list[dict[str, Any]]:
    """A query's fields, each a parameter; what they mean is told by the struct."""
    fields = msgspec.json.schema(query)["$defs"][query.__name__]
    description = in_words(query)
    required = fields.get("required", [])
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": description,
            "schema": _without_null(schema),
        }
        for name, schema in fields["properties"].items()
    ]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query has no null: a field that is left out is none."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    plain = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    if not kinds:
        return plain
    return plain | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds})
