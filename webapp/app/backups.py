"""The part of the account's page about backups: when the last was, and one to take away now."""

import act
import api
import months
import shell
from dom import el
from saving import save_as
from words import t

_KB = 1024
_MB = 1024 * 1024


async def section():
    """The part as an element; raises what ``api.get`` raises."""
    state = await api.get("/api/v1/backup")
    take = el("button", t("app.backup.take"), type="button", cls="primary")
    take.bind("click", lambda _event: act.run(take, _take))
    command = el("code", "shebaobu key sheet")
    before, after = t("app.backup.sheet").split("{command}")
    return el(
        "section",
        el("h2", t("app.backup.title")),
        _last(state["last"]),
        _failed(state["last"]),
        el("p", _by_itself(state["every_hours"])),
        el("p", take),
        el("p", t("app.backup.about"), cls="hint"),
        el("p", before, command, after, cls="hint"),
        cls="backups",
        id="backups",
    )


def _last(last):
    if not last.get("made_at"):
        return el("p", t("app.backup.never"), cls="mark-note")
    when, size = months.moment(last["made_at"]), _size(last["size"])
    return el("p", el("b", t("app.backup.last", when=when)), " ", t("app.backup.proved", size=size))


def _failed(last):
    if not last.get("failed_at"):
        return None
    reason = t("error." + last["failure"], **(last.get("detail") or {}))
    return el("p", t("app.backup.failed", when=months.moment(last["failed_at"])), " ", reason, cls="mark-note")


def _by_itself(every_hours):
    if every_hours is None:
        return t("app.backup.not_by_itself")
    if every_hours == 24:
        return t("app.backup.daily")
    return t("app.backup.by_itself", hours=every_hours)


def _size(number):
    if number < _MB:
        return str(max(1, number // _KB)) + " KB"
    return str(round(number / _MB, 1)) + " MB"


async def _take():
    blob, name = await api.take("/api/v1/backup")
    save_as(blob, name)
    await shell.render()
    shell.say(t("app.backup.taken", file=name))
