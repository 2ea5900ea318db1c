/**
 * A table as a part of a grid: named columns and rows of texts, or what else it turned out to be. Grids are often several
 * such parts: a header in one table and its body in another, and clones for columns that stay in place.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes, tableModel, headers, labelValues } = capture;

  const BLOCK_CONTENT = "table, fieldset, dl, h1, h2, h3, h4, iframe, form";

  /** Whether a table only puts things in place: it holds other blocks, or is not more than one cell in each row. */
  function isLayout(model) {
    if (["presentation", "none"].includes(model.el.getAttribute("role"))) return true;
    const cells = model.rows.flatMap((row) => row.cells);
    if (cells.length === 0 || model.rows.every((row) => row.cells.length === 1)) return true;
    return cells.some((cell) => cell.el.firstElementChild && [...cell.el.querySelectorAll(BLOCK_CONTENT)].some(capture.visibility.isSeen));
  }

  function isTitle(string) {
    return string.length <= 40 && !/[:：。；]/.test(string) && !/\d{6,}/.test(string) && shapes.totalIn(string) === null;
  }

  function isPagerRow(row) {
    const said = headers.filled(row).map((cell) => cell.text).join(" ");
    if (!headers.isSpanningRow(row)) return false;
    return shapes.totalIn(said) !== null || shapes.pagesIn(said) !== null || /^(\d+|\.\.\.|…|[<>«»])(\s(\d+|\.\.\.|…|[<>«»]))*$/.test(said);
  }

  /** Header levels over each column, outermost first; a cell that spans rows counts once. */
  function columnPaths(rows) {
    const slots = tableModel.layOut(rows);
    const width = Math.max(...slots.map((row) => row.length));
    return Array.from({ length: width }, (_, at) => {
      const over = [...new Set(slots.map((row) => row[at]))].filter(Boolean);
      return { path: over.map((cell) => cell.text).filter(Boolean), key: over.at(-1)?.key ?? null };
    });
  }

  /** Rows as texts by slot: a cell over several rows is repeated down, one over several columns stands in the first. */
  function bodyRows(rows) {
    const slots = tableModel.layOut(rows);
    return rows.map((row, at) => ({
      el: row.el,
      key: row.key,
      cells: slots[at].map((cell, column) => ({
        text: cell && cell !== slots[at][column - 1] ? cell.text : "",
        key: cell?.key ?? null,
      })),
    }));
  }

  /** Keys that name more than one column of a part (`col-2` of a style sheet) name none. */
  function dropSharedKeys(columns) {
    const keys = columns.map((column) => column.key);
    for (const column of columns) if (keys.indexOf(column.key) !== keys.lastIndexOf(column.key)) column.key = null;
    return columns;
  }

  function spanningText(rows) {
    return rows.map((row) => headers.filled(row).map((cell) => ({ text: cell.text, el: cell.el }))).flat();
  }

  /**
   * What a table is: {shape: "layout"}, {shape: "fields", pairs}, or {shape: "grid" | "header" | "body"} with columns, rows,
   * the titles and information lines before its header and the pager rows at its end.
   */
  function partOf(model) {
    if (isLayout(model)) return { shape: "layout" };
    const parted = headers.split(model.rows);
    const pairs = labelValues.pairsOf(model.rows, parted.header.length > 0 && parted.marked);
    const spanning = spanningText(parted.before);
    if (pairs) {
      const over = spanningText(model.rows.filter(headers.isSpanningRow));
      return { shape: "fields", pairs, titles: over.filter((line) => isTitle(line.text)), lines: over.filter((line) => !isTitle(line.text)) };
    }
    const body = parted.body.filter((row) => headers.filled(row).length > 0 || row.key);
    const tail = [];
    while (body.length && isPagerRow(body.at(-1))) tail.unshift(body.pop());
    return {
      shape: parted.header.length === 0 ? "body" : body.length === 0 ? "header" : "grid",
      el: model.el,
      columns: parted.header.length ? dropSharedKeys(columnPaths(parted.header)) : [],
      rows: bodyRows(body),
      titles: spanning.filter((line) => isTitle(line.text)),
      lines: spanning.filter((line) => !isTitle(line.text)),
      tail: spanningText(tail),
    };
  }

  capture.parts = { partOf };
})();
