"""Members, and what is on record of each."""

from __future__ import annotations

from flask import Blueprint, Response, request

from shebaobu.auth.login import require_sign_in
from shebaobu.services import captures, records
from shebaobu.services import members as service
from shebaobu.storage.documents import CaptureEntry
from shebaobu.web.wire import answer, home, nothing, read_body

members = Blueprint("members", __name__, url_prefix="/api/v1/members")


@members.get("")
def list_all() -> Response:
    """The household's members."""
    return answer({"members": service.list_members(home(), require_sign_in().account)})


@members.post("")
def add() -> Response:
    """Add a member."""
    account = require_sign_in().account
    seen = service.add_member(home(), account, read_body(service.MemberFields))
    return answer({"member": service.member_json(seen)}, 201)


@members.patch("/<member_id>")
def change(member_id: str) -> Response:
    """Change a member."""
    account = require_sign_in().account
    seen = service.change_member(home(), account, member_id, read_body(service.MemberFields))
    return answer({"member": service.member_json(seen)})


@members.delete("/<member_id>")
def remove(member_id: str) -> Response:
    """Delete a member and everything of theirs."""
    service.remove_member(home(), require_sign_in().account, member_id)
    return nothing()


@members.get("/<member_id>/wall")
def wall(member_id: str) -> Response:
    """The month wall."""
    return answer(records.show_wall(home(), require_sign_in().account, member_id))


@members.get("/<member_id>/facts")
def facts(member_id: str) -> Response:
    """The facts behind the wall, and all others."""
    wanted = {name: request.args.get(name) or None for name in ("insurance", "year", "kind")}
    return answer(records.list_facts(home(), require_sign_in().account, member_id, **wanted))


@members.get("/<member_id>/facts/<name>")
def fact(member_id: str, name: str) -> Response:
    """One fact with its history and what was done to it by hand."""
    return answer(records.show_fact(home(), require_sign_in().account, member_id, name))


@members.get("/<member_id>/captures")
def list_captures(member_id: str) -> Response:
    """The captures of a member."""
    found = captures.list_captures(home(), require_sign_in().account, member_id)
    return answer({"captures": [_entry_json(entry) for entry in found]})


def _entry_json(entry: CaptureEntry) -> dict[str, object]:
    hidden = ("content_hash", "covers", "months_stated")
    return {name: getattr(entry, name) for name in entry.__struct_fields__ if name not in hidden}
