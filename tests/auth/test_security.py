"""Changing how one signs in: after a fresh second step only, and every other session ends."""

import pyotp
import pytest

from shebaobu.services.security.sessions import place_of
from tests.family import PASSPHRASE

NEW = "另外几个不相干的词 lantern"
CHANGES = [
    ("POST", "/api/v1/security/passphrase", {"present": PASSPHRASE, "new": NEW}),
    ("POST", "/api/v1/security/recovery", {}),
    ("POST", "/api/v1/security/authenticator/begin", {}),
    ("POST", "/api/v1/security/authenticator", {"ticket": "made up", "code": "123456"}),
    ("DELETE", "/api/v1/security/authenticator", {}),
]


def error_of(answer):
    return answer.json["error"]["code"]


def account_of(family):
    return family.folder.household.accounts.all()[0]


@pytest.mark.parametrize("method, path, body", CHANGES)
def test_no_change_without_a_second_step_of_just_now(family, method, path, body):
    before = account_of(family)
    family.clock.forward(minutes=5)
    answer = family.browser.open(path, method=method, json=body)
    assert answer.status_code == 403
    assert error_of(answer) == "second_step_needed"
    assert account_of(family) == before


def test_signing_in_is_a_second_step_that_counts_for_five_minutes(family):
    family.sign_in()
    family.clock.forward(minutes=4)
    assert family.browser.post("/api/v1/security/recovery", json={}).status_code == 200
    family.clock.forward(minutes=1)
    assert error_of(family.browser.post("/api/v1/security/recovery", json={})) == "second_step_needed"
    family.take_fresh_step()
    assert family.browser.post("/api/v1/security/recovery", json={}).status_code == 200


def test_a_fresh_step_is_for_the_session_that_asked(family):
    other = family.stranger()
    family.sign_in(other)
    family.clock.forward(minutes=5)
    ticket = other.post("/api/v1/security/fresh", json={}).json["ticket"]
    body = {"ticket": ticket, "method": "totp", "code": family.code()}
    assert error_of(family.browser.post("/api/v1/security/fresh/answer", json=body)) == "second_step_expired"
    assert other.post("/api/v1/security/fresh/answer", json=body).status_code == 204
    assert error_of(family.browser.post("/api/v1/security/recovery", json={})) == "second_step_needed"


def test_tickets_of_signing_in_and_of_a_fresh_step_are_not_each_others(family):
    sign_in = family.first_step().json["ticket"]
    fresh = family.browser.post("/api/v1/security/fresh", json={}).json["ticket"]
    body = {"ticket": sign_in, "method": "totp", "code": family.code()}
    assert error_of(family.browser.post("/api/v1/security/fresh/answer", json=body)) == "second_step_expired"
    assert error_of(family.second_step(fresh)) == "sign_in_expired"


def test_a_code_counts_once_for_a_fresh_step_too(family):
    code = family.code()
    for expected in (204, 401):
        ticket = family.browser.post("/api/v1/security/fresh", json={}).json["ticket"]
        body = {"ticket": ticket, "method": "totp", "code": code}
        answer = family.browser.post("/api/v1/security/fresh/answer", json=body)
        assert answer.status_code == expected
    assert error_of(answer) == "second_step_used"


def test_guessing_at_a_fresh_step_is_slowed_down_as_at_signing_in(family):
    wrong = f"{(int(family.code()) + 1) % 1_000_000:06d}"
    seen = []
    for _ in range(6):
        ticket = family.browser.post("/api/v1/security/fresh", json={}).json["ticket"]
        body = {"ticket": ticket, "method": "totp", "code": wrong}
        seen.append(error_of(family.browser.post("/api/v1/security/fresh/answer", json=body)))
    assert seen == ["second_step_refused"] * 5 + ["too_many_attempts"]


def test_a_changed_passphrase_ends_the_other_sessions_and_the_old_one(family):
    other = family.stranger()
    family.sign_in(other)
    family.take_fresh_step()
    body = {"present": PASSPHRASE, "new": NEW}
    assert family.browser.post("/api/v1/security/passphrase", json=body).status_code == 204
    assert error_of(other.get("/api/v1/members")) == "sign_in_needed"
    assert family.browser.get("/api/v1/members").status_code == 200
    assert error_of(family.first_step()) == "sign_in_refused"
    assert family.first_step(passphrase=NEW).status_code == 200
    assert [event.action for event in family.folder.household.events.all()][-1] == "passphrase.changed"


def test_the_present_passphrase_is_asked_for_and_a_bad_new_one_is_refused(family):
    family.take_fresh_step()
    wrong = family.browser.post("/api/v1/security/passphrase", json={"present": "不对的口令", "new": NEW})
    assert error_of(wrong) == "present_passphrase_wrong"
    short = family.browser.post("/api/v1/security/passphrase", json={"present": PASSPHRASE, "new": "短"})
    assert error_of(short) == "passphrase_too_short"
    assert family.first_step().status_code == 200


def test_new_recovery_codes_end_the_former_ones(family):
    family.take_fresh_step()
    new = family.browser.post("/api/v1/security/recovery", json={}).json["recovery_codes"]
    assert len(new) == 10
    assert not set(new) & set(family.recovery_codes)
    ticket = family.first_step().json["ticket"]
    assert error_of(family.second_step(ticket, family.recovery_codes[0], "recovery")) == "recovery_code_refused"
    assert family.second_step(ticket, new[0], "recovery").status_code == 200


def test_the_old_authenticator_counts_until_a_code_of_the_new_one_was_confirmed(family):
    family.take_fresh_step()
    begun = family.browser.post("/api/v1/security/authenticator/begin", json={}).json
    new = pyotp.TOTP(begun["totp"]["secret"])
    assert begun["totp"]["uri"] in (new.provisioning_uri(name="宋亦然", issuer_name="社保簿 Shebaobu"),)
    old = {"ticket": begun["ticket"], "code": family.code()}
    assert error_of(family.browser.post("/api/v1/security/authenticator", json=old)) == "new_authenticator_refused"
    assert family.second_step(family.first_step().json["ticket"], browser=family.stranger()).status_code == 200
    family.clock.forward(seconds=30)
    confirmed = {"ticket": begun["ticket"], "code": new.at(family.clock.time)}
    assert family.browser.post("/api/v1/security/authenticator", json=confirmed).status_code == 204
    assert error_of(family.browser.post("/api/v1/security/authenticator", json=confirmed)) == "setup_not_begun"
    assert error_of(family.second_step(family.first_step().json["ticket"])) == "second_step_refused"
    family.clock.forward(seconds=30)
    fresh = new.at(family.clock.time)
    assert family.second_step(family.first_step().json["ticket"], fresh).status_code == 200


def test_the_last_factor_stays(family):
    family.take_fresh_step()
    refused = family.browser.delete("/api/v1/security/authenticator", json={})
    assert refused.status_code == 409
    assert error_of(refused) == "last_factor"
    assert account_of(family).totp_secret == family.secret


def test_all_other_sessions_are_ended_at_once(family):
    others = [family.stranger(), family.stranger()]
    for other in others:
        family.sign_in(other)
    assert family.browser.delete("/api/v1/sessions").status_code == 204
    assert [error_of(other.get("/api/v1/members")) for other in others] == ["sign_in_needed"] * 2
    assert [session["current"] for session in family.browser.get("/api/v1/sessions").json["sessions"]] == [True]


def test_a_session_tells_its_owner_where_it_was_last_used(family):
    def address():
        [session] = family.browser.get("/api/v1/sessions").json["sessions"]
        return session["address"], session["place"]

    assert address() == ("127.0.0.1", "this_computer")
    family.clock.forward(minutes=1)
    family.browser.get("/api/v1/members", environ_base={"REMOTE_ADDR": "192.168.7.20"})
    assert address() == ("192.168.7.20", "home_network")


@pytest.mark.parametrize(
    "address, place",
    [
        ("::1", "this_computer"),
        ("fd00::20", "home_network"),
        ("fe80::1", "home_network"),
        ("203.0.114.9", "elsewhere"),
        ("2400:3200::1", "elsewhere"),
        ("", "unknown"),
    ],
)
def test_where_an_address_lies(address, place):
    assert place_of(address) == place
