"""People and access on the screen: inviting, sharing part by part and for a time, roles, leaving, handing over."""

import datetime
import urllib.error

import pytest
from playwright.sync_api import expect

from e2e.webapp.guest import Guest
from e2e.webapp.household import HOSPITAL, ILLNESS, page_of, row
from e2e.webapp.test_join import join
from tests.owner import NAME

MOTHER, CHILD = "钱小宁", "宋小小"
PHONE = {"width": 390, "height": 844}
MONTH = "2024-01"


@pytest.fixture(scope="module")
def mother(household):
    """A member with a page of contributions and one of illness."""
    member = household.add_member(MOTHER, "mother")
    household.save(member, page_of([row("202401")]))
    household.save(member, page_of([], title="就医结算页") | {"blocks": [ILLNESS]})
    return member


def id_of(person):
    return person.ask("GET", "/api/v1/state")["account"]["id"]


def refused(person, method, path, body):
    """The code that a request is refused with."""
    with pytest.raises(urllib.error.HTTPError) as error:
        person.ask(method, path, body)
    with error.value as answer:
        return answer.status


def change(screen, name):
    """Open the form of what somebody may see."""
    screen.page.get_by_role("button", name=screen.say("access.change_label", name=name)).click()
    return screen.page.locator("dialog[open]")


def invite(screen, name, role, member, parts):
    """From the page of people to the link of an invitation that shares parts of a member's records."""
    screen.open("#/people", "people")
    screen.press("invite.title")
    screen.ready("invite")
    screen.sees(screen.say("invite.only_here", host="127.0.0.1"))
    screen.field("invite.name").fill(name)
    screen.page.get_by_label(screen.say(f"role.{role}")).check()
    screen.page.locator("summary", has_text=member).click()
    for part, level in parts.items():
        screen.page.locator("details[open]").get_by_label(screen.say(f"part.{part}"), exact=True).select_option(level)
    screen.press("invite.make")
    expect(screen.page.get_by_role("img", name=screen.say("invite.qr_label"))).to_be_visible()
    return screen.page.locator("#invitation-link").inner_text()


def pasted(screen):
    """What is pasted elsewhere in the same browser."""
    page = screen.context.new_page()
    page.set_content("<textarea></textarea>")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    text = page.locator("textarea").input_value()
    page.close()
    return text


@pytest.mark.parametrize(("language", "size"), [("zh-CN", PHONE), ("en", {"width": 1200, "height": 900})])
def test_who_is_invited_joins_and_sees_only_what_was_shared(screen_of, household, mother, language, size):
    name = f"钱多多 {language}"
    screen = screen_of(household.address, household.cookie, language=language, viewport=size)
    link = invite(screen, name, "adult", MOTHER, {"contributions": "read"})
    screen.press("invite.copy")
    expect(screen.notice()).to_contain_text(screen.say("invite.copied"))
    assert pasted(screen) == link
    screen.press("invite.done")
    screen.ready("people")
    expect(screen.page.locator("#invitations li", has_text=name)).to_contain_text(screen.say("access.read"))
    assert link.rsplit("/", 1)[1] not in screen.page.content()

    guest = screen_of(household.address, language=language, viewport=size)
    guest.open(link.removeprefix(household.address + "/"), "join")
    expect(guest.page.locator("#offer")).to_contain_text(guest.say("part.contributions"))
    expect(guest.page.locator("#offer")).not_to_contain_text(guest.say("part.medical"))
    join(guest, name)
    expect(guest.page.locator("li.member")).to_have_count(1)
    guest.open(f"#/records/{mother}/all/all", "records")
    expect(guest.page.locator("main")).to_contain_text("11,380")
    assert HOSPITAL not in guest.page.content()
    guest.open("#/people", "people")
    expect(guest.page.locator("main")).to_contain_text(guest.say("people.decides", name=NAME))

    screen.open("#/people", "people")
    expect(screen.page.locator(".people li", has_text=name)).to_contain_text(screen.say("role.adult"))
    expect(screen.page.locator("#invitations li", has_text=name)).to_have_count(0)


def test_a_part_is_shared_for_a_time_and_taken_back(screen_of, household, mother):
    child = Guest(household, CHILD, "viewer", mother, {})
    screen = screen_of(household.address, household.cookie, viewport=PHONE)
    screen.open(f"#/member/{mother}", "wall")
    screen.press("access.title")
    screen.ready("access")
    row_of_child = screen.page.locator("#access tr", has_text=CHILD)
    dialog = change(screen, CHILD)
    level = dialog.get_by_label(screen.say("part.contributions"), exact=True)
    expect(level.locator("option")).to_have_count(2)
    level.select_option("read")
    until = dialog.get_by_label(screen.say("access.until_field")).first
    until.fill("2020-01-01")
    screen.press("app.save", within="dialog[open]")
    expect(dialog.locator(".field-trouble:not(:empty)")).to_have_text(screen.say("error.until_past"))
    end = datetime.date.today() + datetime.timedelta(days=40)
    until.fill(end.isoformat())
    screen.press("app.save", within="dialog[open]")
    shown = screen.page.evaluate(
        "(day) => Intl.DateTimeFormat('zh-CN', {dateStyle: 'medium'}).format(new Date(`${day}T12:00`))", end.isoformat()
    )
    expect(row_of_child).to_contain_text(screen.say("access.until", what=screen.say("access.read"), day=shown))

    theirs = screen_of(household.address, child.cookie)
    theirs.open("#/people", "people")
    expect(theirs.page.locator("main")).to_contain_text(shown)
    theirs.open(f"#/records/{mother}/all/all", "records")
    assert HOSPITAL not in theirs.page.content()
    [grant] = child.ask("GET", "/api/v1/grants")["shared"][0]["grants"]

    # What is not touched stays to the second.
    dialog = change(screen, CHILD)
    dialog.get_by_label(screen.say("part.benefits"), exact=True).select_option("read")
    screen.press("app.save", within="dialog[open]")
    expect(row_of_child.locator("td").nth(2)).to_have_text(screen.say("access.read"))
    assert grant in child.ask("GET", "/api/v1/grants")["shared"][0]["grants"]

    change(screen, CHILD)
    screen.press("access.take", within="dialog[open]")
    expect(screen.notice()).to_contain_text(screen.say("access.taken", name=CHILD, member=MOTHER))
    theirs.open(f"#/records/{mother}/all/all", "failure")
    theirs.sees(theirs.say("error.member_not_found"))


def test_who_only_looks_is_offered_nothing_to_change_and_refused_when_asking(screen_of, household, mother):
    viewer = Guest(household, "吴小雨", "viewer", mother, {"contributions": "read"})
    screen = screen_of(viewer.address, viewer.cookie)
    screen.open("#/people", "people")
    assert screen.page.locator("#invitations").count() == 0
    buttons = screen.page.locator("main").get_by_role("button").all_inner_texts()
    assert buttons == [screen.say("people.leave")]
    screen.open(f"#/access/{mother}", "access")
    screen.sees(screen.say("access.shared_by", name=NAME))
    assert screen.page.locator("main").get_by_role("button").count() == 0
    screen.open("#/invite", "invite")
    screen.sees(screen.say("error.adult_needed"))
    assert screen.page.locator("form").count() == 0
    record = {"kind": "statement", "insurance": "pension_employee", "as_of": "2023-12-31", "months_total": 5}
    assert refused(viewer, "POST", f"/api/v1/members/{mother}/records", {"record": record}) == 403
    assert refused(viewer, "POST", "/api/v1/invitations", {"role": "viewer"}) == 403
    give = f"/api/v1/members/{mother}/grants/{id_of(viewer)}"
    assert refused(viewer, "PUT", give, {"grants": [{"part": "medical", "level": "read"}]}) == 403


def test_an_owner_reads_nothing_that_was_not_granted(screen_of, household, mother):
    adult = Guest(household, "钱来来", "adult", mother, {})
    own = adult.add_member("钱来来", "self")
    screen = screen_of(household.address, household.cookie)
    screen.open("#/", "home")
    expect(screen.page.locator("main")).not_to_contain_text("钱来来")
    for view in ("access", "records", "member"):
        screen.open(f"#/{view}/{own}", "failure")
        screen.sees(screen.say("error.member_not_found"))
    theirs = screen_of(household.address, adult.cookie)
    theirs.open(f"#/access/{own}", "access")
    dialog = change(theirs, NAME)
    dialog.get_by_label(theirs.say("part.benefits"), exact=True).select_option("write")
    theirs.press("app.save", within="dialog[open]")
    expect(theirs.page.locator("#access tr", has_text=NAME)).to_contain_text(theirs.say("access.write"))
    screen.open(f"#/access/{own}", "access")
    screen.sees(screen.say("access.shared_by", name="钱来来"))


def test_who_decides_hands_over_before_leaving(screen_of, household, mother):
    adult = Guest(household, "周大山", "adult", mother, {})
    own = adult.add_member("周大山", "self")
    mine = screen_of(household.address, household.cookie)
    mine.open("#/people", "people")
    mine.page.get_by_role("button", name=mine.say("people.remove_label", name="周大山")).click()
    mine.press("people.remove_yes", within="dialog[open]")
    expect(mine.page.locator("dialog .dialog-trouble")).to_have_text(mine.say("error.still_decides", count=1))
    mine.page.keyboard.press("Escape")

    theirs = screen_of(household.address, adult.cookie)
    theirs.open("#/people", "people")
    theirs.press("people.leave")
    theirs.page.locator("dialog[open] a").click()
    theirs.ready("access")
    theirs.press("handing.button")
    theirs.field("handing.to").select_option(label=NAME)
    theirs.press("handing.yes", within="dialog[open]")
    expect(theirs.notice()).to_contain_text(theirs.say("handing.done", member="周大山", name=NAME))
    theirs.ready("people")
    theirs.press("people.leave")
    theirs.press("people.leave_yes", within="dialog[open]")
    theirs.ready("signin")
    expect(theirs.notice()).to_contain_text(theirs.say("people.left"))
    mine.open("#/people", "people")
    expect(mine.page.locator(".people")).not_to_contain_text("周大山")
    assert household.ask("GET", f"/api/v1/members/{own}/grants")["decides"]


def test_a_role_is_changed_and_an_account_removed(screen_of, household, mother):
    Guest(household, "李小花", "viewer", mother, {})
    screen = screen_of(household.address, household.cookie)
    screen.open("#/people", "people")
    expect(screen.page.locator(".people li", has_text=NAME).first).to_contain_text(screen.say("people.only_owner"))
    line = screen.page.locator(".people li", has_text="李小花")
    screen.page.get_by_role("button", name=screen.say("people.role_label", name="李小花")).click()
    screen.page.locator("dialog").get_by_label(screen.say("role.owner")).check()
    screen.press("app.save", within="dialog[open]")
    expect(line).to_contain_text(screen.say("role.owner"))
    own = screen.page.locator(".people li", has_text=NAME).first
    expect(own.get_by_role("button", name=screen.say("people.leave"))).to_have_count(1)
    screen.page.get_by_role("button", name=screen.say("people.remove_label", name="李小花")).click()
    screen.press("people.remove_yes", within="dialog[open]")
    expect(line).to_have_count(0)


def test_a_name_that_looks_like_markup_stays_text(screen_of, household):
    name = '<img src=x onerror="document.title=1"><b>甲</b>'
    household.ask("POST", "/api/v1/invitations", {"role": "viewer", "name": name})
    Guest(household, name, "viewer", household.add_member(name, "other"), {})
    screen = screen_of(household.address, household.cookie)
    screen.open("#/people", "people")
    expect(screen.page.locator("main").get_by_text(name, exact=True)).to_have_count(3)
    assert screen.page.locator("main img").count() == 0
