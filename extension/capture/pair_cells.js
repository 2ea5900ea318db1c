/**
 * The ways in which the cells of a table can be labels with their values: beside each other, one row of labels over one of
 * values, or both in one cell. Whether they are is judged elsewhere.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes, headers } = capture;

  /** A cell before the first label of several rows is the group that these rows are about. */
  function groupIn(cells) {
    const [first] = cells;
    const leads = cells.length % 2 === 1 && first.rowspan > 1 && first.text !== "";
    return leads ? { text: first.text, rows: first.rowspan } : null;
  }

  /** The cells of a row without the group before them and the empty one after them. */
  function ownCells(row, startsGroup) {
    const cells = row.cells.slice(startsGroup ? 1 : 0);
    while (cells.length % 2 === 1 && cells.at(-1).text === "") cells.pop();
    return cells;
  }

  /** [label, value, group] of each two cells; null where they are none. */
  function twoByTwo(cells, group) {
    const pairs = [];
    for (let at = 0; at < cells.length; at += 2) {
      const [label, value] = [cells[at], cells[at + 1]];
      if (label.text === "" && value.text === "") continue;
      if (label.text === "" || label.rowspan > 1) return null;
      pairs.push([label, value, group?.text ?? ""]);
    }
    return pairs;
  }

  /** Labels with the cells to their right, row by row; null where a row does not fall into such pairs. */
  function beside(rows) {
    const pairs = [];
    let group = null;
    for (const row of rows) {
      group = group && group.rows > 1 ? { ...group, rows: group.rows - 1 } : null;
      if (headers.filled(row).length === 0 || headers.isSpanningRow(row)) continue;
      const starting = group ? null : groupIn(row.cells);
      group ??= starting;
      const cells = ownCells(row, starting !== null);
      const found = cells.length % 2 === 0 ? twoByTwo(cells, group) : null;
      if (!found) return null;
      pairs.push(...found);
    }
    return pairs.length ? pairs : null;
  }

  /** Rows of labels, each over a row of their values, at least twice: [label, value] cells, else null. */
  function stacked(rows) {
    const filled = rows.filter((row) => headers.filled(row).length > 0 && !headers.isSpanningRow(row));
    if (filled.length < 4 || filled.length % 2 === 1) return null;
    const pairs = [];
    for (let at = 0; at < filled.length; at += 2) {
      const [over, under] = [filled[at].cells, filled[at + 1].cells];
      const even = over.length === under.length && over.every((cell, c) => cell.colspan === under[c].colspan);
      const named = over.every((cell) => cell.text === "" || shapes.isLabel(shapes.bareLabel(cell.text)));
      const marked = over.every((cell) => cell.th) || over.some((cell) => cell.el.querySelector("b, strong"));
      if (!even || !named || under.some((cell) => cell.th)) return null;
      if (!marked && !under.some((cell) => shapes.isValue(cell.text))) return null;
      over.forEach((cell, c) => cell.text !== "" && pairs.push([cell, under[c], ""]));
    }
    const labels = pairs.map(([label]) => label.text);
    return pairs.length >= 4 && new Set(labels).size === labels.length ? pairs : null;
  }

  /**
   * Cells that each hold a label and its value in boxes of their own; null where they do not. A header cell whose second
   * box is always empty only holds its own handle.
   */
  function whole(rows) {
    const cells = rows.flatMap(headers.filled);
    const pairs = cells.map((cell) => capture.cards.twoIn(cell.el));
    const told = pairs.some((pair) => pair?.value);
    return pairs.length > 1 && told && pairs.every((pair) => pair?.marked) ? pairs : null;
  }

  capture.pairCells = { beside, stacked, whole };
})();
