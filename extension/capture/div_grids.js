/**
 * Finds, before a page is surveyed, what is laid out in boxes: grids of rows without `table`, lists of cards, panels of labels
 * and values. The survey takes each as one find where its first part stands.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { boxes, divRows, parts, cards, pager, shapes, visibility } = capture;

  const CLOSED = new Set(["TABLE", "DL", "SELECT", "BUTTON", "IFRAME", "SVG", "LABEL"]);
  const ELEMENTS_A_STEP = 60;
  const ROWS_A_STEP = 20;
  const FLAT_CELLS = 6;
  const MOST_FLAT_CELLS = 3000;

  class Finder {
    constructor(root) {
      this.root = root;
      this.found = new Map();
      this.seen = 0;
    }

    /** Keep what was found at the first of its elements; the others are part of it. */
    take(elements, find) {
      const isBefore = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
      const first = elements.reduce((one, other) => (isBefore(one, other) ? one : other));
      for (const element of elements) this.found.set(element, null);
      this.found.set(first, find);
    }

    *scan(element) {
      this.seen += 1;
      if (this.seen % ELEMENTS_A_STEP === 0) yield;
      if ((CLOSED.has(element.tagName.toUpperCase()) && !isFrame(element)) || this.found.has(element) || pager.isPager(element) || visibility.isGone(element)) return;
      const kids = boxes.kidsOf(element);
      if (kids.length >= 2 && ((yield* this.cards(element, kids)) || (yield* this.rows(element, kids)) || this.panel(kids))) {
        for (const kid of kids) if (!this.found.has(kid)) yield* this.scan(kid);
        return;
      }
      for (const kid of kids) yield* this.scan(kid);
    }

    *cards(element, kids) {
      const found = yield* cards.gridOf(element, kids);
      if (!found) return false;
      this.take(found.elements, { part: found.part });
      return true;
    }

    *rows(element, kids) {
      const listed = withoutPieces(yield* rowsOf(kids));
      const rows = listed.length ? divRows.inOrder(listed) : flatRows(kids);
      if (rows.length === 0) return false;
      const most = rows.reduce((one, other) => (other.cells.length > one.cells.length ? other : one));
      const alike = rows.filter((row) => row === most || divRows.isAligned(row, most));
      const head = divRows.headAbove(element, most, this.root).filter((row) => !this.found.has(row.outer));
      if (alike.length * 2 < rows.length || alike.length + head.length < 2 || holdsPairs(rows)) return false;
      const part = yield* parts.partOf(yield* divRows.modelOf(element, rows, head));
      if (!isOne(part, head, most)) return false;
      const elements = [...head, ...rows].flatMap((row) => row.outers ?? [row.outer]);
      this.take(elements, part.shape === "fields" ? { part, pairs: part.pairs } : { part });
      return true;
    }

    panel(kids) {
      const pairs = cards.panelOf(kids).map(({ el, pair }) => ({ els: [el], pair }));
      if (pairs.length === 0) pairs.push(...cards.inTurn(kids));
      for (const { els, pair } of pairs) this.take(els, { pairs: [pair] });
      return pairs.length > 0;
    }
  }

  /** A table with one cell in each of its rows only puts things below each other, such as cards. */
  function isFrame(element) {
    const rows = element.tagName === "TABLE" ? [...element.rows].filter((row) => !visibility.isGone(row)) : [];
    return rows.length > 0 && rows.every((row) => row.cells.length === 1 && row.cells[0].firstElementChild !== null);
  }

  function* rowsOf(kids) {
    const rows = [];
    for (const [at, kid] of kids.entries()) {
      const row = boxes.rowOf(kid);
      if (row) rows.push(row);
      if (at % ROWS_A_STEP === 0) yield;
    }
    return rows;
  }

  /** Rows without those of tables, unless the list is of tables alike, one for each row: others are pieces of a grid. */
  function withoutPieces(rows) {
    const ofTables = rows.filter((row) => row.el.tagName === "TR");
    const kinds = new Set(ofTables.map(({ outer }) => `${outer.tagName}.${outer.classList[0] ?? ""}`));
    const alike = ofTables.length > 1 && kinds.size === 1 && ofTables.every((row) => row.cells.every((cell) => cell.el.tagName === "TD"));
    return alike ? rows : rows.filter((row) => row.el.tagName !== "TR");
  }

  /** Whether the cells of rows are mostly pairs of label and value, as in a form of several columns. */
  function holdsPairs(rows) {
    const cells = rows.slice(0, 5).flatMap((row) => row.cells);
    return cells.filter((cell) => cards.twoIn(cell.el)).length * 2 >= cells.length;
  }

  /** Whether some column has values in it other than a count of the rows. */
  function holdsValues(part) {
    return part.columns.some((_, at) => {
      const texts = part.rows.map((row) => row.cells[at]?.text ?? "");
      return texts.some(shapes.isValue) && !texts.every((text, row) => Number(text) === Number(texts[0]) + row && text.length < 4);
    });
  }

  /** Whether what a list of rows reads as is worth taking for more than loose text. */
  function isOne(part, head, most) {
    if (part.shape === "fields") return true;
    if (part.column) return part.rows.length > 0 && part.rows.every((row) => row.key !== null);
    if (part.shape !== "grid") return part.shape === "body" && part.rows.length >= 2 && most.cells.length >= 3 && most.named;
    if (most.cells.length < 3 && !holdsValues(part)) return false;
    return head.length > 0 || most.cells.length >= 3 || part.columns.every((column) => column.path.length > 0);
  }

  /** Cells that a style sheet alone puts into rows: children of one element, as many in each line. */
  function flatRows(kids) {
    if (kids.length < FLAT_CELLS || kids.length > MOST_FLAT_CELLS || !kids.every(boxes.isCell)) return [];
    const lines = [];
    for (const box of kids.map(boxes.measure)) {
      const line = lines.at(-1);
      if (line && Math.abs(line[0].top - box.top) <= 3 && box.left >= line.at(-1).right - 3) line.push(box);
      else lines.push([box]);
    }
    const width = lines[0].length;
    if (width < 3 || lines.length < 2 || lines.some((line) => line.length !== width)) return [];
    const aligned = lines.every((line) => line.every((box, at) => Math.abs(box.left - lines[0][at].left) <= 3));
    if (!aligned) return [];
    return lines.map((cells) => ({ el: cells[0].el, outer: cells[0].el, outers: cells.map((cell) => cell.el), cells, inLine: true, named: false }));
  }

  /** Map of elements to what was found there ({part}, {pairs} or both); null for those that belong to another's find. */
  function* findIn(root) {
    boxes.reset();
    const finder = new Finder(root);
    yield* finder.scan(root);
    boxes.reset();
    return finder.found;
  }

  capture.divGrids = { findIn };
})();
