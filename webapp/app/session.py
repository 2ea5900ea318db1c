"""Who is signed in, as the server last said."""

import api

_known = {"state": None}


async def state():
    """The answer of /api/state, asked once until ``forget``."""
    if _known["state"] is None:
        _known["state"] = await api.get("/api/state")
    return _known["state"]


def forget():
    """After signing in or out the server is asked again."""
    _known["state"] = None


def is_me(account):
    """Whether this account is the one signed in here."""
    return bool(_known["state"]) and _known["state"]["account"]["id"] == account
