"""The main job: set-up, members, pairing, and each sample page from the click to the month wall."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.browser import open_browser
from e2e.newcomer import Newcomer, expected_page
from tests.owner import HOUSEHOLD, NAME, PASSPHRASE
from tests.served import Served

PORTALS = Path(__file__).resolve().parents[2] / "tests" / "portals"
FATHER = "宋承志"
MEMBERS = [
    (NAME, "self", "990102199103101381"),
    ("周云溪", "spouse", ""),
    (FATHER, "father", ""),
    ("钱雅宁", "mother", ""),
]
# Each page and whose it is guessed to be: by ID number, by masked name; a page that names nobody leaves the choice.
PAGES = [
    ("bj_csibiz_oldage_2018", NAME),
    ("si12333_vxe_fixed", "周云溪"),
    ("nantong_payer_split_rows", "钱雅宁"),
    ("gz_pension_ranges", None),
]


@pytest.fixture(scope="module", params=["zh-CN", "en"])
def household(request, tmp_path_factory):
    server = Served(tmp_path_factory.mktemp("data"))
    with open_browser(language=request.param) as browser:
        home = Newcomer(browser, server, request.param)
        home.set_up(HOUSEHOLD, NAME, PASSPHRASE)
        home.sign_in(NAME, PASSPHRASE)
        for name, relation, id_number in MEMBERS:
            home.add_member(name, relation, id_number)
        home.pair_extension()
        yield home
    server.end()


def test_ten_recovery_codes_were_shown(household):
    assert len(set(household.recovery_codes)) == 10


def test_the_extension_is_listed_as_a_device(household):
    household.open("#/devices", "devices")
    expect(household.page.locator("ul.plain-list li")).to_have_count(1)


@pytest.mark.parametrize(("page", "guessed"), PAGES, ids=[page for page, _ in PAGES])
class TestPage:
    def test_from_the_click_to_the_wall(self, household, page, guessed):
        expected = expected_page(PORTALS / page)
        records = expected["records"]
        popup, tab = self.click(household, page, expected["page"]["url"])
        assert popup.js("document.querySelector('#member').selectedOptions[0].value !== ''") is (guessed is not None)
        if guessed:
            assert popup.js("document.querySelector('#member').selectedOptions[0].textContent") == guessed
        else:
            popup.choose("#member", household.member_id(FATHER))
        assert str(len(records)) in popup.text("#found h1")
        if len(records) > 12:
            assert str(len(records)) in popup.text("#show-all")
            popup.click("#show-all")
        assert popup.js("document.querySelectorAll('#records tbody tr').length") == len(records)
        popup.click("#save")
        popup.wait_state("saved")
        popup.close()
        tab.close()

        member = guessed or FATHER
        found = household.facts(member)
        assert [fact["record"] for fact in found] == records
        assert all(len(fact["proofs"]) == 1 for fact in found)
        self.see_wall(household, member, records)

    def test_the_same_page_again_adds_nothing(self, household, page, guessed):
        expected = expected_page(PORTALS / page)
        member = guessed or FATHER
        before = household.facts(member)
        popup, tab = self.click(household, page, expected["page"]["url"])
        if not guessed:
            popup.choose("#member", household.member_id(FATHER))
        popup.click("#save")
        popup.wait_state("saved")
        popup.close()
        tab.close()
        assert household.facts(member) == before

    def click(self, household, page, url):
        """Open the sample page under its address and press the extension's button; the preview is shown."""
        html = (PORTALS / page / "page.html").read_text(encoding="utf-8")
        tab = household.browser.show(url, html)
        popup = household.browser.click_extension(tab)
        popup.wait_state("preview")
        return popup, tab

    def see_wall(self, household, member, records):
        """The wall has a row for each insurance, and the table behind it every record with its source."""
        household.open(f"#/member/{household.member_id(member)}", "wall")
        for insurance in {record["insurance"] for record in records}:
            expect(household.page.get_by_text(household.say(f"insurance.{insurance}"), exact=True)).to_be_visible()
        household.open(f"#/records/{household.member_id(member)}", "records")
        expect(household.page.locator("main table tbody tr").first).to_be_visible()
