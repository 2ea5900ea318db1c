"""How many tries somebody gets who never stops trying, against the published limits."""

from __future__ import annotations

import json
import math
import urllib.error
import urllib.request
from collections import Counter
from datetime import timedelta

from shebaobu.auth.throttle import LIMITS
from tests.family import NAME, PASSPHRASE
from tests.relatives import ask, code_of

DAY = timedelta(days=1)
OFFICE, OUTSIDE = "192.0.2.7", "203.0.113.9"
WRONG = "不对的口令不对的口令"


def most_tries(what: str, within: timedelta) -> int:
    """How many tries a limit leaves within a time, as it is published."""
    limit, left = LIMITS[what], within.total_seconds()
    tries, wait = limit.free, 1
    while left >= wait:
        left -= wait
        tries += 1
        wait = min(2 * wait, limit.longest_s)
    return tries


def try_for(clock, within: timedelta, one_try):
    """Try as often as one is let; how often each refusal came. The clock goes on by what one is told to wait."""
    end, refusals = clock.time + within, Counter()
    while clock.time <= end:
        answer = one_try()
        refusals[code_of(answer)] += 1
        if answer.status_code == 429:
            clock.forward(seconds=int(answer.headers["Retry-After"]))
    return refusals


def from_address(browser, address: str, name: str = NAME, passphrase: str = WRONG):
    body = {"name": name, "passphrase": passphrase}
    return browser.post("/api/v1/session", json=body, environ_base={"REMOTE_ADDR": address})


def test_passphrases_from_one_address(family):
    names = (f"猜{number}" for number in range(1000))
    refusals = try_for(family.clock, DAY, lambda: from_address(family.stranger(), OUTSIDE, name=next(names)))
    assert refusals["sign_in_refused"] == most_tries("sign_in_from", DAY) < 130
    assert set(refusals) == {"sign_in_refused", "too_many_attempts"}


def test_passphrases_of_one_account_from_as_many_addresses_as_one_likes(family):
    hour = timedelta(hours=1)
    addresses = (f"198.51.{number // 250}.{number % 250}" for number in range(60_000))
    refusals = try_for(family.clock, hour, lambda: from_address(family.stranger(), next(addresses)))
    assert refusals["sign_in_refused"] == most_tries("sign_in", hour) < 75


def test_meanwhile_the_family_signs_in_from_where_it_did_before_without_waiting(family):
    family.sign_in()
    for number in range(50):
        from_address(family.stranger(), f"198.51.100.{number}")
    assert code_of(from_address(family.stranger(), OUTSIDE, passphrase=PASSPHRASE)) == "too_many_attempts"
    assert family.first_step(family.stranger()).status_code == 200


def test_and_from_elsewhere_after_a_minute_at_most(family):
    try_for(family.clock, DAY / 24, lambda: from_address(family.stranger(), OUTSIDE))
    waiting = from_address(family.stranger(), OFFICE, passphrase=PASSPHRASE)
    family.clock.forward(seconds=LIMITS["sign_in"].longest_s if waiting.status_code == 429 else 0)
    assert from_address(family.stranger(), OFFICE, passphrase=PASSPHRASE).status_code == 200


def test_codes_of_an_authenticator_by_who_knows_the_passphrase(family):
    def one_try():
        ticket = family.first_step(family.stranger()).json["ticket"]
        return family.second_step(ticket, "000000", browser=family.stranger())

    refusals = try_for(family.clock, DAY, one_try)
    tries = refusals.total() - refusals["too_many_attempts"]
    assert tries == most_tries("second_step", DAY) < 45
    # Three codes of a million are good at a time: the chance of one day.
    assert 1 - math.pow(1 - 3e-6, tries) < 0.0002


def test_a_way_of_signing_in_once_more_gives_no_more_tries(family):
    for _ in range(LIMITS["second_step"].free):
        ticket = family.first_step(family.stranger()).json["ticket"]
        family.second_step(ticket, "AAAAA-AAAAA", method="recovery", browser=family.stranger())
    ticket = family.first_step(family.stranger()).json["ticket"]
    assert code_of(family.second_step(ticket, browser=family.stranger())) == "too_many_attempts"


def test_the_present_passphrase_by_who_sits_at_an_open_session(family):
    family.take_fresh_step()
    body = {"present": WRONG, "new": "春夏秋冬 another year"}
    answers = [ask(family.browser, "POST", "security/passphrase", body) for _ in range(LIMITS["second_step"].free + 1)]
    assert [answer.status_code == 429 for answer in answers] == [False] * LIMITS["second_step"].free + [True]


def test_links_of_invitations(family):
    browser = family.stranger()
    hour = timedelta(hours=1)
    refusals = try_for(family.clock, hour, lambda: ask(browser, "POST", "invitations/open", {"token": "A" * 43}))
    assert refusals["invitation_not_valid"] == most_tries("invitation", hour)


def test_a_server_that_is_started_again_goes_on_counting(serve):
    server = serve()
    wrong = {"name": NAME, "passphrase": WRONG}
    answers = [posted(server.address, wrong) for _ in range(LIMITS["sign_in"].free + 1)]
    assert answers == [401] * LIMITS["sign_in"].free + [429]
    assert server.end() == 0
    again = serve()
    assert 429 in [posted(again.address, wrong) for _ in range(LIMITS["sign_in"].free)]


def posted(address: str, body: dict[str, str]) -> int:
    """The status of a sign-in at a running server."""
    request = urllib.request.Request(
        f"{address}/api/v1/session", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
