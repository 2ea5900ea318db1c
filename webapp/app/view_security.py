"""Sign-in and security: the ways to sign in, what is missing, and each of them with what can be changed."""

import api
import security_advice
import security_authenticator
import security_passkeys
import security_passphrase
import security_phone
import security_recovery
import security_sessions
import session
from dom import el
from words import t


async def show(_args):
    """The page; new recovery codes alone where there are some that nobody has kept yet."""
    unkept = security_recovery.unkept((await session.state())["account"])
    if unkept:
        return unkept
    api.begin("/api/v1/sessions")
    found = await api.get("/api/v1/security")
    sessions = (await api.get("/api/v1/sessions"))["sessions"]
    account = (await session.state())["account"]
    here = next((one["id"] for one in sessions if one["current"]), None)
    return el(
        "div",
        el("div", el("h1", t("security.title")), cls="page-head"),
        el("p", t("security.lead"), cls="lead"),
        security_advice.section(found, here),
        el("p", t("security.ends_others"), cls="hint"),
        security_passphrase.section(account),
        security_authenticator.section(found),
        security_passkeys.section(found),
        security_phone.section(found),
        security_recovery.section(found, account),
        security_sessions.section(sessions),
        cls="measure",
        id="security",
    )
