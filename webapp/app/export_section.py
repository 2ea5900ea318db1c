"""The export: for whom and in which form, as a download."""

import form
from dom import el, lead
from words import language, t

_FORMS = ("json", "xlsx", "zip", "csv")


def section(members):
    """Choosing what to download; nothing where there is no member."""
    if not members:
        return None
    everyone = [("", t("app.export.all"))] if len(members) > 1 else []
    who = form.choice(t("app.export.who"), everyone + [(one["id"], one["name"]) for one in members], "")
    what = form.choice(t("app.export.form"), [(name, t("app.export." + name)) for name in _FORMS], "json")
    link = el("a", t("app.export.download"), download=True, cls="button primary")

    def point(_event=None):
        member = who.value()
        where = "/members/" + member if member else ""
        lead(link, "/api/v1" + where + "/export." + what.value() + "?lang=" + language())

    who.control.bind("change", point)
    what.control.bind("change", point)
    point()
    fields = el("div", who.box, what.box, cls="field-pair")
    text = el("p", t("app.export.text"), cls="hint")
    return el("section", el("h2", t("app.export.title")), text, fields, el("div", link, cls="button-row"))
