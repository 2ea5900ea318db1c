"""Backups on the account's page: when the last was and whether it proved good, and one to download that restores."""

import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import Household, page_of, row
from tests.served import Served


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_backup_is_downloaded_and_told_of(screen_of, data_folder, tmp_path, language):
    server = Served(data_folder)
    try:
        household = Household(server)
        household.save(household.add_member("宋亦然"), page_of([row("202301")]))
        screen = screen_of(server.address, household.cookie, language=language)
        screen.open("#/account", "account")
        part = screen.page.locator("#backups")
        expect(part).to_contain_text(screen.say("app.backup.never"))
        expect(part).to_contain_text(screen.say("app.backup.not_by_itself"))
        expect(part.locator("code")).to_have_text("shebaobu key sheet")
        with screen.page.expect_download() as download:
            screen.press("app.backup.take")
        name = download.value.suggested_filename
        expect(screen.notice()).to_contain_text(screen.say("app.backup.taken", file=name))
        expect(part).to_contain_text(screen.words["app.backup.proved"].partition("{")[0])
        file = tmp_path / name
        download.value.save_as(file)
    finally:
        server.end()
    anew = tmp_path / "anew"
    command = [sys.executable, "-m", "shebaobu.cli", "restore", str(file), "--data", str(anew)]
    subprocess.run([*command, "--key-file", str(data_folder / "master.key")], check=True, capture_output=True)
    assert sorted(path.name for path in (anew / "members").iterdir())


def test_what_the_server_makes_by_itself_and_that_it_failed(screen_of, data_folder, tmp_path):
    in_the_way = tmp_path / "backups"
    in_the_way.write_text("")
    server = Served(data_folder, env={"SHEBAOBU_BACKUP_FOLDER": str(in_the_way), "SHEBAOBU_BACKUP_HOURS": "12"})
    try:
        household = Household(server)
        while "failed_at" not in (last := household.ask("GET", "/api/v1/backup")["last"]):
            time.sleep(0.1)
        screen = screen_of(server.address, household.cookie)
        screen.open("#/account", "account")
        part = screen.page.locator("#backups")
        expect(part).to_contain_text(screen.say("app.backup.by_itself", hours=12))
        expect(part).to_contain_text(screen.say("error.file_not_writable", **last["detail"]))
    finally:
        server.end()
