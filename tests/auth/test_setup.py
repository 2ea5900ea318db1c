import pyotp
import pytest

from shebaobu.errors import AccountNotFound
from shebaobu.services.setup import new_reset_link, new_setup_link
from tests.family import NAME, PASSPHRASE
from tests.stored import everything_in_clear

FIELDS = {"household": "宋家", "name": NAME, "passphrase": PASSPHRASE}


def begin(family, token, **fields):
    return family.browser.post("/api/v1/setup/begin", json={"token": token, **FIELDS, **fields})


def confirm(family, token, code):
    return family.browser.post("/api/v1/setup/confirm", json={"token": token, "code": code})


def code_of(answer, family):
    return pyotp.TOTP(answer.json["totp"]["secret"]).at(family.clock.time)


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_an_account_counts_only_after_a_right_code(empty):
    token = new_setup_link(empty.home)
    begun = begin(empty, token)
    assert begun.json["totp"]["uri"].startswith("otpauth://totp/")
    assert empty.browser.get("/api/v1/state").json["setup_needed"] is True
    assert empty.first_step().json["error"]["code"] == "sign_in_refused"
    refused = confirm(empty, token, wrong(code_of(begun, empty)))
    assert refused.json["error"]["code"] == "setup_code_wrong"
    assert refused.json["error"]["detail"]["server_time"] == "2026-11-23T08:00:00+00:00"
    assert empty.browser.get("/api/v1/state").json["setup_needed"] is True
    codes = confirm(empty, token, code_of(begun, empty)).json["recovery_codes"]
    assert len(set(codes)) == 10
    assert empty.browser.get("/api/v1/state").json["setup_needed"] is False


def test_a_link_works_once(empty):
    token = new_setup_link(empty.home)
    begun = begin(empty, token)
    assert confirm(empty, token, code_of(begun, empty)).status_code == 200
    for answer in (begin(empty, token, name="他人"), confirm(empty, token, code_of(begun, empty))):
        assert answer.json["error"]["code"] == "setup_link_not_valid"
    assert len(empty.folder.household.accounts) == 1


def test_a_new_link_replaces_the_former_and_neither_is_stored_in_clear(empty):
    old, new = new_setup_link(empty.home), new_setup_link(empty.home)
    assert begin(empty, old).json["error"]["code"] == "setup_link_not_valid"
    assert begin(empty, new).status_code == 200
    stored = everything_in_clear(empty.folder)
    assert new not in stored
    assert old not in stored


def test_beginning_again_makes_the_former_secret_worthless(empty):
    token = new_setup_link(empty.home)
    first, second = begin(empty, token), begin(empty, token)
    assert first.json["totp"]["secret"] != second.json["totp"]["secret"]
    assert confirm(empty, token, code_of(first, empty)).json["error"]["code"] == "setup_code_wrong"
    assert confirm(empty, token, code_of(second, empty)).status_code == 200


def test_confirming_what_was_never_begun_is_told(empty):
    token = new_setup_link(empty.home)
    assert confirm(empty, token, "123456").json["error"]["code"] == "setup_not_begun"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"passphrase": "短口令"}, "passphrase_too_short"),
        ({"passphrase": "x" * 201}, "passphrase_too_long"),
        ({"name": "  "}, "name_missing"),
        ({"household": ""}, "name_missing"),
        ({"household": "家" * 81}, "name_too_long"),
        ({"token": ""}, "setup_link_not_valid"),
    ],
)
def test_what_cannot_be_is_refused_in_words(empty, fields, code):
    token = fields.pop("token", new_setup_link(empty.home))
    assert begin(empty, token, **fields).json["error"]["code"] == code


def test_secrets_are_not_stored_in_clear(family):
    stored = everything_in_clear(family.folder)
    for secret in (PASSPHRASE, *family.recovery_codes, *(code.replace("-", "") for code in family.recovery_codes)):
        assert secret not in stored
    cookie = family.browser.get_cookie("shebaobu_session")
    assert cookie.value not in stored


def test_a_reset_gives_everything_anew_and_ends_all_sessions(family):
    token = new_reset_link(family.home, NAME.upper())
    assert family.browser.get("/api/v1/members").status_code == 200
    differs = begin(family, token, name="他人")
    assert differs.json["error"]["code"] == "reset_name_differs"
    begun = begin(family, token, passphrase="新的口令更长一点")
    assert begun.json["error"]["code"] == "passphrase_too_short"
    begun = begin(family, token, passphrase="新的口令更长一点点点")
    confirmed = confirm(family, token, code_of(begun, family))
    assert confirmed.status_code == 200
    assert not set(confirmed.json["recovery_codes"]) & set(family.recovery_codes)
    assert family.browser.get("/api/v1/members").json["error"]["code"] == "sign_in_needed"
    assert family.first_step().json["error"]["code"] == "sign_in_refused"
    family.secret = begun.json["totp"]["secret"]
    family.clock.forward(seconds=30)
    ticket = family.first_step(passphrase="新的口令更长一点点点").json["ticket"]
    assert family.second_step(ticket).status_code == 200
    assert family.browser.get("/api/v1/state").json["household"] == "宋家"
    assert begin(family, token).json["error"]["code"] == "setup_link_not_valid"


def test_a_reset_link_ends_after_a_day_and_needs_an_account(family):
    with pytest.raises(AccountNotFound):
        new_reset_link(family.home, "无此人")
    token = new_reset_link(family.home, NAME)
    family.clock.forward(days=1)
    assert begin(family, token).json["error"]["code"] == "setup_link_not_valid"
