"""Exports as downloads: of a member or of all, the form by the ending of the address, ``lang`` for the words."""

from __future__ import annotations

from flask import Blueprint, Response, request

from shebaobu.auth.login import require_sign_in
from shebaobu.i18n import LANGUAGES
from shebaobu.services.exporting.files import FORMS, export_file
from shebaobu.web.wire import home

exports = Blueprint("exports", __name__, url_prefix="/api/v1")


@exports.get("/export.<ending>")
def of_household(ending: str) -> Response:
    """All members."""
    return _download(None, ending)


@exports.get("/members/<member_id>/export.<ending>")
def of_member(member_id: str, ending: str) -> Response:
    """One member."""
    return _download(member_id, ending)


def _download(member_id: str | None, ending: str) -> Response:
    account = require_sign_in().account
    wanted = request.args.get("lang", LANGUAGES[0])
    lang = wanted if wanted in LANGUAGES else LANGUAGES[0]
    data = export_file(home(), account, member_id, ending, lang)
    response = Response(data, content_type=FORMS[ending].content_type)
    name = f"shebaobu-{member_id or home().now().date()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
