"""Export and import on the account page: every form is downloaded, a file is shown, added and undone."""

import io
import json

import openpyxl
import pytest
from playwright.sync_api import expect

from e2e.webapp.household import page_of, row


@pytest.fixture(scope="module")
def exported(household):
    """A member with a capture and a step by hand, and their export, after which they are deleted."""
    member = household.add_member("钱小宁", "sibling")
    household.save(member, page_of([row("202401"), row("202402")]))
    record = {"kind": "contribution", "insurance": "injury", "month": "2020-01"}
    household.ask("POST", f"/api/v1/members/{member}/records", {"record": record})
    file = household.ask("GET", f"/api/v1/members/{member}/export.json")
    household.ask("DELETE", f"/api/v1/members/{member}")
    return file


def choose(screen, content, name="shebaobu.json"):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    screen.field("app.import.file").set_input_files({"name": name, "mimeType": "application/json", "buffer": data})
    screen.press("app.import.show")


def names(household):
    return [member["name"] for member in household.ask("GET", "/api/v1/members")["members"]]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_file_is_shown_then_added_then_undone(screen_of, household, exported, language):
    screen = screen_of(household.address, household.cookie, language=language, viewport={"width": 390, "height": 844})
    screen.open("#/account", "account")
    choose(screen, exported)
    screen.sees(screen.say("app.import.captures", added=1, known=0))
    screen.sees(screen.say("app.import.steps", added=1, known=0))
    screen.sees(screen.say("app.import.facts", n=3))
    assert "钱小宁" not in names(household)
    screen.press("app.import.do")
    expect(screen.notice()).to_contain_text(screen.say("app.import.imported"))
    assert "钱小宁" in names(household)
    choose(screen, exported)
    screen.sees(screen.say("app.import.nothing"))
    screen.page.locator("li button", has_text=screen.say("app.import.undo")).click()
    screen.sees(screen.say("app.import.undo_members", names="钱小宁"))
    screen.press("app.import.undo", within="dialog")
    expect(screen.notice()).to_contain_text(screen.say("app.import.undone"))
    assert "钱小宁" not in names(household)


def test_into_a_member_who_is_there(screen, household, exported):
    member = household.add_member("钱小宁", "sibling")
    screen.open("#/account", "account")
    choose(screen, exported)
    screen.sees(screen.say("app.import.named", name="钱小宁"))
    screen.field("app.import.into").select_option(member)
    expect(screen.page.get_by_text(screen.say("app.import.would_add"))).to_have_count(0)
    screen.press("app.import.show")
    screen.press("app.import.do")
    expect(screen.notice()).to_contain_text(screen.say("app.import.imported"))
    assert len(household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]) == 3
    household.ask("DELETE", f"/api/v1/members/{member}")


def test_what_is_wrong_is_said_beside_the_file(screen, household, exported):
    before = names(household)
    screen.open("#/account", "account")
    screen.press("app.import.show")
    screen.sees(screen.say("app.import.choose"))
    choose(screen, b"PK\x03\x04", "export.xlsx")
    screen.sees(screen.say("error.import_not_ours"))
    broken = json.loads(json.dumps(exported))
    broken["members"][0]["captures"][0]["records"][1]["month"] = "2024-13"
    choose(screen, broken)
    screen.sees(screen.say("error.import_refused", at="$.members[0].captures[0].records[1].month"))
    assert names(household) == before


def test_a_workbook_is_downloaded_in_the_readers_language(screen_of, household):
    member = household.add_member("周云溪", "spouse")
    household.save(member, page_of([row("202401")], pairs=[["姓名", "周云溪"]]))
    screen = screen_of(household.address, household.cookie, language="en")
    screen.open("#/account", "account")
    screen.field("app.export.who").select_option(member)
    screen.field("app.export.form").select_option("xlsx")
    with screen.page.expect_download() as download:
        screen.press("app.export.download")
    assert download.value.suggested_filename == f"shebaobu-{member}.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book.sheetnames[1] == screen.say("kind.contribution")
    household.ask("DELETE", f"/api/v1/members/{member}")
