"""Every view fits a narrow phone: nothing runs out of the screen sideways."""

import pytest

from e2e.webapp.household import page_of, row

WIDTH = 360


@pytest.fixture(scope="module")
def places(household):
    member = household.add_member("欧阳亦然很长的名字", "mother_in_law")
    capture = household.save(member, page_of([row(f"2023{month:02}") for month in range(1, 13)]))
    return {
        "home": "#/",
        "wall": f"#/member/{member}",
        "records": f"#/records/{member}/all/all",
        "captures": f"#/captures/{member}",
        "capture": f"#/capture/{capture}",
        "devices": "#/devices",
        "account": "#/account",
    }


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_view_is_wider_than_the_screen(screen_of, household, places, language):
    viewport = {"width": WIDTH, "height": 740}
    screen = screen_of(household.address, household.cookie, language=language, viewport=viewport)
    for view, path in places.items():
        screen.open(path, view)
        assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= WIDTH, view
