"""Passkeys: as the second step or alone; what is replayed, forged, late or for somebody else is refused."""

import copy
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shebaobu.auth.passkeys import made, signed
from shebaobu.auth.relying_party import RelyingParty, hindrance, relying_party
from shebaobu.errors import NewPasskeyRefused, PasskeyRefused
from tests.family import NAME, PASSPHRASE
from tests.soft_passkey import PRESENT, SoftPasskey

SITE = "http://localhost"
FIRST_STEP = {"name": NAME, "passphrase": PASSPHRASE}


def error_of(answer):
    return answer.json["error"]["code"]


def ask(browser, method, path, body=None, site=SITE):
    return browser.open(f"/api/v1{path}", method=method, json=body or {}, base_url=site)


@pytest.fixture
def site(family):
    """The owner's household under a name, signed in just now."""
    ticket = ask(family.browser, "POST", "/session", FIRST_STEP).json["ticket"]
    body = {"ticket": ticket, "method": "totp", "code": family.code()}
    assert ask(family.browser, "POST", "/session/second", body).status_code == 200
    family.clock.forward(seconds=30)
    return family


def add(family, passkey, name="手机", **changed):
    begun = ask(family.browser, "POST", "/security/passkeys/begin").json
    body = {"ticket": begun["ticket"], "name": name, "credential": passkey.create(begun["public_key"], **changed)}
    return ask(family.browser, "POST", "/security/passkeys", body)


@pytest.fixture
def passkey(site):
    key = SoftPasskey()
    assert add(site, key).status_code == 204
    return key


def begin_alone(family):
    return ask(family.stranger(), "POST", "/session/passkey/begin").json


def enter_alone(family, ticket, credential, browser=None):
    body = {"ticket": ticket, "credential": credential}
    return ask(browser or family.stranger(), "POST", "/session/passkey", body)


def begin_second(family, site=SITE):
    ticket = ask(family.stranger(), "POST", "/session", FIRST_STEP, site).json["ticket"]
    begun = ask(family.stranger(), "POST", "/session/second/begin", {"ticket": ticket, "method": "passkey"}, site)
    return ticket, begun


def enter_second(family, ticket, credential, site=SITE):
    body = {"ticket": ticket, "method": "passkey", "credential": credential}
    return ask(family.stranger(), "POST", "/session/second", body, site)


def passkeys_of(family):
    return family.folder.household.accounts.all()[0].passkeys


def test_a_passkey_is_the_second_step(site, passkey):
    ticket, begun = begin_second(site)
    options = begun.json["public_key"]
    assert options["rpId"] == "localhost"
    assert [one["id"] for one in options["allowCredentials"]] == [passkey.name]
    assert options["allowCredentials"][0]["transports"] == ["internal"]
    assert enter_second(site, ticket, passkey.get(options)).status_code == 200
    assert passkeys_of(site)[0].last_used_at == site.clock.time
    assert ask(site.stranger(), "POST", "/session", FIRST_STEP).json["methods"] == ["passkey", "totp", "recovery"]


def test_ways_to_reach_a_passkey_that_are_no_text_are_passed_over(site):
    key = SoftPasskey()
    begun = ask(site.browser, "POST", "/security/passkeys/begin").json
    credential = key.create(begun["public_key"])
    credential["response"]["transports"] = [[], {}, None, "internal"]
    body = {"ticket": begun["ticket"], "name": "手机", "credential": credential}
    assert ask(site.browser, "POST", "/security/passkeys", body).status_code == 204
    assert passkeys_of(site)[0].transports == ("internal",)


def test_a_passkey_alone_signs_in_if_its_holder_was_verified(site, passkey):
    begun = begin_alone(site)
    assert begun["public_key"]["userVerification"] == "required"
    assert begun["public_key"]["allowCredentials"] == []
    browser = site.stranger()
    assert enter_alone(site, begun["ticket"], passkey.get(begun["public_key"]), browser).status_code == 200
    assert ask(browser, "GET", "/members").status_code == 200
    assert ask(browser, "GET", "/security").json["opened_by"] == "passkey"

    passkey.flags = PRESENT
    begun = begin_alone(site)
    assert error_of(enter_alone(site, begun["ticket"], passkey.get(begun["public_key"]))) == "passkey_refused"
    ticket, second = begin_second(site)
    assert enter_second(site, ticket, passkey.get(second.json["public_key"])).status_code == 200


def test_an_answer_counts_once(site, passkey):
    begun = begin_alone(site)
    credential = passkey.get(begun["public_key"])
    assert enter_alone(site, begun["ticket"], credential).status_code == 200
    assert error_of(enter_alone(site, begun["ticket"], credential)) == "passkey_expired"
    other = begin_alone(site)
    assert error_of(enter_alone(site, other["ticket"], credential)) == "passkey_refused"
    ticket, second = begin_second(site)
    credential = passkey.get(second.json["public_key"])
    assert enter_second(site, ticket, credential).status_code == 200
    assert error_of(enter_second(site, ticket, credential)) == "sign_in_expired"
    later, _ = begin_second(site)
    assert error_of(enter_second(site, later, credential)) == "passkey_refused"


def test_a_challenge_ends_after_five_minutes_and_after_one_wrong_answer(site, passkey):
    begun = begin_alone(site)
    site.clock.forward(minutes=5)
    assert error_of(enter_alone(site, begun["ticket"], passkey.get(begun["public_key"]))) == "passkey_expired"

    begun = begin_alone(site)
    wrong = passkey.get(begun["public_key"], origin="https://evil.example")
    assert error_of(enter_alone(site, begun["ticket"], wrong)) == "passkey_refused"
    assert error_of(enter_alone(site, begun["ticket"], passkey.get(begun["public_key"]))) == "passkey_expired"

    ticket, second = begin_second(site)
    wrong = passkey.get(second.json["public_key"], origin="https://evil.example")
    assert error_of(enter_second(site, ticket, wrong)) == "passkey_refused"
    assert error_of(enter_second(site, ticket, passkey.get(second.json["public_key"]))) == "challenge_over"


def test_a_second_step_without_a_challenge_is_refused(site, passkey):
    ticket = ask(site.stranger(), "POST", "/session", FIRST_STEP).json["ticket"]
    begun = begin_alone(site)
    assert error_of(enter_second(site, ticket, passkey.get(begun["public_key"]))) == "challenge_over"


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "http://localhost:8000"},
        {"origin": "https://localhost"},
        {"origin": "http://localhost.evil.example"},
        {"type": "webauthn.create"},
        {"challenge": "AAAA"},
    ],
)
def test_a_signature_for_another_page_or_purpose_is_refused(site, passkey, changed):
    begun = begin_alone(site)
    answer = enter_alone(site, begun["ticket"], passkey.get(begun["public_key"], **changed))
    assert (answer.status_code, error_of(answer)) == (401, "passkey_refused")
    ticket, second = begin_second(site)
    answer = enter_second(site, ticket, passkey.get(second.json["public_key"], **changed))
    assert (answer.status_code, error_of(answer)) == (401, "passkey_refused")


def test_a_signature_under_another_name_is_refused(site, passkey):
    begun = begin_alone(site)
    passkey.host = "evil.example"
    assert error_of(enter_alone(site, begun["ticket"], passkey.get(begun["public_key"]))) == "passkey_refused"


def test_a_signature_by_another_key_is_refused(site, passkey):
    forger = SoftPasskey()
    forger.id = passkey.id
    begun = begin_alone(site)
    assert error_of(enter_alone(site, begun["ticket"], forger.get(begun["public_key"]))) == "passkey_refused"
    stranger = SoftPasskey()
    begun = begin_alone(site)
    assert error_of(enter_alone(site, begun["ticket"], stranger.get(begun["public_key"]))) == "passkey_refused"


@pytest.mark.usefixtures("passkey")
def test_another_accounts_passkey_is_no_second_step(site):
    """It is a good passkey of this household, answering the very challenge, but not this account's."""
    store = site.folder.household
    [owner] = store.accounts.all()
    theirs = SoftPasskey()
    assert add(site, theirs, "别人的").status_code == 204
    other = msgspec.structs.replace(owner, id="another", name="宋知夏", role="adult", passkeys=(passkeys_of(site)[1],))
    with store.file.writing():
        store.accounts.put(msgspec.structs.replace(owner, passkeys=passkeys_of(site)[:1]))
        store.accounts.put(other)
    ticket, second = begin_second(site)
    assert error_of(enter_second(site, ticket, theirs.get(second.json["public_key"]))) == "passkey_refused"
    begun = begin_alone(site)
    assert enter_alone(site, begun["ticket"], theirs.get(begun["public_key"])).json["account"]["id"] == "another"


def test_a_counter_that_goes_back_is_refused_and_noted(site, passkey):
    passkey.count = 7
    begun = begin_alone(site)
    assert enter_alone(site, begun["ticket"], passkey.get(begun["public_key"])).status_code == 200
    assert passkeys_of(site)[0].sign_count == 8
    passkey.count = 7
    begun = begin_alone(site)
    assert error_of(enter_alone(site, begun["ticket"], passkey.get(begun["public_key"]))) == "passkey_copied"
    passkey.count = 3
    ticket, second = begin_second(site)
    assert error_of(enter_second(site, ticket, passkey.get(second.json["public_key"]))) == "passkey_copied"
    noted = [event for event in site.folder.household.events.all() if event.action == "passkey.copied"]
    assert len(noted) == 2
    assert noted[0].account == site.folder.household.accounts.all()[0].id
    assert passkeys_of(site)[0].sign_count == 8


def test_a_passkey_that_does_not_count_stays_good(site, passkey):
    for _ in range(2):
        passkey.count = -1
        begun = begin_alone(site)
        assert enter_alone(site, begun["ticket"], passkey.get(begun["public_key"])).status_code == 200


def test_a_new_passkey_has_to_be_for_this_page_and_this_challenge(site):
    for changed in ({"origin": "https://evil.example"}, {"challenge": "AAAA"}, {"type": "webauthn.get"}):
        assert error_of(add(site, SoftPasskey(), **changed)) == "new_passkey_refused"
    assert error_of(add(site, SoftPasskey(host="evil.example"))) == "new_passkey_refused"
    key = SoftPasskey()
    assert add(site, key).status_code == 204
    assert error_of(add(site, key)) == "new_passkey_refused"
    begun = ask(site.browser, "POST", "/security/passkeys/begin").json
    assert [one["id"] for one in begun["public_key"]["excludeCredentials"]] == [key.name]
    site.clock.forward(minutes=4)
    site.take_fresh_step(SITE)
    late = {"ticket": begun["ticket"], "name": "手机", "credential": SoftPasskey().create(begun["public_key"])}
    site.clock.forward(seconds=30)
    assert error_of(ask(site.browser, "POST", "/security/passkeys", late)) == "passkey_expired"
    assert len(passkeys_of(site)) == 1


def test_passkeys_are_named_and_removed_but_not_the_last_factor(site, passkey):
    second = SoftPasskey()
    assert add(site, second, "钥匙串").status_code == 204
    assert ask(site.browser, "PATCH", f"/security/passkeys/{passkey.name}", {"name": "妈妈的手机"}).status_code == 204
    told = ask(site.browser, "GET", "/security").json
    assert [one["name"] for one in told["passkeys"]] == ["妈妈的手机", "钥匙串"]
    assert told["factors"] == ["totp", "passkey"]
    assert ask(site.browser, "DELETE", "/security/authenticator").status_code == 204
    assert ask(site.browser, "DELETE", f"/security/passkeys/{second.name}").status_code == 204
    assert error_of(ask(site.browser, "DELETE", f"/security/passkeys/{second.name}")) == "factor_not_found"
    assert error_of(ask(site.browser, "DELETE", f"/security/passkeys/{passkey.name}")) == "last_factor"
    assert ask(site.stranger(), "POST", "/session", FIRST_STEP).json["methods"] == ["passkey", "recovery"]


def test_adding_and_removing_needs_a_fresh_step_and_ends_other_sessions(site, passkey):
    begun = begin_alone(site)
    other = site.stranger()
    enter_alone(site, begun["ticket"], passkey.get(begun["public_key"]), other)
    assert add(site, SoftPasskey()).status_code == 204
    assert error_of(ask(other, "GET", "/members")) == "sign_in_needed"
    site.clock.forward(minutes=5)
    assert error_of(ask(site.browser, "POST", "/security/passkeys/begin")) == "second_step_needed"
    assert error_of(ask(site.browser, "DELETE", f"/security/passkeys/{passkey.name}")) == "second_step_needed"
    ticket = ask(site.browser, "POST", "/security/fresh").json["ticket"]
    asked = ask(site.browser, "POST", "/security/fresh/begin", {"ticket": ticket, "method": "passkey"}).json
    body = {"ticket": ticket, "method": "passkey", "credential": passkey.get(asked["public_key"])}
    assert ask(site.browser, "POST", "/security/fresh/answer", body).status_code == 204
    assert ask(site.browser, "DELETE", f"/security/passkeys/{passkey.name}").status_code == 204


def test_under_a_plain_address_none_are_offered_and_none_can_be_made(site, passkey):
    plain = "http://127.0.0.1"
    assert ask(site.stranger(), "POST", "/session", FIRST_STEP, plain).json["methods"] == ["totp", "recovery"]
    assert error_of(ask(site.stranger(), "POST", "/session/passkey/begin", {}, plain)) == "passkeys_not_offered"
    ticket, begun = begin_second(site, plain)
    assert error_of(begun) == "second_step_refused"
    assert error_of(enter_second(site, ticket, passkey.get({"challenge": "AAAA"}), plain)) == "second_step_refused"


@pytest.mark.parametrize(
    "origin, configured, why",
    [
        ("http://localhost:8620", None, None),
        ("https://localhost", None, None),
        ("https://home.example:8443", None, None),
        ("https://nas.home.example", "home.example", None),
        ("https://evilhome.example", "home.example", "other_name"),
        ("http://home.example", None, "not_secure"),
        ("http://127.0.0.1:8620", None, "plain_address"),
        ("https://192.168.1.4", None, "plain_address"),
        ("https://[fd00::4]:8620", None, "plain_address"),
    ],
)
def test_where_browsers_give_passkeys(origin, configured, why):
    assert hindrance(origin, configured) == why
    party = relying_party(origin, configured)
    assert (party is None) == (why is not None)
    if party and configured:
        assert party.host == configured


PARTY = RelyingParty(host="localhost", origin=SITE)
KEY = SoftPasskey()
CREATED = KEY.create({"challenge": "AAAA"})
KEPT = made(CREATED, "AAAA", PARTY, "手机", datetime(2026, 11, 23, tzinfo=UTC))
GOT = KEY.get({"challenge": "AAAA"})
JUNK = st.one_of(st.none(), st.integers(), st.text(), st.binary().map(repr), st.lists(st.text()), st.just({}))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON", "signature", "authenticatorData",
                              "attestationObject", "authenticatorAttachment"]), junk=JUNK)  # fmt: skip
def test_whatever_is_sent_is_refused_and_breaks_nothing(field, junk):
    for good, check, refusal in (
        (CREATED, lambda bad: made(bad, "AAAA", PARTY, "手机", KEPT.added_at), NewPasskeyRefused),
        (GOT, lambda bad: signed(KEPT, bad, "AAAA", PARTY, KEPT.added_at, alone=False), PasskeyRefused),
    ):
        bad = copy.deepcopy(good)
        place = bad if field in ("id", "rawId", "type", "response", "authenticatorAttachment") else bad["response"]
        if field not in place and field != "authenticatorAttachment":
            continue
        place[field] = junk
        if field == "authenticatorAttachment" and not isinstance(junk, str):
            continue
        with pytest.raises(refusal):
            check(bad)
