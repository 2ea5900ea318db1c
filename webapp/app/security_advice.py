"""Which ways to sign in an account has, what is missing, and what to do next."""

from dom import el
from words import t

_FEW_CODES = 3
# The session in which a lost phone has been seen to.
_heeded = {"now": None, "done": None}


def section(found, session_id):
    """The ways and what to do; ``found`` is the answer of /api/v1/security, seen in that session."""
    _heeded["now"] = session_id
    return el("section", el("h2", t("security.now")), el("dl", _ways(found), cls="ways"), _advice(found))


def heed():
    """The authenticator is a new one: in this session nobody needs to be told of a lost phone any more."""
    _heeded["done"] = _heeded["now"]


def counting(found):
    """The checks that open the account now: a phone counts where there is a gateway to it."""
    return [name for name in found["factors"] if name != "sms" or found["sms_offered"]]


def removable(found):
    """Whether a check may be removed: there is another."""
    return len(found["factors"]) > 1


def codes_of_advice(found):
    """What there is to say, the most urgent first; ``fine`` where nothing is missing."""
    ways, codes = counting(found), found["recovery_codes_left"]
    said = []
    if found["opened_by"] == "recovery" and _heeded["now"] != _heeded["done"]:
        said.append("opened_by_recovery")
    if codes < _FEW_CODES:
        said.append("few_codes" if codes else "no_codes")
    if ways == ["sms"]:
        said.append("sms_only")
    if found["phone"] and not found["sms_offered"]:
        said.append("sms_dead")
    if len(ways) == 1 and ways != ["sms"]:
        said.append("one_way")
    return said or ["fine"]


def _ways(found):
    none = t("security.has.none")
    shown = [
        ("passphrase", t("security.has.passphrase")),
        ("totp", t("security.has.totp") if "totp" in found["factors"] else none),
        ("passkey", t("security.has.passkey", n=len(found["passkeys"])) if found["passkeys"] else none),
    ]
    if found["phone"] or found["sms_offered"]:
        shown.append(("sms", t("security.has.sms", phone=found["phone"]) if found["phone"] else none))
    codes = found["recovery_codes_left"]
    shown.append(("recovery", t("security.has.recovery", n=codes) if codes else none))
    return [_way(name, text, text == none) for name, text in shown]


def _way(name, text, missing):
    return el("div", el("dt", t("security.way." + name)), el("dd", text, cls="missing" if missing else None))


def _advice(found):
    codes = codes_of_advice(found)
    if codes == ["fine"]:
        return el("p", t("security.advice.fine"), cls="hint advice")
    items = [el("li", t("security.advice." + code, n=found["recovery_codes_left"])) for code in codes]
    return [el("h3", t("security.to_do")), el("ul", items, cls="advice mark-note")]
