"""Reading the kept pages again: the difference is seen before anything changes, then it is applied."""

import msgspec
import pytest
from playwright.sync_api import expect

from e2e.webapp.household import Household, page_of, row
from shebaobu.storage.folder import DataFolder
from tests.served import Served


@pytest.fixture
def read_worse(data_folder):
    """A household with a capture of which an earlier version missed a month and took another base."""
    server = Served(data_folder)
    household = Household(server)
    member = household.add_member("宋亦然")
    household.save(member, page_of([row("202301"), row("202302"), row("202303")]))
    server.end()
    folder = DataFolder(data_folder)
    store = folder.member(member)
    [saved] = store.records.all()
    [entry] = store.captures.all()
    worse = [saved.records[0] | {"base": 123456}, saved.records[1]]
    with folder.writing():
        store.captures.put(msgspec.structs.replace(entry, content_hash="0" * 64))
        store.records.put(msgspec.structs.replace(saved, records=worse))
    folder.close()
    household.server = Served(data_folder)
    yield household, member
    household.server.end()


def test_the_difference_is_shown_then_applied(screen_of, read_worse):
    household, member = read_worse
    screen = screen_of(household.address, household.cookie)
    screen.open(f"#/captures/{member}", "captures")
    screen.press("app.reread.title")
    screen.ready("reread")
    screen.sees(screen.say("app.reread.added", n=1))
    screen.sees(screen.say("app.reread.changed", n=1))
    expect(screen.page.locator("del")).to_have_text("1,234.56")
    expect(screen.page.locator("ins")).to_have_text("11,380.00")
    assert household.ask("GET", f"/api/v1/members/{member}/wall")["rows"][0]["cells"] == "pp"
    screen.press("app.reread.apply")
    expect(screen.notice()).to_contain_text(screen.say("app.reread.applied"))
    screen.sees(screen.say("app.reread.nothing"))
    assert household.ask("GET", f"/api/v1/members/{member}/wall")["rows"][0]["cells"] == "ppp"
