"""Paired devices: a code that pairs once, then a token that may add captures and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from tinydb import where

from shebaobu.auth.access import allowed
from shebaobu.auth.tokens import keyed_hash, new_code, new_id, new_token, read_code, token_hash
from shebaobu.errors import DeviceNotKnown, PairingCodeNotValid
from shebaobu.storage.documents import Account, Device, PairingCode
from shebaobu.storage.household import HouseholdStore
from shebaobu.storage.store import Store

CODE_LENGTH = 8
CODE_LIFETIME = timedelta(minutes=10)
TOUCH_EVERY = timedelta(minutes=1)


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


def pair_device(folder: Store, code: str, name: str, now: datetime) -> tuple[str, Device]:
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
        device = Device(id=new_id(), name=name, account=found.account, token_hash=token_hash(token), paired_at=now)
        store.devices.put(device)
    return token, device


def find_device(store: HouseholdStore, token: str, now: datetime) -> tuple[Device, Account]:
    """The device of a token and the account it acts for; raises ``DeviceNotKnown``."""
    device = store.device_of(token_hash(token))
    account = store.accounts.get(device.account) if device else None
    if device is None or account is None:
        raise DeviceNotKnown()
    if device.last_used_at is None or now - device.last_used_at >= TOUCH_EVERY:
        with store.file.writing():
            if store.devices.get(device.id) is None:
                raise DeviceNotKnown()
            device = msgspec.structs.replace(device, last_used_at=now)
            store.devices.put(device)
    return device, account
