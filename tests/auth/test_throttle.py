import re
import threading

import pytest

from shebaobu.auth import throttle as throttle_module
from shebaobu.auth.throttle import KNOWN_FOR, LIMITS, Limit, Throttle
from shebaobu.errors import TooManyAttempts
from shebaobu.storage.folder import DataFolder

ONE = ("sign_in", "宋亦然")
HOME = "192.0.2.7"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def opened(folder):
    store = DataFolder(folder)
    yield store
    store.close()


@pytest.fixture
def throttle(opened, clock):
    return Throttle(opened, clock)


def use_up(throttle, attempt, times=None):
    for _ in range(LIMITS[attempt[0]].free if times is None else times):
        throttle.attempt(attempt)


def wait_after(throttle, attempt):
    with pytest.raises(TooManyAttempts) as refused:
        throttle.attempt(attempt)
    return refused.value.detail["retry_after_s"]


def test_the_first_failures_are_free_then_the_wait_doubles_to_its_limit(throttle, clock):
    use_up(throttle, ONE)
    waits = []
    for _ in range(9):
        waits.append(wait_after(throttle, ONE))
        clock.forward(seconds=waits[-1])
        throttle.attempt(ONE)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_nobody_is_locked_out_for_good(throttle, clock):
    for _ in range(200):
        with pytest.raises(TooManyAttempts):
            while True:
                throttle.attempt(ONE)
        clock.forward(seconds=60)
    throttle.attempt(ONE)


def test_asking_while_waiting_does_not_lengthen_the_wait(throttle, clock):
    for _ in range(LIMITS["sign_in"].free + 4):
        clock.forward(seconds=60)
        throttle.attempt(ONE)
    first = wait_after(throttle, ONE)
    for _ in range(50):
        assert wait_after(throttle, ONE) == first


def test_success_and_a_quiet_day_forget(throttle, clock):
    use_up(throttle, ONE)
    throttle.succeeded(ONE)
    use_up(throttle, ONE)
    clock.forward(days=1, seconds=1)
    use_up(throttle, ONE)


def test_the_published_numbers_are_those_in_force():
    rows = re.findall(r"^(\w+) +(\d+) +(\d+) s +(.+)$", throttle_module.__doc__, flags=re.MULTILINE)
    published = {
        what: Limit(int(free), int(longest_s), of_address=whose == "an address")
        for what, free, longest_s, whose in rows
    }
    assert published == LIMITS


def test_others_do_not_wait(throttle):
    use_up(throttle, ONE)
    wait_after(throttle, ONE)
    throttle.attempt(("sign_in", "钱小宁"))


def test_many_at_once_get_no_more_tries_than_one_by_one(throttle):
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


def test_a_restart_forgets_nothing(folder, clock):
    store = DataFolder(folder)
    throttle = Throttle(store, clock)
    use_up(throttle, ONE)
    clock.forward(seconds=1)
    throttle.attempt(ONE)
    throttle.know("宋亦然", HOME)
    store.close()
    store = DataFolder(folder)
    again = Throttle(store, clock)
    assert wait_after(again, ONE) == 2
    assert again.is_known("宋亦然", HOME)
    store.close()


def test_two_servers_of_a_household_count_together(opened, clock):
    one, other = Throttle(opened, clock), Throttle(opened, clock)
    use_up(one, ONE, 3)
    use_up(other, ONE, 2)
    assert wait_after(one, ONE) == 1


def test_an_address_of_ipv6_is_its_network(throttle):
    for number in range(LIMITS["pair_from"].free):
        throttle.attempt(("pair_from", f"2001:db8:1:2::{number:x}"))
    wait_after(throttle, ("pair_from", "2001:db8:1:2:ffff::1"))
    throttle.attempt(("pair_from", "2001:db8:1:3::1"))


def test_an_address_of_ipv4_told_as_ipv6_is_the_same(throttle):
    use_up(throttle, ("pair_from", HOME))
    wait_after(throttle, ("pair_from", f"::ffff:{HOME}"))


def test_made_up_names_push_out_what_failed_less_often_only(throttle, opened, monkeypatch):
    monkeypatch.setattr(throttle_module, "KEPT", 20)
    use_up(throttle, ONE)
    for number in range(60):
        throttle.attempt(("sign_in", f"made up {number}"))
    wait_after(throttle, ONE)
    assert len(opened.attempts.failures) == 20


def test_what_has_been_quiet_for_a_day_is_not_kept(throttle, opened, clock):
    use_up(throttle, ONE)
    clock.forward(days=1, seconds=1)
    throttle.attempt(("sign_in", "钱小宁"))
    assert len(opened.attempts.failures) == 1


def test_a_place_is_known_for_one_account_and_for_half_a_year(throttle, clock):
    throttle.know("宋亦然", HOME)
    assert throttle.is_known("宋亦然", HOME)
    assert not throttle.is_known("钱小宁", HOME)
    assert not throttle.is_known("宋亦然", "192.0.2.8")
    clock.forward(seconds=KNOWN_FOR.total_seconds())
    assert not throttle.is_known("宋亦然", HOME)


def test_of_known_places_the_latest_are_kept(throttle, monkeypatch):
    monkeypatch.setattr(throttle_module, "KEPT", 3)
    for number in range(5):
        throttle.know("宋亦然", f"192.0.2.{number}")
    throttle.know("宋亦然", "192.0.2.2")
    assert [throttle.is_known("宋亦然", f"192.0.2.{number}") for number in range(5)] == [False, False, True, True, True]


def test_no_name_and_no_address_stands_in_the_document(throttle, opened):
    throttle.attempt(("sign_in", "宋亦然"), ("sign_in_from", HOME))
    throttle.know("宋亦然", HOME)
    kept = repr(opened.attempts.failures.all()) + repr(opened.attempts.known.all())
    assert "宋亦然" not in kept
    assert HOME not in kept
