"""The audit log, as far as the asker may read it."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import MemberNotFound
from shebaobu.services.audit_views import Log, read_log
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, read_query

audit = Blueprint("audit", __name__, url_prefix="/api/v1")


class LogWanted(msgspec.Struct):
    """Query of the log: of which member, and after which event a further page begins."""

    member: str | None = None
    after: str | None = None


@audit.get("/log")
@described(query=LogWanted, answer=Log, refuses=(MemberNotFound,))
def log() -> Response:
    """Who did what and when, as far as it concerns the asker, a page at a time."""
    wanted = read_query(LogWanted)
    return answer(read_log(home(), require_sign_in().account, wanted.member, wanted.after))
