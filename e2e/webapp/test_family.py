"""Family members: the first step, adding, changing, deleting, and names that look like markup."""

from playwright.sync_api import expect

HOSTILE = '<img src=x onerror="document.title=1">'


def test_an_empty_household_is_told_the_next_step(screen):
    screen.open("#/", "home")
    screen.sees(screen.say("app.begin.connect"))
    expect(screen.page.locator("ul.members")).to_have_count(0)


def test_a_member_is_added_changed_and_deleted(screen, household):
    page = screen.page
    screen.open("#/", "home")
    screen.press("app.home.add_self")
    screen.field("app.member.name").fill("宋亦然")
    screen.field("app.member.birth").fill("1991年13月")
    screen.press("app.save")
    screen.sees(screen.say("app.member.birth_wrong"))
    screen.field("app.member.birth").fill("1991年3月")
    expect(screen.field("app.member.class")).to_be_hidden()
    screen.field("app.member.sex").select_option("female")
    screen.field("app.member.class").select_option("female_50")
    screen.field("app.member.id").fill("990102199103101381")
    screen.press("app.save")
    expect(page.locator("li.member", has_text="宋亦然")).to_be_visible()
    [member] = household.ask("GET", "/api/v1/members")["members"]
    assert (member["birth_month"], member["retirement_class"]) == ("1991-03", "female_50")

    page.get_by_role("button", name=screen.say("app.home.edit_label", name="宋亦然")).click()
    screen.sees(member["id_masked"])
    expect(screen.field("app.member.id")).to_have_value("")
    screen.field("app.member.sex").select_option("male")
    screen.field("app.member.name").fill("宋一然")
    screen.press("app.save")
    expect(page.locator("li.member", has_text="宋一然")).to_be_visible()
    [member] = household.ask("GET", "/api/v1/members")["members"]
    assert (member["retirement_class"], member["id_masked"]) == ("male_60", "990102********1381")

    page.get_by_role("button", name=screen.say("app.home.delete_label", name="宋一然")).click()
    page.keyboard.press("Escape")
    assert len(household.ask("GET", "/api/v1/members")["members"]) == 1
    page.get_by_role("button", name=screen.say("app.home.delete_label", name="宋一然")).click()
    screen.sees(screen.say("app.home.delete_backups"))
    screen.press("app.home.delete_yes")
    screen.sees(screen.say("app.begin.title"))
    assert household.ask("GET", "/api/v1/members")["members"] == []


def test_the_server_says_what_is_wrong_beside_the_field(screen):
    screen.open("#/", "home")
    screen.press("app.home.add_self")
    screen.field("app.member.name").fill("宋亦然")
    screen.field("app.member.id").fill("12")
    screen.press("app.save")
    expect(screen.field("app.member.id")).to_have_attribute("aria-invalid", "true")
    screen.sees(screen.say("error.id_number_refused"))


def test_a_name_that_looks_like_markup_stays_text(screen, household):
    member = household.add_member(HOSTILE, "other")
    screen.open("#/", "home")
    screen.sees(HOSTILE)
    screen.open(f"#/captures/{member}", "captures")
    expect(screen.page.locator("main h1")).to_have_text(HOSTILE)
    assert screen.page.locator("main img, dialog img").count() == 0
    assert screen.page.title().startswith(HOSTILE)
    household.ask("DELETE", f"/api/v1/members/{member}")
