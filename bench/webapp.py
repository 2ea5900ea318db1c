"""How soon the web app stands, beside an ordinary Brython page that prints "hello" and beside itself uncompiled.

One run: in each round every page is opened once in a new browser context (cold) and once more in one that has seen it
before (warm), one after another, so that whatever else this machine does meets all of them alike.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyotp
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from bench.figures import RUNS, Figure
from demo.household import SignIn
from e2e.browser import FLAGS, chromium_path
from webapp.builder.places import WEBAPP

VISITS_BEFORE_WARM = 3
# The page tells by itself, since asking it while it loads would be measured too. A wall is drawn when the frame is done
# that follows its being put into the page.
LISTEN = """(() => {
  const tell = (name, time) => console.debug(`bench ${name} ${time}`);
  new PerformanceObserver((list) => {
    list.getEntriesByName("shebaobu:main").forEach((mark) => tell("main", mark.startTime));
  }).observe({ type: "mark", buffered: true });
  new MutationObserver((_changes, observer) => {
    if (document.body?.dataset.ready === "wall") {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => tell("drawn", performance.now())));
    }
  }).observe(document, { subtree: true, attributeFilter: ["data-ready"] });
})()"""


class Times(NamedTuple):
    """Milliseconds from the begin of a navigation; ``usable`` is 0 for a page that only prints."""

    main: float
    usable: float


class Variant(NamedTuple):
    """A page that is measured, and whether it shows a wall."""

    name: str
    path: str
    wall: bool


HELLO = Variant('ordinary "hello"', "/ordinary/hello.html", wall=False)
ALONE = Variant('ordinary "hello", no library', "/ordinary/hello_alone.html", wall=False)
OURS = Variant("our app", "/", wall=True)
SOURCES = Variant("our app uncompiled", "/ordinary/app.html", wall=True)
VARIANTS = (HELLO, ALONE, OURS, SOURCES)


def figures(address: str, sign_in: SignIn) -> Iterator[Figure]:
    """Milliseconds to the end of the main module and to the drawn wall, and what comes over the wire."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        visits = Visits(browser, address, sign_in)
        to_wall, in_all = visits.kilobytes(OURS)
        yield Figure("web app, cold: on the wire to the wall", [to_wall], "KB", 400)
        yield Figure("web app, cold: with what comes afterwards", [in_all], "KB")
        for _ in range(VISITS_BEFORE_WARM):
            for variant in VARIANTS:
                visits.warm(variant)
        taken: dict[str, list[Times]] = defaultdict(list)
        for _ in range(RUNS):
            for variant in VARIANTS:
                taken[f"{variant.name}, cold"].append(visits.cold(variant))
                taken[f"{variant.name}, warm"].append(visits.warm(variant))
        browser.close()
    for how in ("cold", "warm"):
        hello = statistics.median(times.main for times in taken[f"{HELLO.name}, {how}"])
        for variant in VARIANTS:
            times = taken[f"{variant.name}, {how}"]
            ours = variant is OURS
            yield Figure(f"{variant.name}, {how}: main", [one.main for one in times], "ms", hello if ours else None)
            if variant.wall:
                goal = 1.6 * hello if ours else None
                yield Figure(f"{variant.name}, {how}: usable", [one.usable for one in times], "ms", goal)


def developing(address: str, sign_in: SignIn) -> Iterator[Figure]:
    """From the reload after a change of a source to the wall: ``serve --dev`` builds the app anew in between."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        visits = Visits(browser, address, sign_in)
        visits.warm(OURS)
        taken = []
        changed = WEBAPP / "app" / "view_member.py"
        source = changed.read_text(encoding="utf-8")
        try:
            for number in range(RUNS):
                changed.write_text(f"{source}\n# {number}\n", encoding="utf-8")
                taken.append(visits.warm(OURS).usable)
        finally:
            changed.write_text(source, encoding="utf-8")
        browser.close()
    yield Figure("serve --dev: a source changed, reload to wall", taken, "ms", 1000)


class Visits:
    """Opens pages in a signed-in browser: each time a new one, or one that has been there."""

    def __init__(self, browser: Browser, address: str, sign_in: SignIn) -> None:
        self._browser = browser
        self._address = address
        self._state, self._member = self._signed_in(sign_in)
        self._known: dict[Variant, Page] = {}

    def cold(self, variant: Variant) -> Times:
        """A first visit."""
        context = self._context()
        try:
            return self._opened(context.new_page(), variant)
        finally:
            context.close()

    def warm(self, variant: Variant) -> Times:
        """One more visit of a browser that has been there: the page is loaded anew."""
        if variant not in self._known:
            self._known[variant] = self._context().new_page()
            return self._opened(self._known[variant], variant)
        page = self._known[variant]
        return _times(page, variant, lambda: page.reload(wait_until="commit"))

    def kilobytes(self, variant: Variant) -> tuple[float, float]:
        """What the server sends for a first visit, heads included: until the view is drawn, and in all."""
        context = self._context()
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        self._opened(page, variant)
        to_wall = sum(sizes)
        page.wait_for_load_state("networkidle")
        context.close()
        return to_wall / 1000, sum(sizes) / 1000

    def _context(self) -> BrowserContext:
        context = self._browser.new_context(storage_state=self._state)
        context.add_init_script(LISTEN)
        return context

    def _opened(self, page: Page, variant: Variant) -> Times:
        place = f"#/member/{self._member}" if variant.wall else ""
        return _times(page, variant, lambda: page.goto(f"{self._address}{variant.path}{place}", wait_until="commit"))

    def _signed_in(self, sign_in: SignIn) -> tuple[dict, str]:
        context = self._browser.new_context()
        api, root = context.request, f"{self._address}/api/v1"
        first = api.post(f"{root}/session", data={"name": sign_in.name, "passphrase": sign_in.passphrase}).json()
        code = pyotp.TOTP(sign_in.totp_secret).now()
        api.post(f"{root}/session/second", data={"ticket": first["ticket"], "method": "totp", "code": code})
        member = api.get(f"{root}/members").json()["members"][0]["id"]
        page = context.new_page()
        page.goto(f"{self._address}/#/member/{member}")
        page.wait_for_selector("body[data-ready=wall]")
        return context.storage_state(), member


def _times(page: Page, variant: Variant, visit: Callable[[], object]) -> Times:
    told: dict[str, float] = {}

    def hear(message: ConsoleMessage) -> bool:
        name, _, time = message.text.removeprefix("bench ").partition(" ")
        if message.text.startswith("bench "):
            told[name] = float(time)
        return {"main", "drawn"} <= set(told) if variant.wall else "main" in told

    with page.expect_console_message(hear):
        visit()
    return Times(told["main"], told.get("drawn", 0))
