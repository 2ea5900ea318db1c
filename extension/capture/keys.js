/**
 * The keys by which frameworks know rows and columns again: they tell which pieces of a grid belong together.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});

  const ROW_KEYS = ["rowid", "data-row-key", "datagrid-row-index", "data-rowindex", "data-index", "row-index", "row", "data-row", "aria-rowindex"];
  const COLUMN_KEYS = ["colid", "field", "data-field", "data-colid", "data-col-key", "col-id", "data-key", "aria-colindex"];
  const COLUMN_CLASS = /(?:^|[-_])col(?:umn)?[-_]?\d+$/i;

  function keyOf(element, names) {
    for (const name of names) {
      const value = element.getAttribute(name);
      if (value) return `${name}=${value}`;
    }
    return null;
  }

  /** A row's key; where it only counts the rows, its name ends with `index`. */
  function rowKey(row) {
    return keyOf(row, ROW_KEYS)?.replace(/^(data-)?row=(?=\d+$)/, "row-index=") ?? null;
  }

  function columnKey(cell) {
    if (cell.attributes.length === 0) return null;
    const named = keyOf(cell, COLUMN_KEYS);
    if (named) return named;
    for (const token of cell.classList) if (COLUMN_CLASS.test(token)) return `class=${token}`;
    return null;
  }

  capture.keys = { rowKey, columnKey };
})();
