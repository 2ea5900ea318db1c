"""The household's people: who there is, roles, leaving, and who decides over a member's records."""

from __future__ import annotations

from typing import TypedDict

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import (
    DeciderMustBeAdult,
    DecisionNeeded,
    LastOwner,
    MemberNotFound,
    NotOneself,
    OwnerNeeded,
    PersonNotFound,
    StillDecides,
)
from shebaobu.services import deciding
from shebaobu.services import people as service
from shebaobu.storage.documents import Role
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body

people = Blueprint("people", __name__, url_prefix="/api/v1")


class People(TypedDict):
    """The household's accounts, the oldest first."""

    people: list[service.Person]


class NewRole(msgspec.Struct):
    """Body of a change of role."""

    role: Role


class NewDecider(msgspec.Struct):
    """Body of handing a member's records over: the account that decides from now on."""

    account: str


@people.get("/people")
@described(answer=People)
def list_all() -> Response:
    """Who there is, in which role, and who is which member."""
    return answer(People(people=service.list_people(home(), require_sign_in().account)))


@people.patch("/people/<account_id>")
@described(body=NewRole, refuses=(OwnerNeeded, PersonNotFound, LastOwner, StillDecides))
def change_role(account_id: str) -> Response:
    """Give an account another role; owners only."""
    service.change_role(home(), require_sign_in().account, account_id, read_body(NewRole).role)
    return nothing()


@people.delete("/people/<account_id>")
@described(refuses=(OwnerNeeded, PersonNotFound, LastOwner, StillDecides))
def remove(account_id: str) -> Response:
    """Remove an account, as an owner, or leave."""
    service.remove_person(home(), require_sign_in().account, account_id)
    return nothing()


@people.put("/members/<member_id>/decider")
@described(body=NewDecider, refuses=(MemberNotFound, DecisionNeeded, PersonNotFound, NotOneself, DeciderMustBeAdult))
def hand_over(member_id: str) -> Response:
    """Let another account decide over a member's records."""
    deciding.hand_over(home(), require_sign_in().account, member_id, read_body(NewDecider).account)
    return nothing()
