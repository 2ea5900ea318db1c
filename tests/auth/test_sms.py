"""Codes by SMS through a real gateway on loopback: adding a phone, signing in, limits, failures, restarts."""

import shutil
import threading

import pytest

from tests.family import Family
from tests.gateways.phone import E164, MASKED, NUMBER, another

BEGIN, CONFIRM = "/api/v1/security/sms/begin", "/api/v1/security/sms"
NEW = {"phone": NUMBER, "knows_risks": True}


def error_of(answer):
    return answer.json["error"]["code"]


@pytest.fixture
def with_gateway(founded, tmp_path, phone):
    """The founded family with a gateway; ``with_gateway(limit)`` opens it again as another server would."""
    opened = []

    def open_again(*, anew=False):
        if opened:
            opened[-1].folder.close()
        else:
            shutil.copytree(founded.path, tmp_path / "data")
        family = Family(tmp_path / "data", opened[-1].clock if opened else type(founded.clock)(), phone.config)
        family.clock.time = max(family.clock.time, founded.clock.time)
        family.continue_from(opened[-1] if anew else founded)
        opened.append(family)
        return family

    yield open_again
    opened[-1].folder.close()


@pytest.fixture
def home(with_gateway):
    return with_gateway()


@pytest.fixture
def added(home, phone):
    """The family with a phone for codes, at a time when another message may be sent."""
    home.take_fresh_step()
    begun = home.browser.post(BEGIN, json=NEW)
    assert begun.status_code == 200, begun.json
    confirmed = home.browser.post(CONFIRM, json={"ticket": begun.json["ticket"], "code": phone.code})
    assert confirmed.status_code == 204, confirmed.json
    home.clock.forward(hours=1)
    return home


def account_of(family):
    return family.folder.household.accounts.all()[0]


def begin(family, ticket, browser=None):
    body = {"ticket": ticket, "method": "sms"}
    return (browser or family.stranger()).post("/api/v1/session/second/begin", json=body)


def sms_step(family, ticket, code, browser=None):
    return family.second_step(ticket, code, "sms", browser or family.stranger())


# Adding a phone


def test_without_a_gateway_nothing_is_offered(family):
    family.take_fresh_step()
    assert family.browser.get("/api/v1/security").json["sms_offered"] is False
    assert error_of(family.browser.post(BEGIN, json=NEW)) == "sms_not_offered"


def test_a_phone_counts_once_its_code_came_back_and_other_sessions_end(home, phone):
    other = home.stranger()
    home.sign_in(other)
    home.take_fresh_step()
    begun = home.browser.post(BEGIN, json=NEW).json
    assert begun["sent"] == {"phone": MASKED, "again_in_s": 60, "valid_s": 300, "tries": 3}
    assert phone.messages[-1][0] == E164
    assert account_of(home).phone is None
    assert error_of(home.browser.post(CONFIRM, json={"ticket": begun["ticket"], "code": another(phone.code)})) == (
        "sms_code_wrong"
    )
    assert account_of(home).phone is None
    assert home.browser.post(CONFIRM, json={"ticket": begun["ticket"], "code": phone.code}).status_code == 204
    assert account_of(home).phone == E164
    assert error_of(other.get("/api/v1/members")) == "sign_in_needed"
    shown = home.browser.get("/api/v1/security").json
    assert shown["phone"] == MASKED
    assert shown["factors"] == ["totp", "sms"]
    last = home.folder.household.events.all()[-1]
    assert (last.action, last.about) == ("sms.added", {})


def test_the_warning_must_be_ticked_and_the_number_be_one(home, phone):
    home.take_fresh_step()
    assert error_of(home.browser.post(BEGIN, json={"phone": NUMBER})) == "sms_risk_not_taken"
    assert error_of(home.browser.post(BEGIN, json=NEW | {"phone": "010-12345678"})) == "phone_refused"
    assert phone.messages == []


def test_adding_and_removing_need_a_fresh_step(added):
    added.sign_in()
    added.clock.forward(minutes=5)
    for method, path, body in (
        ("POST", BEGIN, NEW),
        ("POST", CONFIRM, {"ticket": "made up", "code": "123456"}),
        ("DELETE", CONFIRM, {}),
    ):
        assert error_of(added.browser.open(path, method=method, json=body)) == "second_step_needed"
    assert account_of(added).phone == E164


def test_three_wrong_codes_end_the_adding(home, phone):
    home.take_fresh_step()
    ticket = home.browser.post(BEGIN, json=NEW).json["ticket"]
    right = phone.code
    seen = [error_of(home.browser.post(CONFIRM, json={"ticket": ticket, "code": another(right)})) for _ in range(3)]
    assert seen == ["sms_code_wrong"] * 3
    assert error_of(home.browser.post(CONFIRM, json={"ticket": ticket, "code": right})) == "sms_code_over"
    assert account_of(home).phone is None


def test_a_phone_can_be_removed_but_not_as_the_last_factor(added):
    added.sign_in()
    added.take_fresh_step()
    assert added.browser.delete("/api/v1/security/authenticator", json={}).status_code == 204
    assert error_of(added.browser.delete(CONFIRM, json={})) == "last_factor"
    assert account_of(added).phone == E164


def test_a_removed_phone_is_no_factor_any_more(added):
    added.sign_in()
    added.take_fresh_step()
    assert added.browser.delete(CONFIRM, json={}).status_code == 204
    assert "sms" not in added.first_step().json["methods"]
    assert error_of(added.browser.delete(CONFIRM, json={})) == "factor_not_found"
    assert added.folder.household.events.all()[-1].action == "sms.removed"


# Signing in


def test_signing_in_by_sms(added, phone):
    first = added.first_step().json
    assert set(first["methods"]) == {"totp", "sms", "recovery"}
    browser = added.stranger()
    sent = begin(added, first["ticket"], browser)
    assert sent.json == {"phone": MASKED, "again_in_s": 60, "valid_s": 300, "tries": 3}
    number, text = phone.messages[-1]
    assert number == E164
    assert text.startswith("【社保簿】")
    code = f"{phone.code[:3]} {phone.code[3:]}"
    assert sms_step(added, first["ticket"], code, browser).status_code == 200
    assert browser.get("/api/v1/members").status_code == 200
    assert added.first_step().json["methods"][0] == "sms"


def test_the_message_is_in_the_readers_language(added, phone):
    headers = {"Accept-Language": "en-GB,en;q=0.8"}
    body = {"ticket": added.first_step().json["ticket"], "method": "sms"}
    added.stranger().post("/api/v1/session/second/begin", json=body, headers=headers)
    assert phone.messages[-1][1].startswith("Shebaobu: your sign-in code is ")


def test_a_code_is_good_once(added, phone):
    ticket = added.first_step().json["ticket"]
    begin(added, ticket)
    code = phone.code
    assert sms_step(added, ticket, code).status_code == 200
    assert error_of(sms_step(added, ticket, code)) == "sign_in_expired"
    assert error_of(sms_step(added, added.first_step().json["ticket"], code)) == "challenge_over"


def test_a_code_is_for_the_ticket_that_it_was_sent_for(added, phone):
    one, other = added.first_step().json["ticket"], added.first_step().json["ticket"]
    begin(added, one)
    first = phone.code
    added.clock.forward(minutes=1)
    begin(added, other)
    assert error_of(sms_step(added, other, first)) == "sms_code_refused"
    assert error_of(sms_step(added, one, phone.code)) == "sms_code_refused"
    assert sms_step(added, one, first).status_code == 200


def test_a_new_message_ends_the_former_one(added, phone):
    ticket = added.first_step().json["ticket"]
    begin(added, ticket)
    former = phone.code
    added.clock.forward(minutes=1)
    begin(added, ticket)
    if former != phone.code:
        assert error_of(sms_step(added, ticket, former)) == "sms_code_refused"
    assert sms_step(added, ticket, phone.code).status_code == 200


def test_a_code_counts_for_five_minutes_from_its_sending(added, phone):
    ticket = added.first_step().json["ticket"]
    added.clock.forward(minutes=4)
    begin(added, ticket)
    added.clock.forward(minutes=4, seconds=59)
    assert sms_step(added, ticket, phone.code).status_code == 200
    added.clock.forward(minutes=1)
    late = added.first_step().json["ticket"]
    begin(added, late)
    added.clock.forward(minutes=5)
    assert error_of(sms_step(added, late, phone.code)) == "sign_in_expired"


def test_a_code_that_was_never_sent_cannot_be_answered(added):
    assert error_of(sms_step(added, added.first_step().json["ticket"], "000000")) == "challenge_over"


def test_a_changed_number_makes_what_was_sent_worthless(added, phone):
    ticket = added.first_step().json["ticket"]
    begin(added, ticket)
    code = phone.code
    added.clock.forward(minutes=1)
    added.sign_in()
    added.take_fresh_step()
    begun = added.browser.post(BEGIN, json=NEW | {"phone": "19900000043"}).json
    assert added.browser.post(CONFIRM, json={"ticket": begun["ticket"], "code": phone.code}).status_code == 204
    assert error_of(sms_step(added, ticket, code)) == "sms_code_refused"


def test_a_fresh_step_by_sms(added, phone):
    added.sign_in()
    added.clock.forward(minutes=6)
    ticket = added.browser.post("/api/v1/security/fresh", json={}).json["ticket"]
    body = {"ticket": ticket, "method": "sms"}
    assert added.browser.post("/api/v1/security/fresh/begin", json=body).json["phone"] == MASKED
    answer = added.browser.post("/api/v1/security/fresh/answer", json=body | {"code": phone.code})
    assert answer.status_code == 204
    assert added.browser.post("/api/v1/security/recovery", json={}).status_code == 200


# Limits


def test_three_tries_a_message(added, phone):
    ticket = added.first_step().json["ticket"]
    begin(added, ticket)
    wrong = another(phone.code)
    seen = [sms_step(added, ticket, wrong) for _ in range(3)]
    assert [error_of(refused) for refused in seen] == ["sms_code_refused"] * 3
    assert [refused.json["error"]["detail"]["tries_left"] for refused in seen] == [2, 1, 0]
    assert error_of(sms_step(added, ticket, phone.code)) == "challenge_over"
    added.clock.forward(minutes=1)
    begin(added, ticket)
    assert sms_step(added, ticket, another(phone.code)).json["error"]["detail"]["tries_left"] == 1, "the ticket's last"
    added.clock.forward(seconds=1)
    assert sms_step(added, ticket, phone.code).status_code == 200


def test_of_many_wrong_codes_at_once_three_are_looked_at(added, phone, monkeypatch):
    """The throttle is taken away: what counts the tries of a message must do so by itself."""
    monkeypatch.setattr(added.home.throttle, "attempt", lambda *_attempts: None)
    ticket = added.first_step().json["ticket"]
    begin(added, ticket)
    wrong, seen = another(phone.code), []
    threads = [threading.Thread(target=lambda: seen.append(error_of(sms_step(added, ticket, wrong)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen.count("sms_code_refused") == 3
    assert set(seen) <= {"sms_code_refused", "challenge_over", "sign_in_expired"}


def test_guessing_over_many_messages_is_slowed_down(added, phone):
    tried = 0
    for _ in range(3):
        ticket = added.first_step().json["ticket"]
        begin(added, ticket)
        wrong = another(phone.code)
        while error_of(sms_step(added, ticket, wrong)) == "sms_code_refused":
            tried += 1
        added.clock.forward(minutes=1)
    assert tried <= 7


def test_a_message_a_minute_and_five_an_hour(added, phone):
    ticket = added.first_step().json["ticket"]
    assert begin(added, ticket).status_code == 200
    soon = begin(added, added.first_step().json["ticket"])
    assert (soon.status_code, error_of(soon)) == (429, "sms_too_soon")
    assert soon.json["error"]["detail"] == {"retry_after_s": 60}
    for _ in range(4):
        added.clock.forward(minutes=1)
        assert begin(added, added.first_step().json["ticket"]).status_code == 200
    added.clock.forward(minutes=1)
    many = begin(added, added.first_step().json["ticket"])
    assert many.json["error"]["detail"] == {"retry_after_s": 55 * 60}
    assert len(phone.messages) == 6
    added.clock.forward(minutes=55)
    assert begin(added, added.first_step().json["ticket"]).status_code == 200


def test_the_household_has_a_ceiling_in_24_hours_that_a_restart_does_not_lift(with_gateway, phone):
    phone.config.write_text(phone.config.read_text().replace("daily_limit = 30", "daily_limit = 3"))
    home = with_gateway()
    home.take_fresh_step()
    begun = home.browser.post(BEGIN, json=NEW).json
    home.browser.post(CONFIRM, json={"ticket": begun["ticket"], "code": phone.code})
    for _ in range(2):
        home.clock.forward(hours=2)
        assert begin(home, home.first_step().json["ticket"]).status_code == 200
    home.clock.forward(hours=2)
    home = with_gateway(anew=True)
    over = begin(home, home.first_step().json["ticket"])
    assert (over.status_code, error_of(over)) == (429, "sms_used_up")
    assert over.json["error"]["detail"] == {"limit": 3}
    assert "3" in over.json["error"]["message"]["zh"]
    assert len(phone.messages) == 3
    home.clock.forward(hours=19)
    assert begin(home, home.first_step().json["ticket"]).status_code == 200
    assert len(home.folder.household.sent_messages.all()) == 3


# Failures and restarts


def test_a_message_that_was_not_sent_is_told_plainly(added, phone):
    phone.broken = True
    ticket = added.first_step().json["ticket"]
    failed = begin(added, ticket)
    assert (failed.status_code, error_of(failed)) == (502, "sms_not_sent")
    assert NUMBER not in failed.text
    assert added.second_step(ticket).status_code == 200


def test_a_server_that_starts_again_between_sending_and_answering(added, with_gateway, phone):
    ticket = added.first_step().json["ticket"]
    begin(added, ticket)
    again = with_gateway(anew=True)
    assert sms_step(again, ticket, phone.code).status_code == 200


def test_without_the_gateway_a_phone_is_not_offered_and_recovery_codes_remain(added, tmp_path):
    added.folder.close()
    family = Family(tmp_path / "data", added.clock)
    family.continue_from(added)
    ticket = family.first_step().json
    assert ticket["methods"] == ["totp", "recovery"]
    assert error_of(begin(family, ticket["ticket"])) == "second_step_refused"
    family.folder.close()


def test_neither_number_nor_code_is_anywhere_it_need_not_be(added, phone, tmp_path, caplog):
    caplog.set_level(0)
    ticket = added.first_step().json["ticket"]
    answers = [begin(added, ticket), sms_step(added, ticket, another(phone.code)), sms_step(added, ticket, phone.code)]
    told = caplog.text + "".join(answer.text for answer in answers) + added.browser.get("/api/v1/security").text
    events = repr(added.folder.household.events.all()) + repr(added.folder.household.sent_messages.all())
    for text in (told, events):
        assert NUMBER not in text
        assert phone.code not in text
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert NUMBER.encode() not in kept
    assert repr(added.folder.household.tickets.all()).count(phone.code) == 0
