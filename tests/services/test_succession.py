"""An account is removed on the server's console, and another takes over: for somebody who cannot any more."""

import msgspec
import pytest

from shebaobu.errors import AccountNotFound, DeciderMustBeAdult, HeirNeeded, NotOneself
from shebaobu.services.succession import succeed, succession
from tests.family import NAME
from tests.relatives import ask, code_of, joined

READ = {"part": "contributions", "level": "read"}


@pytest.fixture
def own(family):
    """The owner's own records."""
    me = family.browser.get("/api/v1/state").json["account"]["id"]
    member = family.add_member()
    store = family.folder.household
    store.members.put(msgspec.structs.replace(store.members.get(member), account=me))
    return member


@pytest.fixture
def adult(family):
    return joined(family, "adult", "钱小宁")


def test_the_heir_of_the_only_owner_decides_and_is_an_owner(family, own, adult):
    child = family.add_member("宋小小", "son")
    ask(family.browser, "PUT", f"members/{child}/grants/{adult.id}", {"grants": [READ]})
    shown = succession(family.home, NAME, "钱小宁")
    assert ({member.id for member in shown.members}, shown.new_owner) == ({own, child}, True)
    assert [person["role"] for person in adult.ask("GET", "people").json["people"]] == ["owner", "adult"]
    succeed(family.home, NAME, "钱小宁")
    assert family.browser.get("/api/v1/members").status_code == 401
    [person] = adult.ask("GET", "people").json["people"]
    assert (person["name"], person["role"], person["members"]) == ("钱小宁", "owner", [])
    rights = [member["rights"]["decides"] for member in adult.ask("GET", "members").json["members"]]
    assert rights == [True, True]
    told = [event["action"] for event in adult.ask("GET", "log").json["events"]]
    assert {"account.removed", "member.handed_over", "role.changed"} <= set(told)
    assert len(family.folder.household.grants) == 0


@pytest.mark.usefixtures("adult")
def test_nothing_happens_without_a_fit_heir(family, own):
    joined(family, "viewer", "小宋")
    for name, heir, error in (
        (NAME, None, HeirNeeded),
        (NAME, NAME, NotOneself),
        (NAME, "小宋", DeciderMustBeAdult),
        (NAME, "无此人", AccountNotFound),
        ("无此人", "钱小宁", AccountNotFound),
    ):
        with pytest.raises(error):
            succeed(family.home, name, heir)
    assert len(family.folder.household.accounts) == 3
    assert family.folder.household.members.get(own).account is not None


def test_who_decides_over_nobody_needs_no_heir(family, adult):
    succeed(family.home, "钱小宁", None)
    assert code_of(adult.ask("GET", "people")) == "sign_in_needed"
    assert [person["role"] for person in family.browser.get("/api/v1/people").json["people"]] == ["owner"]
