import contextlib
import shutil
import threading

import pytest

from shebaobu.auth.factors.authenticator import Authenticator
from shebaobu.config import load_config
from shebaobu.errors import SettingRefused
from tests.family import NAME, PASSPHRASE, Family


def error_of(answer):
    return answer.json["error"]["code"]


def test_unknown_account_and_wrong_passphrase_get_the_same_answer(family):
    browser = family.stranger()
    wrong = family.first_step(browser, passphrase="不对的口令不对的口令")
    unknown = family.first_step(browser, name="无此人")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json
    assert error_of(wrong) == "sign_in_refused"


def test_one_step_alone_opens_nothing(family):
    browser = family.stranger()
    ticket = family.first_step(browser).json["ticket"]
    assert error_of(browser.get("/api/v1/members")) == "sign_in_needed"
    browser.set_cookie("shebaobu_session", ticket)
    assert error_of(browser.get("/api/v1/members")) == "sign_in_needed"


def test_the_cookie_is_for_this_site_and_for_the_server_only(family):
    answer = family.second_step(family.first_step().json["ticket"])
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("shebaobu_session=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert len(answer.headers.getlist("Set-Cookie")) == 1


def test_over_tls_the_cookie_is_bound_to_the_host(family):
    browser = family.stranger()
    ticket = family.first_step(browser).json["ticket"]
    answer = browser.post(
        "/api/v1/session/second",
        json={"ticket": ticket, "method": "totp", "code": family.code()},
        base_url="https://127.0.0.1",
    )
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-shebaobu_session=")
    assert "Secure" in cookie.split("; ")
    assert answer.headers["Strict-Transport-Security"]


def test_each_sign_in_has_its_own_token(family):
    before = family.browser.get_cookie("shebaobu_session").value
    family.sign_in()
    assert family.browser.get_cookie("shebaobu_session").value != before


def test_a_code_is_accepted_once(family):
    browser = family.stranger()
    code = family.code()
    assert family.second_step(family.first_step().json["ticket"], code).status_code == 200
    again = family.second_step(family.first_step(browser).json["ticket"], code, browser=browser)
    assert again.status_code == 401
    assert error_of(again) == "second_step_used"


def test_of_many_with_the_same_code_at_once_one_gets_in(family, monkeypatch):
    """Each waits a moment for another to have found the code unused too, which must never happen."""
    tickets = [family.first_step().json["ticket"] for _ in range(4)]
    code, answers = family.code(), []
    both_found_it_unused = threading.Barrier(2)
    use = Authenticator.use

    def slow_use(*given):
        account = use(*given)
        with contextlib.suppress(threading.BrokenBarrierError):
            both_found_it_unused.wait(timeout=0.5)
        return account

    monkeypatch.setattr(Authenticator, "use", slow_use)

    def send(ticket):
        answers.append(family.second_step(ticket, code, browser=family.stranger()).status_code)

    threads = [threading.Thread(target=send, args=(ticket,)) for ticket in tickets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 401, 401, 401]


def test_a_ticket_is_for_one_sign_in_and_five_minutes(family):
    ticket = family.first_step().json["ticket"]
    assert family.second_step(ticket).status_code == 200
    family.clock.forward(seconds=30)
    assert error_of(family.second_step(ticket)) == "sign_in_expired"
    late = family.first_step().json["ticket"]
    family.clock.forward(minutes=5)
    assert error_of(family.second_step(late)) == "sign_in_expired"
    assert error_of(family.second_step("made up")) == "sign_in_expired"


def test_a_wrong_code_tells_the_servers_time_and_five_use_up_the_ticket(family):
    ticket = family.first_step().json["ticket"]
    wrong = f"{(int(family.code()) + 1) % 1_000_000:06d}"
    for left in (4, 3, 2, 1, 0):
        refused = family.second_step(ticket, wrong)
        assert error_of(refused) == "second_step_refused"
        assert refused.json["error"]["detail"]["tries_left"] == left
        assert refused.json["error"]["detail"]["server_time"].startswith("2026-11-23T08:01")
        assert refused.json["error"]["detail"]["server_time"] in refused.json["error"]["message"]["en"]
    assert error_of(family.second_step(ticket)) == "sign_in_expired"


def test_guessing_codes_is_slowed_down_over_all_tickets(family):
    wrong = f"{(int(family.code()) + 1) % 1_000_000:06d}"
    seen = [error_of(family.second_step(family.first_step().json["ticket"], wrong)) for _ in range(6)]
    assert seen == ["second_step_refused"] * 5 + ["too_many_attempts"]


def test_a_recovery_code_works_once_however_it_is_typed(family):
    code = family.recovery_codes[3].lower().replace("-", " ")
    first = family.second_step(family.first_step().json["ticket"], code, "recovery")
    assert first.status_code == 200
    again = family.second_step(family.first_step().json["ticket"], code, "recovery")
    assert error_of(again) == "recovery_code_refused"
    other = family.recovery_codes[4]
    assert family.second_step(family.first_step().json["ticket"], other, "recovery").status_code == 200


def test_when_the_recovery_codes_are_used_up_they_are_no_longer_offered(family):
    assert family.first_step().json["methods"] == ["totp", "recovery"]
    for code in family.recovery_codes:
        assert family.second_step(family.first_step().json["ticket"], code, "recovery").status_code == 200
    assert family.first_step().json["methods"] == ["totp"]


@pytest.mark.parametrize("method", ["sms", "", "__class__"])
def test_a_method_that_is_none_is_refused(family, method):
    answer = family.second_step(family.first_step().json["ticket"], "123456", method)
    assert error_of(answer) == "second_step_refused"


def test_wrong_passphrases_are_slowed_down_for_a_stranger_but_not_for_the_familys_own_address(family):
    def from_address(address, passphrase):
        return family.stranger().post(
            "/api/v1/session",
            json={"name": NAME, "passphrase": passphrase},
            environ_base={"REMOTE_ADDR": address},
        )

    for _ in range(5):
        assert from_address("10.0.0.9", "不对的口令不对的口令").status_code == 401
    slowed = from_address("10.0.0.9", PASSPHRASE)
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == str(slowed.json["error"]["detail"]["retry_after_s"]) == "1"
    assert family.first_step(family.stranger()).status_code == 200


def test_a_session_ends_after_half_an_hour_of_rest(family):
    for _ in range(3):
        family.clock.forward(minutes=29)
        assert family.browser.get("/api/v1/members").status_code == 200
    family.clock.forward(minutes=30)
    assert error_of(family.browser.get("/api/v1/members")) == "sign_in_needed"


def test_a_session_ends_after_twelve_hours_in_all(family):
    for _ in range(35):
        family.clock.forward(minutes=20)
        assert family.browser.get("/api/v1/members").status_code == 200
    family.clock.forward(minutes=20)
    assert error_of(family.browser.get("/api/v1/members")) == "sign_in_needed"


def test_a_sessions_use_is_written_once_a_minute_at_most(family):
    def writes():
        return family.folder.household.file.storage.revision

    family.clock.forward(seconds=60)
    family.browser.get("/api/v1/members")
    before = writes()
    for _ in range(5):
        family.clock.forward(seconds=11)
        family.browser.get("/api/v1/members")
    assert writes() == before
    family.clock.forward(seconds=11)
    family.browser.get("/api/v1/members")
    assert writes() == before + 1


def test_own_sessions_can_be_seen_and_ended(family):
    other = family.stranger()
    family.sign_in(other)
    listed = family.browser.get("/api/v1/sessions").json["sessions"]
    assert [session["current"] for session in listed] == [False, True]
    assert set(listed[0]) == {"id", "started_at", "last_seen_at", "agent", "address", "place", "current"}
    assert family.browser.delete(f"/api/v1/sessions/{listed[0]['id']}").status_code == 204
    assert error_of(other.get("/api/v1/members")) == "sign_in_needed"
    assert error_of(family.browser.delete(f"/api/v1/sessions/{listed[0]['id']}")) == "session_not_found"
    assert family.browser.delete("/api/v1/session").status_code == 204
    assert family.browser.get_cookie("shebaobu_session") is None
    assert family.browser.get("/api/v1/state").json["account"] is None


def test_a_token_is_worthless_after_signing_out_even_if_it_was_copied(family):
    token = family.browser.get_cookie("shebaobu_session").value
    family.browser.delete("/api/v1/session")
    thief = family.stranger()
    thief.set_cookie("shebaobu_session", token)
    assert error_of(thief.get("/api/v1/members")) == "sign_in_needed"


def test_flask_logins_own_cookies_open_nothing_and_break_nothing(family):
    browser = family.stranger()
    account = family.folder.household.accounts.all()[0]
    for name in ("remember_token", "session"):
        browser.set_cookie(name, f"{account.id}|0123")
    assert error_of(browser.get("/api/v1/members")) == "sign_in_needed"
    assert family.browser.get("/api/v1/members").status_code == 200


def test_how_long_a_session_goes_on_is_a_setting(founded, tmp_path, clock):
    shutil.copytree(founded.path, tmp_path / "data")
    clock.time = founded.clock.time
    family = Family(tmp_path / "data", clock, session_idle_minutes=10, session_hours=1)
    family.continue_from(founded)
    family.sign_in()
    for _ in range(6):
        clock.forward(minutes=9)
        assert family.browser.get("/api/v1/members").status_code == 200
    clock.forward(minutes=6)
    assert error_of(family.browser.get("/api/v1/members")) == "sign_in_needed"
    clock.forward(seconds=30)
    family.sign_in()
    clock.forward(minutes=10)
    assert family.browser.get("/api/v1/sessions").status_code == 401
    family.folder.close()


@pytest.mark.parametrize("given", [{"session_hours": "169"}, {"session_hours": "0"}, {"session_idle_minutes": "x"}])
def test_a_session_that_never_ends_is_refused(given):
    with pytest.raises(SettingRefused):
        load_config(given, {})


def test_lengths_of_sessions_come_from_the_environment():
    config = load_config({}, {"SHEBAOBU_SESSION_IDLE_MINUTES": "15", "SHEBAOBU_SESSION_HOURS": "8"})
    assert (config.session_idle_minutes, config.session_hours) == (15, 8)
