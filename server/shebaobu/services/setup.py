"""Setting up the household's first account, an invited one, or an account anew, through a one-time link.

Nothing counts before a code of the new authenticator, or one that was sent to the phone, was confirmed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from shebaobu.auth.factors.factor import Prompt
from shebaobu.auth.factors.recovery import new_recovery_codes, recovery_hash
from shebaobu.auth.passphrase import hash_passphrase
from shebaobu.auth.rights import console_account
from shebaobu.auth.sessions import end_all_sessions
from shebaobu.auth.tokens import new_id, new_token, token_hash
from shebaobu.auth.totp import AuthenticatorTold, enrolment, new_secret
from shebaobu.auth.visitor import Visitor
from shebaobu.errors import (
    AccountNameTaken,
    AccountNotFound,
    ResetNameDiffers,
    SetupLinkNotValid,
)
from shebaobu.services import audit, proving
from shebaobu.services.home import Home, KeeperShare, PendingSetup, checked_name
from shebaobu.services.invitations import good_invitation
from shebaobu.services.joining import join, require_keeper_share
from shebaobu.storage.documents import Account, Household, Role, SetupLink

RESET_LIFETIME = timedelta(days=1)


def setup_needed(home: Home) -> bool:
    """Whether the household has no account yet."""
    return len(home.folder.household.accounts) == 0


def new_setup_link(home: Home) -> str:
    """Token of the link for the first account; former ones are worthless from here on."""
    store = home.folder.household
    token = new_token()
    with store.file.writing():
        for link in store.setup_links.all():
            if link.account is None and link.invitation is None:
                store.setup_links.remove(link.id)
        store.setup_links.put(SetupLink(id=new_id(), token_hash=token_hash(token)))
    return token


def new_reset_link(home: Home, name: str) -> str:
    """Token of a link by which an account begins anew within a day; raises ``AccountNotFound``.

    Until it is used, the account's passphrase and codes are what they were.
    """
    store = home.folder.household
    account = store.account_named(name)
    if account is None:
        raise AccountNotFound()
    token = new_token()
    with store.file.writing():
        for link in store.setup_links.all():
            if link.account == account.id:
                store.setup_links.remove(link.id)
        expires_at = home.now() + RESET_LIFETIME
        store.setup_links.put(
            SetupLink(id=new_id(), token_hash=token_hash(token), account=account.id, expires_at=expires_at)
        )
        audit.note(home, console_account(home.now()), "account.reset_offered", person=account.id)
    return token


def _valid_link(home: Home, token: str) -> SetupLink:
    link = home.folder.household.setup_link_of(token_hash(token))
    if link is None or (link.expires_at is not None and link.expires_at <= home.now()):
        raise SetupLinkNotValid()
    if link.invitation is not None:
        good_invitation(home, link.invitation)
    elif link.account is None and not setup_needed(home):
        raise SetupLinkNotValid()
    return link


def begin_setup(
    home: Home, token: str, household: str, name: str, passphrase: str, keeper: KeeperShare | None = None
) -> AuthenticatorTold:
    """Secret and QR code of a new authenticator.

    With a reset link the name must be the account's; with an invitation it must be a new one, and ``keeper`` be given
    where it asks for it (see ``joining``).
    Raises ``SetupLinkNotValid``, ``InvitationNotValid``, ``KeeperShareMissing``, ``AccountNameTaken``,
    ``ResetNameDiffers``, and what is raised for names and passphrases.
    """
    link = _valid_link(home, token)
    if link.invitation is not None:
        name = _new_name(home, name)
        require_keeper_share(good_invitation(home, link.invitation)[0], keeper)
    elif link.account is None:
        household, name = checked_name(household), checked_name(name)
    else:
        name = _name_anew(home, link.account, name)
    secret = new_secret()
    pending = PendingSetup(
        household=household,
        name=name,
        passphrase_hash=hash_passphrase(passphrase, name, household),
        totp_secret=secret,
        keeper=keeper,
    )
    home.setups.issue(pending, token)
    return enrolment(secret, name)


def _new_name(home: Home, name: str) -> str:
    """The name for a further account; raises ``AccountNameTaken`` and what is raised for names."""
    name = checked_name(name)
    if home.folder.household.account_named(name) is not None:
        raise AccountNameTaken()
    return name


def _name_anew(home: Home, account_id: str, name: str) -> str:
    """The name of an account that begins anew; raises ``SetupLinkNotValid``, ``ResetNameDiffers``."""
    account = home.folder.household.accounts.get(account_id)
    if account is None:
        raise SetupLinkNotValid()
    if account.name.casefold() != name.strip().casefold():
        raise ResetNameDiffers()
    return account.name


def send_setup_code(home: Home, token: str, number: str, knows_risks: bool, visitor: Visitor) -> Prompt:
    """Send a code to a phone that is to be used instead of an authenticator.

    Raises ``SetupLinkNotValid``, ``InvitationNotValid``, and what ``proving.send_setup_code`` raises.
    """
    return proving.send_setup_code(home, token, _valid_link(home, token).id, number, knows_risks, visitor)


def confirm_setup(home: Home, token: str, code: str, method: proving.Method = "totp") -> tuple[str, ...]:
    """Make the account count, and use the link up; answers its recovery codes, which are not stored.

    Raises ``SetupLinkNotValid``, ``InvitationNotValid``, ``AccountNameTaken``, ``TooManyAttempts``, and what
    ``proving.proven_factor`` raises.
    """
    _valid_link(home, token)
    pending = proving.pending_setup(home, token)
    home.throttle.attempt(("setup", ""))
    proven = proving.proven_factor(home, token, method, code)
    home.throttle.succeeded(("setup", ""))
    codes = new_recovery_codes()
    hashes = tuple(recovery_hash(home.folder.key, recovery) for recovery in codes)
    with home.folder.writing():
        _make_count(home, _valid_link(home, token), pending, proven, hashes)
    home.setups.drop(token)
    return codes


def _make_count(
    home: Home, link: SetupLink, pending: PendingSetup, proven: dict[str, Any], hashes: tuple[str, ...]
) -> None:
    """Store what a link was for: the household with its owner, an account anew, or an invited one."""
    store = home.folder.household
    if link.account is not None:
        store.accounts.put(_anew(home, link.account, pending, proven, hashes))
        end_all_sessions(store, link.account)
        audit.note(home, store.accounts.get(link.account), "account.reset")
    elif link.invitation is not None:
        invitation, inviter = good_invitation(home, link.invitation)
        _new_name(home, pending.name)
        account = _new_account(home, invitation.role, pending, proven, hashes)
        store.accounts.put(account)
        join(home, invitation, inviter, account, pending.keeper)
    else:
        founder = _new_account(home, "owner", pending, proven, hashes)
        store.accounts.put(founder)
        store.households.put(Household(name=pending.household, founded_at=home.now()))
        audit.note(home, founder, "household.founded")
    store.setup_links.remove(link.id)


def _new_account(
    home: Home, role: Role, pending: PendingSetup, proven: dict[str, Any], hashes: tuple[str, ...]
) -> Account:
    return Account(
        id=new_id(),
        name=pending.name,
        role=role,
        passphrase_hash=pending.passphrase_hash,
        recovery_hashes=hashes,
        created_at=home.now(),
        **proven,
    )


def _anew(
    home: Home, account_id: str, pending: PendingSetup, proven: dict[str, Any], hashes: tuple[str, ...]
) -> Account:
    before = home.folder.household.accounts.get(account_id)
    if before is None:
        raise SetupLinkNotValid()
    return msgspec.structs.replace(
        before,
        passphrase_hash=pending.passphrase_hash,
        recovery_hashes=hashes,
        passkeys=(),
        last_factor=None,
        **proven,
    )
