"""A new passphrase: common ones are refused whatever they are dressed up as, and any that is hard to guess is taken."""

import pytest

from shebaobu.auth.passphrase import LEAST, MOST, hash_passphrase, passphrase_fits
from shebaobu.errors import PassphraseCommon, PassphraseTooLong, PassphraseTooShort

COMMON = [
    "1234567890",
    "0123456789",
    "qwertyuiop",
    "password123",
    "P@ssw0rd123",
    "aaaaaaaaaaaa",
    "88888888888",
    "1q2w3e4r5t",
    "iloveyou123",
    "woaini1314520",
    "woaini5201314",
    "zhangwei1990",
    "woaizhongguo",
    "我爱你我爱你我爱你我",
    "shebaobu2026",
    "147258369147258369",
]
TAKEN = [
    "四季平安 four seasons",
    "correct horse battery",
    "蓝色的船 唱歌的桌子",
    "k7#mPq2!vR9x",
    "雨后门前三棵枣树开了花",
]


@pytest.mark.parametrize("passphrase", COMMON)
def test_a_common_passphrase_is_refused(passphrase):
    with pytest.raises(PassphraseCommon):
        hash_passphrase(passphrase)


@pytest.mark.parametrize("passphrase", TAKEN)
def test_any_that_is_hard_to_guess_is_taken(passphrase):
    stored = hash_passphrase(passphrase, "宋亦然", "宋家")
    assert passphrase_fits(stored, passphrase)
    assert not passphrase_fits(stored, passphrase + " ")


def test_the_accounts_own_names_do_not_make_one():
    hash_passphrase("quillwortia", "宋亦然")
    with pytest.raises(PassphraseCommon):
        hash_passphrase("quillwortia", "Quillwortia")


def test_length_is_counted_in_signs():
    with pytest.raises(PassphraseTooShort):
        hash_passphrase("雨" * (LEAST - 1))
    with pytest.raises(PassphraseTooLong):
        hash_passphrase("雨" * (MOST + 1))


def test_a_long_one_is_weighed_in_time_and_kept_whole():
    long = ("雨后门前三棵枣树开了花 " * 20)[:MOST]
    stored = hash_passphrase(long)
    assert passphrase_fits(stored, long)
    assert not passphrase_fits(stored, long[:-1])


def test_set_up_refuses_a_common_one_in_words_and_goes_on_with_another(empty):
    from shebaobu.services.setup import new_setup_link

    body = {"token": new_setup_link(empty.home), "household": "宋家", "name": "宋亦然"}
    refused = empty.browser.post("/api/v1/setup/begin", json=body | {"passphrase": "woaini1314520"})
    assert (refused.status_code, refused.json["error"]["code"]) == (422, "passphrase_common")
    assert empty.browser.post("/api/v1/setup/begin", json=body | {"passphrase": TAKEN[0]}).status_code == 200
