/**
 * The text a person reads in an element: inputs and selects give what stands in them, a line break or the edge of a block
 * is a space, what is out of sight gives nothing.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { visibility, shapes } = capture;

  const SILENT_INPUTS = new Set(["hidden", "password", "file", "submit", "button", "reset", "image", "color", "range"]);
  const CONTROLS = new Set(["INPUT", "SELECT", "TEXTAREA"]);
  const INLINE = new Set([
    "A", "ABBR", "B", "BDI", "BDO", "BIG", "CITE", "CODE", "EM", "FONT", "I", "INS", "LABEL", "MARK", "NOBR", "S",
    "SMALL", "SPAN", "STRONG", "SUB", "SUP", "TIME", "U", "VAR", "WBR", "SLOT",
  ]);

  function isControl(element) {
    return CONTROLS.has(element.tagName) && !(element.tagName === "INPUT" && SILENT_INPUTS.has(element.type));
  }

  /** What stands in an input, a select or a text area; a tick gives its own label when it is set and nothing otherwise. */
  function controlText(control) {
    if (control.tagName === "SELECT") {
      return shapes.fold([...control.selectedOptions].map((option) => option.text).join("、"));
    }
    if (control.type === "checkbox" || control.type === "radio") return "";
    return shapes.fold(control.value);
  }

  /** The text of one element as a person reads it, folded. */
  function textOf(element) {
    const own = element.firstChild;
    if (own === null && !element.shadowRoot) return "";
    if (own && own.nodeType === Node.TEXT_NODE && own === element.lastChild && !element.shadowRoot) {
      return visibility.showsOwnText(element) ? whole(element, shapes.fold(own.data)) : "";
    }
    const parts = [];
    collect(element, parts);
    return whole(element, shapes.fold(parts.join("")));
  }

  function collect(element, parts) {
    const shows = visibility.showsOwnText(element);
    const apart = element.childElementCount > 1 && visibility.setsChildrenApart(element);
    for (const node of visibility.childrenOf(element)) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (shows) parts.push(node.data);
        if (apart) parts.push(" ");
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.tagName === "BR") parts.push(" ");
        else if (!visibility.isGone(node)) collectElement(node, parts);
        if (apart) parts.push(" ");
      }
    }
  }

  function collectElement(node, parts) {
    if (CONTROLS.has(node.tagName)) {
      if (isControl(node)) parts.push(" ", controlText(node), " ");
      return;
    }
    const inline = INLINE.has(node.tagName) && !(/\S$/.test(parts.at(-1) ?? "") && visibility.standsApart(getComputedStyle(node)));
    if (!inline) parts.push(" ");
    collect(node, parts);
    if (!inline) parts.push(" ");
  }

  /** The whole of a text that the page cut short with an ellipsis and kept in a tooltip. */
  function whole(element, text) {
    const cut = text.match(/^(.{2,}?)\s?(?:…|\.{3})$/);
    if (!cut) return text;
    for (const holder of [element, ...element.querySelectorAll("[title]")]) {
      const full = shapes.fold(holder.getAttribute("title") ?? "");
      if (full.length > cut[1].length && full.startsWith(cut[1])) return full;
    }
    return text;
  }

  /** Where a run of text stands on the page: [x, y, width, height] in CSS pixels from the page's corner. */
  function boxOf(run) {
    const boxes = run.nodes.map((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect();
    });
    if (boxes.length === 0) boxes.push(run.el.getBoundingClientRect());
    const left = Math.min(...boxes.map((box) => box.left));
    const top = Math.min(...boxes.map((box) => box.top));
    const right = Math.max(...boxes.map((box) => box.right));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    return [left + window.scrollX, top + window.scrollY, right - left, bottom - top].map(Math.round);
  }

  capture.text = { textOf, boxOf, controlText, isControl, isInline: (element) => INLINE.has(element.tagName) };
})();
