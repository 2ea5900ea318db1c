"""People join by invitation, get roles, hand over what they decide and leave."""

import pyotp
import pytest

from shebaobu.services.housekeeping import Housekeeping
from tests.relatives import Relative, ask, begin_joining, code_of, confirm_joining, invited, joined
from tests.stored import everything_in_clear


def me(family):
    return family.browser.get("/api/v1/state").json["account"]["id"]


def test_an_invitation_tells_what_it_offers_and_works_once(family):
    mother = family.add_member("钱小宁", "mother")
    share = {"member": mother, "part": "benefits", "level": "read", "until": "2026-12-23T00:00:00+08:00"}
    token = invited(family.browser, "viewer", shares=[share], name=" 小宋\u200b ")
    [waiting] = ask(family.browser, "GET", "invitations").json["invitations"]
    assert waiting["name"] == "小宋"
    assert token not in everything_in_clear(family.folder)
    offer = ask(family.stranger(), "POST", "invitations/open", {"token": token}).json
    assert (offer["household"], offer["invited_by"], offer["role"]) == ("宋家", "宋亦然", "viewer")
    assert (offer["name"], offer["shares"][0]["member"]["name"]) == ("小宋", "钱小宁")
    helper = Relative(family, token, "小宋")
    assert len(helper.recovery_codes) == 10
    [shared] = helper.ask("GET", "grants").json["shared"]
    assert [grant["part"] for grant in shared["grants"]] == ["benefits"]
    for answer in (
        begin_joining(family.stranger(), token, "别人"),
        ask(family.stranger(), "POST", "invitations/open", {"token": token}),
    ):
        assert answer.status_code == 403
    assert ask(family.browser, "GET", "invitations").json["invitations"] == []


def test_of_two_who_accept_at_once_one_joins(family):
    token = invited(family.browser)
    first, second = family.stranger(), family.stranger()
    begin_joining(first, token, "甲先生")
    begun = begin_joining(second, token, "乙先生")
    code = pyotp.TOTP(begun.json["totp"]["secret"]).at(family.clock.time)
    answers = [confirm_joining(browser, token, code) for browser in (second, first)]
    assert [answer.status_code for answer in answers] == [200, 403]
    assert len(family.folder.household.accounts) == 2


def test_a_name_that_is_taken_meanwhile_is_refused(family):
    tokens = [invited(family.browser), invited(family.browser)]
    begun = begin_joining(family.stranger(), tokens[0], "小宋")
    Relative(family, tokens[1], "小宋")
    code = pyotp.TOTP(begun.json["totp"]["secret"]).at(family.clock.time)
    assert code_of(confirm_joining(family.stranger(), tokens[0], code)) == "account_name_taken"
    assert code_of(begin_joining(family.stranger(), tokens[0], "小宋")) == "account_name_taken"


def test_invitations_end_after_a_week_or_by_hand(family):
    old = invited(family.browser)
    family.clock.forward(days=6)
    family.sign_in()
    new = invited(family.browser)
    [listed, _] = ask(family.browser, "GET", "invitations").json["invitations"]
    family.clock.forward(days=1)
    assert code_of(ask(family.stranger(), "POST", "invitations/open", {"token": old})) == "invitation_not_valid"
    assert ask(family.stranger(), "POST", "invitations/open", {"token": new}).status_code == 200
    family.sign_in()
    assert ask(family.browser, "DELETE", f"invitations/{listed['id']}").status_code == 204
    assert code_of(ask(family.stranger(), "POST", "invitations/open", {"token": new})) == "invitation_not_valid"
    Housekeeping(family.home).work()
    assert len(family.folder.household.invitations) == 0
    assert len(family.folder.household.setup_links) == 0


def test_who_may_invite_to_what(family):
    child = family.add_member("宋小小", "son")
    adult = joined(family, "adult", "钱小宁")
    viewer = joined(family, "viewer", "小宋", by=adult.browser)
    assert code_of(adult.ask("POST", "invitations", {"role": "adult"})) == "inviting_refused"
    assert code_of(viewer.ask("POST", "invitations", {"role": "viewer"})) == "inviting_refused"
    assert code_of(ask(family.browser, "POST", "invitations", {"role": "owner"})) == "inviting_refused"
    for name, code in (("长" * 81, "name_too_long"), ("\u200b", "name_missing")):
        assert code_of(ask(family.browser, "POST", "invitations", {"role": "viewer", "name": name})) == code
    share = {"member": child, "part": "benefits", "level": "read"}
    for fields in ({"shares": [share]}, {"member": child}):
        assert code_of(adult.ask("POST", "invitations", {"role": "viewer", **fields})) == "member_not_found"
    write = {**share, "level": "write"}
    refused = ask(family.browser, "POST", "invitations", {"role": "viewer", "shares": [write]})
    assert code_of(refused) == "write_for_viewer"


@pytest.mark.parametrize(
    ("keeper", "kept"),
    [
        ("all", ["contributions", "medical", "benefits"]),
        ("without_medical", ["contributions", "benefits"]),
        ("nothing", []),
    ],
)
def test_who_takes_over_their_records_says_what_the_keeper_may_go_on_doing(family, keeper, kept):
    father = family.add_member("宋大山", "father")
    helper = joined(family, "viewer", "小宋", shares=[{"member": father, "part": "medical", "level": "read"}])
    token = invited(family.browser, "adult", member=father)
    assert code_of(begin_joining(family.stranger(), token, "宋大山")) == "keeper_share_missing"
    he = Relative(family, token, "宋大山", keeper)
    told = he.ask("GET", f"members/{father}/grants").json
    assert told["decides"] is True
    grants = {seer["account"]["name"]: [grant["part"] for grant in seer["grants"]] for seer in told["others"]}
    assert grants == {"宋亦然": kept, "小宋": []}
    refused = ask(family.browser, "PUT", f"members/{father}/grants/{helper.id}", {"grants": []})
    assert refused.status_code in (403, 404)
    shared = ask(family.browser, "GET", "grants").json["shared"]
    assert [grant["part"] for one in shared for grant in one["grants"]] == kept
    seen = [one["id"] for one in ask(family.browser, "GET", "members").json["members"]]
    assert (father in seen) == bool(kept)
    assert father in [one["id"] for one in he.ask("GET", "members").json["members"]]


def test_a_viewer_who_is_a_member_reads_all_and_the_keeper_decides_on(family):
    child = family.add_member("宋小小", "son")
    he = joined(family, "viewer", "小小", member=child)
    told = ask(family.browser, "GET", f"members/{child}/grants").json
    assert told["decides"] is True
    assert [(seer["account"]["name"], seer["own"]) for seer in told["others"]] == [("小小", True)]
    assert he.ask("GET", f"members/{child}/grants").json["decides"] is False
    again = ask(family.browser, "POST", "invitations", {"role": "viewer", "member": child})
    assert code_of(again) == "member_has_account"


def test_an_invitation_ends_with_what_its_inviter_may_offer(family):
    child = family.add_member("宋小小", "son")
    adult = joined(family, "adult", "钱小宁")
    token = invited(family.browser, "viewer", member=child)
    handed = ask(family.browser, "PUT", f"members/{child}/decider", {"account": adult.id})
    assert handed.status_code == 204
    assert code_of(ask(family.stranger(), "POST", "invitations/open", {"token": token})) == "invitation_not_valid"
    helpers = invited(adult.browser, "viewer", shares=[{"member": child, "part": "medical", "level": "read"}])
    begun = begin_joining(family.stranger(), helpers, "小宋")
    family.folder.remove_member(child)
    code = pyotp.TOTP(begun.json["totp"]["secret"]).at(family.clock.time)
    assert code_of(confirm_joining(family.stranger(), helpers, code)) == "invitation_not_valid"
    assert len(family.folder.household.accounts) == 2


def test_everything_of_an_account_ends_with_it(family):
    adult = joined(family, "adult", "钱小宁")
    token = invited(adult.browser, "viewer")
    assert ask(family.browser, "DELETE", f"people/{adult.id}").status_code == 204
    assert adult.ask("GET", "people").status_code == 401
    assert code_of(family.first_step(name="钱小宁")) == "sign_in_refused"
    assert code_of(ask(family.stranger(), "POST", "invitations/open", {"token": token})) == "invitation_not_valid"
    assert adult.id not in {session.account for session in family.folder.household.sessions.all()}


def test_nobody_leaves_while_they_decide_over_somebody(family):
    adult = joined(family, "adult", "钱小宁")
    viewer = joined(family, "viewer", "小宋")
    child = family.add_member("宋小小", "son")
    assert ask(family.browser, "PUT", f"members/{child}/decider", {"account": adult.id}).status_code == 204
    for answer in (
        adult.ask("DELETE", f"people/{adult.id}"),
        ask(family.browser, "DELETE", f"people/{adult.id}"),
        ask(family.browser, "PATCH", f"people/{adult.id}", {"role": "viewer"}),
    ):
        assert code_of(answer) == "still_decides"
        assert answer.json["error"]["detail"] == {"count": 1, "members": [child]}
    to = f"members/{child}/decider"
    assert code_of(adult.ask("PUT", to, {"account": viewer.id})) == "decider_must_be_adult"
    assert code_of(adult.ask("PUT", to, {"account": adult.id})) == "not_oneself"
    assert code_of(adult.ask("PUT", to, {"account": "0" * 16})) == "person_not_found"
    assert adult.ask("PUT", to, {"account": me(family)}).status_code == 204
    assert adult.ask("GET", f"members/{child}/grants").status_code in (403, 404)
    assert adult.ask("DELETE", f"people/{adult.id}").status_code == 204
    assert ask(family.browser, "GET", f"members/{child}/grants").json["decides"] is True


def test_who_hands_over_their_own_records_is_no_longer_that_member(family):
    father = family.add_member("宋大山", "father")
    he = joined(family, "adult", "宋大山", member=father, keeper="nothing")
    assert he.ask("PUT", f"members/{father}/decider", {"account": me(family)}).status_code == 204
    assert family.folder.household.members.get(father).account is None
    assert ask(family.browser, "GET", f"members/{father}/grants").json["decides"] is True


def test_there_is_always_an_owner_and_there_may_be_several(family):
    own = me(family)
    adult = joined(family, "adult", "钱小宁")
    for answer in (
        ask(family.browser, "PATCH", f"people/{own}", {"role": "adult"}),
        ask(family.browser, "DELETE", f"people/{own}"),
    ):
        assert code_of(answer) == "last_owner"
    assert adult.ask("PATCH", f"people/{adult.id}", {"role": "owner"}).status_code == 403
    assert adult.ask("DELETE", f"people/{own}").status_code == 403
    assert ask(family.browser, "PATCH", f"people/{adult.id}", {"role": "owner"}).status_code == 204
    assert adult.ask("PATCH", f"people/{own}", {"role": "adult"}).status_code == 204
    roles = {one["name"]: one["role"] for one in adult.ask("GET", "people").json["people"]}
    assert roles == {"宋亦然": "adult", "钱小宁": "owner"}


def test_who_comes_of_age_decides_and_the_keeper_goes_on_until_they_end_it(family):
    child = family.add_member("宋小小", "son")
    he = joined(family, "viewer", "小小", member=child)
    ask(family.browser, "PATCH", f"people/{he.id}", {"role": "adult"})
    told = he.ask("GET", f"members/{child}/grants").json
    assert told["decides"] is True
    assert [grant["level"] for grant in told["others"][0]["grants"]] == ["write"] * 3
    ask(family.browser, "PATCH", f"people/{he.id}", {"role": "viewer"})
    assert he.ask("PUT", f"members/{child}/grants/{me(family)}", {"grants": []}).status_code == 204
    assert ask(family.browser, "GET", "grants").json["shared"] == []
