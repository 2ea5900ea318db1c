"""The same extension in Firefox: paired in its options, then click, preview and save on sample pages; and followed."""

import pytest

from e2e.firefox import firefox_path, open_firefox, until
from e2e.sites import Sites
from tests.extension.followed_pages import PAGER, months, page
from tests.owner import NAME, Owner
from tests.portals.pages import SAMPLES
from tests.served import Served

PAGES = {sample.name: sample for sample in SAMPLES}
pytestmark = pytest.mark.skipif(firefox_path() is None, reason="no Firefox here")
SHOWN = ["bj_csibiz_oldage_2018", "si12333_vxe_fixed", "nantong_payer_split_rows"]


@pytest.fixture(scope="module")
def sites():
    running = Sites()
    yield running
    running.close()


@pytest.fixture(scope="module")
def owner(tmp_path_factory):
    family = Owner(Served(tmp_path_factory.mktemp("data")))
    yield family
    family.server.end()


@pytest.fixture(scope="module")
def member(owner):
    return owner.add_member(NAME, "self", id_number="990102199103101381")


@pytest.fixture(scope="module")
def firefox(sites, owner):
    with open_firefox(sites.port) as running:
        options = running.open_options()
        running.wait_for(options, "#pair")
        running.fill(options, "#server", owner.address)
        running.fill(options, "#code", owner.pairing_code())
        running.click(options, "#pair")
        running.wait_for(options, "#paired")
        yield running


@pytest.mark.parametrize("name", SHOWN)
def test_from_the_toolbar_button_to_the_saved_records(firefox, sites, owner, member, name):
    sample = PAGES[name]
    sites.put(sample.url, sample.html)
    firefox.open(sample.url)
    popup = firefox.click_extension()
    popup.wait_state("preview")
    records = sample.expected["records"]
    assert str(len(records)) in popup.text("#found h1")
    popup.choose("#member", member)
    before = len(owner.ask("GET", f"/api/v1/members/{member}/captures")["captures"])
    popup.click("#save")
    popup.wait_state("saved")
    popup.close()
    captures = owner.ask("GET", f"/api/v1/members/{member}/captures")["captures"]
    assert len(captures) == before + 1
    assert len(records) in [capture["records"] for capture in captures]


def test_a_site_is_followed_once_the_browsers_question_is_answered(firefox, sites, owner, member):
    url = "http://follow.example/cx"
    sites.put(url, page(PAGER, {"2023": months("5000.00")}))
    tab = firefox.open(url)
    popup = firefox.click_extension()
    popup.wait_state("preview")
    popup.click("#follow")
    firefox.allow()
    until(lambda: firefox.badge() == "5", "nothing is read")
    popup.close()
    firefox.click(tab, "#next")
    until(lambda: firefox.badge() == "10", "the next page is not read")
    firefox.click(tab, "#next")
    until(lambda: firefox.badge() == "12", "the last page is not read")
    popup = firefox.click_extension()
    popup.wait_state("following")
    popup.click("#done")
    popup.wait_state("preview")
    popup.choose("#member", member)
    popup.click("#save")
    popup.wait_state("saved")
    assert 12 in [capture["records"] for capture in owner.ask("GET", f"/api/v1/members/{member}/captures")["captures"]]
