/**
 * Records of two table rows under a header of two rows: each line of a record has its own labels. They are laid side by
 * side, so that a record is one row of a grid like any other.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes } = capture;

  const SUMS = /^(合计|小计|总计|累计)/;
  const MONTH_OF_YEAR = /^(0?[1-9]|1[0-2]|十?[一二三四五六七八九十])月份?$/;
  const UNIT = /^[（(]/;

  function spansOf(row) {
    return row.cells.map((cell) => `${cell.colspan}x${cell.rowspan}`).join();
  }

  function isLabels(row) {
    const texts = row.cells.map((cell) => cell.text).filter(Boolean);
    const named = texts.every((text) => shapes.isLabel(text) && !UNIT.test(text) && !MONTH_OF_YEAR.test(text));
    return named && texts.length * 2 > row.cells.length;
  }

  /** Whether a row's texts are said once: a state that several cells or rows share (已缴) names no column. */
  function isSaidOnce(row, rest) {
    const texts = row.cells.map((cell) => cell.text).filter(Boolean);
    const below = new Set(rest.flatMap((other) => other.cells.map((cell) => cell.text)));
    return new Set(texts).size === texts.length && !texts.some((text) => below.has(text));
  }

  function kindOf(text) {
    if (/^(19|20)\d{2}[-./年]?(0?[1-9]|1[0-2])月?$/.test(text)) return "month";
    return shapes.isValue(text) ? "value" : "text";
  }

  /** Whether some column says one kind of thing in each first line and another in each second. */
  function alternates(body) {
    return body[0].cells.some((_, at) => {
      const kinds = [new Set(), new Set()];
      body.forEach((row, r) => kinds[r % 2].add(row.cells[at]?.text ? kindOf(row.cells[at].text) : "none"));
      const [first, second] = kinds.map((set) => (set.size === 1 ? [...set][0] : "mixed"));
      return first !== second && ![first, second].includes("mixed") && ![first, second].includes("none");
    });
  }

  function sideBySide(first, second) {
    const cells = [...first.cells, ...second.cells].map((cell) => ({ ...cell, colspan: 1, rowspan: 1 }));
    return { ...first, cells };
  }

  function folded(rows) {
    return rows.filter((_, at) => at % 2 === 0).map((row, at) => sideBySide(row, rows[2 * at + 1]));
  }

  /** {header, body} with a row for each record, or null where rows are records by themselves. */
  function fold(header, body) {
    if (header.length === 1 && body.length % 2 === 1 && isLabels(body[0]) && isSaidOnce(body[0], body.slice(1))) {
      return fold([header[0], body[0]], body.slice(1));
    }
    if (header.length !== 2 || body.length < 2 || body.length % 2 === 1 || !header.every(isLabels)) return null;
    const spans = header.map(spansOf);
    if (!body.every((row, at) => spansOf(row) === spans[at % 2])) return null;
    if (body.some((row) => row.cells.some((cell) => SUMS.test(cell.text)))) return null;
    const said = header[0].cells.map((cell) => cell.text).filter(Boolean);
    if (header[1].cells.some((cell) => said.includes(cell.text))) return null;
    return spans[0] !== spans[1] || alternates(body) ? { header: folded(header), body: folded(body) } : null;
  }

  capture.twoLines = { fold };
})();
