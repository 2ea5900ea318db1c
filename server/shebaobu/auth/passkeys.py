"""Passkeys (WebAuthn): what a browser is asked to make or to sign, and whether what it sends back is that.

A passkey is kept in its account: the public key, and the counter that a copy of it would turn back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge, options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from shebaobu.auth.relying_party import RelyingParty
from shebaobu.errors import NewPasskeyRefused, PasskeyCopied, PasskeyRefused
from shebaobu.storage.documents import Account, Passkey

TIMEOUT_MS = 5 * 60 * 1000
_PREFERRED = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
)


def new_challenge() -> str:
    """512 random bits to be signed, in base64url."""
    return bytes_to_base64url(generate_challenge())


def creation_options(account: Account, household: str, party: RelyingParty, challenge: str) -> dict[str, Any]:
    """What ``PublicKeyCredential.parseCreationOptionsFromJSON`` reads: one that can sign in alone where it can."""
    options = webauthn.generate_registration_options(
        rp_id=party.host,
        rp_name=household,
        user_id=account.id.encode(),
        user_name=account.name,
        challenge=base64url_to_bytes(challenge),
        timeout=TIMEOUT_MS,
        authenticator_selection=_PREFERRED,
        exclude_credentials=_descriptors(account.passkeys, party),
    )
    return options_to_json_dict(options)


def request_options(passkeys: Iterable[Passkey], party: RelyingParty, challenge: str, *, alone: bool) -> dict[str, Any]:
    """What ``PublicKeyCredential.parseRequestOptionsFromJSON`` reads.

    ``alone``: the passkey is the whole sign-in, so its holder must be verified by their device.
    """
    wanted = UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED
    options = webauthn.generate_authentication_options(
        rp_id=party.host,
        challenge=base64url_to_bytes(challenge),
        timeout=TIMEOUT_MS,
        allow_credentials=_descriptors(passkeys, party),
        user_verification=wanted,
    )
    return options_to_json_dict(options)


def of_party(passkeys: Iterable[Passkey], party: RelyingParty) -> list[Passkey]:
    """Those that were made for a name; a browser gives no others under it."""
    return [passkey for passkey in passkeys if passkey.host == party.host]


def made(credential: dict[str, Any], challenge: str, party: RelyingParty, name: str, now: datetime) -> Passkey:
    """The passkey that a browser has made; raises ``NewPasskeyRefused``."""
    try:
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.host,
            expected_origin=party.origin,
        )
    # Whatever a parser of foreign bytes raises says the same: this is no such credential.
    except Exception as broken:
        raise NewPasskeyRefused() from broken
    return Passkey(
        id=bytes_to_base64url(verified.credential_id),
        name=name,
        host=party.host,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        transports=_transports(credential),
        added_at=now,
    )


def signed(
    passkey: Passkey,
    credential: dict[str, Any],
    challenge: str,
    party: RelyingParty,
    now: datetime,
    *,
    alone: bool,
) -> Passkey:
    """The passkey after it has signed the challenge; raises ``PasskeyRefused``, ``PasskeyCopied``."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.host,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,
            require_user_verification=alone,
        )
    # As above: nothing that is sent here may end in anything but a refusal.
    except Exception as broken:
        raise PasskeyRefused() from broken
    count = verified.new_sign_count
    if (count or passkey.sign_count) and count <= passkey.sign_count:
        raise PasskeyCopied()
    return msgspec.structs.replace(passkey, sign_count=count, last_used_at=now)


def passkey_of(account: Account, credential: dict[str, Any], party: RelyingParty) -> Passkey:
    """The account's passkey that a credential names; raises ``PasskeyRefused``."""
    for passkey in of_party(account.passkeys, party):
        if passkey.id == credential.get("id"):
            return passkey
    raise PasskeyRefused()


def with_passkey(account: Account, changed: Passkey) -> Account:
    """The account with a passkey in the place of the one of the same id."""
    kept = tuple(changed if passkey.id == changed.id else passkey for passkey in account.passkeys)
    return msgspec.structs.replace(account, passkeys=kept)


def _transports(credential: dict[str, Any]) -> tuple[str, ...]:
    """By which ways the authenticator says that it can be reached, of those that there are."""
    told = credential["response"].get("transports")
    known = {transport.value for transport in AuthenticatorTransport}
    return tuple(way for way in told if isinstance(way, str) and way in known) if isinstance(told, list) else ()


def _descriptors(passkeys: Iterable[Passkey], party: RelyingParty) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(passkey.id),
            transports=[AuthenticatorTransport(way) for way in passkey.transports] or None,
        )
        for passkey in of_party(passkeys, party)
    ]
