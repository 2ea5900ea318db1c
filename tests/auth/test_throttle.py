import re
import threading

import pytest

from shebaobu.auth import throttle as throttle_module
from shebaobu.auth.throttle import LIMITS, Limit, Throttle
from shebaobu.errors import TooManyAttempts

ONE = ("sign_in", "宋亦然")


def wait_after(throttle, attempt):
    with pytest.raises(TooManyAttempts) as refused:
        throttle.attempt(attempt)
    return refused.value.detail["retry_after_s"]


def test_the_first_failures_are_free_then_the_wait_doubles_to_its_limit(clock):
    throttle = Throttle(clock)
    for _ in range(LIMITS["sign_in"].free):
        throttle.attempt(ONE)
    waits = []
    for _ in range(9):
        waits.append(wait_after(throttle, ONE))
        clock.forward(seconds=waits[-1])
        throttle.attempt(ONE)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_nobody_is_locked_out_for_good(clock):
    throttle = Throttle(clock)
    for _ in range(200):
        with pytest.raises(TooManyAttempts):
            while True:
                throttle.attempt(ONE)
        clock.forward(seconds=60)
    throttle.attempt(ONE)


def test_asking_while_waiting_does_not_lengthen_the_wait(clock):
    throttle = Throttle(clock)
    for _ in range(LIMITS["sign_in"].free + 4):
        clock.forward(seconds=60)
        throttle.attempt(ONE)
    first = wait_after(throttle, ONE)
    for _ in range(50):
        assert wait_after(throttle, ONE) == first


def test_success_and_a_quiet_day_forget(clock):
    throttle = Throttle(clock)
    for _ in range(LIMITS["sign_in"].free):
        throttle.attempt(ONE)
    throttle.succeeded(ONE)
    for _ in range(LIMITS["sign_in"].free):
        throttle.attempt(ONE)
    clock.forward(days=1, seconds=1)
    for _ in range(LIMITS["sign_in"].free):
        throttle.attempt(ONE)


def test_the_published_numbers_are_those_in_force():
    rows = re.findall(r"^(\w+) +(\d+) +(\d+) s ", throttle_module.__doc__, flags=re.MULTILINE)
    published = {what: Limit(int(free), int(longest_s)) for what, free, longest_s in rows}
    assert published == LIMITS


def test_others_do_not_wait(clock):
    throttle = Throttle(clock)
    for _ in range(LIMITS["sign_in"].free):
        throttle.attempt(ONE)
    wait_after(throttle, ONE)
    throttle.attempt(("sign_in", "钱小宁"))


def test_many_at_once_get_no_more_tries_than_one_by_one(clock):
    throttle = Throttle(clock)
    tried = []

    def attempt():
        try:
            throttle.attempt(ONE)
        except TooManyAttempts:
            return
        tried.append(1)

    threads = [threading.Thread(target=attempt) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tried) == LIMITS["sign_in"].free
