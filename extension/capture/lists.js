/**
 * Description lists: usually a term and what is said of it; some portals lay out a grid with one list a column, its term
 * the header and each description a row.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes, text, visibility, codes } = capture;

  function termsOf(list) {
    const entries = [];
    for (const part of list.querySelectorAll("dt, dd")) {
      if (part.closest("dl") !== list || visibility.isGone(part)) continue;
      if (part.tagName === "DT") entries.push({ term: text.textOf(part), said: [] });
      else entries.at(-1)?.said.push({ text: text.textOf(part), el: part });
    }
    return entries;
  }

  /** The lists that stand beside this one and are columns of one grid with it; empty when it is no column. */
  function columnsFrom(list) {
    const beside = [...(list.parentElement ? visibility.elementsIn(list.parentElement) : [])].filter((other) => other.tagName === "DL" && !visibility.isGone(other));
    if (beside.length < 2 || beside[0] !== list) return [];
    const columns = beside.map((one) => ({ el: one, entries: termsOf(one) }));
    const height = columns[0].entries[0]?.said.length ?? 0;
    const even = columns.every(({ entries }) => entries.length === 1 && entries[0].said.length === height);
    return even && height >= 2 ? columns : [];
  }

  function gridOf(columns) {
    const height = columns[0].entries[0].said.length;
    const rows = Array.from({ length: height }, (_, at) => ({
      el: columns[0].entries[0].said[at].el,
      key: null,
      cells: columns.map(({ entries }) => ({ text: entries[0].said[at].text, key: null })),
    }));
    const named = columns.map(({ el, entries }) => ({
      path: [entries[0].term].filter(Boolean),
      key: null,
      code: codes.codeOf(el) || codes.codeOf(entries[0].said[0].el),
    }));
    return { shape: "grid", el: columns[0].el, columns: named, rows, titles: [], lines: [], tail: [] };
  }

  /** Label and value of each term; several descriptions of one term are told apart by a space. */
  function pairsOf(list) {
    return termsOf(list)
      .map(({ term, said }) => {
        const value = said.map((one) => one.text).filter(Boolean).join(" ");
        return [shapes.bareLabel(term), value, codes.codeOf(said[0]?.el)];
      })
      .filter(([label]) => label !== "");
  }

  capture.lists = { columnsFrom, gridOf, pairsOf };
})();
