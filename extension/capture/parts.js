/**
 * A table as a part of a grid: named columns and rows of texts, or what else it turned out to be. Grids are often several
 * such parts: a header in one table and its body in another, and clones for columns that stay in place.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes, tableModel, headers, labelValues, pairCells, codes, pager, beside, twoLines } = capture;

  const ROWS_A_STEP = 100;
  const BLOCK_CONTENT = "table, fieldset, dl, h1, h2, h3, h4, iframe, form";

  /** Whether a table is nothing but the bar by which pages are turned: one row that says how many there are. */
  function isPagerBar(model) {
    if (model.rows.length !== 1 || model.boxed) return false;
    return model.rows[0].cells.some((cell) => shapes.pagesIn(cell.text) !== null || shapes.totalIn(cell.text) !== null);
  }

  /** Whether a table only puts things in place: it holds other blocks, or is not more than one cell in each row. */
  function isLayout(model) {
    if (["presentation", "none"].includes(model.el.getAttribute("role")) || isPagerBar(model)) return true;
    if (model.rows.every((row) => row.cells.length === 1)) {
      return !(model.boxed || beside.isColumn(model) || pairCells.whole(model.rows));
    }
    const cells = model.rows.filter((row) => !isPagerRow(row)).flatMap((row) => row.cells);
    if (!model.el.querySelector(BLOCK_CONTENT)) return false;
    return cells.some((cell) => cell.el.firstElementChild && [...cell.el.querySelectorAll(BLOCK_CONTENT)].some(capture.visibility.isSeen));
  }

  function isTitle(string) {
    return string.length <= 40 && !/[:：。；]/.test(string) && !/\d{6,}/.test(string) && shapes.totalIn(string) === null;
  }

  function isPagerRow(row) {
    const said = headers.filled(row).map((cell) => cell.text).join(" ");
    if (!headers.isSpanningRow(row)) return false;
    return shapes.totalIn(said) !== null || shapes.pagesIn(said) !== null || pager.isNumbers(said);
  }

  /** A header without the arrows by which rows are put in order. */
  function bareHeader(text) {
    return text.replace(/[\s▲▼↑↓⇅↕]+$/, "");
  }

  /** Header levels over each column, outermost first; a cell that spans rows counts once. */
  function columnPaths(rows) {
    const slots = tableModel.layOut(rows);
    const width = Math.max(...slots.map((row) => row.length));
    return Array.from({ length: width }, (_, at) => {
      const over = [...new Set(slots.map((row) => row[at]))].filter(Boolean);
      const last = over.at(-1);
      const code = last && last.colspan === 1 ? codes.codeOf(last.el) : "";
      return { path: over.map((cell) => bareHeader(cell.text)).filter(Boolean), key: last?.key ?? null, code };
    });
  }

  /** The names of data that a row's cells carry, by slot. */
  function codesOfRow(row) {
    const [slots] = tableModel.layOut([row]);
    return slots.map((cell) => (cell.colspan === 1 ? codes.codeOf(cell.el) : ""));
  }

  /** Columns with the names of data that only the cells below them carry. */
  function withBodyCodes(columns, row) {
    const below = row ? codesOfRow(row) : [];
    return columns.map((column, at) => ({ ...column, code: column.code || below[at] || "" }));
  }

  /** Rows as texts by slot: a cell over several rows is repeated down, one over several columns stands in the first. */
  function* bodyRows(rows) {
    const whole = rows.some((row) => row.cells.some((cell) => cell.rowspan > 1));
    const slots = whole ? tableModel.layOut(rows) : null;
    const read = [];
    for (const [at, row] of rows.entries()) {
      const across = slots ? slots[at] : tableModel.layOut([row])[0];
      read.push({
        el: row.el,
        key: row.key,
        cells: across.map((cell, column) => ({
          text: cell && cell !== across[column - 1] ? cell.text : "",
          key: cell?.key ?? null,
        })),
      });
      if (at % ROWS_A_STEP === 0) yield;
    }
    return read;
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

  function shapeOf(header, body) {
    if (header.length === 0) return "body";
    return body.length === 0 ? "header" : "grid";
  }

  /** A table of one column that stands beside a grid as a part of it. */
  function* columnPart(model) {
    const named = ([cell]) => cell.th || (model.rows.length === 1 && cell.key !== null && !shapes.isValue(cell.text));
    const header = model.rows.filter((row) => row.where === "head" || named(row.cells));
    const body = model.rows.filter((row) => !header.includes(row));
    const columns = header.length ? withBodyCodes(columnPaths(header), body[0]) : [];
    const codesBelow = columns.length || !body.length ? [] : codesOfRow(body[0]);
    const shown = { titles: [], lines: [], tail: [], rows: yield* bodyRows(body) };
    return { shape: shapeOf(header, body), el: model.el, column: true, columns, codes: codesBelow, ...shown };
  }

  /**
   * What a table is: {shape: "layout"}, {shape: "fields", pairs}, or {shape: "grid" | "header" | "body"} with columns, rows,
   * the titles and information lines before its header and the pager rows at its end. Yields between steps.
   */
  function* partOf(model) {
    if (isLayout(model)) return { shape: "layout" };
    if (model.rows.every((row) => row.cells.length === 1) && !pairCells.whole(model.rows)) return yield* columnPart(model);
    const parted = headers.split(model.rows);
    const pairs = labelValues.pairsOf(model.rows, parted.header.length > 0 && parted.marked);
    const spanning = spanningText(parted.before);
    if (pairs) {
      const over = pairCells.whole(model.rows) ? [] : spanningText(model.rows.filter(headers.isSpanningRow));
      return { shape: "fields", pairs, titles: over.filter((line) => isTitle(line.text)), lines: over.filter((line) => !isTitle(line.text)) };
    }
    const rows = parted.body.filter((row) => headers.filled(row).length > 0 || row.key);
    const tail = [];
    while (rows.length && isPagerRow(rows.at(-1))) tail.unshift(rows.pop());
    const { header, body } = twoLines.fold(parted.header, rows) ?? { header: parted.header, body: rows };
    const columns = header.length ? dropSharedKeys(columnPaths(header)) : [];
    return {
      shape: shapeOf(header, body),
      el: model.el,
      columns: columns.length ? withBodyCodes(columns, body[0]) : [],
      codes: columns.length || !body.length ? [] : codesOfRow(body[0]),
      rows: yield* bodyRows(body),
      titles: spanning.filter((line) => isTitle(line.text)),
      lines: spanning.filter((line) => !isTitle(line.text)),
      tail: spanningText(tail),
    };
  }

  capture.parts = { partOf };
})();
