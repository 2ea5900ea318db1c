"""A choice of which all options can be seen at once, each with what it means."""

from dom import el, only
from words import t

_made = {"count": 0}


class Options:
    """Radio buttons under a legend; ``pairs`` are (value, label, meaning). Without ``chosen`` none is chosen yet."""

    def __init__(self, legend, pairs, chosen=None, hint=None, onchange=None):
        _made["count"] += 1
        name = "options-" + str(_made["count"])
        self.trouble = el("p", cls="field-trouble", role="alert")
        self.radios = []
        rows = []
        for value, label, meaning in pairs:
            radio = el("input", type="radio", name=name, value=value, checked=value == chosen)
            radio.bind("change", lambda _event: self._changed(onchange))
            self.radios.append(radio)
            told = el("span", el("b", label), el("small", meaning) if meaning else None)
            rows.append(el("label", radio, told, cls="check option"))
        explained = el("p", hint, cls="hint") if hint else None
        self.box = el("fieldset", el("legend", legend), explained, rows, self.trouble, cls="options")

    def _changed(self, onchange):
        only(self.trouble)
        if onchange:
            onchange(self.value())

    def value(self):
        """The value that is chosen, None where none is."""
        chosen = [radio for radio in self.radios if radio.checked]
        return chosen[0].value if chosen else None

    def chosen(self):
        """Whether one is chosen; says so where not."""
        if self.value() is not None:
            return True
        self.wrong(t("app.form.choose"))
        return False

    def wrong(self, text):
        """Say what is wrong, and go there."""
        only(self.trouble, text)
        self.radios[0].focus()
