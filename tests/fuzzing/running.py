"""Requests that schemathesis makes up from the description of the API, sent as somebody of the household."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.hooks import HookContext

from tests.fuzzing.household import Household
from tests.fuzzing.serving import Renewed

SEED = 20261125
# What a type cannot say (a name is blank, a page is none of ours) is refused with 422 and is no fault of the request.
MEANING = "422"
KINDS = {"owner": "session", "adult": "session", "viewer": "session", "helper": "session", "device": "device"}
EDGES = {"stranger": "anyone", "owner": "session", "device": "device"}
# Who asks is put on below schemathesis, and every request meets the household as it was: what one request leaves
# behind for the next is no matter here, nor what is asked with other credentials. No header is required.
UNFIT = ("ignored_auth", "use_after_free", "ensure_resource_availability", "missing_required_header")
# What these are called by with another method is an address of its own, with a name in it.
ALSO_NAMES = [
    "/api/v1/captures/preview",
    "/api/v1/devices/pairing",
    "/api/v1/invitations/open",
    "/api/v1/security/passkeys/begin",
]
NAME_TOO = {"unsupported_method": {"enabled": False}, "allow_header_conformance": {"enabled": False}}
ACCEPTED = ["2xx", "401", "403", "404", "409", "429", MEANING]


@dataclass
class Run:
    """What came of a run: answers by operation and status, and what was not as it should be."""

    answers: dict[str, Counter[int]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """How many requests were answered."""
        return sum(counted.total() for counted in self.answers.values())

    def done(self, operation: str) -> int:
        """How many requests of an operation were done, not refused."""
        return sum(n for status, n in self.answers.get(operation, {}).items() if 200 <= status < 300)


def run(household: Household, served: Renewed, role: str, examples: int, seed: int = SEED) -> Run:
    """Send requests as somebody of a role.

    Each operation gets its examples and ``examples`` random requests, good ones and bad ones; those that are for this
    role before others also the edges of their schemas one by one. Nothing is shrunk: a failure has its own request.
    """
    served.who = household.credentials(role)
    description = served.app.test_client().get("/api/v1/openapi.json").get_json()
    _exemplify(household, description)
    settings = SchemathesisConfig.from_dict(_settings(description, role, examples, seed))
    schema = schemathesis.openapi.from_dict(description, config=settings)
    schema.app = served
    _name(household, schema)
    _write_as_browsers_do(schema)
    found = Run()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            _note(found, event, role)
        elif isinstance(event, events.NonFatalError):
            found.errors.append(f"{event.label}: {event.value!r}")
    return found


def _settings(description: dict[str, Any], role: str, examples: int, seed: int) -> dict[str, Any]:
    operations = [one for path in description["paths"].values() for one in path.values()]
    without_edges = [one["operationId"] for one in operations if not _has_edges(one, role)]
    return {
        "seed": seed,
        "suppress-health-check": ["all"],
        "generation": {
            "max-examples": examples,
            "deterministic": True,
            "no-shrink": True,
            "with-security-parameters": False,
            "database": "none",
        },
        "phases": {"stateful": {"enabled": False}},
        "checks": {
            "positive_data_acceptance": {"enabled": True, "expected-statuses": ACCEPTED},
            **{name: {"enabled": False} for name in UNFIT},
        },
        "operations": [
            *({"include-operation-id": name, "phases": {"coverage": {"enabled": False}}} for name in without_edges),
            *({"include-path": path, "checks": NAME_TOO} for path in ALSO_NAMES),
            # Making up a whole export takes a second.
            {
                "include-tag": "imports",
                "phases": {"fuzzing": {"enabled": role == "owner"}},
                "generation": {"max-examples": max(4, examples // 10)},
            },
        ],
    }


def _callers(operation: dict[str, Any]) -> set[str]:
    """Who may call an operation: ``session``, ``device``, or anybody for none."""
    return {name for scheme in operation["security"] for name in scheme}


def _has_edges(operation: dict[str, Any], role: str) -> bool:
    callers = _callers(operation)
    # Of a whole export the edges alone are 26,000 requests, nearly all of them refused for the same reason.
    return "imports" not in operation["tags"] and EDGES.get(role) == next(iter(sorted(callers)), "anyone")


def _name(household: Household, schema: Any) -> None:
    """Let three of four addresses that are well-formed name what is there."""

    @schema.hook("map_path_parameters")
    def real(context: HookContext, values: dict[str, Any] | None) -> dict[str, Any] | None:
        known = household.names.get(tuple(sorted(values or ())), [])
        drawn = zlib.crc32(repr(values).encode(errors="surrogatepass"))
        shapes = {one.name: one.definition["schema"].get("pattern", "") for one in context.operation.path_parameters}
        well_formed = all(re.search(shapes[name], str(value)) for name, value in (values or {}).items())
        if not known or not well_formed or drawn % 4 == 0:
            return values
        return dict(zip(sorted(values or ()), known[drawn // 4 % len(known)], strict=True))


def _write_as_browsers_do(schema: Any) -> None:
    """Write whole numbers without a fraction: JSON Schema calls 89.0 an integer, no browser writes one so."""

    def whole(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: whole(one) for name, one in value.items()}
        if isinstance(value, list):
            return [whole(one) for one in value]
        return int(value) if isinstance(value, float) and value.is_integer() else value

    @schema.hook("map_body")
    def written(_context: HookContext, body: Any) -> Any:
        return whole(body)


def _exemplify(household: Household, description: dict[str, Any]) -> None:
    """Give every operation an example that the household does: it is sent, and varied at its edges."""
    for operation in (one for path in description["paths"].values() for one in path.values()):
        parameters = [one for one in operation.get("parameters", ()) if one["in"] == "path"]
        parameters.sort(key=itemgetter("name"))
        known = household.names.get(tuple(one["name"] for one in parameters), [()])
        for parameter, value in zip(parameters, known[0], strict=True):
            parameter["example"] = value
        bodies = household.knowing.get(operation["operationId"], [])
        if bodies:
            content = operation["requestBody"]["content"]["application/json"]
            content["examples"] = {f"known {number}": {"value": body} for number, body in enumerate(bodies)}


def _note(found: Run, event: events.ScenarioFinished, role: str) -> None:
    recorder = event.recorder
    for case_id, interaction in recorder.interactions.items():
        case = recorder.cases[case_id].value
        if interaction.response is not None:
            operation = case.operation.label if case.method == case.operation.method.upper() else "other methods"
            status = interaction.response.status_code
            found.answers.setdefault(operation, Counter())[status] += 1
            callers = _callers(case.operation.definition.raw)
            if callers and KINDS.get(role) not in callers and 200 <= status < 300 and operation != "other methods":
                found.failures[f"{operation}: done for a {role}"] = case.as_curl_command()
    for checks in recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                told = f"{recorder.label}: {failure.title}: {failure.message}"
                found.failures.setdefault(told[:600], check.failure_info.code_sample)
