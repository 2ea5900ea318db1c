/**
 * Which rows of a table are its header. Portals say it with thead or th, with bold or coloured cells, with a class such
 * as `table_head`, or not at all: then a row of labels over rows of values is one.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes } = capture;

  const HEAD_CLASS = /(^|[-_])(head|header|thead|th|title|tit|hd)([-_\d]|$)/i;
  const HEAD_WORD = /(^|[-_])head(er)?[A-Z]/;
  const DEEPEST_HEADER = 6;

  function filled(row) {
    return row.cells.filter((cell) => cell.text !== "");
  }

  /** A row that is one cell over the whole width, or whose only text stands in one wide cell. */
  function isSpanningRow(row) {
    const texts = filled(row);
    if (texts.length !== 1) return false;
    return row.cells.length === 1 || texts[0].colspan > 1;
  }

  function isBold(cell) {
    const inner = cell.el.querySelector("b, strong") ?? cell.el;
    if (shapes.fold(inner.textContent).length < cell.text.length) return false;
    return Number(getComputedStyle(inner).fontWeight) >= 600;
  }

  function hasHeadClass(element) {
    return [...element.classList].some((token) => HEAD_CLASS.test(token) || HEAD_WORD.test(token));
  }

  /** Marked as a header by markup or looks; `th` alone is judged elsewhere. */
  function looksLikeHeader(row) {
    const texts = filled(row);
    if (texts.length === 0 || row.cells.length < 2 || texts.some((cell) => shapes.isValue(cell.text))) return false;
    if (texts.length === 1 && texts[0].key === null) return false;
    return hasHeadClass(row.el) || texts.every((cell) => hasHeadClass(cell.el)) || texts.every(isBold);
  }

  function isRowOfTh(row) {
    return filled(row).length > 0 && row.cells.length >= 2 && row.cells.every((cell) => cell.th || cell.text === "");
  }

  /** A row of labels with values under them, where neither markup nor looks says anything. */
  function isLabelsOverValues(rows, at) {
    const texts = filled(rows[at]);
    const below = rows.slice(at + 1, at + 21).filter((row) => filled(row).length > 1);
    if (texts.length < 2 || below.length === 0) return false;
    if (texts.length < rows[at].cells.length - 1 || !texts.every((cell) => shapes.isLabel(cell.text))) return false;
    const withValues = below.filter((row) => row.cells.some((cell) => shapes.isValue(cell.text)));
    return withValues.length * 2 >= below.length;
  }

  /** The last row of a header that begins at `first`: rows reached by its rowspans, rows of the same kind below it. */
  function headerEnd(rows, first, sameKind) {
    let end = first + 1;
    for (let at = first; at < end && at < rows.length; at += 1) {
      for (const cell of rows[at].cells) end = Math.max(end, at + Math.min(cell.rowspan, DEEPEST_HEADER));
    }
    end = Math.min(end, rows.length);
    const hasGroups = rows[first].cells.some((cell) => cell.colspan > 1);
    while (end < rows.length && end - first < DEEPEST_HEADER && sameKind(rows[end], hasGroups)) end += 1;
    return end;
  }

  function startOf(rows) {
    let at = 0;
    while (at < rows.length && (filled(rows[at]).length === 0 || isSpanningRow(rows[at]))) at += 1;
    return at;
  }

  /**
   * Part a table's rows into what stands before its header, its header and its body. `marked` says that markup or looks
   * vouch for the header. Without any header, `header` is empty and all rows are body.
   */
  function split(rows) {
    const head = rows.filter((row) => row.where === "head");
    if (head.some((row) => filled(row).length > 1 || row.cells.length > 1)) return byThead(rows, head);
    const first = startOf(rows);
    if (first === rows.length) return { before: [], header: [], body: rows, marked: false };
    const ofTh = isRowOfTh(rows[first]);
    const marked = ofTh || looksLikeHeader(rows[first]);
    if (!marked && !isLabelsOverValues(rows, first)) return { before: [], header: [], body: rows, marked: false };
    const end = headerEnd(rows, first, (row, hasGroups) => {
      if (ofTh) return isRowOfTh(row) && filled(row).length > 1;
      if (marked && looksLikeHeader(row)) return true;
      return hasGroups && isRowOfLabels(row);
    });
    return { before: rows.slice(0, first), header: rows.slice(first, end), body: rows.slice(end), marked };
  }

  function isRowOfLabels(row) {
    const texts = filled(row);
    return texts.length > 1 && texts.every((cell) => shapes.isLabel(cell.text));
  }

  function byThead(rows, head) {
    const first = head.findIndex((row) => filled(row).length > 0 && (row.cells.length > 1 || !isSpanningRow(row)));
    const after = rows.slice(head.length);
    if (first < 0) return { before: head, header: [], body: after, marked: true };
    return { before: head.slice(0, first), header: head.slice(first), body: after, marked: true };
  }

  capture.headers = { split, isSpanningRow, filled };
})();
