"""What somebody sees with whom a part is shared: that part, said so, and no button that would be refused."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.guest import Guest
from e2e.webapp.household import HOSPITAL, ILLNESS, page_of, row

NARROW = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def shared(household):
    """A member with a page of contributions, one of illness, and one of both; the captures' ids."""
    member = household.add_member("钱小宁", "mother")
    both = page_of([row("202402")], title="就医与缴费混合页")
    both["blocks"].append(ILLNESS)
    spent = page_of([], title="就医结算页") | {"blocks": [ILLNESS]}
    captures = [household.save(member, page) for page in (page_of([row("202401")]), both, spent)]
    return member, captures


@pytest.fixture(scope="module")
def viewer(household, shared):
    return Guest(household, "吴小雨", "viewer", shared[0], {"contributions": "read"})


@pytest.fixture(scope="module")
def adult(household, shared):
    return Guest(household, "钱多多", "adult", shared[0], {"contributions": "write"})


def offered(screen):
    """The words of all buttons and links of the page."""
    page = screen.page.locator("main")
    return {*page.get_by_role("button").all_inner_texts(), *page.get_by_role("link").all_inner_texts()}


@pytest.mark.parametrize(("language", "size"), [("zh-CN", NARROW), ("en", {"width": 1200, "height": 900})])
def test_a_viewer_sees_what_is_shared_and_no_way_to_change_it(screen_of, shared, viewer, language, size):
    member, _ = shared
    screen = screen_of(viewer.address, viewer.cookie, language=language, viewport=size)
    only = screen.say("rights.shown_only", parts=screen.say("part.contributions"))
    refused = {
        screen.say(f"app.{key}")
        for key in (
            "home.add", "edit", "delete", "home.connect", "add.title", "fact.correct", "fact.fill", "fact.delete",
            "captures.undo", "reread.title", "trash.empty_all", "pair.new", "import.show", "backup.take",
        )
    }  # fmt: skip
    fact = viewer.ask("GET", f"/api/v1/members/{member}/facts?kind=contribution")["facts"][0]["id"]
    views = {
        "": "home",
        f"#/member/{member}": "wall",
        f"#/records/{member}": "records",
        f"#/fact/{member}/{fact}": "fact",
        f"#/captures/{member}": "captures",
        f"#/changes/{member}/all": "changes",
        f"#/trash/{member}": "trash",
        f"#/totals/{member}": "totals",
        "#/devices": "devices",
        "#/account": "account",
    }
    for address, view in views.items():
        screen.open(address, view)
        assert not offered(screen) & refused, address
        assert HOSPITAL not in screen.page.content()
        if member in address:
            screen.sees(only)
            screen.sees(screen.say("rights.read_only"))
    assert screen.refusals == []


def test_a_page_that_is_shared_in_part_is_told_of_and_not_opened(screen_of, shared, viewer):
    member, (own, both, _) = shared
    screen = screen_of(viewer.address, viewer.cookie)
    screen.open(f"#/records/{member}/all/all", "records")
    screen.sees(screen.say("rights.page_not_shared"))
    links = screen.page.locator("main a").evaluate_all("found => found.map(one => one.getAttribute('href'))")
    assert f"#/capture/{own}" in links
    assert f"#/capture/{both}" not in links
    screen.open(f"#/capture/{both}", "failure")
    screen.sees(screen.say("error.capture_not_found"))


def test_an_adult_changes_what_they_may_and_sees_nothing_else(screen_of, shared, adult):
    member, (own, *_) = shared
    screen = screen_of(adult.address, adult.cookie)
    screen.open(f"#/captures/{member}", "captures")
    screen.sees(screen.say("rights.shown_only", parts=screen.say("part.contributions")))
    expect(screen.page.locator("main li.card")).to_have_count(1)
    expect(screen.page.locator("main li.card button")).to_have_count(1)
    screen.open(f"#/capture/{own}", "capture")
    screen.press("app.captures.undo")
    screen.press("app.captures.undo_yes", within="dialog[open]")
    screen.ready("captures")
    screen.press("app.trash.restore", within="#notice")
    screen.sees(screen.say("app.trash.restored"))
    screen.open("", "home")
    assert screen.say("app.edit") not in offered(screen)


def test_who_decides_reads_no_note(screen, shared):
    screen.open(f"#/member/{shared[0]}", "wall")
    expect(screen.page.locator(".shared-only")).to_have_count(0)
