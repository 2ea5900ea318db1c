"""What an account lacks for what it wants to do: each says whom to ask."""

from __future__ import annotations

from shebaobu.errors.access import AccessRefused


class OwnerNeeded(AccessRefused):
    """What the household's owner alone does: accounts, backups, settings."""

    code = "owner_needed"


class AdultNeeded(AccessRefused):
    """What an account that may only look does not do: add a member, pair a device, read a page."""

    code = "adult_needed"


class WriteNeeded(AccessRefused):
    """A change of records that the account may at most read; ``parts`` are those that it may not write."""

    code = "write_needed"


class DecisionNeeded(AccessRefused):
    """What only the account does that decides over a member: change or delete the member, give access."""

    code = "decision_needed"
