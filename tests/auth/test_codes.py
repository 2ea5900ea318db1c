import re
from xml.etree import ElementTree

import pyotp
import pytest

from shebaobu.auth.passphrase import hash_passphrase, passphrase_fits
from shebaobu.auth.tokens import keyed_hash, new_code, new_token, read_code, token_hash
from shebaobu.auth.totp import STEP_S, matching_step, new_secret, provisioning_uri, qr_code, still_in_time
from shebaobu.errors import PassphraseTooLong, PassphraseTooShort


def test_codes_are_read_as_people_type_them():
    assert read_code("abcd-efgh") == read_code("ABCD EFGH") == read_code("ABCDEFGH") == "ABCDEFGH"
    assert read_code("oO0l-Ii1") == "00011" + "11"
    code = new_code(8)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
    assert read_code(code) == code.replace("-", "")


def test_tokens_have_256_bits_and_hashes_tell_nothing_of_them():
    token = new_token()
    assert len(token) >= 43
    assert token != new_token()
    assert token not in token_hash(token)
    assert token_hash("\ud800") == token_hash("\ud800")


def test_keyed_hashes_depend_on_key_purpose_and_value():
    hashes = {keyed_hash(key, what, value) for key in (b"a", b"b") for what in "xy" for value in "12"}
    assert len(hashes) == 8


@pytest.mark.parametrize("off, accepted", [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_accepted_one_step_early_or_late(clock, off, accepted):
    secret = new_secret()
    step = int(clock.time.timestamp()) // STEP_S + off
    code = pyotp.TOTP(secret).at(step * STEP_S)
    assert matching_step(secret, code, clock.time) == (step if accepted else None)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "12345a", "\x00" * 6, "9" * 100_000, "-12345"])
def test_what_is_no_code_is_refused(clock, typed):
    assert matching_step(new_secret(), typed, clock.time) is None


def test_a_code_may_be_typed_with_a_space(clock):
    secret = new_secret()
    code = pyotp.TOTP(secret).at(clock.time)
    assert matching_step(secret, f" {code[:3]} {code[3:]}\n", clock.time) is not None


def test_used_steps_are_remembered_as_long_as_they_could_be_used_again(clock):
    now = int(clock.time.timestamp()) // STEP_S
    assert still_in_time((now - 2, now - 1, now, now + 1), clock.time) == (now - 1, now, now + 1)


def test_the_qr_code_is_one_path_of_the_dark_modules():
    uri = provisioning_uri(new_secret(), "宋亦然")
    assert uri.startswith("otpauth://totp/")
    code = qr_code(uri)
    rows = [(int(x), int(y), int(w)) for x, y, w in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code["path"])]
    assert "".join(f"M{x} {y}h{w}v1h-{w}z" for x, y, w in rows) == code["path"]
    dark = {(x + step, y) for x, y, w in rows for step in range(w)}
    finder = {(4 + x, 4 + y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6)}
    assert finder <= dark
    assert all(4 <= x < code["size"] - 4 and 4 <= y < code["size"] - 4 for x, y in dark)
    ElementTree.fromstring(f'<path d="{code["path"]}"/>')


def test_passphrases_are_hashed_by_argon2id_and_read_alike_from_all_keyboards():
    stored = hash_passphrase("ｆｏｕｒ seasons 四季")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passphrase_fits(stored, "four seasons 四季")
    assert not passphrase_fits(stored, "four seasons 四季 ")
    assert not passphrase_fits(None, "four seasons 四季")
    assert not passphrase_fits("not a hash", "four seasons 四季")


def test_the_length_of_a_passphrase_is_checked_in_characters():
    with pytest.raises(PassphraseTooShort) as refused:
        hash_passphrase("四季平安四季平安安")
    assert refused.value.detail == {"least": 10}
    assert passphrase_fits(hash_passphrase("四季平安四季平安平安"), "四季平安四季平安平安")
    with pytest.raises(PassphraseTooLong):
        hash_passphrase("x" * 201)
