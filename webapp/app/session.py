"""Who is signed in, as the server last said."""

import api
from browser import window

_known = {"state": None, "ended": False}
# Somebody was signed in last time: boot/ahead.js asks for data at once, and a session that has ended is told of.
_HINT = "shebaobu.signed_in"


async def state():
    """The answer of /api/v1/state, asked once until ``forget``."""
    if _known["state"] is None:
        _known["state"] = await api.get("/api/v1/state")
        signed_in = bool(_known["state"]["account"])
        was_signed_in = window.localStorage.getItem(_HINT) == "1"
        _known["ended"] = was_signed_in and not signed_in
        if signed_in and not was_signed_in:
            window.localStorage.setItem(_HINT, "1")
        if _known["ended"]:
            window.localStorage.removeItem(_HINT)
    return _known["state"]


def has_ended():
    """Whether the server ended the session since it was last asked; true once."""
    ended, _known["ended"] = _known["ended"], False
    return ended


def left():
    """After signing out oneself, which is no news."""
    window.localStorage.removeItem(_HINT)
    forget()


def forget():
    """After signing in or out the server is asked again, and no answer counts that was for whoever was here before."""
    _known["state"] = None
    window.shebaobu.forget()
