"""Founding the invented household through the same services that people use."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pyotp

from demo.careers import capture_of_job
from shebaobu.auth.devices import Caller
from shebaobu.config import Config
from shebaobu.services.captures import save_capture
from shebaobu.services.devices import offer_pairing, pair
from shebaobu.services.home import Home
from shebaobu.services.members import MemberFields, add_member
from shebaobu.services.setup import begin_setup, confirm_setup, new_setup_link
from shebaobu.storage.documents import Account, Device
from shebaobu.storage.folder import DataFolder

FAMILY = Path(__file__).with_name("family.toml")
READ_ON = "2026-11-{:02d}"


@dataclass(frozen=True)
class SignIn:
    """How to sign in to the demonstration."""

    name: str
    passphrase: str
    totp_secret: str


def invented_family() -> dict[str, Any]:
    """The family of ``family.toml``."""
    return tomllib.loads(FAMILY.read_text(encoding="utf-8"))


def found_household(folder: DataFolder, family: dict[str, Any]) -> SignIn:
    """Set up a family's account, its members and their captures in an empty data folder."""
    home = Home(folder, Config(data=folder.path))
    sign_in = _set_up(home, family)
    account = folder.household.accounts.all()[0]
    device = _pair(home, account)
    for fields in family["member"]:
        _add(home, account, device, dict(fields), family["insurance"])
    return sign_in


def _set_up(home: Home, family: dict[str, Any]) -> SignIn:
    token = new_setup_link(home)
    offered = begin_setup(home, token, family["household"], family["account"], family["passphrase"])
    # The code of the step before: the one that is valid now stays unused for whoever signs in.
    code = pyotp.TOTP(offered["secret"]).at(home.now() - timedelta(seconds=30))
    confirm_setup(home, token, code)
    return SignIn(family["account"], family["passphrase"], offered["secret"])


def _pair(home: Home, account: Account) -> Device:
    code = offer_pairing(home, account)["code"]
    return pair(home, code, "演示", Caller(None, "127.0.0.1"))[1]


def _add(
    home: Home, account: Account, device: Device, fields: dict[str, Any], insurances: list[dict[str, Any]]
) -> None:
    jobs = fields.pop("job")
    member = add_member(home, account, msgspec.convert(fields, MemberFields)).member
    for day, job in enumerate(jobs, start=1):
        capture = capture_of_job(member.name, job, insurances, READ_ON.format(day))
        save_capture(home, account, device, member.id, capture, {})
