"""Nobody learns from outside which accounts there are: the same answer, byte for byte, for the same work."""

from __future__ import annotations

import pytest

from shebaobu.auth import passphrase as passphrase_module
from shebaobu.services.setup import new_reset_link
from tests.family import NAME, PASSPHRASE
from tests.relatives import ask, invited
from tests.security.wire import Wire

WRONG = "不对的口令不对的口令"
UNKNOWN = "无此人"
VARYING = ("Date",)


@pytest.fixture
def wire(family):
    made = Wire(family.app)
    yield made
    made.close()


@pytest.fixture
def work(monkeypatch):
    """Each time that argon2 is computed: the parameters of the hash that a passphrase is held against."""
    done = []

    class Counting:
        def __init__(self, hasher):
            self._hasher = hasher

        def verify(self, kept, given):
            done.append((kept.rsplit("$", 2)[0], len(given)))
            return self._hasher.verify(kept, given)

        def __getattr__(self, name):
            return getattr(self._hasher, name)

    monkeypatch.setattr(passphrase_module, "_hasher", Counting(passphrase_module._hasher))
    return done


def told(answer):
    return answer.status, answer.text, [pair for pair in answer.headers.items() if pair[0] not in VARYING]


def test_an_unknown_account_and_a_wrong_passphrase_are_the_same_bytes(wire):
    wrong = wire.post("session", {"name": NAME, "passphrase": WRONG})
    unknown = wire.post("session", {"name": UNKNOWN, "passphrase": WRONG})
    assert wrong.status == 401
    assert told(wrong) == told(unknown)


def test_an_unknown_account_costs_the_same_work(family, work):
    family.first_step(family.stranger(), passphrase=WRONG)
    of_the_known, work[:] = list(work), []
    family.first_step(family.stranger(), name=UNKNOWN, passphrase=WRONG)
    assert work == of_the_known
    assert len(work) == 1


def test_a_long_passphrase_costs_both_the_same(family, work):
    """What no account can have is refused before hashing, for both; else for neither."""
    for length in (passphrase_module.MOST, passphrase_module.MOST + 1, 100_000):
        work.clear()
        known = family.first_step(family.stranger(), passphrase="长" * length)
        of_the_known, work[:] = list(work), []
        unknown = family.first_step(family.stranger(), name=UNKNOWN, passphrase="长" * length)
        assert work == of_the_known, length
        assert known.data == unknown.data, length


def test_an_unknown_account_is_slowed_down_like_a_known_one(family):
    """As strangers see it, from an address that has never signed in."""

    def tries(name):
        answers = [
            family.stranger().post(
                "/api/v1/session",
                json={"name": name, "passphrase": WRONG},
                environ_base={"REMOTE_ADDR": f"10.0.{len(name)}.{number}"},
            )
            for number in range(9)
        ]
        return [(answer.status_code, answer.data, answer.headers.get("Retry-After")) for answer in answers]

    of_the_known, of_the_unknown = tries(NAME), tries(UNKNOWN + "x")
    assert of_the_known == of_the_unknown
    assert [status for status, *_ in of_the_known] == [401] * 5 + [429] * 4


def test_a_right_passphrase_tells_no_stranger_what_comes_next(family):
    """Only with it does one learn which second factors there are."""
    for name in (NAME, UNKNOWN):
        assert "methods" not in family.first_step(family.stranger(), name=name, passphrase=WRONG).json
    assert family.first_step(family.stranger(), passphrase=PASSPHRASE).json["methods"]


def test_links_that_are_none_are_alike(family):
    """One that was never made, one that is used up and one that was replaced."""
    used, replaced = new_reset_link(family.home, NAME), new_reset_link(family.home, NAME)
    new_reset_link(family.home, NAME)
    body = {"household": "", "name": NAME, "passphrase": PASSPHRASE}
    answers = [
        ask(family.stranger(), "POST", "setup/begin", body | {"token": token})
        for token in (used, replaced, "never made")
    ]
    assert len({answer.data for answer in answers}) == 1
    withdrawn = invited(family.browser)
    [invitation] = family.browser.get("/api/v1/invitations").json["invitations"]
    assert family.browser.delete(f"/api/v1/invitations/{invitation['id']}").status_code == 204
    opened = [
        ask(family.stranger(), "POST", "invitations/open", {"token": token}) for token in (withdrawn, "never made")
    ]
    assert opened[0].status_code == 403
    assert opened[0].data == opened[1].data


def test_a_stranger_is_not_told_which_passkeys_there_are(family):
    """Without a ticket, or with one, a stranger learns nothing of which passkeys there are."""
    base = {"base_url": "http://localhost"}
    begun = family.stranger().post("/api/v1/session/passkey/begin", json={}, **base).json
    assert "allowCredentials" not in begun["public_key"] or begun["public_key"]["allowCredentials"] == []


def test_the_state_tells_a_stranger_of_no_account(family):
    state = family.stranger().get("/api/v1/state")
    assert NAME not in state.text
    assert state.json["account"] is None
