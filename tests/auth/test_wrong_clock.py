"""A phone whose clock is wrong: its code is not accepted, and the refusal says by how much it seems to be off."""

from datetime import timedelta

import pyotp
import pytest


@pytest.mark.parametrize(
    "off_s, code, minutes",
    [(60, "phone_clock_ahead", 1), (300, "phone_clock_ahead", 5), (-180, "phone_clock_behind", 3)],
)
def test_a_wrong_clock_is_told_with_the_servers_time(family, off_s, code, minutes):
    typed = pyotp.TOTP(family.secret).at(family.clock.time + timedelta(seconds=off_s))
    error = family.second_step(family.first_step().json["ticket"], typed).json["error"]
    assert error["code"] == code
    assert error["detail"]["server_time"] == family.clock.time.isoformat(timespec="seconds")
    assert error["detail"]["minutes"] == minutes
    assert str(minutes) in error["message"]["zh"]


def test_a_code_from_too_far_is_simply_wrong(family):
    typed = pyotp.TOTP(family.secret).at(family.clock.time + timedelta(minutes=11))
    answer = family.second_step(family.first_step().json["ticket"], typed)
    assert answer.json["error"]["code"] == "second_step_refused"


def test_a_code_of_a_time_to_come_cannot_be_kept_for_then(family):
    typed = pyotp.TOTP(family.secret).at(family.clock.time + timedelta(minutes=3))
    assert family.second_step(family.first_step().json["ticket"], typed).status_code == 401
    family.clock.forward(minutes=3)
    answer = family.second_step(family.first_step().json["ticket"], typed)
    assert answer.json["error"]["code"] == "second_step_used"
