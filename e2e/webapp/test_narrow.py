"""Every view fits a narrow phone: nothing runs out of the screen sideways."""

import pytest

from e2e.webapp.guest import Guest
from e2e.webapp.household import page_of, row

WIDTH = 360


@pytest.fixture(scope="module")
def places(household):
    member = household.add_member("欧阳亦然很长的名字", "mother_in_law")
    capture = household.save(member, page_of([row(f"2023{month:02}") for month in range(1, 13)]))
    other = {"url": "https://other.example.test/rights", "title": "一个标题很长很长的国家平台个人权益记录查询页面"}
    household.save(member, page_of([row("202301", base="12000.00")], **other))
    gone = household.save(member, page_of([row("202201")], **other))
    household.ask("DELETE", f"/api/v1/captures/{gone}")
    fact = household.ask("GET", f"/api/v1/members/{member}/conflicts")["facts"][0]["id"]
    share = {"member": member, "part": "contributions", "level": "read", "until": "2099-12-31T15:59:59Z"}
    household.ask("POST", "/api/v1/invitations", {"name": "诸葛亦然很长的名字", "role": "viewer", "shares": [share]})
    Guest(household, "司马亦然很长的名字", "viewer", member, {"contributions": "read", "medical": "read"})
    record = {"kind": "statement", "insurance": "pension_employee", "as_of": "2023-12-31", "months_total": 5}
    household.ask("POST", f"/api/v1/members/{member}/records", {"record": record})
    return {
        "home": "#/",
        "wall": f"#/member/{member}",
        "records": f"#/records/{member}/all/all",
        "captures": f"#/captures/{member}",
        "capture": f"#/capture/{capture}",
        "changes": f"#/changes/{member}/all",
        "conflicts": f"#/conflicts/{member}",
        "fact": f"#/fact/{member}/{fact}",
        "add": f"#/add/{member}",
        "totals": f"#/totals/{member}",
        "trash": f"#/trash/{member}",
        "reread": f"#/reread/{member}",
        "people": "#/people",
        "invite": "#/invite",
        "access": f"#/access/{member}",
        "devices": "#/devices",
        "account": "#/account",
        "security": "#/security",
    }


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_view_is_wider_than_the_screen(screen_of, household, places, language):
    viewport = {"width": WIDTH, "height": 740}
    screen = screen_of(household.address, household.cookie, language=language, viewport=viewport)
    for view, path in places.items():
        screen.open(path, view)
        assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= WIDTH, view
