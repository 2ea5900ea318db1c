"""After signing in: that a recovery code was used up, or that few are left, and where to make new ones."""

import api
import shell
from dom import el
from words import t

_FEW = 3


async def tell(method):
    """Say it in the page's line of messages; nothing where codes are left and none was used."""
    try:
        left = (await api.get("/api/v1/security"))["recovery_codes_left"]
    except (api.Failure, api.Unreachable):
        # The page that was opened says what is the matter; this is said after the next sign-in.
        return
    if method == "recovery":
        text = t("signin.recovery_used" if left else "signin.recovery_last", n=left)
    elif left < _FEW:
        text = t("signin.recovery_few" if left else "signin.recovery_none", n=left)
    else:
        return
    link = el("a", t("signin.to_security"), href="#/security")
    shell.say(text, "trouble", link)
