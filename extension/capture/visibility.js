/**
 * What a person can see. Everything else in the capture asks here first: text of scripts, templates, closed dialogs,
 * collapsed panels and things put outside the page is not part of what was on the page, nor is what the page strikes out.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const WORD_SPACE = 8;

  const NEVER_SEEN = new Set([
    "SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "META", "LINK", "TITLE", "DATALIST", "OPTION", "OPTGROUP",
    "SVG", "CANVAS", "VIDEO", "AUDIO", "OBJECT", "EMBED", "COL", "COLGROUP", "PARAM", "MAP", "XML", "RP", "RT",
  ]);

  /** Whether an element and all within it is out of sight. `visibility` is not judged here: children may undo it. */
  function isGone(element) {
    if (NEVER_SEEN.has(element.tagName.toUpperCase())) return true;
    if (element.hidden && element.getAttribute("hidden") !== "until-found") return true;
    if (element.getAttribute("aria-hidden") === "true" || element.getAttribute("role") === "tooltip") return true;
    const style = getComputedStyle(element);
    if (!element.checkVisibility({ opacityProperty: true })) {
      if (style.display === "none") return true;
      if (style.display === "contents") return false;
      if (Number(style.opacity) === 0 || style.contentVisibility === "hidden") return true;
    }
    return isCrossedOut(style) || isClipped(element, style) || isOutside(element, style);
  }

  /** Struck through: what it says, the page takes back. */
  function isCrossedOut(style) {
    return style.textDecorationLine.includes("line-through");
  }

  /** Whether a row of a table is struck through, as a whole or cell by cell. */
  function isCrossedOutRow(row) {
    const first = row.firstElementChild;
    return isCrossedOut(getComputedStyle(row)) || (first !== null && isCrossedOut(getComputedStyle(first)));
  }

  function isClipped(element, style) {
    if (style.clipPath.startsWith("inset(50%") || style.clipPath.startsWith("inset(100%")) return true;
    if (style.position !== "static" && style.clip !== "auto" && /^rect\((0px|1px),? (0px|1px),? (0px|1px),? (0px|1px)\)$/.test(style.clip)) return true;
    const cutsX = style.overflowX !== "visible";
    const cutsY = style.overflowY !== "visible";
    if ((!cutsX && !cutsY) || style.display === "inline") return false;
    const box = element.getBoundingClientRect();
    return (cutsX && box.width <= 1) || (cutsY && box.height <= 1);
  }

  /** Put to the left of or above the page, where no scrolling reaches. */
  function isOutside(element, style) {
    if (style.position !== "absolute" && style.position !== "fixed") return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right + window.scrollX < -1000 || box.bottom + window.scrollY < -1000);
  }

  /** Whether the element's own text is drawn: not invisible, not shrunk to nothing. */
  function showsOwnText(element) {
    const style = getComputedStyle(element);
    return style.visibility === "visible" && style.fontSize !== "0px";
  }

  /** Whether an element has no more than so many elements in it; stops counting there, since a page may have thousands. */
  function isSmall(element, most) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT);
    for (let count = 0; count <= most; count += 1) if (!walker.nextNode()) return true;
    return false;
  }

  /** Whether an element's children stand apart like blocks, whatever they are. */
  function setsChildrenApart(element) {
    return /flex|grid/.test(getComputedStyle(element).display);
  }

  /** Whether what is in line keeps a distance from what stands before it: it is then another word. */
  function standsApart(style) {
    return parseFloat(style.marginLeft) + parseFloat(style.paddingLeft) >= WORD_SPACE;
  }

  /** Quick whole answer for one element, its ancestors included, when nothing within it matters. */
  function isSeen(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  /** The children a person sees in place of an element's own: open shadow content, what a slot shows, an open part. */
  function childrenOf(element) {
    if (element.shadowRoot) return element.shadowRoot.childNodes;
    if (element.tagName === "SLOT") {
      const assigned = element.assignedNodes();
      return assigned.length ? assigned : element.childNodes;
    }
    if (element.tagName === "DETAILS" && !element.open) return element.querySelectorAll(":scope > summary");
    return element.childNodes;
  }

  const CHILDREN = Object.getOwnPropertyDescriptor(Element.prototype, "children").get;

  /** The elements in an element, in a form also that has an input named "children": a script finds that one under the name. */
  function elementsIn(element) {
    return CHILDREN.call(element);
  }

  capture.visibility = { isGone, isCrossedOutRow, showsOwnText, setsChildrenApart, standsApart, isSmall, isSeen, childrenOf, elementsIn };
})();
