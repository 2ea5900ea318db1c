"""What an authenticator app is told: the QR code, and the secret for who cannot scan."""

from dom import el
from qr import drawing
from words import t

_GROUP = 4


def told(totp):
    """Picture and secret of what the server answers as ``totp``."""
    secret = totp["secret"]
    groups = [secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP)]
    by_hand = el("p", el("code", " ".join(groups), cls="secret"))
    return [
        drawing(totp["qr"], t("app.setup.qr_label")),
        el("details", el("summary", t("app.setup.by_hand")), by_hand),
    ]
