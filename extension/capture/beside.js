/**
 * Tables of a single column are mostly there to put things in place. One that stands row by row beside another table, as
 * a column that a framework keeps in sight does, is a column of that table's grid.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});

  const { rowKey, columnKey } = capture.keys;

  const UP = 5;
  const MOST_TABLES = 16;
  const SAME_LINE = 2;

  function shownRows(table) {
    return [...table.rows].filter((row) => row.getBoundingClientRect().height > 0);
  }

  function sameLines(one, other) {
    return [0, -1].every((at) => {
      const first = one.at(at).getBoundingClientRect();
      const second = other.at(at).getBoundingClientRect();
      return Math.abs(first.top - second.top) <= SAME_LINE && Math.abs(first.height - second.height) <= SAME_LINE;
    });
  }

  function keysOf(rows) {
    return rows.map((row) => rowKey(row)).join();
  }

  /** Whether the same keys stand at the rows of both, or columns are named in the only row of both. */
  function sameKeys(one, other) {
    if (rowKey(one[0]) !== null) return keysOf(one) === keysOf(other);
    return one.length === 1 && columnKey(one[0].cells[0]) !== null && [...other[0].cells].every((cell) => columnKey(cell) !== null);
  }

  /** Whether a model's table, one cell a row, stands beside a table of as many rows. */
  function isColumn(model) {
    const rows = model.rows.map((row) => row.el).filter((row) => row.getBoundingClientRect().height > 0);
    if (rows.length === 0) return false;
    let around = model.el;
    for (let up = 0; up < UP && around.parentElement; up += 1) {
      around = around.parentElement;
      const others = [...around.getElementsByTagName("table")].slice(0, MOST_TABLES);
      const found = others.some((other) => {
        if (other === model.el || other.contains(model.el) || model.el.contains(other)) return false;
        const theirs = shownRows(other);
        return theirs.length === rows.length && theirs[0].cells.length > 1 && (sameKeys(rows, theirs) || sameLines(rows, theirs));
      });
      if (found) return true;
    }
    return false;
  }

  capture.beside = { isColumn };
})();
