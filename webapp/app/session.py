"""Who is signed in, as the server last said."""

import api
from browser import window

_known = {"state": None}
# boot/ahead.js asks for data at once where somebody was signed in last time.
_HINT = "shebaobu.signed_in"


async def state():
    """The answer of /api/v1/state, asked once until ``forget``."""
    if _known["state"] is None:
        _known["state"] = await api.get("/api/v1/state")
        if _known["state"]["account"]:
            window.localStorage.setItem(_HINT, "1")
        else:
            window.localStorage.removeItem(_HINT)
    return _known["state"]


def forget():
    """After signing in or out the server is asked again."""
    _known["state"] = None
