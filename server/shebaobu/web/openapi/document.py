"""The whole description of the API, of an application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from flask import Flask
from werkzeug.routing import Rule

from shebaobu.assets import app_version
from shebaobu.auth.login import cookie_name
from shebaobu.web.description import Description, description_of
from shebaobu.web.openapi.operations import DEVICE, SESSION, SESSION_TLS, operation, path_of
from shebaobu.web.openapi.refusals import Refused
from shebaobu.web.openapi.schemas import Schemas

PREFIX = "/api/v1/"
_NOT_OURS = frozenset({"HEAD", "OPTIONS"})
_ABOUT = """\
What the web app and the extension of a household's own server speak. Money is in fen (100 are one yuan), months are \
`YYYY-MM`, days `YYYY-MM-DD`, times carry their offset. Every refusal has the same shape: a code, a sentence in \
Chinese and in English, and details. What changes something is only taken from the server's own pages, from paired \
extensions where that is said, and from what is no web page.\
"""
_SECURITY = {
    SESSION: {
        "type": "apiKey",
        "in": "cookie",
        "name": cookie_name(secure=False),
        "description": "The session of somebody who has signed in; it cannot be read by a page.",
    },
    SESSION_TLS: {
        "type": "apiKey",
        "in": "cookie",
        "name": cookie_name(secure=True),
        "description": "The same where the connection is secure.",
    },
    DEVICE: {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of a paired device: it may preview and add captures, nothing else.",
    },
}


def api_routes(app: Flask) -> list[tuple[Rule, str]]:
    """The routes of the API with each of their methods, by address."""
    rules = sorted((rule for rule in app.url_map.iter_rules() if rule.rule.startswith(PREFIX)), key=path_of)
    return [(rule, method) for rule in rules for method in sorted((rule.methods or set()) - _NOT_OURS)]


def api_description(app: Flask) -> dict[str, Any]:
    """The description of all routes of the API that have one."""
    described = list(_described(app))
    schemas, refused = Schemas(description for _, _, description in described), Refused()
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, description in described:
        view = app.view_functions[rule.endpoint]
        told = operation(rule, view, description, schemas, refused)
        paths.setdefault(path_of(rule), {})[method.lower()] = told
    return {
        "openapi": "3.1.0",
        "info": {"title": "社保簿 Shebaobu", "version": app_version(), "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.components.items())),
            "responses": dict(sorted(refused.components.items())),
            "securitySchemes": _SECURITY,
        },
    }


def description_text(app: Flask) -> str:
    """The description as it is published."""
    return msgspec.json.format(msgspec.json.encode(api_description(app)), indent=2).decode() + "\n"


def _described(app: Flask) -> Iterator[tuple[Rule, str, Description]]:
    for rule, method in api_routes(app):
        description = description_of(app, rule.endpoint)
        if description is not None:
            yield rule, method, description
