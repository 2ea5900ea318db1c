"""Members, and what is on record of each."""

from __future__ import annotations

from typing import TypedDict

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import (
    AdultNeeded,
    BirthMonthRefused,
    DecisionNeeded,
    FactNotFound,
    IdNumberRefused,
    MemberNotFound,
    NameMissing,
    NameTooLong,
)
from shebaobu.services import captures, records
from shebaobu.services import members as service
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body, read_query

members = Blueprint("members", __name__, url_prefix="/api/v1/members")

_FIELDS_REFUSED = (NameMissing, NameTooLong, BirthMonthRefused, IdNumberRefused)


class Members(TypedDict):
    """The members that the asker may know of, in the order in which they were added."""

    members: list[service.MemberListed]


class MemberDone(TypedDict):
    """A member as it is now."""

    member: service.MemberShown


class Captures(TypedDict):
    """The captures of a member, the latest saved first."""

    captures: list[captures.CaptureListed]


class FactsWanted(msgspec.Struct):
    """Query of facts: each field that is given filters them."""

    insurance: str | None = None
    year: str | None = None
    kind: str | None = None


@members.get("")
@described(answer=Members)
def list_all() -> Response:
    """The household's members."""
    return answer(Members(members=service.list_members(home(), require_sign_in().account)))


@members.post("")
@described(body=service.MemberFields, answer=MemberDone, status=201, refuses=(AdultNeeded, *_FIELDS_REFUSED))
def add() -> Response:
    """Add a member."""
    account = require_sign_in().account
    seen = service.add_member(home(), account, read_body(service.MemberFields))
    return answer(MemberDone(member=service.member_shown(seen)), 201)


@members.patch("/<member_id>")
@described(body=service.MemberFields, answer=MemberDone, refuses=(MemberNotFound, DecisionNeeded, *_FIELDS_REFUSED))
def change(member_id: str) -> Response:
    """Change a member."""
    account = require_sign_in().account
    seen = service.change_member(home(), account, member_id, read_body(service.MemberFields))
    return answer(MemberDone(member=service.member_shown(seen)))


@members.delete("/<member_id>")
@described(refuses=(MemberNotFound, DecisionNeeded))
def remove(member_id: str) -> Response:
    """Delete a member and everything of theirs."""
    service.remove_member(home(), require_sign_in().account, member_id)
    return nothing()


@members.get("/<member_id>/wall")
@described(answer=records.Wall, refuses=(MemberNotFound,))
def wall(member_id: str) -> Response:
    """The month wall."""
    return answer(records.show_wall(home(), require_sign_in().account, member_id))


@members.get("/<member_id>/facts")
@described(query=FactsWanted, answer=records.Facts, refuses=(MemberNotFound,))
def facts(member_id: str) -> Response:
    """The facts behind the wall, and all others."""
    account, wanted = require_sign_in().account, read_query(FactsWanted)
    return answer(records.list_facts(home(), account, member_id, wanted.insurance, wanted.year, wanted.kind))


@members.get("/<member_id>/facts/<name>")
@described(answer=records.FactShown, refuses=(MemberNotFound, FactNotFound))
def fact(member_id: str, name: str) -> Response:
    """One fact with its history and what was done to it by hand."""
    return answer(records.show_fact(home(), require_sign_in().account, member_id, name))


@members.get("/<member_id>/captures")
@described(answer=Captures, refuses=(MemberNotFound,))
def list_captures(member_id: str) -> Response:
    """The captures of a member."""
    return answer(Captures(captures=captures.list_captures(home(), require_sign_in().account, member_id)))
