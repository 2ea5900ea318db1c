"""Paired devices: offering a code, pairing with it, listing and revoking."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.services import devices as service
from shebaobu.web.wire import answer, client_address, home, nothing, read_body

devices = Blueprint("devices", __name__, url_prefix="/api/v1")


class Pair(msgspec.Struct):
    """Body of a pairing."""

    code: str
    name: str


@devices.get("/devices")
def list_all() -> Response:
    """The account's devices."""
    found = service.list_devices(home(), require_sign_in().account)
    shown = ("id", "name", "paired_at", "last_used_at")
    return answer({"devices": [{name: getattr(device, name) for name in shown} for device in found]})


@devices.post("/devices/pairing")
def offer() -> Response:
    """A new pairing code."""
    code, expires_at = service.offer_pairing(home(), require_sign_in().account)
    return answer({"code": code, "expires_at": expires_at}, 201)


@devices.delete("/devices/<device_id>")
def revoke(device_id: str) -> Response:
    """Revoke a device."""
    service.revoke_device(home(), require_sign_in().account, device_id)
    return nothing()


@devices.post("/pair")
def pair() -> Response:
    """Pair a device by a code."""
    body = read_body(Pair)
    token, device, household = service.pair(home(), body.code, body.name, client_address())
    return answer({"token": token, "device": {"id": device.id, "name": device.name}, "household": household}, 201)
