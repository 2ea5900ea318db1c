"""The household's paired devices, and pairing a new one."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from tinydb import where

from shebaobu.auth.access import require
from shebaobu.auth.devices import find_device, new_pairing_code, pair_device
from shebaobu.errors import DeviceNotFound
from shebaobu.services import audit
from shebaobu.services.home import Home, checked_name
from shebaobu.storage.documents import Account, Device


class DeviceTold(TypedDict):
    """A paired device."""

    id: str
    name: str
    paired_at: datetime
    last_used_at: datetime | None


class PairingOffered(TypedDict):
    """A code to type into the device that is to be paired, and when it ends."""

    code: str
    expires_at: datetime


def list_devices(home: Home, account: Account) -> list[DeviceTold]:
    """The devices that act for an account, the latest paired first."""
    found = home.folder.household.devices.find(where("account") == account.id)[::-1]
    return [
        {"id": one.id, "name": one.name, "paired_at": one.paired_at, "last_used_at": one.last_used_at} for one in found
    ]


def offer_pairing(home: Home, account: Account) -> PairingOffered:
    """A pairing code to type into the device, and when it ends; raises ``AdultNeeded``."""
    require(account, "devices.pair")
    code, expires_at = new_pairing_code(home.folder, account, home.now())
    return {"code": code, "expires_at": expires_at}


def pair(home: Home, code: str, name: str, address: str) -> tuple[str, Device, str]:
    """Token of the newly paired device, the device, and the household's name.

    Raises ``PairingCodeNotValid``, ``TooManyAttempts``, and what is raised for names.
    """
    name = checked_name(name)
    attempts = [("pair", ""), ("pair_from", address)]
    home.throttle.attempt(*attempts)
    with home.folder.household.file.writing():
        token, device = pair_device(home.folder, code, name, home.now())
        audit.note(home, home.folder.household.accounts.get(device.account), "device.paired")
    home.throttle.succeeded(*attempts)
    household = home.folder.household.household()
    return token, device, household.name if household else ""


def revoke_device(home: Home, account: Account, device_id: str) -> None:
    """Make a device's token worthless; raises ``DeviceNotFound``."""
    store = home.folder.household
    with store.file.writing():
        device = store.devices.get(device_id)
        if device is None or device.account != account.id:
            raise DeviceNotFound()
        store.devices.remove(device_id)
        audit.note(home, account, "device.ended")


def device_of_token(home: Home, token: str) -> tuple[Device, Account]:
    """The device that a token belongs to, and its account; raises ``DeviceNotKnown``."""
    return find_device(home.folder.household, token, home.now())
