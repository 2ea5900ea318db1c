/**
 * Tables that hold labels with their values beside them, in two, four or more columns. They are told from grids by colons,
 * th or label classes in every other cell, by inputs beside words, by looks, and last by what the texts look like.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes, text, codes, pairCells } = capture;

  const MOST_ROWS = 100;
  const LABEL_CLASS = /(^|[-_])(label|lab|lbl|key|name|title|tit|th|head|field)([-_\d]|$)/i;

  function isMarked(cell) {
    return cell.th || shapes.endsWithColon(cell.text) || [...cell.el.classList].some((token) => LABEL_CLASS.test(token));
  }

  function hasControl(cell) {
    return [...cell.el.querySelectorAll("input, select, textarea")].some(text.isControl);
  }

  function lookOf(cell) {
    const inner = cell.el.querySelector("b, strong") ?? cell.el;
    const style = getComputedStyle(cell.el);
    const align = style.textAlign.replace("-webkit-", "");
    return `${Number(getComputedStyle(inner).fontWeight) >= 600}|${align}|${style.backgroundColor}`;
  }

  function codeOf(label, value) {
    return codes.codeOf(value.el) || codes.codeOf(label.el);
  }

  function asTexts(pairs) {
    return pairs.map(([label, value, group]) => [shapes.bareLabel(label.text), value.text, codeOf(label, value), group]);
  }

  function share(list, test) {
    return list.filter(test).length / list.length;
  }

  function isMarkedOut(labels, values) {
    return share(labels, isMarked) >= 0.7 && share(values, isMarked) <= 0.1;
  }

  function isForm(labels, values) {
    return share(values, hasControl) >= 0.5 && !labels.some(hasControl);
  }

  function looksApart(pairs) {
    const looks = pairs.map(([label, value]) => [lookOf(label), lookOf(value)]);
    const usual = looks[0][0];
    return share(looks, ([label, value]) => label === usual && value !== usual) >= 0.8;
  }

  /** Two columns of which the first row is labels and all others are label and value read as a small grid instead. */
  function readsAsTwoColumns(pairs) {
    const rest = pairs.slice(1);
    return shapes.isLabel(pairs[0][1].text) && rest.length > 0 && rest.every(([, value]) => shapes.isValue(value.text));
  }

  function readsAsLabels(rows, pairs) {
    if (pairs.length < 2 || share(pairs, ([, value]) => shapes.isValue(value.text)) === 0) return false;
    const twoColumns = rows.every((row) => row.cells.length <= 2);
    return !(twoColumns && readsAsTwoColumns(pairs));
  }

  /**
   * The pairs of a label–value table as [label, value, code, group], or null when the table is something else. `marked` tells
   * that the table has a header row that its markup vouches for.
   */
  function pairsOf(rows, marked) {
    if (rows.length > MOST_ROWS) return null;
    const stacked = pairCells.stacked(rows);
    if (stacked) return asTexts(stacked);
    const whole = pairCells.whole(rows);
    if (whole) return whole.map(({ label, value, els }) => [shapes.bareLabel(label), value, codes.codeOf(els[1]), ""]);
    const pairs = pairCells.beside(rows);
    if (!pairs) return null;
    const labels = pairs.map(([label]) => label);
    const values = pairs.map(([, value]) => value);
    const distinct = new Set(pairs.map(([label, , group]) => `${group}\n${label.text}`)).size === labels.length;
    const worded = distinct && labels.every((label) => shapes.isLabel(shapes.bareLabel(label.text)));
    const isPairs =
      isMarkedOut(labels, values) ||
      (worded && !marked && (isForm(labels, values) || looksApart(pairs) || readsAsLabels(rows, pairs)));
    return isPairs ? asTexts(pairs) : null;
  }

  capture.labelValues = { pairsOf };
})();
