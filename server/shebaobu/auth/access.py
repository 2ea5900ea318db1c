"""What who may do: the one place that decides. Each service asks here before it reads or writes."""

from __future__ import annotations

from typing import Literal

from shebaobu.errors import AccessRefused
from shebaobu.storage.documents import Account

Action = Literal[
    "members.list",
    "members.change",
    "records.read",
    "records.change",
    "captures.preview",
    "captures.add",
    "captures.remove",
    "devices.manage",
    "household.back_up",
]


def allowed(account: Account, action: Action, member: str | None = None) -> bool:
    """Whether an account may do something, to a member's data where one is named.

    The household's one role so far, its owner, may do everything.
    """
    del action, member
    return account.role == "owner"


def require(account: Account, action: Action, member: str | None = None) -> None:
    """Raise ``AccessRefused`` unless it is allowed."""
    if not allowed(account, action, member):
        raise AccessRefused()
