"""The two scripts of the app: the second comes when the first view stands, and it is said where it does not come."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import page_of, row

REST = "**/static/rest-*.js*"
TEXTS = "**/static/*-*.js*"
# A page that took that many milliseconds to come.
AS_FAR_AS = """performance.getEntriesByType = (type) =>
  type === "navigation" ? [{ requestStart: 0, responseStart: %d }] : []"""
ASKED_BEFORE_MAIN = """() => {
  const [main] = performance.getEntriesByName("shebaobu:main");
  const asked = performance.getEntries().filter(({ name }) => name.includes("/api/v1/"));
  return asked.filter(({ startTime }) => startTime < main.startTime).map(({ name }) => new URL(name).pathname);
}"""
# Asks for an evaluation between the page's first script and Brython.
ASK_BEFORE = """Object.defineProperty(globalThis, "shebaobu", {
  configurable: true,
  set(value) {
    Object.defineProperty(globalThis, "shebaobu", { value });
    queueMicrotask(() => { try { eval("1"); } catch { /* refused */ } });
  },
})"""


@pytest.fixture(scope="module")
def member(household):
    member = household.add_member("宋亦然")
    household.save(member, page_of([row("202301")]))
    return member


@pytest.fixture
def without_rest(screen):
    """The owner's window, where the second script does not come."""
    screen.page.route(REST, lambda route: route.abort())
    return screen


def test_the_rest_comes_once_the_first_view_stands(screen, member):
    with screen.page.expect_response(REST) as answer:
        screen.open(f"#/member/{member}", "wall")
    assert answer.value.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_first_views_do_without_the_rest(without_rest, member):
    without_rest.open(f"#/member/{member}", "wall")
    expect(without_rest.page.locator("[data-attended]")).to_have_count(1)
    without_rest.page.goto(f"{without_rest.address}/#/")
    without_rest.ready("home")


def test_another_view_says_that_it_does_not_come_and_comes_when_tried_again(without_rest, member):
    without_rest.open(f"#/records/{member}", "offline")
    without_rest.sees(without_rest.say("app.offline.title"))
    without_rest.page.unroute(REST)
    without_rest.press("app.retry")
    without_rest.ready("records")


def test_a_page_of_an_older_build_is_loaded_anew_when_tried_again(screen, member):
    build = {"is": "older"}
    screen.page.route(REST, lambda route: route.fulfill(status=404) if build["is"] == "older" else route.continue_())
    screen.open(f"#/records/{member}", "offline")
    screen.page.on("framenavigated", lambda _frame: build.update({"is": "newer"}))
    screen.press("app.retry")
    screen.ready("records")
    assert build["is"] == "newer"


def test_a_server_that_is_far_is_asked_before_brython_begins(screen, member):
    screen.open("#/", "home")
    screen.context.add_init_script(AS_FAR_AS % 100)
    screen.open(f"#/member/{member}", "wall")
    screen.page.reload()
    screen.ready("wall")
    asked = screen.page.evaluate(ASKED_BEFORE_MAIN)
    assert asked == ["/api/v1/state", f"/api/v1/members/{member}/wall"]


def test_a_server_that_is_near_is_asked_when_brython_stands(screen, member):
    screen.context.add_init_script(AS_FAR_AS % 2)
    screen.open(f"#/member/{member}", "wall")
    assert screen.page.evaluate(ASKED_BEFORE_MAIN) == []


def test_texts_that_do_not_come_are_said_and_come_when_tried_again(screen):
    def no_texts(route):
        route.abort() if route.request.url.rpartition("/")[2].startswith(("zh-CN-", "en-")) else route.continue_()

    screen.page.route(TEXTS, no_texts)
    screen.page.goto(f"{screen.address}/#/")
    again = screen.page.get_by_role("button", name="重试 · Try again")
    again.click()
    expect(again).to_be_visible()
    screen.page.unroute(TEXTS)
    again.click()
    screen.ready("home")
    screen.sees(screen.say("app.nav.people"))


def test_a_dialog_of_the_first_view_says_that_it_does_not_come(without_rest):
    without_rest.open("#/", "home")
    without_rest.press("app.home.add")
    expect(without_rest.notice()).to_contain_text(without_rest.say("app.offline.action"))


def test_brython_s_question_is_answered_whoever_asks_another_before(screen):
    warned = []
    screen.page.on("console", lambda message: warned.append(message.text))
    screen.context.add_init_script(ASK_BEFORE)
    screen.open("#/", "home")
    assert [text for text in warned if "not fully supported" in text] == []
    screen.errors.clear()
