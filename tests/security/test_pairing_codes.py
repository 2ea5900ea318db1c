"""Guessing pairing codes over real HTTP, from one address and from many, against the published limits: the guesser is
slowed down, the family is let in. And a code is taken as people type it, once.
"""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from datetime import timedelta

import pytest

from shebaobu.auth.devices import CODE_LENGTH, CODE_LIFETIME
from shebaobu.auth.throttle import LIMITS
from shebaobu.errors import TooManyAttempts
from tests.owner import Owner
from tests.served import Served

HOME, GUESSER = "127.0.0.1", "127.0.0.2"
WRONG = "0000-0000"
POSSIBLE = 32**CODE_LENGTH


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    family = Owner(Served(tmp_path_factory.mktemp("guessed") / "data"))
    yield family
    family.server.end()


@pytest.fixture
def owner(tmp_path):
    """A family on a server that nobody has guessed at."""
    family = Owner(Served(tmp_path / "data"))
    yield family
    family.server.end()


def pair_from(address, owner, code):
    """What the server answers somebody at an address who enters a code: "paired", or the refusal's code and detail."""
    connection = http.client.HTTPConnection(HOME, owner.server.port, timeout=30, source_address=(address, 0))
    body = json.dumps({"code": code, "name": "电脑"})
    connection.request("POST", "/api/v1/pair", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    if answer.status == 201:
        return "paired", {}
    return told["error"]["code"], told["error"].get("detail") or {}


def devices(owner):
    return owner.ask("GET", "/api/v1/devices")["devices"]


def test_a_guesser_is_slowed_down_after_the_published_number_and_the_family_is_not(owner):
    code = owner.pairing_code()
    free = LIMITS["pair_from"].free
    assert [pair_from(GUESSER, owner, WRONG)[0] for _ in range(free)] == ["pairing_code_not_valid"] * free
    refused, detail = pair_from(GUESSER, owner, code)
    assert refused == "too_many_attempts"
    assert 1 <= detail["retry_after_s"] <= LIMITS["pair_from"].longest_s
    assert devices(owner) == []
    assert pair_from(HOME, owner, code) == ("paired", {})
    assert [device["address"] for device in devices(owner)] == [HOME]


def test_guessing_from_many_addresses_makes_the_family_wait_for_seconds_at_most(owner):
    code = owner.pairing_code()
    free = LIMITS["pair"].free
    found = [pair_from(f"127.0.1.{number}", owner, WRONG)[0] for number in range(1, free + 1)]
    assert found == ["pairing_code_not_valid"] * free
    assert pair_from("127.0.2.1", owner, code)[0] == "too_many_attempts"
    refused, detail = pair_from(HOME, owner, code)
    assert refused == "too_many_attempts"
    assert 1 <= detail["retry_after_s"] <= LIMITS["pair"].longest_s
    assert devices(owner) == []
    time.sleep(detail["retry_after_s"])
    assert pair_from(HOME, owner, code) == ("paired", {})


def test_as_long_as_a_code_counts_few_guesses_are_answered_wherever_they_come_from(empty):
    throttle, clock = empty.home.throttle, empty.clock
    ends = clock() + CODE_LIFETIME
    guesses = 0
    for number in itertools.count():
        try:
            throttle.attempt(("pair", ""), ("pair_from", f"10.0.{number // 256}.{number % 256}"))
            guesses += 1
        except TooManyAttempts as wait:
            clock.time += timedelta(seconds=wait.detail["retry_after_s"])
        if clock() >= ends:
            break
    assert guesses < 40
    assert guesses / POSSIBLE < 1e-10


def code_with(owner, *signs):
    """A new code that has these signs in it."""
    while True:
        code = owner.pairing_code()
        if all(sign in code for sign in signs):
            return code


@pytest.mark.parametrize(
    ("signs", "typed"),
    [
        ("", str.lower),
        ("", lambda code: code.replace("-", "")),
        ("", lambda code: " " + " ".join(code.replace("-", "")) + " "),
        ("", lambda code: code.replace("-", " – ")),
        ("0", lambda code: code.replace("0", "O")),
        ("0", lambda code: code.lower().replace("0", "o")),
        ("1", lambda code: code.replace("1", "I")),
        ("1", lambda code: code.lower().replace("1", "l")),
        ("1", lambda code: code.replace("1", "i")),
        ("", lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code)),
    ],
)
def test_a_code_is_taken_as_people_type_it(running, signs, typed):
    assert pair_from(HOME, running, typed(code_with(running, *signs))) == ("paired", {})


def test_of_many_who_enter_a_code_at_once_one_is_paired(running):
    code = running.pairing_code()
    before = len(devices(running))
    answers = []
    entering = [threading.Thread(target=lambda: answers.append(pair_from(HOME, running, code)[0])) for _ in range(8)]
    for one in entering:
        one.start()
    for one in entering:
        one.join()
    assert sorted(answers) == ["paired"] + ["pairing_code_not_valid"] * 7
    assert len(devices(running)) == before + 1
