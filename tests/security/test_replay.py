"""Whatever is good once is good once: used a second time, and by several at the same instant, over real connections."""

from __future__ import annotations

import shutil

import pyotp
import pytest

from shebaobu.services.setup import new_reset_link, new_setup_link
from tests.family import NAME, PASSPHRASE, Family
from tests.gateways.phone import NUMBER, Phone
from tests.relatives import begin_joining, invited
from tests.security.wire import Wire
from tests.soft_passkey import SoftPasskey

AT_ONCE = 4
NAMES = {"name": NAME, "passphrase": PASSPHRASE}
DONE = (200, 201, 204)


class World:
    """A family with every factor, on the wire; ``cookie`` is the session's of its owner, fresh."""

    def __init__(self, family: Family, phone: Phone) -> None:
        self.family, self.phone = family, phone
        self.wire = Wire(family.app)
        self.site = f"http://{self.wire.host}"
        self.cookie = f"shebaobu_session={family.browser.get_cookie('shebaobu_session').value}"
        self.passkey = SoftPasskey(origin=self.site)

    def ask(self, path: str, body=None):
        told = self.wire.post(path, {} if body is None else body, self.cookie)
        assert told.status in DONE, told.json
        if told.headers["Set-Cookie"]:
            self.cookie = told.headers["Set-Cookie"].split(";")[0]
        return told.json

    def code(self) -> str:
        """A code that nobody has used."""
        self.family.clock.forward(seconds=90)
        return self.family.code()

    def ticket(self) -> str:
        told = self.wire.post("session", NAMES)
        assert told.status == 200, told.json
        return told.json["ticket"]

    def second(self, ticket: str, method: str, **answer):
        return "session/second", {"ticket": ticket, "method": method, **answer}

    def take_fresh_step(self) -> None:
        ticket = self.ask("security/fresh")["ticket"]
        self.ask("security/fresh/answer", {"ticket": ticket, "method": "totp", "code": self.code()})

    def add_phone(self) -> None:
        self.take_fresh_step()
        begun = self.ask("security/sms/begin", {"phone": NUMBER, "knows_risks": True})
        self.ask("security/sms", {"ticket": begun["ticket"], "code": self.phone.code})
        self.family.clock.forward(hours=0, minutes=2)

    def add_passkey(self) -> None:
        self.take_fresh_step()
        begun = self.ask("security/passkeys/begin")
        body = {"ticket": begun["ticket"], "name": "手机", "credential": self.passkey.create(begun["public_key"])}
        self.ask("security/passkeys", body)

    def close(self) -> None:
        self.wire.close()
        self.family.folder.close()


@pytest.fixture
def world(founded, tmp_path, clock):
    shutil.copytree(founded.path, tmp_path / "data")
    clock.time = founded.clock.time
    phone = Phone(tmp_path)
    family = Family(tmp_path / "data", clock, phone.config)
    family.continue_from(founded)
    made = World(family, phone)
    yield made
    made.close()
    phone.close()
    assert not family.undeclared


def authenticator_code(world):
    code = world.code()
    return [world.second(world.ticket(), "totp", code=code) for _ in range(AT_ONCE)]


def recovery_code(world):
    code = world.family.recovery_codes[0]
    return [world.second(world.ticket(), "recovery", code=code) for _ in range(AT_ONCE)]


def sms_code(world):
    world.add_phone()
    ticket = world.ticket()
    world.ask("session/second/begin", {"ticket": ticket, "method": "sms"})
    return [world.second(ticket, "sms", code=world.phone.code)] * AT_ONCE


def sign_in_ticket(world):
    """Each answer is right by itself, and has not been used."""
    ticket = world.ticket()
    return [world.second(ticket, "recovery", code=code) for code in world.family.recovery_codes[:AT_ONCE]]


def passkey_as_the_second_step(world):
    world.add_passkey()
    ticket = world.ticket()
    begun = world.ask("session/second/begin", {"ticket": ticket, "method": "passkey"})
    return [world.second(ticket, "passkey", credential=world.passkey.get(begun["public_key"]))] * AT_ONCE


def passkey_alone(world):
    world.add_passkey()
    begun = world.ask("session/passkey/begin")
    body = {"ticket": begun["ticket"], "credential": world.passkey.get(begun["public_key"])}
    return [("session/passkey", body)] * AT_ONCE


def pairing_code(world):
    body = {"code": world.ask("devices/pairing")["code"], "name": "书房"}
    return [("pair", body)] * AT_ONCE


def invitation(world):
    token = invited(world.family.browser)
    secret = begin_joining(world.family.stranger(), token, "周云溪").json["totp"]["secret"]
    code = pyotp.TOTP(secret).at(world.family.clock.time)
    return [("setup/confirm", {"token": token, "code": code})] * AT_ONCE


def set_up_anew(wire, family, token):
    begun = wire.post("setup/begin", NAMES | {"token": token, "household": "宋家"})
    code = pyotp.TOTP(begun.json["totp"]["secret"]).at(family.clock.time)
    return [("setup/confirm", {"token": token, "code": code})] * AT_ONCE


def reset_link(world):
    return set_up_anew(world.wire, world.family, new_reset_link(world.family.home, NAME))


def phone_confirmation(world):
    world.take_fresh_step()
    begun = world.ask("security/sms/begin", {"phone": NUMBER, "knows_risks": True})
    return [("security/sms", {"ticket": begun["ticket"], "code": world.phone.code})] * AT_ONCE


def new_authenticator(world):
    world.take_fresh_step()
    begun = world.ask("security/authenticator/begin")
    code = pyotp.TOTP(begun["totp"]["secret"]).at(world.family.clock.time)
    return [("security/authenticator", {"ticket": begun["ticket"], "code": code})] * AT_ONCE


def new_passkey(world):
    world.take_fresh_step()
    begun = world.ask("security/passkeys/begin")
    credential = SoftPasskey(origin=world.site).create(begun["public_key"])
    return [("security/passkeys", {"ticket": begun["ticket"], "name": "x", "credential": credential})] * AT_ONCE


ONCE = {
    authenticator_code: {"second_step_used"},
    recovery_code: {"recovery_code_refused"},
    sms_code: {"sign_in_expired"},
    sign_in_ticket: {"sign_in_expired"},
    passkey_as_the_second_step: {"sign_in_expired"},
    passkey_alone: {"passkey_expired"},
    pairing_code: {"pairing_code_not_valid"},
    invitation: {"invitation_not_valid", "setup_link_not_valid", "setup_not_begun"},
    reset_link: {"setup_link_not_valid", "setup_not_begun"},
    phone_confirmation: {"sms_code_over", "setup_not_begun"},
    new_authenticator: {"setup_not_begun"},
    new_passkey: {"passkey_expired"},
}
kinds = pytest.mark.parametrize("kind", ONCE, ids=[kind.__name__ for kind in ONCE])


@kinds
def test_what_was_used_is_refused_the_second_time(world, kind):
    first, second, *_ = kind(world)
    assert world.wire.post(*first, world.cookie).status in DONE
    refused = world.wire.post(*second, world.cookie)
    assert refused.code in ONCE[kind]
    assert refused.headers["Set-Cookie"] is None


@kinds
def test_of_many_at_once_one_goes_on(world, kind):
    answers = world.wire.at_once(kind(world), world.cookie)
    assert len(answers) == AT_ONCE
    assert [answer.status in DONE for answer in answers].count(True) == 1
    refused = [answer for answer in answers if answer.status not in DONE]
    assert {answer.code for answer in refused} <= ONCE[kind]
    assert [answer.headers["Set-Cookie"] for answer in refused] == [None] * (AT_ONCE - 1)


def test_a_link_for_the_first_account_makes_one(empty):
    wire = Wire(empty.app)
    answers = wire.at_once(set_up_anew(wire, empty, new_setup_link(empty.home)))
    wire.close()
    assert [answer.status for answer in answers].count(200) == 1
    assert {answer.code for answer in answers if answer.status != 200} <= {"setup_link_not_valid", "setup_not_begun"}
    assert len(empty.folder.household.accounts.all()) == 1
