"""The household's paired devices, and pairing a new one."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

import msgspec
from tinydb import where

from shebaobu.auth import devices as paired
from shebaobu.auth.access import require
from shebaobu.auth.devices import Caller, ends_at, find_device, new_pairing_code, pair_device
from shebaobu.errors import DeviceNotFound
from shebaobu.services import audit
from shebaobu.services.home import Home, checked_name
from shebaobu.services.security.sessions import Place, place_of
from shebaobu.storage.documents import Account, Device, Scope


class DeviceTold(TypedDict):
    """A paired device and all that its token may be used for; it ends at ``ends_at`` if it is not used until then, or
    has ended. ``address`` is that of its last use, or else of pairing ("": not known), ``place`` tells where that is.
    """

    id: str
    name: str
    paired_at: datetime
    last_used_at: datetime | None
    ends_at: datetime
    ended: bool
    address: str
    place: Place
    scopes: tuple[Scope, ...]


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
        "address": device.address,
        "place": place_of(device.address),
        "scopes": device.scopes,
    }


def offer_pairing(home: Home, account: Account) -> PairingOffered:
    """A pairing code to type into the device, and when it ends; raises ``AdultNeeded``."""
    require(account, "devices.pair")
    code, expires_at = new_pairing_code(home.folder, account, home.now())
    return {"code": code, "expires_at": expires_at}


def pair(home: Home, code: str, name: str, caller: Caller) -> tuple[str, Device, str]:
    """Token of the newly paired device, the device, and the household's name.

    Raises ``PairingCodeNotValid``, ``TooManyAttempts``, and what is raised for names.
    """
    name = checked_name(name)
    attempts = [("pair", ""), ("pair_from", caller.address)]
    home.throttle.attempt(*attempts)
    with home.folder.household.file.writing():
        token, device = pair_device(home.folder, code, name, caller, home.now())
        audit.note(home, home.folder.household.accounts.get(device.account), "device.paired")
    home.throttle.succeeded(*attempts)
    household = home.folder.household.household()
    return token, device, household.name if household else ""


def rename_device(home: Home, account: Account, device_id: str, name: str) -> None:
    """Give a device another name; what it has saved keeps the former. Raises ``DeviceNotFound``, and for names."""
    name = checked_name(name)
    with home.folder.household.file.writing():
        device = _own(home, account, device_id)
        if device.name == name:
            return
        home.folder.household.devices.put(msgspec.structs.replace(device, name=name))
        audit.note(home, account, "device.renamed")


def _own(home: Home, account: Account, device_id: str) -> Device:
    """One of the account's devices; raises ``DeviceNotFound``."""
    device = home.folder.household.devices.get(device_id)
    if device is None or device.account != account.id:
        raise DeviceNotFound()
    return device


def revoke_device(home: Home, account: Account, device_id: str) -> None:
    """Make a device's token worthless; raises ``DeviceNotFound``."""
    with home.folder.household.file.writing():
        home.folder.household.devices.remove(_own(home, account, device_id).id)
        audit.note(home, account, "device.ended")


def device_of_token(home: Home, token: str, scope: Scope, caller: Caller) -> tuple[Device, Account]:
    """The device that a token belongs to, and its account; raises what ``find_device`` does."""
    return find_device(home.folder.household, token, scope, caller, home.now())


def clear_ended(home: Home) -> None:
    """Remove the devices that ended long ago, unused."""
    store = home.folder.household
    with store.file.writing():
        paired.clear_ended(store, home.now())
