"""A phone instead of an authenticator, chosen in the set-up."""

import pytest

from shebaobu.services.setup import new_reset_link, new_setup_link
from tests.family import NAME, PASSPHRASE, Family
from tests.gateways.phone import E164, MASKED, NUMBER, another

BEGUN = {"household": "宋家", "name": NAME, "passphrase": PASSPHRASE}


def error_of(answer):
    return answer.json["error"]["code"]


@pytest.fixture
def newcomer(tmp_path, clock, phone):
    family = Family(tmp_path / "data", clock, phone.config)
    yield family
    family.folder.close()


def choose_phone(family, token, **changes):
    body = {"token": token, "phone": NUMBER, "knows_risks": True} | changes
    return family.browser.post("/api/v1/setup/sms", json=body)


def confirm(family, token, code, method="sms"):
    return family.browser.post("/api/v1/setup/confirm", json={"token": token, "code": code, "method": method})


def test_a_household_set_up_with_a_phone(newcomer, phone):
    token = new_setup_link(newcomer.home)
    begun = newcomer.browser.post("/api/v1/setup/begin", json=BEGUN | {"token": token})
    assert begun.json["sms_offered"] is True
    assert error_of(choose_phone(newcomer, token, knows_risks=False)) == "sms_risk_not_taken"
    assert choose_phone(newcomer, token).json["sent"]["phone"] == MASKED
    assert error_of(confirm(newcomer, token, another(phone.code))) == "sms_code_wrong"
    confirmed = confirm(newcomer, token, phone.code)
    assert len(confirmed.json["recovery_codes"]) == 10
    (account,) = newcomer.folder.household.accounts.all()
    assert (account.phone, account.totp_secret, account.used_steps) == (E164, None, ())
    newcomer.clock.forward(minutes=2)
    first = newcomer.first_step().json
    assert first["methods"] == ["sms", "recovery"]
    body = {"ticket": first["ticket"], "method": "sms"}
    assert newcomer.browser.post("/api/v1/session/second/begin", json=body).status_code == 200
    assert newcomer.second_step(first["ticket"], phone.code, "sms").status_code == 200


def test_three_wrong_codes_need_a_new_message(newcomer, phone):
    token = new_setup_link(newcomer.home)
    newcomer.browser.post("/api/v1/setup/begin", json=BEGUN | {"token": token})
    choose_phone(newcomer, token)
    wrong = another(phone.code)
    assert [error_of(confirm(newcomer, token, wrong)) for _ in range(3)] == ["sms_code_wrong"] * 3
    assert error_of(confirm(newcomer, token, phone.code)) == "sms_code_over"
    assert error_of(choose_phone(newcomer, token)) == "sms_too_soon"
    newcomer.clock.forward(minutes=1)
    assert choose_phone(newcomer, token).status_code == 200
    assert confirm(newcomer, token, phone.code).status_code == 200


def test_only_with_a_link_and_after_names_and_passphrase(newcomer, phone):
    assert error_of(choose_phone(newcomer, "made up")) == "setup_link_not_valid"
    token = new_setup_link(newcomer.home)
    assert error_of(choose_phone(newcomer, token)) == "setup_not_begun"
    assert error_of(confirm(newcomer, token, "000000")) == "setup_not_begun"
    assert phone.messages == []


def test_without_a_gateway_it_is_not_offered(empty):
    token = new_setup_link(empty.home)
    begun = empty.browser.post("/api/v1/setup/begin", json=BEGUN | {"token": token})
    assert begun.json["sms_offered"] is False
    assert error_of(choose_phone(empty, token)) == "sms_not_offered"


def test_an_account_that_begins_anew_with_an_authenticator_has_no_phone_left(newcomer, phone):
    token = new_setup_link(newcomer.home)
    newcomer.browser.post("/api/v1/setup/begin", json=BEGUN | {"token": token})
    choose_phone(newcomer, token)
    confirm(newcomer, token, phone.code)
    reset = new_reset_link(newcomer.home, NAME)
    begun = newcomer.browser.post("/api/v1/setup/begin", json=BEGUN | {"token": reset})
    newcomer.secret = begun.json["totp"]["secret"]
    assert confirm(newcomer, reset, newcomer.code(), "totp").status_code == 200
    (account,) = newcomer.folder.household.accounts.all()
    assert account.phone is None
    assert newcomer.first_step().json["methods"] == ["totp", "recovery"]
