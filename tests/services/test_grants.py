"""Giving, changing and ending access, part by part and for a time."""

import pytest

from shebaobu.services.housekeeping import Housekeeping
from tests.relatives import ask, code_of, joined

READ = {"part": "contributions", "level": "read"}


@pytest.fixture
def child(family):
    return family.add_member("宋小小", "son")


@pytest.fixture
def adult(family):
    return joined(family, "adult", "钱小宁")


def give(family, member, to, *grants):
    return ask(family.browser, "PUT", f"members/{member}/grants/{to}", {"grants": list(grants)})


def grants_of(browser):
    return [
        (grant["part"], grant["level"], grant["ended"])
        for shared in ask(browser, "GET", "grants").json["shared"]
        for grant in shared["grants"]
    ]


def test_what_is_given_counts_at_once_is_changed_and_ended(family, child, adult):
    assert give(family, child, adult.id, READ, {"part": "benefits", "level": "write"}).status_code == 204
    assert grants_of(adult.browser) == [("contributions", "read", False), ("benefits", "write", False)]
    give(family, child, adult.id, {**READ, "level": "write"})
    assert grants_of(adult.browser) == [("contributions", "write", False)]
    give(family, child, adult.id)
    assert grants_of(adult.browser) == []
    noted = [event.action for event in family.folder.member(child).events.all()]
    assert noted == ["member.added", "grants.given", "grants.given", "grants.ended"]


def test_access_for_a_time_ends_by_itself_is_shown_as_ended_and_then_goes(family, child, adult):
    give(family, child, adult.id, {**READ, "until": "2026-11-24T08:00:00+08:00"})
    assert grants_of(adult.browser) == [("contributions", "read", False)]
    family.clock.forward(hours=16)
    store = family.folder.household
    adult._sign_in()
    assert grants_of(adult.browser) == [("contributions", "read", True)]
    Housekeeping(family.home).work()
    assert len(store.grants) == 1
    family.clock.forward(days=30)
    Housekeeping(family.home).work()
    assert len(store.grants) == 0


def test_what_cannot_be_given_is_refused_in_words(family, child, adult):
    viewer = joined(family, "viewer", "小宋")
    own = family.browser.get("/api/v1/state").json["account"]["id"]
    write = {**READ, "level": "write"}
    past = {**READ, "until": "2026-11-23T00:00:00+08:00"}
    for to, grants, code in (
        (viewer.id, [write], "write_for_viewer"),
        (adult.id, [past], "until_past"),
        (adult.id, [{**READ, "until": "2026-12-23T00:00:00"}], "bad_request"),
        (adult.id, [READ, write], "part_twice"),
        (own, [READ], "not_oneself"),
        ("0" * 16, [READ], "person_not_found"),
    ):
        assert code_of(give(family, child, to, *grants)) == code
    assert len(family.folder.household.grants) == 0


def test_only_who_decides_gives_access_and_a_stranger_hears_of_nobody(family, child, adult):
    path = f"members/{child}/grants"
    assert code_of(adult.ask("GET", path)) == "member_not_found"
    give(family, child, adult.id, {**READ, "level": "write"})
    assert code_of(adult.ask("GET", path)) == "decision_needed"
    refused = adult.ask("PUT", f"{path}/{adult.id}", {"grants": [{"part": "medical", "level": "read"}]})
    assert refused.status_code == 403
    assert grants_of(adult.browser) == [("contributions", "write", False)]


def test_a_member_who_was_deleted_meanwhile_is_shared_with_nobody(family, child, adult):
    give(family, child, adult.id, READ)
    ask(family.browser, "DELETE", f"members/{child}")
    assert grants_of(adult.browser) == []
    assert code_of(give(family, child, adult.id, READ)) == "member_not_found"


def test_an_account_that_becomes_a_viewer_writes_no_more(family, child, adult):
    give(family, child, adult.id, {**READ, "level": "write"})
    ask(family.browser, "PATCH", f"people/{adult.id}", {"role": "viewer"})
    assert grants_of(adult.browser) == [("contributions", "read", False)]


def test_who_decides_sees_at_a_glance_who_sees_what(family, child, adult):
    adult_own = adult.ask("POST", "members", {"name": "钱小宁", "relation": "self"}).json["member"]["id"]
    give(family, child, adult.id, READ)
    [mine] = ask(family.browser, "GET", "grants").json["given"]
    assert mine == ask(family.browser, "GET", f"members/{child}/grants").json
    assert [grant["part"] for grant in mine["others"][0]["grants"]] == ["contributions"]
    [theirs] = adult.ask("GET", "grants").json["given"]
    assert theirs["member"]["id"] == adult_own


def test_a_viewer_sees_who_sees_their_own_records(family, child):
    viewer = joined(family, "viewer", "宋小小", member=child)
    [own] = viewer.ask("GET", "grants").json["given"]
    assert (own["member"]["id"], own["decides"]) == (child, False)
