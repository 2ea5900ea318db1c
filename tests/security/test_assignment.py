"""Nothing is set by naming it: what an address does not take changes nothing, and a value that comes twice is one."""

from __future__ import annotations

import json

import pyotp

from tests.family import PASSPHRASE
from tests.relatives import ask, invited, joined

FOREIGN = {
    "id": "0" * 16, "account": "0" * 16, "owner": True, "role": "owner", "keeper": "0" * 16, "added_by": "0" * 16,
    "id_hash": "0" * 64, "revision": 0, "token_hash": "0" * 64, "scopes": ["everything"], "__class__": "Account",
    "__proto__": {"role": "owner"}, "constructor": {"prototype": {"role": "owner"}}, "at": "1970-01-01T00:00:00Z",
}  # fmt: skip


def test_what_an_address_does_not_take_changes_nothing(family):
    viewer = joined(family, "viewer", "周云溪")
    member = family.add_member("钱小宁", "son")
    before = [family.browser.get(f"/api/v1/{what}").json for what in ("people", "members", "security")]
    for name, value in FOREIGN.items():
        new = ask(family.browser, "POST", "members", {"name": "钱小安", "relation": "son", name: value})
        assert (new.status_code, new.json["error"]["code"]) == (400, "bad_request"), name
        changed = ask(family.browser, "PATCH", f"members/{member}", {"name": "钱小宁", name: value})
        assert changed.status_code == 400, name
    for path in ("session", "session/second", "setup/begin", "setup/confirm", "invitations/open", "pair"):
        assert ask(viewer.browser, "POST", path, FOREIGN).status_code >= 400, path
    assert [family.browser.get(f"/api/v1/{what}").json for what in ("people", "members", "security")] == before
    assert viewer.ask("GET", "members").json["members"] == []


def test_an_invitation_that_asks_for_more_gives_what_its_inviter_offered(family):
    token = invited(family.browser, "viewer")
    begun = ask(
        family.stranger(),
        "POST",
        "setup/begin",
        FOREIGN | {"token": token, "name": "周云溪", "passphrase": PASSPHRASE, "keeper": None},
    )
    assert begun.status_code == 200, begun.json
    code = pyotp.TOTP(begun.json["totp"]["secret"]).at(family.clock.time)
    assert ask(family.stranger(), "POST", "setup/confirm", FOREIGN | {"token": token, "code": code}).status_code == 200
    roles = {person["name"]: person["role"] for person in family.browser.get("/api/v1/people").json["people"]}
    assert roles["周云溪"] == "viewer"


def test_a_pairing_that_asks_for_more_gets_what_devices_get(family):
    code = ask(family.browser, "POST", "devices/pairing", {}).json["code"]
    body = FOREIGN | {"code": code, "name": "书房", "scope": "everything"}
    token = ask(family.stranger(), "POST", "pair", body).json["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert family.stranger().get("/api/v1/members", headers=bearer).status_code == 401


def test_of_a_value_that_comes_twice_one_counts_everywhere(family):
    """The last of a body, the first of a query, and never the one for the other."""
    body = '{"name": "钱小宁", "relation": "son", "name": "钱小安"}'
    made = family.browser.post("/api/v1/members", data=body, content_type="application/json").json["member"]
    assert made["name"] == "钱小安"
    assert "钱小宁" not in json.dumps(family.browser.get("/api/v1/members").json)
    twice = "/api/v1/members?name=钱小宁&relation=son"
    in_the_address = family.browser.post(twice, json={"relation": "son"})
    assert in_the_address.status_code == 422
    assert in_the_address.json["error"]["code"] == "name_missing"
    member = made["id"]
    facts = family.browser.get(f"/api/v1/members/{member}/facts?kind=card&kind=contribution")
    assert facts.json == family.browser.get(f"/api/v1/members/{member}/facts?kind=card").json
