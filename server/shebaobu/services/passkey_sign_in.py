"""Signing in by a passkey alone: no name and no passphrase, since the device verified its holder itself."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.auth.passkeys import new_challenge, passkey_of, request_options, signed, with_passkey
from shebaobu.auth.relying_party import RelyingParty
from shebaobu.auth.visitor import Visitor
from shebaobu.errors import PasskeyExpired, PasskeyRefused, SecondStepRefused
from shebaobu.services.entering import enter
from shebaobu.services.home import Home, PendingPasskey
from shebaobu.services.security.passkeys import copies_noted, party_for
from shebaobu.storage.documents import Account

METHOD = "passkey"


def begin_passkey_sign_in(home: Home, visitor: Visitor) -> tuple[str, dict[str, Any]]:
    """A ticket, and what the browser is to sign with whichever passkey its user chooses.

    Raises ``PasskeysNotOffered``, ``TooManyAttempts``: whoever only ever begins fills the store with tickets.
    """
    party = party_for(home, visitor)
    home.throttle.attempt(("sign_in_from", visitor.address))
    challenge = new_challenge()
    ticket = home.passkeys.issue(PendingPasskey(account=None, challenge=challenge))
    return ticket, request_options((), party, challenge, alone=True)


def sign_in_by_passkey(home: Home, ticket: str, credential: dict[str, Any], visitor: Visitor) -> tuple[str, Account]:
    """Token of a new session, and the account; a ticket is good for one try.

    Raises ``PasskeysNotOffered``, ``PasskeyExpired``, ``PasskeyRefused``, ``PasskeyCopied``.
    """
    party = party_for(home, visitor)
    account_id = _account_with(home, credential)
    try:
        with copies_noted(home, account_id):
            account = _used(home, ticket, account_id, credential, party)
    except SecondStepRefused:
        home.passkeys.drop(ticket)
        raise
    home.throttle.succeeded(("sign_in_from", visitor.address))
    home.throttle.know(account.name.casefold(), visitor.address)
    return enter(home, account, METHOD, visitor), account


def _account_with(home: Home, credential: dict[str, Any]) -> str:
    """The id of the account that has a credential's passkey, "" where none has."""
    for account in home.folder.household.accounts.all():
        if any(passkey.id == credential.get("id") for passkey in account.passkeys):
            return account.id
    return ""


def _used(home: Home, ticket: str, account_id: str, credential: dict[str, Any], party: RelyingParty) -> Account:
    store = home.folder.household
    with store.file.writing():
        pending = home.passkeys.look(ticket)
        if pending is None or pending.account is not None:
            raise PasskeyExpired()
        account = store.accounts.get(account_id)
        if account is None:
            raise PasskeyRefused()
        passkey = passkey_of(account, credential, party)
        used = signed(passkey, credential, pending.challenge, party, home.now(), alone=True)
        changed = msgspec.structs.replace(with_passkey(account, used), last_factor=METHOD)
        store.accounts.put(changed)
        home.passkeys.drop(ticket)
        return changed
