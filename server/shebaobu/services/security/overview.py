"""What the page of one's own security shows: factors, recovery codes that are left, how this session began."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shebaobu.auth.login import SignedIn
from shebaobu.auth.relying_party import Hindrance, hindrance
from shebaobu.auth.visitor import Visitor
from shebaobu.domain.phone import masked
from shebaobu.services.home import Home


class PasskeyTold(msgspec.Struct, kw_only=True, frozen=True):
    """A passkey as its owner sees it; ``host`` is the name that it works under."""

    id: str
    name: str
    host: str
    added_at: datetime
    last_used_at: datetime | None


class Security(msgspec.Struct, kw_only=True, frozen=True):
    """The state of an account's sign-in.

    ``factors`` are the names of those that it has, recovery codes aside; the last one cannot be removed.
    ``phone`` is the masked number for codes by SMS; ``sms_offered`` says that there is a gateway to send them.
    ``passkeys_hindered`` says why none can be made under this address. ``opened_by`` is the factor of this session.
    """

    factors: list[str]
    passkeys: list[PasskeyTold]
    passkeys_hindered: Hindrance | None
    phone: str | None
    sms_offered: bool
    recovery_codes_left: int
    opened_by: str
    server_time: datetime


def show_security(home: Home, user: SignedIn, visitor: Visitor) -> Security:
    """The state of one's own sign-in."""
    account = user.account
    return Security(
        factors=home.factors.held(account),
        passkeys=[
            PasskeyTold(
                id=passkey.id,
                name=passkey.name,
                host=passkey.host,
                added_at=passkey.added_at,
                last_used_at=passkey.last_used_at,
            )
            for passkey in account.passkeys
        ],
        passkeys_hindered=hindrance(visitor.origin, home.config.passkey_host),
        phone=masked(account.phone) if account.phone else None,
        sms_offered=home.sms.offered,
        recovery_codes_left=len(account.recovery_hashes),
        opened_by=user.session.opened_by,
        server_time=home.now(),
    )
