"""Hostile strings in every text field of every kind of record, and wherever else text comes in: shown as text."""

import copy
import hashlib

import pytest

from e2e.webapp.household import page_of, row
from e2e.webapp.views import LISTEN, ready_name, views
from tests.hostile.corpus import STRINGS
from tests.hostile.records import KINDS, hostile_record, values_of
from tests.owner import NAME

# What no screen shows: the place's code stays behind its name, and words beside a code where both are there.
LONGEST_NAME = 80
BEHIND = {"pool_code", "insurance_text"}
WHAT_CAME_TO_LIFE = """() => [
  ...document.querySelectorAll("[data-hostile], x-hostile, [onload], [onerror], [onmouseover], [onfocus]"),
  ...[...document.querySelectorAll("[href], [src], [action]")].filter((element) =>
    !["http:", "https:", "blob:"].includes(new URL(element.href ?? element.src ?? element.action, location).protocol) ||
    (element.getAttribute("href") ?? "").startsWith("//")),
].map((element) => element.outerHTML.slice(0, 200))"""
SHOWN = "(text) => document.body.textContent.includes(text)"
TEXT = "() => document.body.textContent"


def name_of(text):
    """A name for what is imported, as the server gives them."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@pytest.fixture(scope="module")
def hostile(household):
    """A member with a capture of each string and its records; and members with the strings for names."""
    member = household.add_member(NAME)
    household.save(member, page_of([row("202301")]))
    export = household.ask("GET", f"/api/v1/members/{member}/export.json")
    household.ask("DELETE", f"/api/v1/members/{member}")
    [pattern] = export["members"]
    [capture] = pattern["captures"]
    pattern["captures"] = [hostile_capture(capture, number, text) for number, text in enumerate(STRINGS.values())]
    pattern["ledger"] = {"facts": []}
    empty = {**pattern, "captures": []}
    named = [{**empty, "id": name_of(name), "name": text[:LONGEST_NAME]} for name, text in STRINGS.items()]
    household.ask("POST", "/api/v1/import", {**export, "members": [pattern, *named]})
    return pattern


def hostile_capture(pattern, number, text):
    """A capture with the string in its title, address, headings, columns and cells, and a record of each kind."""
    made = copy.deepcopy(pattern)
    month = f"{2000 + number // 12}-{number % 12 + 1:02d}"
    made |= {"id": name_of(text), "device": text, "records": [hostile_record(kind, text, month) for kind in KINDS]}
    made["capture"]["origin"] = {"url": text, "title": text, "frame_urls": [text]}
    fields, grid = made["capture"]["blocks"]
    fields |= {"path": [text], "pairs": [[text, text + "<pair>"]]}
    grid |= {"path": [text], "columns": [[text, text + "<column>"]], "rows": [[text + "<cell>"]], "codes": []}
    lines = {"type": "lines", "path": [text], "lines": [{"text": text + "<line>"}]}
    made["capture"]["blocks"] = [fields, grid, lines]
    return made


@pytest.fixture
def watched(screen):
    screen.context.add_init_script(f"({LISTEN})()")
    yield screen
    assert screen.page.evaluate(WHAT_CAME_TO_LIFE) == []
    assert screen.page.evaluate("window.hostile") is None
    assert screen.page.evaluate("window.heard") == []


def shown(screen):
    """All text of the page, long lists opened to their ends."""
    while screen.page.locator("button.more").count():
        screen.page.locator("button.more").first.click()
    return screen.page.evaluate(TEXT)


def test_every_text_of_every_kind_of_record_is_shown_as_it_is(watched, hostile):
    watched.open(f"#/records/{hostile['id']}/all/all", "records")
    text = shown(watched)
    for capture in hostile["captures"]:
        for record in capture["records"]:
            missing = [field for field, value in values_of(record) if field not in BEHIND and value.strip() not in text]
            assert missing == [], (record["kind"], capture["device"][:60])


def test_a_captured_page_is_shown_as_it_was(watched, hostile, household):
    captures = household.ask("GET", f"/api/v1/members/{hostile['id']}/captures")["captures"]
    watched.open(f"#/captures/{hostile['id']}", "captures")
    listed = shown(watched)
    assert [capture for capture in captures if capture["title"] not in listed] == []
    for capture in captures:
        watched.page.evaluate("(id) => { location.hash = `#/capture/${id}`; }", capture["id"])
        watched.page.wait_for_function(SHOWN, arg=capture["title"] + "<line>")
        text = watched.page.evaluate(TEXT)
        assert [end for end in ("<pair>", "<column>", "<cell>") if capture["title"] + end not in text] == []


@pytest.mark.usefixtures("hostile")
def test_names_of_members_are_shown_as_they_are(watched, household):
    names = [member["name"] for member in household.ask("GET", "/api/v1/members")["members"]]
    assert len(names) > len(STRINGS)
    watched.open("#/", "home")
    text = shown(watched)
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("view", views())
def test_nothing_comes_to_life_on_any_view(watched, hostile, household, view):
    fact = household.ask("GET", f"/api/v1/members/{hostile['id']}/facts")["facts"][0]["id"]
    capture = household.ask("GET", f"/api/v1/members/{hostile['id']}/captures")["captures"][0]["id"]
    known = {"": "#/", "fact": f"#/fact/{hostile['id']}/{fact}", "capture": f"#/capture/{capture}"}
    watched.open(known.get(view, f"#/{view}/{hostile['id']}"), ready_name(view))
