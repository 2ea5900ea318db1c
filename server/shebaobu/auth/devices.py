"""Paired devices: a code that pairs once, then a token that may add captures and nothing else.

A token counts only from the origin that the device was paired from (an extension's own, which no page and no other
extension can claim in a browser), and only while it is used: after ninety days without use it has ended.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from tinydb import where

from shebaobu.auth.access import allowed
from shebaobu.auth.tokens import keyed_hash, new_code, new_id, new_token, read_code, token_hash
from shebaobu.errors import AccessRefused, DeviceElsewhere, DeviceNotKnown, DeviceUnused, PairingCodeNotValid
from shebaobu.storage.documents import Account, Device, PairingCode, Scope
from shebaobu.storage.household import HouseholdStore
from shebaobu.storage.store import Store

CODE_LENGTH = 8
CODE_LIFETIME = timedelta(minutes=10)
TOUCH_EVERY = timedelta(minutes=1)
UNUSED_DAYS = 90
TOLD_DAYS = 90


def new_pairing_code(folder: Store, account: Account, now: datetime) -> tuple[str, datetime]:
    """A code and the time at which it ends; it replaces the account's former one."""
    code = new_code(CODE_LENGTH)
    document = PairingCode(
        id=new_id(),
        account=account.id,
        code_hash=keyed_hash(folder.key, "pairing", read_code(code)),
        expires_at=now + CODE_LIFETIME,
    )
    with folder.household.file.writing():
        folder.household.pairing_codes.remove_where(where("account") == account.id)
        folder.household.pairing_codes.put(document)
    return code, document.expires_at


class Caller(msgspec.Struct, frozen=True):
    """From where a device speaks: the extension's origin, None where it is none, and the client's address."""

    origin: str | None
    address: str


def pair_device(folder: Store, code: str, name: str, caller: Caller, now: datetime) -> tuple[str, Device]:
    """Use up a code; answers the device's token, which is not stored, and the device.

    Raises ``PairingCodeNotValid``.
    """
    store = folder.household
    wanted = keyed_hash(folder.key, "pairing", read_code(code))
    with store.file.writing():
        found = next(iter(store.pairing_codes.find(where("code_hash") == wanted)), None)
        account = store.accounts.get(found.account) if found else None
        if found is None or found.expires_at <= now or account is None or not allowed(account, "devices.pair"):
            raise PairingCodeNotValid()
        store.pairing_codes.remove(found.id)
        token = new_token()
        device = Device(
            id=new_id(),
            name=name,
            account=found.account,
            token_hash=token_hash(token),
            paired_at=now,
            origin=caller.origin,
            address=caller.address,
        )
        store.devices.put(device)
    return token, device


def ends_at(device: Device) -> datetime:
    """When a device ends if it is not used until then."""
    return (device.last_used_at or device.paired_at) + timedelta(days=UNUSED_DAYS)


def find_device(
    store: HouseholdStore, token: str, scope: Scope, caller: Caller, now: datetime
) -> tuple[Device, Account]:
    """The device of a token and the account it acts for.

    A device that was paired without an origin (by no browser, or before origins were kept) gets the first from which
    it is used. Raises ``DeviceNotKnown``, ``DeviceUnused``, ``DeviceElsewhere``, and ``AccessRefused`` for a scope
    that its token does not have.
    """
    device = store.device_of(token_hash(token))
    account = store.accounts.get(device.account) if device else None
    if device is None or account is None:
        raise DeviceNotKnown()
    if ends_at(device) <= now:
        raise DeviceUnused(days=UNUSED_DAYS)
    if device.origin is not None and device.origin != caller.origin:
        raise DeviceElsewhere()
    if scope not in device.scopes:
        raise AccessRefused()
    return _touched(store, device, caller, now), account


def _touched(store: HouseholdStore, device: Device, caller: Caller, now: datetime) -> Device:
    """The device with its last use noted, to the minute."""
    origin = device.origin or caller.origin
    used_now = device.last_used_at is not None and now - device.last_used_at < TOUCH_EVERY
    if used_now and device.origin == origin and device.address == caller.address:
        return device
    with store.file.writing():
        kept = store.devices.get(device.id)
        if kept is None:
            raise DeviceNotKnown()
        device = msgspec.structs.replace(kept, last_used_at=now, origin=origin, address=caller.address)
        store.devices.put(device)
    return device


def clear_ended(store: HouseholdStore, now: datetime) -> None:
    """Remove the devices that ended so long ago that nobody needs to be told any more."""
    told = timedelta(days=TOLD_DAYS)
    for device in store.devices.all():
        if ends_at(device) + told <= now:
            store.devices.remove(device.id)
