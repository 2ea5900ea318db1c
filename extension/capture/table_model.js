/**
 * One table as it is laid out: rows of visible cells, each with its text, its spans and the keys by which frameworks know
 * rows and columns again. Nothing is decided here about what is a header.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { visibility, shapes, text } = capture;

  const ROW_KEYS = ["rowid", "data-row-key", "datagrid-row-index", "data-rowindex", "data-index", "row-index", "aria-rowindex"];
  const COLUMN_KEYS = ["colid", "field", "data-field", "data-colid", "data-col-key", "col-id", "data-key", "aria-colindex"];
  const COLUMN_CLASS = /(?:^|[-_])col(?:umn)?[-_]?\d+$/i;
  const MOST_SPAN = 200;
  const ROWS_A_STEP = 25;

  function keyOf(element, names) {
    for (const name of names) {
      const value = element.getAttribute(name);
      if (value) return `${name}=${value}`;
    }
    return null;
  }

  function columnKey(cell) {
    if (cell.attributes.length === 0) return null;
    const named = keyOf(cell, COLUMN_KEYS);
    if (named) return named;
    for (const token of cell.classList) if (COLUMN_CLASS.test(token)) return `class=${token}`;
    return null;
  }

  /** Most cells are plain text in sight: one native question settles them. */
  function cellText(cell) {
    const only = cell.firstChild;
    if (only === null) return "";
    const plain = only.nodeType === Node.TEXT_NODE && only === cell.lastChild && cell.attributes.length === 0;
    return plain && visibility.isSeen(cell) ? shapes.fold(only.data) : text.textOf(cell);
  }

  function readCell(cell, tag) {
    return {
      el: cell,
      text: cellText(cell),
      colspan: Math.min(Math.max(cell.colSpan || 1, 1), MOST_SPAN),
      rowspan: cell.rowSpan === 0 ? MOST_SPAN : cell.rowSpan || 1,
      th: tag === "TH" || cell.getAttribute("role") === "columnheader",
      key: columnKey(cell),
    };
  }

  function isLaidOut(element) {
    if (element.attributes.length === 0 && visibility.isSeen(element)) return true;
    return getComputedStyle(element).display !== "none" && !element.hidden && element.getAttribute("aria-hidden") !== "true";
  }

  function rowElements(table) {
    const rows = [];
    for (const part of table.children) {
      if (part.tagName === "TR") rows.push([part, "body"]);
      else if (["THEAD", "TBODY", "TFOOT"].includes(part.tagName) && isLaidOut(part)) {
        const where = part.tagName === "THEAD" ? "head" : part.tagName === "TFOOT" ? "foot" : "body";
        for (const row of part.children) if (row.tagName === "TR") rows.push([row, where]);
      }
    }
    const order = { head: 0, body: 1, foot: 2 };
    return rows.sort((a, b) => order[a[1]] - order[b[1]]);
  }

  /** Read a table's visible rows; yields between steps so that the page stays alive. */
  function* readTable(table) {
    const rows = [];
    for (const [element, where] of rowElements(table)) {
      if (!isLaidOut(element)) continue;
      const cells = [];
      for (const cell of element.children) {
        if ((cell.tagName === "TD" || cell.tagName === "TH") && isLaidOut(cell)) cells.push(readCell(cell, cell.tagName));
      }
      if (cells.length) rows.push({ el: element, where, key: keyOf(element, ROW_KEYS), cells });
      if (rows.length % ROWS_A_STEP === 0) yield;
    }
    return { el: table, rows };
  }

  /**
   * Lay cells out in slots: `slots[r][c]` is the cell that covers row r, column c. A cell that spans is the same object in
   * each of its slots; `starts(r, c)` tells its first.
   */
  function layOut(rows) {
    const slots = rows.map(() => []);
    rows.forEach((row, r) => {
      let c = 0;
      for (const cell of row.cells) {
        while (slots[r][c]) c += 1;
        const lastRow = Math.min(r + cell.rowspan, rows.length);
        for (let down = r; down < lastRow; down += 1) {
          for (let across = 0; across < cell.colspan; across += 1) slots[down][c + across] ??= cell;
        }
        c += cell.colspan;
      }
    });
    return slots;
  }

  capture.tableModel = { readTable, layOut };
})();
