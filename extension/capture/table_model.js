/**
 * One table as it is laid out: rows of visible cells, each with its text, its spans and the keys by which frameworks know
 * rows and columns again. Nothing is decided here about what is a header.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { visibility, shapes, text, codes, keys } = capture;

  // Columns that frameworks hide and that are read all the same: the standard numbers of the person and of the employer.
  const READ_UNSEEN = new Set(["aac001", "aab001"]);
  const WRAPS = new Set(["TD", "TH", "DIV", "SPAN", "P", "A", "B", "STRONG", "EM", "I", "FONT", "NOBR", "LABEL"]);
  const DEEPEST_WRAP = 5;
  const CUT = /(?:…|\.{3})\s*$/;
  const MOST_SPAN = 200;
  const ROWS_A_STEP = 25;

  /** The only text in a cell, wrapped or not, with the element that it stands in; null where there is more to it. */
  function onlyText(cell) {
    let inner = cell;
    for (let down = 0; down < DEEPEST_WRAP; down += 1) {
      const only = inner.firstChild;
      if (only === null || only !== inner.lastChild || inner.shadowRoot || !WRAPS.has(inner.tagName)) return null;
      if (inner.getAttribute("aria-hidden") === "true") return null;
      if (only.nodeType === Node.TEXT_NODE) return { text: only.data, inner };
      if (only.nodeType !== Node.ELEMENT_NODE) return null;
      inner = only;
    }
    return null;
  }

  function hasHeight(element) {
    return element.getBoundingClientRect().height > 1;
  }

  /** Most cells are one text in sight: few native questions settle them. */
  function cellText(cell, rowHasHeight) {
    if (cell.firstChild === null) return "";
    const only = onlyText(cell);
    const plain = only !== null && !CUT.test(only.text) && visibility.isSeen(only.inner);
    const sized = plain && rowHasHeight && (only.inner === cell || hasHeight(only.inner));
    return sized ? shapes.fold(only.text) : text.textOf(cell);
  }

  function readCell(cell, tag, rowHasHeight) {
    return {
      el: cell,
      text: cellText(cell, rowHasHeight),
      colspan: Math.min(Math.max(cell.colSpan || 1, 1), MOST_SPAN),
      rowspan: cell.rowSpan === 0 ? MOST_SPAN : cell.rowSpan || 1,
      th: tag === "TH" || cell.getAttribute("role") === "columnheader",
      key: keys.columnKey(cell),
    };
  }

  function readUnseen(cell, tag) {
    return { ...readCell(cell, tag, false), text: shapes.fold(cell.textContent), unseen: true };
  }

  /** Hidden cells are of use only where all rows have them; else they would shift the others. */
  function dropUneven(rows) {
    const counts = rows.filter((row) => row.cells.length > 1).map((row) => row.cells.filter((cell) => cell.unseen).length);
    if (new Set(counts).size > 1) for (const row of rows) row.cells = row.cells.filter((cell) => !cell.unseen);
  }

  function isLaidOut(element) {
    if (element.checkVisibility()) return element.getAttribute("aria-hidden") !== "true";
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
      if (!isLaidOut(element) || visibility.isCrossedOutRow(element)) continue;
      const cells = [];
      const tall = hasHeight(element);
      for (const cell of element.children) {
        if (cell.tagName !== "TD" && cell.tagName !== "TH") continue;
        if (isLaidOut(cell)) cells.push(readCell(cell, cell.tagName, tall));
        else if (READ_UNSEEN.has(codes.namedBy(cell))) cells.push(readUnseen(cell, cell.tagName));
      }
      if (cells.length) rows.push({ el: element, where, key: keys.rowKey(element), cells });
      if (rows.length % ROWS_A_STEP === 0) yield;
    }
    dropUneven(rows);
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
