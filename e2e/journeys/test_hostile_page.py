"""A hostile page from the click to the file: captured, saved, shown, exported, imported; all of it stays text."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from urllib.parse import urlsplit

import openpyxl
import pytest

from e2e import hostile_portal
from e2e.browser import open_browser
from e2e.newcomer import Newcomer
from e2e.webapp.test_hostile_text import WHAT_CAME_TO_LIFE
from e2e.webapp.views import LISTEN, ready_name, views
from tests.hostile.corpus import EVERY, STRINGS
from tests.owner import HOUSEHOLD, NAME, PASSPHRASE
from tests.served import Served

TEXTS = list(EVERY.values())
PERSON = STRINGS["image"]
NAMES = [STRINGS[name][:80] for name in ("script_end", "template", "formula", "right_to_left_open")]
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
ALIVE_IN_THE_POPUP = """[...document.querySelectorAll(
  "[data-hostile], x-hostile, [onload], [onerror], [onmouseover], [onfocus], iframe, form[action], [href*=hostile]"
)].map((element) => element.outerHTML)"""
TOO_WIDE = """[...document.querySelectorAll("body *")].filter((element) =>
  element.getBoundingClientRect().right > innerWidth).map((element) => element.outerHTML.slice(0, 200))"""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Household(Newcomer):
    """A household with a browser that captures the hostile page; ``asked`` and ``dialogs`` are what it did."""

    def __init__(self, browser, server):
        self.asked, self.dialogs = [], []
        browser.context.on("request", lambda request: self.asked.append(request.url))
        browser.context.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        browser.context.add_init_script(f"({LISTEN})()")
        super().__init__(browser, server, "zh-CN")
        self.set_up(HOUSEHOLD, NAME, PASSPHRASE)
        self.sign_in(NAME, PASSPHRASE)
        self.add_member(PERSON, "self")
        for name in NAMES:
            self.post("/api/v1/members", {"name": name, "relation": "other"})
        self.pair_extension()
        self.member = self.member_id(PERSON)

    def post(self, path, body):
        """An answer of the API to what is sent, a text as it is."""
        data = body if isinstance(body, str) else json.dumps(body)
        answer = self.browser.context.request.post(
            self.address + path, data=data.encode(), headers={"Content-Type": "application/json"}
        )
        assert answer.ok, answer.text()
        return answer.json() if answer.body() else None

    def file(self, ending):
        """An export of the member."""
        answer = self.browser.context.request.get(f"{self.address}/api/v1/members/{self.member}/export.{ending}")
        assert answer.ok, answer.text()
        return answer.body()

    def listed(self, what):
        return self.get(f"/api/v1/members/{self.member}/{what}")[what]


@pytest.fixture(scope="module")
def popup_told():
    """What the popup was seen to be like while it showed the page."""
    return {}


@pytest.fixture(scope="module")
def home(tmp_path_factory, popup_told):
    server = Served(tmp_path_factory.mktemp("hostile") / "data")
    with open_browser() as browser:
        household = Household(browser, server)
        html = hostile_portal.page(TEXTS, PERSON, title=STRINGS["script"], heading=STRINGS["svg"], depth=300, long=True)
        tab = browser.show(hostile_portal.URL, html)
        popup = browser.click_extension(tab)
        popup.wait_state("preview", seconds=120)
        popup.choose("#member", household.member)
        popup.click("#show-all")
        popup.js("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        popup_told |= {
            "text": popup.text(),
            "alive": popup.js(ALIVE_IN_THE_POPUP),
            "hostile": popup.js("window.hostile ?? window.spoken ?? null"),
            "inherited": popup.js("[...Object.keys(Object.prototype), ...Object.keys(Array.prototype)]"),
            "room": popup.js("[document.documentElement.scrollWidth, document.documentElement.clientWidth]"),
        }
        popup.click("#save")
        popup.wait_state("saved", seconds=120)
        popup.close()
        tab.close()
        yield household
    server.end()


@pytest.mark.usefixtures("home")
def test_the_popup_shows_it_as_text(popup_told):
    assert popup_told["alive"] == []
    assert popup_told["hostile"] is None
    for name in ("markup", "script", "script_end", "image", "template", "formula"):
        assert STRINGS[name].strip() in popup_told["text"], name
    for name in ("__proto__", "constructor", "{name}", "${7*7}{{7*7}}"):
        assert name in popup_told["text"], name
    assert len(popup_told["text"]) < 20_000, "a sample of a megabyte is a short one"
    width, room = popup_told["room"]
    assert width <= room


def test_every_row_is_there_with_its_text(home):
    facts = home.listed("facts")
    assert len(facts) == len(TEXTS) + 1
    employers = {fact["record"]["employer"] for fact in facts}
    assert hostile_portal.PLAIN_EMPLOYER in employers
    assert {STRINGS[name] for name in ("markup", "script", "image", "template", "formula")} <= employers
    assert "a\ufffdb" in employers or any(employer.startswith("a\ufffdb") for employer in employers)
    [capture] = home.listed("captures")
    assert capture["title"] == STRINGS["script"]
    shown = home.get(f"/api/v1/captures/{capture['id']}")["capture"]
    grid = next(block for block in shown["blocks"] if block["type"] == "grid" and len(block["rows"]) > len(TEXTS))
    assert max(len(cell) for row in grid["rows"] for cell in row) == hostile_portal.MEGABYTE


def test_no_name_on_a_page_reaches_a_prototype(home, popup_told):
    """Neither as a column's name, nor as a label's, nor as the name of data in the markup."""
    assert popup_told["inherited"] == []
    [capture] = home.listed("captures")
    shown = home.get(f"/api/v1/captures/{capture['id']}")["capture"]
    labels = [label for block in shown["blocks"] if block["type"] == "fields" for label, _ in block["pairs"]]
    columns = [column[-1] for block in shown["blocks"] if block["type"] == "grid" for column in block["columns"]]
    assert "__proto__" in labels
    assert set(hostile_portal.NAMES) <= set(columns)
    home.open("#/", "home")
    assert home.page.evaluate("() => Object.keys(Object.prototype)") == []
    assert home.page.evaluate("() => ({}).hostile ?? null") is None


@pytest.mark.parametrize("view", views())
def test_nothing_comes_to_life_or_breaks_a_view(home, view):
    fact, capture = home.listed("facts")[0]["id"], home.listed("captures")[0]["id"]
    known = {"": "#/", "fact": f"#/fact/{home.member}/{fact}", "capture": f"#/capture/{capture}"}
    for size in SIZES:
        home.page.set_viewport_size(size)
        home.open(known.get(view, f"#/{view}/{home.member}"), ready_name(view))
        assert home.page.evaluate(WHAT_CAME_TO_LIFE) == []
        assert home.page.evaluate("window.hostile ?? null") is None
        assert home.page.evaluate("window.heard") == []
        width = home.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], home.page.evaluate(TOO_WIDE)
    assert home.dialogs == []
    assert home.errors == []


def test_every_row_is_shown_with_the_others(home):
    home.page.set_viewport_size(SIZES[0])
    home.open(f"#/records/{home.member}/all/all", "records")
    while home.page.locator("button.more").count():
        home.page.locator("button.more").first.click()
    text = home.page.evaluate("() => document.body.textContent")
    for fact in home.listed("facts"):
        assert fact["record"]["employer"].strip() in text
    assert home.page.locator("main table tbody tr").count() >= len(TEXTS) + 1


def test_a_workbook_of_it_has_no_formula_and_no_broken_row(home):
    book = openpyxl.load_workbook(io.BytesIO(home.file("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 500
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    for name in ("formula", "formula_plus", "formula_minus", "formula_at", "script"):
        assert STRINGS[name] in texts, name
    assert hostile_portal.PLAIN_EMPLOYER in texts


def test_a_table_of_it_has_no_formula_and_no_broken_row(home):
    tables = [home.file("csv").decode("utf-8-sig")]
    with zipfile.ZipFile(io.BytesIO(home.file("zip"))) as packed:
        tables += [packed.read(name).decode("utf-8-sig") for name in packed.namelist() if name.endswith(".csv")]
    assert len(tables) > 1
    for table in tables:
        rows = list(csv.reader(io.StringIO(table, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}
        risky = [cell for row in rows for cell in row if cell.startswith(STARTS_A_FORMULA) and not is_number(cell)]
        assert risky == []
    months = [row[0] for row in csv.reader(io.StringIO(tables[0], newline=""))]
    assert len(months) == len(TEXTS) + 2


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_it_is_imported_again_as_it_was(home):
    before = home.listed("facts")
    text = home.file("json").decode()
    answer = home.browser.context.request.delete(
        f"{home.address}/api/v1/members/{home.member}", data="{}", headers={"Content-Type": "application/json"}
    )
    assert answer.ok, answer.text()
    home.post("/api/v1/import", text)
    home.member = home.member_id(PERSON)
    after = home.listed("facts")
    assert [fact["record"] for fact in after] == [fact["record"] for fact in before]
    home.open(f"#/records/{home.member}/all/all", "records")
    assert home.page.evaluate(WHAT_CAME_TO_LIFE) == []
    assert home.page.evaluate("window.hostile ?? null") is None


def test_nothing_was_asked_of_another_host(home):
    """After all of the above; the portal's own page was given by the test and asked of nobody."""
    hosts = {
        urlsplit(url).hostname for url in home.asked if not url.startswith(("chrome-extension:", "blob:", "data:"))
    }
    assert hosts - {None} == {"127.0.0.1", urlsplit(hostile_portal.URL).hostname}
    portal = [url for url in home.asked if urlsplit(url).hostname == urlsplit(hostile_portal.URL).hostname]
    assert len(portal) == 1
    assert home.dialogs == []
