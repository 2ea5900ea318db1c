"""Where a record came from, in one line with a way to the capture."""

import months
from dom import el
from words import t, word


def _newest_first(fact, captures):
    proofs = [proof for proof in fact["proofs"] if proof["capture"] in captures]
    proofs.sort(key=lambda proof: captures[proof["capture"]]["captured_at"], reverse=True)
    return proofs


def asked_line(fact, captures):
    """The open questions of a fact, each a link to where it can be answered."""
    proofs = _newest_first(fact, captures)
    address = _address(proofs[0]["capture"], captures[proofs[0]["capture"]]) if proofs else None
    texts = [_question(question) for question in fact["record"].get("questions") or []]
    return [el("a", text, href=address, cls="asked") if address else el("span", text, cls="asked") for text in texts]


def _question(question):
    code, subject = question["code"], question.get("subject")
    about_words = "question." + code + ".subject"
    if subject and t(about_words) != about_words:
        return t(about_words, subject=subject)
    return word("question", code) if word("question", code) != code else t("question.other")


def proof_line(fact, captures):
    """A link to the newest capture that shows a fact, and how many more show it too."""
    proofs = _newest_first(fact, captures)
    if not proofs:
        return None
    capture = captures[proofs[0]["capture"]]
    address = _address(proofs[0]["capture"], capture)
    parts = [
        el("a" if address else "span", title(capture), href=address, cls="origin", title=origin(capture)),
        el("small", _where_when(capture)),
    ]
    others = len({proof["capture"] for proof in proofs}) - 1
    if others:
        parts.append(el("small", t("app.proof.more", n=others)))
    return parts


def page_link(capture_id, capture):
    """A captured page by its title and host, and the way to it where the reader may see it whole."""
    address = _address(capture_id, capture)
    return el("a" if address else "span", origin(capture), href=address)


def _address(capture_id, capture):
    """Where a page is shown: None for what was typed in, and for a page that is shared in part."""
    return "#/capture/" + capture_id if capture["channel"] != "manual" and capture["whole"] else None


def title(capture):
    """Title of a captured page, or its channel where it has none."""
    if not capture.get("whole", True):
        return t("rights.page_not_shared")
    return capture.get("title") or word("channel", capture["channel"])


def origin(capture):
    """Title and host of a captured page."""
    return title(capture) + t("app.dot") + capture["host"] if capture.get("host") else title(capture)


def _where_when(capture):
    when = t("app.proof.when", when=months.day(capture["captured_at"]))
    return capture["host"] + t("app.dot") + when if capture.get("host") else when
