"""The head of every page about one member: the name, and the ways to wall, records, changes, totals and captures."""

import rights
from dom import add, copy, lead
from words import t, word


def bar(member, page, *actions):
    """The head for a member's page, ``page`` being the one shown; its pattern is a template of index.html."""
    head = copy("member-head")
    head.querySelector("h1").text = member["name"]
    head.querySelector(".relation").text = word("relation", member["relation"])
    add(head.querySelector(".page-actions"), actions)
    tabs = copy("member-tabs")
    tabs.setAttribute("aria-label", t("app.tab.label"))
    for link in tabs.querySelectorAll("a"):
        name = link.getAttribute("data-page")
        link.text = t(link.getAttribute("data-t"))
        lead(link, "#/" + name + "/" + member["id"])
        if name == page:
            link.setAttribute("aria-current", "page")
    return [head, tabs, rights.note(member)]
