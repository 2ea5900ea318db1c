/**
 * Inputs and selects outside tables, with the label a person reads beside them; and the one hidden input that is
 * read: the standard code by which portals say whose page this is.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes, text, visibility } = capture;

  const HIDDEN = "input[type=hidden]";
  // The person's number in GB/T 40217. Other hidden inputs may hold a phone, an account or a token, and stay unread.
  const PERSON_CODES = new Set(["aac001"]);
  const LAST_LABEL = /([^\s:：;；,，。]{1,24})\s*[:：]$/;
  const SHORT_LABEL = 12;
  const NEAR = 4;

  /** Hidden inputs of the person's number in an element, as [code, value]; all other hidden inputs stay unread. */
  function codesIn(element) {
    const found = [];
    const inputs = element.matches(HIDDEN) ? [element] : element.querySelectorAll(HIDDEN);
    for (const input of inputs) {
      const code = [input.id, input.name].find((name) => PERSON_CODES.has(name.toLowerCase()));
      const value = shapes.fold(input.value);
      if (code && value !== "") found.push([code.toLowerCase(), value]);
    }
    return found;
  }

  /** A code that stands for several values on one page belongs to rows, not to the page. */
  function singleCodes(pairs) {
    const values = new Map();
    for (const [code, value] of pairs) values.set(code, (values.get(code) ?? new Set()).add(value));
    return new Set([...values].filter(([, all]) => all.size === 1).map(([code]) => code));
  }

  function isTick(control) {
    return control?.tagName === "INPUT" && (control.type === "radio" || control.type === "checkbox");
  }

  /** What a `label` stands for: its tick, another control elsewhere that takes its text, or nothing. */
  function roleOfLabel(label) {
    const control = label.control;
    if (isTick(control)) return control.checked ? "ticked" : "unticked";
    const elsewhere = control && text.isControl(control) && !label.contains(control) && visibility.isSeen(control);
    return elsewhere ? "of control" : "text";
  }

  function labelElementText(control) {
    const label = [...(control.labels ?? [])].find((one) => !one.contains(control));
    if (label) return shapes.bareLabel(text.textOf(label));
    const named = (control.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const said = named.map((id) => control.ownerDocument.getElementById(id)?.textContent ?? "").join(" ");
    return shapes.bareLabel(said || control.getAttribute("aria-label") || "");
  }

  /** Part the text before a control into what belongs to it as a label and what does not. */
  function labelAtEnd(said) {
    const found = said.match(LAST_LABEL);
    if (found) return { label: shapes.bareLabel(found[1]), rest: said.slice(0, found.index).trim() };
    if (said.length <= SHORT_LABEL && shapes.isLabel(shapes.bareLabel(said))) return { label: shapes.bareLabel(said), rest: "" };
    return null;
  }

  function isNear(element, control) {
    let around = control;
    for (let up = 0; up < NEAR && around; up += 1) {
      around = around.parentElement;
      if (around?.contains(element)) return true;
    }
    return false;
  }

  capture.controls = { codesIn, singleCodes, roleOfLabel, labelElementText, labelAtEnd, isNear };
})();
