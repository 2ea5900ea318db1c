"""Devices: a pairing code on the screen, a device that uses it, and taking its right away."""

from playwright.sync_api import expect


def test_a_device_is_paired_and_revoked(screen, household):
    page = screen.page
    screen.open("#/devices", "devices")
    screen.press("app.pair.new")
    code = page.locator("code.big").inner_text().replace("\n", "")
    assert len(code.replace("-", "")) == 8
    screen.sees(household.address)
    token = household.pair(code.lower().replace("-", ""), "客厅的 Firefox <b>")["token"]
    expect(screen.notice()).to_contain_text(screen.say("app.pair.done", name="客厅的 Firefox <b>"))
    assert household.refused(token) != 401

    page.get_by_role("button", name=screen.say("app.devices.revoke_label", name="客厅的 Firefox <b>")).click()
    screen.press("app.devices.revoke", within="dialog")
    expect(screen.notice()).to_contain_text(screen.say("app.devices.revoked", name="客厅的 Firefox <b>"))
    assert household.refused(token) == 401
    expect(page.locator("ul.plain-list li")).to_have_count(1)
