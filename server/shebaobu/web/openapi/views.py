"""The description of the API at an address of its own; it is the same in every household, so anybody may read it."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response, current_app

from shebaobu.web.description import described
from shebaobu.web.openapi.document import api_description
from shebaobu.web.wire import JSON_TYPE

openapi = Blueprint("openapi", __name__, url_prefix="/api/v1")


@openapi.get("/openapi.json")
@described(caller="anyone", answer=dict[str, Any])
def show() -> Response:
    """This description."""
    kept = current_app.extensions
    if "openapi" not in kept:
        kept["openapi"] = msgspec.json.encode(api_description(current_app))
    return Response(kept["openapi"], content_type=JSON_TYPE)
