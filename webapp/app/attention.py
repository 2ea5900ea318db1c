"""A calm line above the month wall where something needs somebody; each part leads to where it is settled."""

from dom import el
from words import t


def notice(member_id, found):
    """The line, or None where nothing needs anybody."""
    asking = found["asking"]
    place = "#/capture/" + asking[0] if len(asking) == 1 else "#/captures/" + member_id
    parts = (
        ("conflicts", "#/conflicts/" + member_id),
        ("questions", place),
        ("differing", "#/totals/" + member_id),
    )
    links = [el("a", t("app.attention." + name, n=found[name]), href=address) for name, address in parts if found[name]]
    if not links:
        return None
    return el("aside", el("span", t("app.attention.title")), links, cls="attention no-print", id="attention")
