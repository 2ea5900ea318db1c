/**
 * Grids without `table` are rows of boxes: what lies side by side in one element is a row's cells, whether style sheets
 * put it there or the page says so with roles and class names.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { visibility } = capture;

  const MOST_CELLS = 80;
  const MOST_IN_CELL = 40;
  const LONGEST_CELL = 160;
  const DEEPEST_WRAP = 6;
  const LEEWAY = 3;
  const CELL_ROLE = /^(gridcell|cell|columnheader|rowheader)$/;
  const NOT_IN_CELL = "table, form, h1, h2, h3, h4, ul, ol, dl, iframe, fieldset, p + p + p";
  const NO_BOX = new Set(["SCRIPT", "STYLE", "TEMPLATE", "BR", "HR", "LINK", "NOSCRIPT", "SVG", "OPTION", "IMG", "INPUT", "SELECT"]);

  let kidsKnown = new WeakMap();
  let cellsKnown = new WeakMap();

  /** Forget what was measured: the page may have changed. */
  function reset() {
    kidsKnown = new WeakMap();
    cellsKnown = new WeakMap();
  }

  /** The child elements of an element that are in sight. */
  function kidsOf(element) {
    let kids = kidsKnown.get(element);
    if (!kids) {
      kids = [...visibility.childrenOf(element)].filter(
        (node) => node.nodeType === Node.ELEMENT_NODE && !NO_BOX.has(node.tagName.toUpperCase()) && !visibility.isGone(node),
      );
      kidsKnown.set(element, kids);
    }
    return kids;
  }

  function hasOwnText(element) {
    return [...visibility.childrenOf(element)].some((node) => node.nodeType === Node.TEXT_NODE && /[^\s|｜]/.test(node.data));
  }

  /** The innermost element that is all there is to an element. */
  function unwrap(element) {
    let inner = element;
    for (let down = 0; down < DEEPEST_WRAP; down += 1) {
      const kids = kidsOf(inner);
      if (kids.length !== 1 || hasOwnText(inner)) break;
      inner = kids[0];
    }
    return inner;
  }

  function isCell(element) {
    if (!visibility.isSmall(element, MOST_IN_CELL) || element.querySelector(NOT_IN_CELL)) return false;
    return element.textContent.length <= LONGEST_CELL || shownLength(element) <= LONGEST_CELL;
  }

  function shownLength(element) {
    return element.innerText?.length ?? 0;
  }

  /** A question about class names, answered once for each list of them. */
  function askingClasses(pattern) {
    const known = new Map();
    return (element) => {
      const classes = element.getAttribute("class") ?? "";
      if (!known.has(classes)) known.set(classes, classes.split(/\s+/).some((token) => pattern.test(token)));
      return known.get(classes);
    };
  }

  const hasCellClass = askingClasses(/(^|[-_])(cell|td|th|col|column)([-_\d]|$)/i);
  const hasRowClass = askingClasses(/(^|[-_])(row|tr)([-_\d]|$)/i);

  function isNamedCell(element) {
    return hasCellClass(element) || CELL_ROLE.test(element.getAttribute("role") ?? "");
  }

  /** Called a row by its role, or by its class and what its children are called. */
  function isRow(element) {
    if (element.getAttribute("role") === "row") return true;
    return hasRowClass(element) && kidsOf(element).every(isNamedCell);
  }

  /** Where the page counts columns itself: `l3 r3` of a grid that draws cells where it likes, `aria-colindex`. */
  function slotOf(element) {
    const counted = Number(element.getAttribute("aria-colindex"));
    if (counted > 0) return counted - 1;
    const slot = /(?:^|\s)l(\d+)(?:\s|$)/.exec(element.getAttribute("class") ?? "");
    return slot ? Number(slot[1]) : null;
  }

  function liesInLine(boxes) {
    const top = Math.max(...boxes.map((box) => box.top));
    const bottom = Math.min(...boxes.map((box) => box.bottom));
    return top < bottom && boxes.every((box, at) => at === 0 || box.left >= boxes[at - 1].right - LEEWAY);
  }

  function measure(element) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { el: element, left, right, top, bottom, slot: slotOf(element) };
  }

  function isTab(element) {
    return element.getAttribute("role") === "tab";
  }

  function mayBeCells(row, kids) {
    const fewest = isRow(row) && kids.length === 1 && isNamedCell(kids[0]) ? 1 : 2;
    return kids.length >= fewest && kids.length <= MOST_CELLS && !hasOwnText(row) && kids.every(isCell) && !kids.some(isTab);
  }

  /** Boxes as they are seen: by the page's own count, else from left to right where they lie in one line. */
  function inOrder(boxes, byPlace) {
    if (boxes.every((box) => box.slot !== null)) return [...boxes].sort((one, other) => one.slot - other.slot);
    return byPlace.length === boxes.length && liesInLine(byPlace) ? byPlace : boxes;
  }

  function findCells(element) {
    const row = isRow(element) ? element : unwrap(element);
    const kids = kidsOf(row);
    if (!mayBeCells(row, kids)) return null;
    const boxes = kids.map(measure);
    const byPlace = boxes.filter((box) => box.right > box.left && box.bottom > box.top).sort((one, other) => one.left - other.left);
    const inLine = byPlace.length >= 2 && liesInLine(byPlace);
    const named = kids.every(isNamedCell) || row.getAttribute("role") === "row";
    if (!inLine && !named) return null;
    return { el: row, outer: element, cells: inOrder(boxes, byPlace), inLine, named: named || hasRowClass(row) };
  }

  /** {el, outer, cells, inLine, named} of an element that is a row of cells, in the order they are seen; else null. */
  function rowOf(element) {
    if (!cellsKnown.has(element)) cellsKnown.set(element, findCells(element));
    return cellsKnown.get(element);
  }

  capture.boxes = { reset, kidsOf, hasOwnText, unwrap, isCell, isTab, rowOf, measure };
})();
