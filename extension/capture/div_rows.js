/**
 * A list of rows of boxes as a table: its rows in the order they are seen, its header found above it, each cell put under
 * the column it belongs to, by the page's own count of columns, by key, by number or by place.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { boxes, keys, text, visibility } = capture;

  const UP = 6;
  const LEEWAY = 4;
  const COUNTED = ["aria-rowindex", "row-index", "row", "data-rowindex", "data-row-index", "data-index", "data-row", "rowindex"];

  function rowNumber(element) {
    for (const name of COUNTED) {
      const said = element.getAttribute(name);
      if (said !== null && /^\d+$/.test(said)) return Number(said);
    }
    return null;
  }

  /** Rows as they are seen: by the page's own count, else from top to bottom, else as they stand in the document. */
  function inOrder(rows) {
    const numbered = rows.map((row) => ({ row, number: rowNumber(row.outer) ?? rowNumber(row.el), top: row.outer.getBoundingClientRect().top }));
    const counted = new Set(numbered.map(({ number }) => number));
    if (!counted.has(null) && counted.size === rows.length) numbered.sort((one, other) => one.number - other.number);
    else numbered.sort((one, other) => one.top - other.top);
    return numbered.map(({ row }) => row);
  }

  function sameColumns(one, other) {
    return one.cells.length === other.cells.length;
  }

  function overlaps(one, other) {
    const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    return shared > 0 && shared * 2 >= Math.min(one.right - one.left, other.right - other.left);
  }

  function meets(one, other) {
    const middle = Math.abs(one.left + one.right - other.left - other.right) / 2;
    return Math.min(Math.abs(one.left - other.left), Math.abs(one.right - other.right), middle) <= LEEWAY || overlaps(one, other);
  }

  /** Whether two rows have their cells under each other. */
  function isAligned(one, other) {
    if (one.inLine && other.inLine && sameColumns(one, other)) return one.cells.every((cell, at) => meets(cell, other.cells[at]));
    return sameColumns(one, other) && one.named && other.named;
  }

  function keysOf(row) {
    return row.cells.map((cell) => keys.columnKey(cell.el)).filter(Boolean);
  }

  /** Whether cells lie under the columns of a header, though not one under each: some may not be drawn. */
  function isPartlyUnder(body, head) {
    const places = body.cells.map((cell) => head.cells.findIndex((column) => overlaps(cell, column)));
    return body.cells.length * 2 >= head.cells.length && !places.includes(-1) && new Set(places).size === places.length;
  }

  /** Whether a row is the header of another: by the keys of both, else by where their cells lie, else by their number. */
  function fitsOver(head, body) {
    const [over, under] = [keysOf(head), keysOf(body)];
    if (over.length === head.cells.length && under.length === body.cells.length) return under.every((key) => over.includes(key));
    if (under.some((key) => over.includes(key))) return true;
    if (head.cells.length > body.cells.length) return head.inLine && body.inLine && isPartlyUnder(body, head);
    return isAligned(head, body);
  }

  /** Rows of boxes in an element, outermost first, without looking into tables. */
  function* rowsWithin(element, deep = 0) {
    if (element.tagName === "TABLE" || deep > 5) return;
    const row = boxes.rowOf(element);
    if (row) yield row;
    else for (const kid of boxes.kidsOf(element)) yield* rowsWithin(kid, deep + 1);
  }

  /** Elements that end before a list begins, nearest first, for some levels up. */
  function* elementsBefore(list, root) {
    let around = list;
    for (let up = 0; up < UP && around && around !== root; up += 1) {
      for (let before = around.previousElementSibling; before; before = before.previousElementSibling) {
        if (!visibility.isGone(before)) yield before;
      }
      around = around.parentElement;
    }
  }

  /** The header rows that stand above a list, top first; none where something else stands between. */
  function headAbove(list, sample, root) {
    for (const before of elementsBefore(list, root)) {
      const rows = [...rowsWithin(before)];
      const at = rows.findLastIndex((row) => fitsOver(row, sample));
      if (at >= 0) return [...groupsOver(rows.slice(0, at), rows[at]), rows[at]];
      const parted = rows.map(partGroups).find((pair) => pair && fitsOver(pair[1], sample));
      if (parted) return parted;
      if (!liesBeside(before, list) && (before.querySelector("table, [role=row]") || rows.length > 2)) return [];
    }
    return [];
  }

  /** Whether two elements are pieces of one grid, side by side. */
  function liesBeside(one, other) {
    const root = other.closest("[role=grid], [role=treegrid], [role=table]");
    if (root?.contains(one)) return true;
    const [mine, theirs] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    return Math.min(mine.bottom, theirs.bottom) - Math.max(mine.top, theirs.top) > theirs.height / 2;
  }

  /** A header row whose cells hold rows of their own, as two rows: the groups and what is in them; null for any other. */
  function partGroups(row) {
    const groups = [];
    const leaves = [];
    for (const cell of row.cells) {
      const inner = boxes.kidsOf(cell.el).flatMap((kid) => [...rowsWithin(kid)]).find((one) => one.inLine);
      if (inner) {
        const own = boxes.kidsOf(cell.el).filter((kid) => !kid.contains(inner.el)).map(text.textOf).join(" ");
        groups.push({ ...cell, said: own });
        leaves.push(...inner.cells);
      } else {
        groups.push({ ...cell, said: "" });
        leaves.push(cell);
      }
    }
    return leaves.length > row.cells.length ? [{ ...row, cells: groups }, { ...row, cells: leaves }] : null;
  }

  /** Rows above the header proper whose cells each stand over some of its columns. */
  function groupsOver(rows, head) {
    const over = rows.filter((row) => row.inLine && row.el.parentElement === head.el.parentElement && row.cells.length <= head.cells.length);
    return over.filter((row) => row.cells.every((cell) => head.cells.some((column) => overlaps(cell, column))));
  }

  function cellOf(box, colspan = 1) {
    const role = box.el.getAttribute("role");
    return { el: box.el, text: box.said ?? text.textOf(box.el), colspan, rowspan: 1, th: role === "columnheader" || box.el.tagName === "TH", key: keys.columnKey(box.el) };
  }

  function gap() {
    return { el: document.createElement("i"), text: "", colspan: 1, rowspan: 1, th: false, key: null };
  }

  /** A row's cells, one for each column: those of the page's count of columns, of the same key, or those that lie under it. */
  function underColumns(row, columns, firstSlot) {
    const counted = row.cells.every((cell) => cell.slot !== null);
    if (row.cells.length === columns.length && !(counted && row.cells.at(-1).slot - firstSlot >= columns.length)) {
      if (!counted || row.cells.every((cell, at) => cell.slot - firstSlot === at)) return row.cells.map((cell) => cellOf(cell));
    }
    const named = columns.map((column) => keys.columnKey(column.el));
    const cells = columns.map(gap);
    for (const cell of row.cells) {
      const key = keys.columnKey(cell.el);
      const byKey = key === null ? -1 : named.indexOf(key);
      const byPlace = columns.findIndex((column) => overlaps(cell, column));
      const at = counted ? cell.slot - firstSlot : byKey >= 0 ? byKey : byPlace;
      if (at < 0 || at >= cells.length) return null;
      cells[at] = cellOf(cell);
    }
    return cells;
  }

  function spanned(row, columns) {
    return row.cells.map((cell) => cellOf(cell, Math.max(1, columns.filter((column) => overlaps(cell, column)).length)));
  }

  function firstSlotOf(rows) {
    const slots = rows.flatMap((row) => row.cells.map((cell) => cell.slot));
    return slots.includes(null) ? 0 : Math.min(...slots);
  }

  /** The table that a list of rows and the header rows above it make, as `tableModel.readTable` gives one. */
  function* modelOf(list, rows, head) {
    const sample = rows.reduce((most, row) => (row.cells.length > most.cells.length ? row : most));
    const columns = (head.at(-1) ?? sample).cells;
    const read = head.map((row, at) => ({
      el: row.el,
      where: "head",
      key: null,
      cells: at === head.length - 1 ? row.cells.map((cell) => cellOf(cell)) : spanned(row, columns),
    }));
    const firstSlot = firstSlotOf(rows);
    for (const row of rows) {
      const cells = underColumns(row, columns, firstSlot) ?? spanned(row, columns);
      read.push({ el: row.el, where: "body", key: keys.rowKey(row.outer) ?? keys.rowKey(row.el), cells });
      if (read.length % 25 === 0) yield;
    }
    return { el: list, rows: read, boxed: true };
  }

  capture.divRows = { inOrder, isAligned, headAbove, modelOf };
})();
