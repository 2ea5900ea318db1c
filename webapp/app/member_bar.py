"""The head of every page about one member: the name, and the ways to wall, records, changes, totals and captures."""

import rights
from dom import el
from words import t, word

_PAGES = (
    ("member", "app.tab.wall"),
    ("records", "app.tab.records"),
    ("changes", "app.tab.changes"),
    ("totals", "app.tab.totals"),
    ("captures", "app.tab.captures"),
)


def bar(member, page, *actions):
    """The head for a member's page, ``page`` being the one shown."""
    links = []
    for name, key in _PAGES:
        current = "page" if name == page else None
        links.append(el("a", t(key), href="#/" + name + "/" + member["id"], aria_current=current))
    return [
        el(
            "div",
            el("h1", member["name"]),
            el("span", word("relation", member["relation"]), cls="relation"),
            el("div", *actions, cls="page-actions"),
            cls="page-head",
        ),
        el("nav", links, cls="tabs", aria_label=t("app.tab.label")),
        rights.note(member),
    ]
