"""Importing our own export: what it would add, doing it, and undoing it as a whole. The body is the file itself."""

from __future__ import annotations

from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import (
    AdultNeeded,
    BirthMonthRefused,
    DecisionNeeded,
    ImportNotFound,
    ImportNotOurs,
    ImportOfSeveral,
    ImportRefused,
    ImportTooLarge,
    ImportTooNew,
    MemberNotFound,
    NameMissing,
    NameTooLong,
    WriteNeeded,
)
from shebaobu.services.exporting.format import Export
from shebaobu.services.importing.doing import ImportDone, ImportTold, import_file, preview_import
from shebaobu.services.importing.undoing import Imports, list_imports, undo_import
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_file

LIMIT_MB = 60

imports = Blueprint("imports", __name__, url_prefix="/api/v1")

_REFUSES = (
    AdultNeeded,
    WriteNeeded,
    ImportNotOurs,
    ImportTooNew,
    ImportRefused,
    ImportTooLarge,
    NameMissing,
    NameTooLong,
    BirthMonthRefused,
)
_REFUSES_INTO = (*_REFUSES, MemberNotFound, DecisionNeeded, ImportOfSeveral)


def _file() -> bytes:
    return read_file(LIMIT_MB, ImportTooLarge(limit_mb=LIMIT_MB))


@imports.post("/import/preview")
@described(body=Export, answer=ImportTold, refuses=_REFUSES)
def preview() -> Response:
    """What a file would add, member by member."""
    account = require_sign_in().account
    return answer(preview_import(home(), account, _file()))


@imports.post("/import")
@described(body=Export, answer=ImportDone, status=201, refuses=_REFUSES)
def do() -> Response:
    """Import a file, member by member; those that are not there are added."""
    account = require_sign_in().account
    return answer(import_file(home(), account, _file()), 201)


@imports.post("/members/<member_id>/import/preview")
@described(body=Export, answer=ImportTold, refuses=_REFUSES_INTO)
def preview_into(member_id: str) -> Response:
    """What a file of one member would add to this one."""
    account = require_sign_in().account
    return answer(preview_import(home(), account, _file(), member_id))


@imports.post("/members/<member_id>/import")
@described(body=Export, answer=ImportDone, status=201, refuses=_REFUSES_INTO)
def do_into(member_id: str) -> Response:
    """Import a file of one member into this one."""
    account = require_sign_in().account
    return answer(import_file(home(), account, _file(), member_id), 201)


@imports.get("/imports")
@described(answer=Imports)
def list_all() -> Response:
    """The imports that can be undone."""
    return answer(list_imports(home(), require_sign_in().account))


@imports.delete("/imports/<import_id>")
@described(refuses=(ImportNotFound, WriteNeeded))
def undo(import_id: str) -> Response:
    """Undo an import as a whole."""
    undo_import(home(), require_sign_in().account, import_id)
    return nothing()
