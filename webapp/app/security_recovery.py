"""Recovery codes: how many are left, and new ones, which are shown until the reader says that they are kept.

They are in this page's memory meanwhile, for the account that made them only: a change of language must not lose them.
"""

import api
import dialog
import shell
from dom import el
from recovery import kept_codes
from security_change import block, others_out
from words import t

_new = {"account": None, "codes": None}


def section(found, account):
    """How many there are, and a way to new ones."""
    left = found["recovery_codes_left"]
    button = el("button", t("security.recovery.renew"), type="button")

    async def renew():
        answer = await api.send("POST", "/api/v1/security/recovery")
        _new["account"], _new["codes"] = account["id"], answer["recovery_codes"]
        await shell.render()

    title, text = t("security.recovery.renew_title"), t("security.recovery.renew_text")
    button.bind("click", lambda _event: dialog.confirm(title, [text], t("security.recovery.renew"), renew))
    count = t("security.recovery.left", n=left) if left else t("security.recovery.none_left")
    return block("recovery", el("p", t("security.recovery.text")), el("p", el("b", count)), button)


def unkept(account):
    """A page of new codes that were not kept yet, None where there are none of this account's."""
    if not account or _new["account"] != account["id"]:
        _forget()
        return None
    return el(
        "section",
        el("h1", t("security.recovery.new_title")),
        el("p", t("security.recovery.new_text")),
        kept_codes(_new["codes"], _finished, t("security.recovery.done")),
        cls="card narrow setup",
    )


def _forget():
    _new["account"] = _new["codes"] = None


def _finished():
    _forget()
    shell.go("#/security", others_out(t("security.recovery.kept")))
