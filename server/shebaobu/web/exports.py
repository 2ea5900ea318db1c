"""Exports as downloads: of a member or of all, the form by the ending of the address, ``lang`` for the words."""

from __future__ import annotations

from typing import Literal

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import MemberNotFound
from shebaobu.services.exporting.files import FORMS, export_file
from shebaobu.web.description import described
from shebaobu.web.wire import home, read_query

exports = Blueprint("exports", __name__, url_prefix="/api/v1")

_FILES = tuple(form.content_type for form in FORMS.values())


class Wanted(msgspec.Struct):
    """Query of an export: the language of its words."""

    lang: Literal["zh-CN", "en"] = "zh-CN"


@exports.get("/export.<any(json,xlsx,zip,csv):ending>")
@described(query=Wanted, files=_FILES)
def of_household(ending: str) -> Response:
    """All members."""
    return _download(None, ending)


@exports.get("/members/<member_id>/export.<any(json,xlsx,zip,csv):ending>")
@described(query=Wanted, files=_FILES, refuses=(MemberNotFound,))
def of_member(member_id: str, ending: str) -> Response:
    """One member."""
    return _download(member_id, ending)


def _download(member_id: str | None, ending: str) -> Response:
    account = require_sign_in().account
    data = export_file(home(), account, member_id, ending, read_query(Wanted).lang)
    response = Response(data, content_type=FORMS[ending].content_type)
    name = f"shebaobu-{member_id or home().now().date()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
