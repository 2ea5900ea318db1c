"""A pairing code on the screen: big, with the time it has left, until a device has used it."""

import api
import copying
import shell
from browser import aio, document, window
from dom import el, only
from qr import drawing
from words import t

_SECONDS_BETWEEN_LOOKS = 3


def handed_over(code):
    """The server's address and a code in one line, for the extension's settings to take; the extension's button finds
    the code in ``data-pairing`` by itself.
    """
    line = window.location.origin + " " + code
    shown = el("code", line, cls="line")
    copy = copying.button(t("pair.copy"), line, shown, t("pair.copied"))
    return el("div", shown, copy, cls="handed-over", data_pairing=code)


class Pairing:
    """One code being shown; looks now and then whether a device has used it."""

    def __init__(self, place, button, answer):
        self.place = place
        self.button = button
        self.code = answer["code"]
        self.qr = answer.get("qr")
        self.until = window.Date.new(answer["expires_at"]).getTime()
        self.left = el("span", cls="left", aria_hidden="true")
        self.known = None

    def begin(self):
        """Show the code and start counting."""
        signs = [el("span", sign, cls="dash" if sign == "-" else None) for sign in self.code]
        server = window.location.origin
        only(
            self.place,
            el("p", t("pair.click"), cls="mark-note"),
            el("p", el("span", t("app.pair.address")), el("code", server)),
            el("p", el("span", t("app.pair.code")), el("code", signs, cls="big", aria_label=" ".join(self.code))),
            el("p", self.left, cls="hint"),
            el("p", t("pair.line")),
            handed_over(self.code),
            self.elsewhere(),
        )
        self.button.text = t("app.pair.another")
        aio.run(self.count())

    def elsewhere(self):
        """How another phone or computer gets the code: by its camera, where this address leads here from there too."""
        summary = el("summary", t("pair.elsewhere"))
        if not self.qr:
            return el("details", summary, el("p", t("pair.only_here", address=window.location.origin)))
        return el("details", summary, el("p", t("pair.scan")), drawing(self.qr, t("pair.qr_label")))

    def shown(self):
        """Whether this code is still the one on the page."""
        return document.body.contains(self.left)

    async def count(self):
        """Count down each second; look for the new device every few seconds."""
        second = 0
        while self.shown():
            left = int((self.until - window.Date.now()) / 1000)
            if left <= 0:
                only(self.place, el("p", t("app.pair.over"), cls="hint"))
                return
            self.left.text = t("app.pair.left", minutes=left // 60, seconds=("0" + str(left % 60))[-2:])
            if second % _SECONDS_BETWEEN_LOOKS == 0 and await self.used():
                return
            second += 1
            await aio.sleep(1)

    async def used(self):
        """Whether a device has come since the code was shown; then the page says so."""
        try:
            devices = (await api.get("/api/v1/devices"))["devices"]
        except (api.Failure, api.Unreachable):
            return False
        if self.known is None:
            self.known = [device["id"] for device in devices]
            return False
        new = [device for device in devices if device["id"] not in self.known]
        if not new or not self.shown():
            return False
        await shell.render()
        shell.say(t("app.pair.done", name=new[0]["name"]))
        return True
