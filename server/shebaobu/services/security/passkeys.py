"""One's own passkeys: adding one, naming it anew, removing it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import Any

import msgspec

from shebaobu.auth.login import SignedIn
from shebaobu.auth.passkeys import creation_options, made, new_challenge, with_passkey
from shebaobu.auth.relying_party import RelyingParty, relying_party
from shebaobu.auth.sessions import require_fresh
from shebaobu.auth.visitor import Visitor
from shebaobu.errors import FactorNotFound, NewPasskeyRefused, PasskeyCopied, PasskeyExpired, PasskeysNotOffered
from shebaobu.services import audit
from shebaobu.services.home import Home, PendingPasskey, checked_name
from shebaobu.services.security.changing import change_account
from shebaobu.storage.documents import Account, Passkey

log = logging.getLogger("shebaobu")

NAMELESS_HOUSEHOLD = "社保簿 Shebaobu"


def party_for(home: Home, visitor: Visitor) -> RelyingParty:
    """The name for passkeys under the address that the browser shows; raises ``PasskeysNotOffered``."""
    party = relying_party(visitor.origin, home.config.passkey_host)
    if party is None:
        raise PasskeysNotOffered()
    return party


@contextlib.contextmanager
def copies_noted(home: Home, account_id: str) -> Iterator[None]:
    """Note in the account's log where a passkey's counter went back, and let the refusal go on."""
    try:
        yield
    except PasskeyCopied:
        log.warning("passkey_copied: a passkey's counter went back")
        with home.folder.household.file.writing():
            audit.note(home, home.folder.household.accounts.get(account_id), "passkey.copied")
        raise


def begin_passkey(home: Home, user: SignedIn, visitor: Visitor) -> tuple[str, dict[str, Any]]:
    """A ticket, and what the browser is to make; raises ``SecondStepNeeded``, ``PasskeysNotOffered``."""
    require_fresh(user.session, home.now())
    party = party_for(home, visitor)
    household = home.folder.household.household()
    challenge = new_challenge()
    ticket = home.passkeys.issue(PendingPasskey(account=user.account.id, challenge=challenge))
    name = household.name if household else NAMELESS_HOUSEHOLD
    return ticket, creation_options(user.account, name, party, challenge)


def add_passkey(
    home: Home, user: SignedIn, ticket: str, name: str, credential: dict[str, Any], visitor: Visitor
) -> None:
    """Keep the passkey that the browser has made; each ticket is good for one try.

    Raises ``SecondStepNeeded``, ``PasskeysNotOffered``, ``PasskeyExpired``, ``NewPasskeyRefused``, and what is raised
    for names.
    """
    require_fresh(user.session, home.now())
    party = party_for(home, visitor)
    name = checked_name(name)
    pending = home.passkeys.look(ticket)
    if pending is None or pending.account != user.account.id or not home.passkeys.drop(ticket):
        raise PasskeyExpired()
    passkey = made(credential, pending.challenge, party, name, home.now())

    def added(account: Account) -> Account:
        if any(passkey.id == kept.id for other in home.folder.household.accounts.all() for kept in other.passkeys):
            raise NewPasskeyRefused()
        return msgspec.structs.replace(account, passkeys=(*account.passkeys, passkey))

    change_account(home, user, added, "passkey.added")


def rename_passkey(home: Home, user: SignedIn, passkey_id: str, name: str) -> None:
    """Give a passkey another name; raises ``FactorNotFound`` and what is raised for names."""
    name = checked_name(name)
    store = home.folder.household
    with store.file.writing():
        account = store.accounts.get(user.account.id)
        if account is None:
            raise FactorNotFound()
        passkey = _own(account, passkey_id)
        store.accounts.put(with_passkey(account, msgspec.structs.replace(passkey, name=name)))


def remove_passkey(home: Home, user: SignedIn, passkey_id: str) -> None:
    """Make a passkey worthless; raises ``SecondStepNeeded``, ``FactorNotFound``, ``LastFactor``."""

    def without(account: Account) -> Account:
        _own(account, passkey_id)
        kept = tuple(passkey for passkey in account.passkeys if passkey.id != passkey_id)
        return msgspec.structs.replace(account, passkeys=kept)

    change_account(home, user, without, "passkey.removed")


def _own(account: Account, passkey_id: str) -> Passkey:
    for passkey in account.passkeys:
        if passkey.id == passkey_id:
            return passkey
    raise FactorNotFound()
