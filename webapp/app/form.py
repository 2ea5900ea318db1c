"""Form fields with label, hint and a place for what is wrong, spoken to screen readers too."""

import one_time_code
from browser import document
from dom import el, only
from words import t

_made = {"count": 0}


class Field:
    """A labelled control; ``box`` is the element to place."""

    def __init__(self, label, control, hint=None):
        _made["count"] += 1
        name = "field-" + str(_made["count"])
        self.control = control
        self.trouble = el("p", cls="field-trouble", id=name + "-trouble", role="alert")
        control.setAttribute("id", name)
        described = name + "-trouble"
        if hint:
            described += " " + name + "-hint"
        control.setAttribute("aria-describedby", described)
        self.box = el(
            "div",
            el("label", label, for_=name),
            el("p", hint, cls="hint", id=name + "-hint") if hint else None,
            control,
            self.trouble,
            cls="field",
        )
        control.bind("input", lambda _event: self.right())

    def value(self):
        """What is in the field, without space around it."""
        return self.control.value.strip()

    def wrong(self, text):
        """Say what is wrong beside the field and go there."""
        only(self.trouble, text)
        self.control.setAttribute("aria-invalid", "true")
        self.control.focus()

    def right(self):
        """Take back what was said."""
        if self.control.hasAttribute("aria-invalid"):
            only(self.trouble)
            self.control.removeAttribute("aria-invalid")

    def filled(self):
        """Whether there is anything in the field; says so where not."""
        if self.value():
            return True
        self.wrong(t("app.form.empty"))
        return False


class CodeField(Field):
    """A field for a code of six digits; of a message that is pasted it takes the code."""

    def __init__(self, label, hint=None):
        attributes = {"type": "text", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "20"}
        super().__init__(label, el("input", cls="code", **attributes), hint)
        self.control.bind("paste", self._pasted)

    def digits(self):
        """The six digits; None where there are more or fewer, which it says beside the field."""
        if not self.filled():
            return None
        digits = one_time_code.digits_in(self.value())
        if len(digits) == one_time_code.DIGITS:
            return digits
        self.wrong(t("app.form.code_digits"))
        return None

    def _pasted(self, event):
        found = one_time_code.code_in(event.clipboardData.getData("text"))
        if found:
            event.preventDefault()
            self.control.value = found
            self.right()


def text(label, hint=None, **attributes):
    """A field of one line."""
    given = {"type": "text", "autocomplete": "off"}
    given.update(attributes)
    return Field(label, el("input", **given), hint)


def choice(label, pairs, chosen, hint=None):
    """A field to choose from (value, text) pairs."""
    options = [el("option", shown, value=value, selected=value == chosen) for value, shown in pairs]
    return Field(label, el("select", *options), hint)


def passphrase(label, hint=None, autocomplete="current-password"):
    """A passphrase that can be shown; pasting works."""
    attributes = {"type": "password", "autocomplete": autocomplete, "spellcheck": "false"}
    control = el("input", autocapitalize="none", maxlength="1000", **attributes)
    field = Field(label, control, hint)
    toggle = el("button", t("app.form.show"), type="button", cls="quiet", aria_pressed="false")

    def turn(_event):
        hidden = control.getAttribute("type") == "password"
        control.setAttribute("type", "text" if hidden else "password")
        toggle.setAttribute("aria-pressed", "true" if hidden else "false")
        toggle.text = t("app.form.hide" if hidden else "app.form.show")

    toggle.bind("click", turn)
    row = el("div", cls="with-button")
    control.before(row)
    row.append(control)
    row.append(toggle)
    return field


def code(label, hint=None):
    """A code of six digits: an authenticator's, or one that came in a message."""
    return CodeField(label, hint)


def form(*children, onsubmit):
    """A form whose Enter and button both call ``onsubmit(button)``."""
    node = el("form", *children, novalidate=True)

    def submitted(event):
        event.preventDefault()
        onsubmit(node.querySelector("button[type=submit]"))

    node.bind("submit", submitted)
    return node


def submit(label):
    """The button of a form."""
    return el("button", label, type="submit", cls="primary")


def focus_first(node):
    """Go to the first field once the node is on the page: the first that is empty, where one is."""
    controls = list(node.querySelectorAll("input, select")) if node else []
    control = next((one for one in controls if not one.value), controls[0] if controls else None)
    if control and document.body.contains(control):
        control.focus()
