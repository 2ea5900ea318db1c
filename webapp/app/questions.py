"""What a captured page does not determine, each with its possible answers, and where the page disagrees with itself."""

import act
import api
import shell
from dom import el
from words import pick, t

_FEW = 5
_OPEN = ""


def section(capture_id, questions, blocks):
    """The questions of a capture as a form, or None; sending it reads the capture again with the answers."""
    if not questions:
        return None
    fields = [_Question(number, question, blocks) for number, question in enumerate(questions)]
    save = el("button", t("app.capture.answer"), type="submit", cls="primary")
    form = el("form", [field.box for field in fields], el("p", save), novalidate=True)

    async def send():
        given = [field.given() for field in fields if field.changed()]
        await api.send("POST", "/api/v1/captures/" + capture_id + "/answers", {"answers": given})
        await shell.render()
        shell.say(t("app.capture.answered"))

    def submitted(event):
        event.preventDefault()
        if [field for field in fields if field.changed()]:
            act.run(save, send)
        else:
            act.tell(save, t("app.capture.nothing_answered"))

    form.bind("submit", submitted)
    left = len([question for question in questions if question["answer"] is None])
    head = t("app.capture.questions", n=left) if left else t("app.capture.questions_done")
    note = el("p", t("app.capture.questions_note"), cls="hint")
    return el("section", el("h2", head), note, form, cls="questions", id="questions")


class _Question:
    """One question with its control; a question that no layout is known of can only be shown."""

    def __init__(self, number, question, blocks):
        self.question = question
        self.before = question["answer"] or _OPEN
        name = "question-" + str(number)
        choices = [(choice["value"], pick(choice["label"])) for choice in question["choices"]]
        choices.append((_OPEN, t("app.capture.unsure")))
        if not question["layout"]:
            self.control = el("p", " / ".join([text for _value, text in choices[:-1]]), cls="hint")
        elif len(choices) > _FEW + 1:
            options = [el("option", text, value=value, selected=value == self.before) for value, text in choices]
            self.control = el("select", options, aria_labelledby=name)
        else:
            self.control = el("div", [self._radio(name, *choice) for choice in choices], cls="choices")
        samples = t("app.list_comma").join(question["samples"])
        self.box = el(
            "fieldset",
            el("legend", pick(question["text"]), id=name),
            el("p", _place(question, blocks), cls="hint"),
            el("p", t("app.capture.samples", samples=samples), cls="hint") if samples else None,
            self.control,
            cls="question" if self.before else "question open",
        )

    def _radio(self, name, value, text):
        chosen = value == self.before
        control = el("input", type="radio", name=name + "-answer", value=value or "open", checked=chosen)
        return el("label", control, " ", text)

    def answer(self):
        """What is chosen now, empty for not knowing."""
        if not self.question["layout"]:
            return self.before
        if self.control.tagName == "SELECT":
            return self.control.value
        chosen = self.control.querySelector("input:checked")
        return _OPEN if chosen.value == "open" else chosen.value

    def changed(self):
        """Whether another answer is chosen than the one in use."""
        return self.answer() != self.before

    def given(self):
        """The answer as the server takes it."""
        names = ("layout", "code", "column", "subject")
        reading = {name: self.question[name] for name in names if self.question[name] is not None}
        reading["answer"] = self.answer()
        return reading


def _place(question, blocks):
    path = list(blocks[question["block"]].get("path") or [])
    if question["column_label"]:
        path.append(question["column_label"])
    return " › ".join(path)


def checks(found):
    """What was compared on the page: what does not agree in words, else how many comparisons hold; or None."""
    if found["differing"]:
        items = [el("li", pick(check["text"])) for check in found["differing"]]
        title = el("h2", t("app.capture.checks", n=len(items)))
        return el("section", title, el("p", t("app.capture.checks_note"), cls="hint"), el("ul", items), cls="checks")
    return el("p", t("app.capture.checks_hold", n=found["holding"]), cls="hint") if found["holding"] else None
