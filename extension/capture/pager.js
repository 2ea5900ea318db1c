/**
 * Whether the page has more rows of a grid than it shows now: what its pager says near the grid, or what the grid itself
 * says of a list that is drawn only as far as one sees.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes } = capture;

  function ends(find) {
    return find.kind === "part" || find.kind === "heading";
  }

  /** What stands near a grid and may speak of its rows: after it up to the next block, else before it. */
  function nearby(finds, grid) {
    const after = finds.slice(grid.to + 1);
    const stop = after.findIndex(ends);
    const before = finds.slice(0, grid.from);
    const start = before.findLastIndex(ends);
    return [stop < 0 ? after : after.slice(0, stop), before.slice(start + 1)];
  }

  function claims(list) {
    const texts = list.filter((find) => find.text).map((find) => find.text);
    const total = texts.map(shapes.totalIn).find((one) => one !== null) ?? null;
    const pages = Math.max(1, ...texts.map((said) => shapes.pagesIn(said) ?? 1), ...list.map((find) => find.pages ?? 1));
    return { total, pages };
  }

  function rowsDeclared(element) {
    const count = Number(element.closest("[aria-rowcount]")?.getAttribute("aria-rowcount"));
    return Number.isInteger(count) && count > 0 ? count : null;
  }

  /** {truncated, total}: total is null where the page does not say how many rows there are. */
  function extentOf(finds, grid) {
    const [after, before] = nearby(finds, grid);
    const said = [claims(grid.tail), claims(after), claims(before)].find(({ total, pages }) => total !== null || pages > 1);
    const total = said?.total ?? null;
    if (total !== null) return { truncated: total > grid.rows.length, total };
    const declared = rowsDeclared(grid.el);
    if (declared !== null && declared > grid.rows.length + 1) return { truncated: true, total: null };
    return { truncated: (said?.pages ?? 1) > 1, total: null };
  }

  capture.pager = { extentOf };
})();
