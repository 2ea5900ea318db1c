"""Importing our own export: what it would add, doing it, and undoing it as a whole. The body is the file itself."""

from __future__ import annotations

from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import ImportTooLarge
from shebaobu.services.importing.doing import import_file, preview_import
from shebaobu.services.importing.undoing import list_imports, undo_import
from shebaobu.web.wire import answer, home, nothing, read_file

LIMIT_MB = 60

imports = Blueprint("imports", __name__, url_prefix="/api/v1")


def _file() -> bytes:
    return read_file(LIMIT_MB, ImportTooLarge(limit_mb=LIMIT_MB))


@imports.post("/import/preview")
def preview() -> Response:
    """What a file would add, member by member."""
    account = require_sign_in().account
    return answer(preview_import(home(), account, _file()))


@imports.post("/import")
def do() -> Response:
    """Import a file, member by member; those that are not there are added."""
    account = require_sign_in().account
    return answer(import_file(home(), account, _file()), 201)


@imports.post("/members/<member_id>/import/preview")
def preview_into(member_id: str) -> Response:
    """What a file of one member would add to this one."""
    account = require_sign_in().account
    return answer(preview_import(home(), account, _file(), member_id))


@imports.post("/members/<member_id>/import")
def do_into(member_id: str) -> Response:
    """Import a file of one member into this one."""
    account = require_sign_in().account
    return answer(import_file(home(), account, _file(), member_id), 201)


@imports.get("/imports")
def list_all() -> Response:
    """The imports that can be undone."""
    return answer(list_imports(home(), require_sign_in().account))


@imports.delete("/imports/<import_id>")
def undo(import_id: str) -> Response:
    """Undo an import as a whole."""
    undo_import(home(), require_sign_in().account, import_id)
    return nothing()
