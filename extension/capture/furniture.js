/**
 * What is in sight and yet no part of what a page says: open calendars and lists of options, menus, tooltips, watermarks.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});

  const PICKER = /date-?picker|picker-(panel|dropdown|body)|(date|month|year)-(table|panel)|laydate|flatpickr|select-dropdown/i;
  const WATERMARK = /water-?mark/i;
  const ROLES = new Set(["listbox", "menu", "tooltip", "progressbar", "scrollbar"]);

  /** Text laid over a page that nobody can touch, turned or pale. */
  function isLaidOver(style) {
    if (style.pointerEvents !== "none" || !["fixed", "absolute"].includes(style.position)) return false;
    return Number(style.opacity) < 0.7 || !/^(none|matrix\(1, 0, 0, 1,)/.test(style.transform);
  }

  function isFurniture(element, style) {
    if (ROLES.has(element.getAttribute("role"))) return true;
    const classes = element.getAttribute("class") ?? "";
    if (PICKER.test(classes) && !/editor|input|trigger/i.test(classes)) return true;
    return WATERMARK.test(classes) || isLaidOver(style);
  }

  capture.furniture = { isFurniture };
})();
