"""The description of the API: every route has one, of real types, and it is valid OpenAPI."""

from __future__ import annotations

import typing
from typing import Any

import msgspec
import pytest
from openapi_spec_validator import validate

from shebaobu.services.records import Facts
from shebaobu.web.description import description_of
from shebaobu.web.openapi.document import api_description, api_routes
from shebaobu.web.openapi.operations import path_of
from tests.conformance import Conformance
from tests.family import capture_of


def open_parts(wanted: Any) -> list[Any]:
    """The parts of a type that say nothing of what is in them."""
    if wanted in (Any, object, dict, list, tuple):
        return [wanted]
    if typing.get_origin(wanted) in (list, tuple, dict):
        return [part for item in typing.get_args(wanted) for part in open_parts(item)]
    return []


def test_every_route_is_described_and_its_types_say_something(empty):
    routes = api_routes(empty.app)
    assert len(routes) > 70
    for rule, method in routes:
        where = f"{method} {rule.rule}"
        description = description_of(empty.app, rule.endpoint)
        assert description, f"{where} has no description: put @described(...) on its view"
        if path_of(rule) == "/api/v1/openapi.json":
            continue
        for wanted in (description.body, description.answer):
            assert not open_parts(wanted), f"{where} takes or answers what can be anything: {wanted}"


def test_what_can_be_anything_is_told_from_what_says_something():
    assert [open_parts(wanted) for wanted in (Any, dict, dict[str, Any], list[Any])] == [[Any], [dict], [Any], [Any]]
    assert open_parts(Facts) == open_parts(dict[str, int]) == open_parts(None) == []


def test_it_is_valid_openapi_and_anybody_may_read_it(empty):
    told = empty.stranger().get("/api/v1/openapi.json")
    assert told.status_code == 200
    assert told.json["openapi"] == "3.1.0"
    validate(told.json)


def test_an_operation_tells_who_may_call_and_what_is_taken_answered_and_refused(empty):
    description = api_description(empty.app)
    facts = description["paths"]["/api/v1/members/{member_id}/facts"]["get"]
    assert facts["summary"] == "The facts behind the wall, and all others."
    assert facts["security"] == [{"session": []}, {"sessionOverTls": []}]
    assert [(one["in"], one["name"], one["required"]) for one in facts["parameters"]] == [
        ("path", "member_id", True),
        ("query", "insurance", False),
        ("query", "year", False),
        ("query", "kind", False),
    ]
    assert facts["responses"]["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Facts"}
    assert "default" not in facts["responses"] and "500" not in facts["responses"]

    not_found = description["components"]["responses"][facts["responses"]["404"]["$ref"].rpartition("/")[2]]
    schema = not_found["content"]["application/json"]["schema"]
    assert schema["properties"]["error"]["properties"]["code"]["enum"] == ["member_not_found", "not_found"]

    sign_in = description["paths"]["/api/v1/session"]["post"]["responses"]
    throttled = description["components"]["responses"][sign_in["429"]["$ref"].rpartition("/")[2]]
    assert throttled["headers"]["Retry-After"]["required"]
    second = description["paths"]["/api/v1/session/second"]["post"]["responses"]["200"]
    assert second["headers"]["Set-Cookie"]["required"]

    export = description["paths"]["/api/v1/export.{ending}"]["get"]
    assert export["parameters"][0]["schema"]["enum"] == ["json", "xlsx", "zip", "csv"]
    assert set(export["responses"]["200"]["content"]) >= {"application/json", "application/zip", "text/csv"}


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda facts: facts["responses"].pop("200"), "status not declared"),
        (lambda facts: facts["responses"]["200"].update(content={"text/csv": {}}), "application/json not declared"),
        (lambda facts: facts["responses"]["200"].update(headers={"X": {"required": True}}), "no header X"),
        (lambda facts: facts["responses"].update({"200": {}}), "content where none is declared"),
        (
            lambda facts: facts["responses"]["200"]["content"]["application/json"].update(
                schema={"$ref": "#/components/schemas/Totals"}
            ),
            "insurances",
        ),
    ],
)
def test_an_answer_that_is_not_as_described_is_seen(family, spoil, told):
    member = family.add_member()
    family.pair()
    family.save(capture_of("gz_pension_ranges"), member)
    description = msgspec.json.decode(msgspec.json.encode(api_description(family.app)))
    path = "/api/v1/members/{member_id}/facts"
    answer = family.browser.get(path.replace("{member_id}", member))
    assert not list(Conformance(description).differences(path, "GET", answer))

    spoil(description["paths"][path]["get"])
    assert told in " ".join(Conformance(description).differences(path, "GET", answer))
