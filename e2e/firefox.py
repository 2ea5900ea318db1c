"""A real Firefox with the real extension in it, clicked as a person clicks it.

It is driven over WebDriver BiDi. The toolbar button and the popup belong to the browser's own window, which is reached
through the protocol's chrome scope; the click on the button is what grants `activeTab`.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from websockets.sync.client import connect

from e2e.browser import EXTENSION, until
from e2e.trusting import trust

T = TypeVar("T")

ID = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))["browser_specific_settings"]["gecko"]["id"]
PATIENCE_S = 120
BUTTON = re.sub(r"[@.]", "_", ID) + "-BAP"
PREFERENCES: dict[str, Any] = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.security.https_first": False,
    "extensions.getAddons.cache.enabled": False,
    "intl.accept_languages": "zh-CN",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


def firefox_path() -> str | None:
    """The browser to drive: SHEBAOBU_FIREFOX, else the system's Firefox ESR or Firefox; None where there is none."""
    return os.environ.get("SHEBAOBU_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


class Refused(Exception):
    """The browser did not do what it was told."""


class Firefox:
    """One running Firefox on an empty profile; it asks a proxy on `proxy_port` for all pages but the family's own.

    It takes any certificate, but with ``trusted`` only those that a person's would: by an authority (DER) that its user
    trusts, or by none where that is empty.
    """

    def __init__(self, proxy_port: int, keep: Path | None = None, trusted: bytes | None = None) -> None:
        self.kept = keep is not None
        self.profile = keep or Path(tempfile.mkdtemp(prefix="shebaobu-firefox-"))
        self.profile.mkdir(exist_ok=True)
        self.uuid = str(uuid.uuid4())
        self._write_preferences(proxy_port)
        if trusted:
            trust(self.profile, trusted)
        self.log: list[str] = []
        self.process = self._start()
        self._numbers = itertools.count(1)
        self.held = contextlib.ExitStack()
        address = self._listening() + "/session"
        self.socket = self.held.enter_context(connect(address, max_size=None, open_timeout=30))
        self.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": trusted is None}})
        self.send("webExtension.install", extensionData={"type": "path", "path": str(EXTENSION)})
        self.window = self.send("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"][0]["context"]

    def _write_preferences(self, proxy_port: int) -> None:
        proxy = {f"network.proxy.{kind}": "127.0.0.1" for kind in ("http", "ssl")}
        ports = {f"network.proxy.{kind}_port": proxy_port for kind in ("http", "ssl")}
        uuids = {"extensions.webextensions.uuids": json.dumps({ID: self.uuid})}
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in (PREFERENCES | proxy | ports | uuids).items()
        ]
        (self.profile / "user.js").write_text("\n".join(lines), encoding="utf-8")

    def _start(self) -> subprocess.Popen[str]:
        path = firefox_path()
        assert path is not None, "no Firefox"
        options = ("--headless", "--no-remote", "--remote-debugging-port=0", "--remote-allow-system-access")
        command = [path, *options, "--profile", str(self.profile), "about:blank"]
        return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)

    def _listening(self) -> str:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line)
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", line)
            if found:
                threading.Thread(target=lambda: self.log.extend(self.process.stderr or ()), daemon=True).start()
                return found[1]
        raise Refused("".join(self.log))

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command and wait for its result."""
        number = next(self._numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv(timeout=PATIENCE_S))
            if answer.get("id") == number:
                break
        if answer["type"] == "error":
            raise Refused(f"{method}: {answer['error']}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, url: str) -> str:
        """Open an address in a new tab in front; its context."""
        tab = str(self.send("browsingContext.create", type="tab")["context"])
        self.send("browsingContext.navigate", context=tab, url=url, wait="complete")
        return tab

    def open_options(self) -> str:
        """Open the extension's options page in a tab; its context."""
        return self.open(f"moz-extension://{self.uuid}/options/options.html")

    def js(self, context: str, expression: str) -> Any:
        """The plain value of an expression, or of its promise, in a page or in the browser's own window."""
        told = self.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})) ?? 'null')()",
            target={"context": context},
            awaitPromise=True,
            userActivation=True,
        )
        if told["type"] == "exception":
            raise Refused(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"])

    def fill(self, tab: str, selector: str, text: str) -> None:
        """Enter text in a field of a page."""
        self.js(
            tab,
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.value = {json.dumps(text)};"
            " e.dispatchEvent(new Event('input', {bubbles: true})); })()",
        )

    def click(self, tab: str, selector: str) -> None:
        """A real mouse click on an element of a page."""
        [node] = self.send("browsingContext.locateNodes", context=tab, locator={"type": "css", "value": selector})[
            "nodes"
        ]
        on = {"type": "element", "element": {"sharedId": node["sharedId"]}}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": on},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}
        self.send("input.performActions", context=tab, actions=[mouse])

    def wait_for(self, tab: str, selector: str) -> None:
        """Wait until an element is there."""
        until(lambda: self.js(tab, f"document.querySelector({json.dumps(selector)}) !== null"), f"no {selector}")

    def click_extension(self) -> Popup:
        """Press the extension's button in the toolbar, for the tab in front; a popup that is open is closed before."""
        button = f"document.getElementById({json.dumps(BUTTON)})"
        until(lambda: self.js(self.window, f"{button}?.getBoundingClientRect().width > 0"), "no button in the toolbar")
        Popup.close_open(self)
        self.js(self.window, f"void {button}.click()")
        return Popup(self)

    def allow(self) -> None:
        """Answer yes to what the browser asks its user about the extension."""
        button = "PopupNotifications.panel.firstElementChild?.button"
        until(lambda: self.js(self.window, f"Boolean({button})"), "the browser asks nothing")
        self.js(self.window, f"void {button}.click()")

    def badge(self) -> str:
        """The text on the extension's icon."""
        shown = f"document.getElementById({json.dumps(BUTTON)}).getAttribute('badge') ?? ''"
        return str(self.js(self.window, shown))

    def close(self) -> None:
        """End the browser and remove its profile, unless it is to be kept."""
        with contextlib.suppress(Exception):
            self.send("browser.close")
            self.held.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
        if not self.kept:
            shutil.rmtree(self.profile, ignore_errors=True)


class Popup:
    """The extension's open popup: a page inside the browser's own window, reached by a script sent into it."""

    HOLDER = "document.querySelector('browser.webextension-popup-browser:not(.webextension-preload-browser)')"
    ANSWER_S = 30

    def __init__(self, firefox: Firefox) -> None:
        self._firefox = firefox
        # The browser reads the popup's page out of sight and then moves it: what is asked meanwhile is never answered.
        until(self._is_shown, "no popup opened")
        until(lambda: self.js("content.location.protocol") == "moz-extension:", "no popup opened")

    def _is_shown(self) -> bool:
        return self._firefox.js(self._firefox.window, f"{self.HOLDER}?.closest('panel').state ?? ''") == "open"

    def js(self, expression: str) -> Any:
        """The plain value of an expression in the popup, whose window is `content`."""
        name = f"shebaobu-{uuid.uuid4()}"
        script = f"sendAsyncMessage({json.dumps(name)}, JSON.stringify({expression}) ?? 'null');"
        answer = self._firefox.js(
            self._firefox.window,
            "new Promise((resolve, refuse) => {"
            f" setTimeout(() => refuse(new Error('the popup does not answer')), {self.ANSWER_S * 1000});"
            f" const manager = {self.HOLDER}.messageManager;"
            f" manager.addMessageListener({json.dumps(name)}, ({{ data }}) => resolve(data));"
            f" manager.loadFrameScript('data:,' + encodeURIComponent({json.dumps(script)}), false); }})",
        )
        return json.loads(answer)

    def state(self) -> str:
        """Which view is shown."""
        return str(self.js("content.document.body?.dataset.state ?? ''"))

    def text(self, selector: str = "body") -> str:
        """What a person reads in the first element that matches, empty when there is none."""
        return str(self.js(f"content.document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def wait_state(self, *states: str) -> str:
        """Wait until one of these views is shown; answer which."""

        def reached() -> str:
            state = self.state()
            return state if state in states else ""

        try:
            return until(reached, f"none of {states}")
        except AssertionError as late:
            raise AssertionError(f"{late}; shown is {self.state()!r}: {self.text()[:600]}") from None

    def click(self, selector: str) -> None:
        """Press an element, with the gesture that a real press is."""
        element = f"content.document.querySelector({json.dumps(selector)})"
        self.js(f"(content.document.notifyUserGestureActivation(), {element}.click(), true)")

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a select, as its change event reports it."""
        self.js(
            f"((e) => {{ e.value = {json.dumps(value)};"
            " e.dispatchEvent(new content.Event('change', {bubbles: true})); return true; })"
            f"(content.document.querySelector({json.dumps(selector)}))"
        )

    def close(self) -> None:
        """Close the popup as a click beside it does."""
        self.close_open(self._firefox)

    @classmethod
    def close_open(cls, firefox: Firefox) -> None:
        """Close the popup where one is open."""
        firefox.js(firefox.window, f"void {cls.HOLDER}?.closest('panel').hidePopup()")
        until(lambda: firefox.js(firefox.window, f"{cls.HOLDER} === null"), "the popup stays open")


@contextlib.contextmanager
def open_firefox(proxy_port: int, keep: Path | None = None, trusted: bytes | None = None) -> Iterator[Firefox]:
    """Start Firefox with the extension in it, and end it; ``keep`` is a folder for a profile that stays there, and
    ``trusted`` is as for ``Firefox``.
    """
    firefox = Firefox(proxy_port, keep, trusted)
    try:
        yield firefox
    finally:
        firefox.close()
