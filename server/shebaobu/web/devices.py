"""Paired devices: offering a code, pairing with it, listing, renaming and revoking."""

from __future__ import annotations

from typing import TypedDict
from urllib.parse import urlsplit

import msgspec
from flask import Blueprint, Response, g

from shebaobu.auth.devices import Caller
from shebaobu.auth.login import require_sign_in
from shebaobu.auth.totp import QrCode, qr_code
from shebaobu.config import LOOPBACK
from shebaobu.errors import (
    AdultNeeded,
    AuthorityUnreadable,
    DeviceNotFound,
    NameMissing,
    NameTooLong,
    PairingCodeNotValid,
    TooManyAttempts,
)
from shebaobu.services import devices as service
from shebaobu.services.trusting import TrustTold, house_certificate
from shebaobu.web.description import described
from shebaobu.web.guard import extension_origin
from shebaobu.web.wire import answer, client_address, home, nothing, read_body, visitor

devices = Blueprint("devices", __name__, url_prefix="/api/v1")


class Devices(TypedDict):
    """The account's devices, the latest paired first."""

    devices: list[service.DeviceTold]


class DeviceNamed(TypedDict):
    """A device by its name."""

    id: str
    name: str


class Paired(TypedDict):
    """The device's token, which is told this once, the device, and the household's name."""

    token: str
    device: DeviceNamed
    household: str


class Pair(msgspec.Struct):
    """Body of a pairing."""

    code: str
    name: str


class Offered(service.PairingOffered):
    """The code, the address of the page that hands it to the extension there, and that address as a QR code: for
    another device to read, so there is none where the server's address leads to this computer only.
    """

    link: str
    qr: QrCode | None


class Rename(msgspec.Struct):
    """Body of a new name."""

    name: str


@devices.get("/devices")
@described(answer=Devices)
def list_all() -> Response:
    """The account's devices."""
    return answer(Devices(devices=service.list_devices(home(), require_sign_in().account)))


@devices.post("/devices/pairing")
@described(answer=Offered, status=201, refuses=(AdultNeeded,))
def offer() -> Response:
    """A new pairing code."""
    offered = service.offer_pairing(home(), require_sign_in().account)
    link = f"{visitor().origin}/#/pair/{offered['code']}"
    qr = None if urlsplit(link).hostname in LOOPBACK else qr_code(link)
    return answer(Offered(code=offered["code"], expires_at=offered["expires_at"], link=link, qr=qr), 201)


@devices.get("/trust")
@described(answer=TrustTold, refuses=(AuthorityUnreadable,))
def trust() -> Response:
    """How another device comes to trust the household's certificate."""
    return answer(house_certificate(home(), visitor().origin))


@devices.patch("/devices/<device_id>")
@described(body=Rename, refuses=(DeviceNotFound, NameMissing, NameTooLong))
def rename(device_id: str) -> Response:
    """Rename a device."""
    service.rename_device(home(), require_sign_in().account, device_id, read_body(Rename).name)
    return nothing()


@devices.delete("/devices/<device_id>")
@described(refuses=(DeviceNotFound,))
def revoke(device_id: str) -> Response:
    """Revoke a device."""
    service.revoke_device(home(), require_sign_in().account, device_id)
    return nothing()


@devices.post("/pair")
@described(
    caller="anyone",
    body=Pair,
    answer=Paired,
    status=201,
    refuses=(PairingCodeNotValid, NameMissing, NameTooLong, TooManyAttempts),
)
def pair() -> Response:
    """Pair a device by a code; it is bound to the extension that asks."""
    body = read_body(Pair)
    caller = Caller(extension_origin(), client_address())
    token, device, household = service.pair(home(), body.code, body.name, caller)
    g.device_origin = caller.origin
    told = Paired(token=token, device={"id": device.id, "name": device.name}, household=household)
    return answer(told, 201)
