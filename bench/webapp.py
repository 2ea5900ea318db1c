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
from playwright.sync_api import Browser, sync_playwright

from bench.bare_browser import BareBrowser, BarePage
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
        self._bare = BareBrowser(browser, LISTEN)
        self._address = address
        self._state, self._member = self._signed_in(sign_in)
        self._known: dict[Variant, BarePage] = {}

    def cold(self, variant: Variant) -> Times:
        """A first visit."""
        page = self._page()
        try:
            return self._opened(page, variant)
        finally:
            page.close()

    def warm(self, variant: Variant) -> Times:
        """One more visit of a browser that has been there: the page is loaded anew."""
        if variant not in self._known:
            self._known[variant] = self._page()
            return self._opened(self._known[variant], variant)
        return _times(self._known[variant].reload(_all_told(variant)))

    def kilobytes(self, variant: Variant) -> tuple[float, float]:
        """What the server sends for a first visit, heads included: until the view is drawn, and in all."""
        context = self._browser.new_context(storage_state=self._state)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.add_init_script(LISTEN)
        with page.expect_console_message(lambda message: message.text.startswith("bench drawn")):
            page.goto(self._place(variant), wait_until="commit")
        to_wall = sum(sizes)
        page.wait_for_load_state("networkidle")
        context.close()
        return to_wall / 1000, sum(sizes) / 1000

    def _page(self) -> BarePage:
        return self._bare.page([{**cookie, "url": self._address} for cookie in self._state["cookies"]])

    def _opened(self, page: BarePage, variant: Variant) -> Times:
        return _times(page.open(self._place(variant), _all_told(variant)))

    def _place(self, variant: Variant) -> str:
        return f"{self._address}{variant.path}" + (f"#/member/{self._member}" if variant.wall else "")

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
        state = context.storage_state()
        context.close()
        return state, member


def _all_told(variant: Variant) -> Callable[[list[str]], bool]:
    wanted = {"main", "drawn"} if variant.wall else {"main"}
    return lambda printed: wanted <= set(_told(printed))


def _times(printed: list[str]) -> Times:
    told = _told(printed)
    return Times(told["main"], told.get("drawn", 0))


def _told(printed: list[str]) -> dict[str, float]:
    """What LISTEN printed."""
    found = (text.removeprefix("bench ").split(" ") for text in printed if text.startswith("bench "))
    return {name: float(time) for name, time in found}
