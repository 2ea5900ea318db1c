"""Passkeys of this browser: making one and signing with one, and why it gave none.

Options are those that the server sends as ``public_key``; what comes back is sent to it as ``credential``.
"""

import api
from browser import window
from javascript import JSON

# What came last to browsers, of all that is used here.
_NEWEST = "parseRequestOptionsFromJSON"
_WHY = {
    "AbortError": "passkey.cancelled",
    "NotAllowedError": "passkey.cancelled",
    "InvalidStateError": "passkey.already",
    "SecurityError": "passkey.address",
    "NotSupportedError": "passkey.unsuitable",
    "ConstraintError": "passkey.unsuitable",
}


class NotGiven(api.Failure):
    """The browser gave no passkey; ``code`` is the key of the sentence that says why, and ``refusal.said`` says it.

    ``passkey.cancelled``: its user stopped, waited too long or had none that fits, which browsers do not tell apart.
    ``passkey.already``: the device holds one of this account. ``passkey.unsuitable``: it cannot make such a one.
    ``passkey.address``, ``passkey.unsupported``: see ``hindrance``. ``passkey.failed``: anything else.
    """

    def __init__(self, code):
        super().__init__(0, code, None, {})


def hindrance():
    """Why this browser gives no passkeys here, as the key of a sentence; None where it does.

    ``passkey.address``: the address is a number or not encrypted. ``passkey.unsupported``: the browser is too old.
    """
    host = window.location.hostname
    if not window.isSecureContext or host[:1] == "[" or all(sign.isdigit() or sign == "." for sign in host):
        return "passkey.address"
    if not (hasattr(window, "PublicKeyCredential") and hasattr(window.PublicKeyCredential, _NEWEST)):
        return "passkey.unsupported"
    return None


def available():
    """Whether this browser gives passkeys under this address."""
    return hindrance() is None


async def create(options):
    """A new passkey, as the server reads it; raises ``NotGiven``."""
    _require()
    known = window.PublicKeyCredential.parseCreationOptionsFromJSON(options)
    return await _given(window.navigator.credentials.create({"publicKey": known}))


async def get(options):
    """The signature of a passkey that the person chooses, as the server reads it; raises ``NotGiven``."""
    _require()
    known = window.PublicKeyCredential.parseRequestOptionsFromJSON(options)
    return await _given(window.navigator.credentials.get({"publicKey": known}))


def _require():
    why = hindrance()
    if why:
        raise NotGiven(why)


async def _given(promise):
    names = []
    credential = await promise.catch(lambda error: names.append(error.name))
    if names:
        raise NotGiven(_WHY.get(names[0], "passkey.failed"))
    return JSON.parse(window.JSON.stringify(credential))
