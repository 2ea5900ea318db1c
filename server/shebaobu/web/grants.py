"""Who sees what: of a member, of all whom the asker decides over, and what is shared with the asker."""

from __future__ import annotations

from typing import TypedDict

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import (
    DecisionNeeded,
    MemberNotFound,
    NotOneself,
    PartTwice,
    PersonNotFound,
    UntilPast,
    WriteForViewer,
)
from shebaobu.services import grants as service
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body

grants = Blueprint("grants", __name__, url_prefix="/api/v1")


class Shared(TypedDict):
    """The members that others share with the asker, and who sees those whom the asker decides over or is."""

    shared: list[service.SharedMember]
    given: list[service.WhoSees]


class Give(msgspec.Struct):
    """Body of a gift of access: exactly these parts from now on, none where there are none."""

    grants: list[service.PartGrant]


@grants.get("/grants")
@described(answer=Shared)
def list_all() -> Response:
    """What is shared with the asker, by whom, until when; and who sees what the asker decides over."""
    account = require_sign_in().account
    return answer(Shared(shared=service.shared_with(home(), account), given=service.who_sees_what(home(), account)))


@grants.get("/members/<member_id>/grants")
@described(answer=service.WhoSees, refuses=(MemberNotFound, DecisionNeeded))
def who_sees(member_id: str) -> Response:
    """Who sees a member's records."""
    return answer(service.who_sees(home(), require_sign_in().account, member_id))


@grants.put("/members/<member_id>/grants/<account_id>")
@described(
    body=Give,
    refuses=(MemberNotFound, DecisionNeeded, PersonNotFound, NotOneself, WriteForViewer, UntilPast, PartTwice),
)
def give(member_id: str, account_id: str) -> Response:
    """Let another account see or keep parts of a member's records."""
    service.give(home(), require_sign_in().account, member_id, account_id, read_body(Give).grants)
    return nothing()
