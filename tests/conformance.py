"""Every answer of the API that the tests see is held against the description of the API."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
from flask import Flask, Response, request

from shebaobu.web.openapi.document import PREFIX, api_description
from shebaobu.web.openapi.operations import path_of

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Conformance:
    """A description; of its answers, no object may have a field that is not described."""

    def __init__(self, description: dict[str, Any]) -> None:
        self.description = copy.deepcopy(description)
        self._components = self.description["components"]
        for schema in self._components["schemas"].values():
            if "properties" in schema:
                schema.setdefault("additionalProperties", False)
        self._validator = cache(self._make_validator)

    def differences(self, path: str, method: str, response: Response) -> Iterator[str]:
        """In what an answer is not as the description says."""
        operation = self.description["paths"].get(path, {}).get(method.lower())
        if operation is None:
            yield "no such operation"
            return
        declared = self._declared(operation, str(response.status_code))
        if declared is None:
            yield "status not declared"
            return
        for name, header in declared.get("headers", {}).items():
            if header["required"] and name not in response.headers:
                yield f"no header {name}"
        content = declared.get("content", {})
        if not content:
            if response.get_data():
                yield "content where none is declared"
            return
        if response.mimetype not in content:
            yield f"content type {response.mimetype} not declared"
        elif response.mimetype == "application/json":
            validator = self._validator(path, method.lower(), str(response.status_code))
            for error in validator.iter_errors(response.get_json(force=True)):
                yield f"{'/'.join(map(str, error.instance_path))}: {error.message[:300]}"

    def _declared(self, operation: dict[str, Any], status: str) -> dict[str, Any] | None:
        declared = operation["responses"].get(status)
        if declared and "$ref" in declared:
            return self._components["responses"][declared["$ref"].rpartition("/")[2]]
        return declared

    def _make_validator(self, path: str, method: str, status: str) -> Any:
        declared = self._declared(self.description["paths"][path][method], status)
        schema = declared["content"]["application/json"]["schema"]
        whole = {"$schema": _DRAFT, "components": {"schemas": self._components["schemas"]}, **schema}
        return jsonschema_rs.validator_for(whole)


_known: list[Conformance] = []


def watch(app: Flask) -> list[str]:
    """Hold every answer of an application against its description; the list tells of those that are not as it says."""
    found: list[str] = []

    def after(response: Response) -> Response:
        if request.url_rule and request.path.startswith(PREFIX) and request.method not in ("HEAD", "OPTIONS"):
            if not _known:
                _known.append(Conformance(api_description(app)))
            where = f"{request.method} {path_of(request.url_rule)} {response.status_code}"
            differences = _known[0].differences(path_of(request.url_rule), request.method, response)
            found.extend(f"{where}: {difference}" for difference in differences)
        return response

    app.after_request(after)
    return found
