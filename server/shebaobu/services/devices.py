"""The household's paired devices, and pairing a new one."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from tinydb import where

from shebaobu.auth import devices as paired
from shebaobu.auth.access import require
from shebaobu.auth.devices import ends_at, find_device, new_pairing_code, pair_device
from shebaobu.errors import DeviceNotFound
from shebaobu.services import audit
from shebaobu.services.home import Home, checked_name
from shebaobu.storage.documents import Account, Device, Scope


class DeviceTold(TypedDict):
    """A paired device; it ends at ``ends_at`` if it is not used until then, or has ended."""

    id: str
    name: str
    paired_at: datetime
    last_used_at: datetime | None
    ends_at: datetime
    ended: bool


class PairingOffered(TypedDict):
    """A code to type into the device that is to be paired, and when it ends."""

    code: str
    expires_at: datetime


def list_devices(home: Home, account: Account) -> list[DeviceTold]:
    """The devices that act for an account, the latest paired first."""
    found = home.folder.household.devices.find(where("account") == account.id)
    return [_told(device, home.now()) for device in reversed(found)]


def _told(device: Device, now: datetime) -> DeviceTold:
    return {
        "id": device.id,
        "name": device.name,
        "paired_at": device.paired_at,
        "last_used_at": device.last_used_at,
        "ends_at": ends_at(device),
        "ended": ends_at(device) <= now,
    }


def offer_pairing(home: Home, account: Account) -> PairingOffered:
    """A pairing code to type into the device, and when it ends; raises ``AdultNeeded``."""
    require(account, "devices.pair")
    code, expires_at = new_pairing_code(home.folder, account, home.now())
    return {"code": code, "expires_at": expires_at}


def pair(home: Home, code: str, name: str, address: str, origin: str | None) -> tuple[str, Device, str]:
    """Token of the newly paired device, the device, and the household's name; ``origin`` is the extension's.

    Raises ``PairingCodeNotValid``, ``TooManyAttempts``, and what is raised for names.
    """
    name = checked_name(name)
    attempts = [("pair", ""), ("pair_from", address)]
    home.throttle.attempt(*attempts)
    with home.folder.household.file.writing():
        token, device = pair_device(home.folder, code, name, origin, home.now())
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


def device_of_token(home: Home, token: str, scope: Scope, origin: str | None) -> tuple[Device, Account]:
    """The device that a token belongs to, and its account; raises what ``find_device`` does."""
    return find_device(home.folder.household, token, scope, origin, home.now())


def clear_ended(home: Home) -> None:
    """Remove the devices that ended long ago, unused."""
    store = home.folder.household
    with store.file.writing():
        paired.clear_ended(store, home.now())
