/**
 * Whether the page has more rows of a grid than it shows now: what its pager says near the grid, or what the grid itself
 * says of a list that is drawn only as far as one sees.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { shapes, visibility } = capture;

  const PAGER_CLASS = /(^|[-_])(pager|pagination|paging|paginator|paginate|laypage|table-page|dataTables_length|page[-_]?(num|nav|bar|list|box))([-_]|$)/i;
  const NUMBERS = /^(\d+|\.{3}|…|[<>«»‹›])(\s(\d+|\.{3}|…|[<>«»‹›]))*$/;
  const TURNING = "首页|上一?页|下一?页|前一页|后一页|末页|尾页|跳至?|跳转|转到|前往|到第|第|页|确定|GO|prev(ious)?|next|first|last";
  const SIZES = "显示|项结果|每页(显示)?|条记录|条|(每页)?\\d*\\s?条\\/页";
  const ONLY_TURNING = new RegExp(`^([\\d\\s.…<>«»‹›|]|${TURNING}|${SIZES})+$`, "i");

  const FEWEST_DRAWN = 3;
  const UP = 6;
  const SCROLLED_PX = 50;

  function isPager(element) {
    return [...element.classList].some((token) => PAGER_CLASS.test(token));
  }

  /** Words and numbers that only serve to turn pages. */
  function isOnlyTurning(said) {
    return ONLY_TURNING.test(said) && shapes.totalIn(said) === null && shapes.pagesIn(said) === null;
  }

  /** The highest page number that a pager offers. */
  function mostPages(element) {
    const numbers = [...element.querySelectorAll("a, li, button, span, td")]
      .filter(visibility.isSeen)
      .map((one) => one.textContent.trim())
      .filter((said) => /^\d{1,4}$/.test(said));
    return Math.max(1, ...numbers.map(Number));
  }

  /** How many pages a text speaks of: a sentence that says so, or a row of page numbers. */
  function pagesOf(said) {
    if (NUMBERS.test(said) && /\d\s+\d/.test(said)) return Math.max(...said.match(/\d{1,4}/g).map(Number));
    return shapes.pagesIn(said) ?? 1;
  }

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
    const pages = Math.max(1, ...texts.map(pagesOf), ...list.map((find) => find.pages ?? 1));
    return { total, pages };
  }

  function rowsDeclared(element) {
    const count = Number(element.closest("[aria-rowcount]")?.getAttribute("aria-rowcount"));
    return Number.isInteger(count) && count > 0 ? count : null;
  }

  /** Whether an element, or one not far around it, shows only a part of its height and lets one scroll the rest. */
  function isScrolled(element) {
    let around = element;
    for (let up = 0; up < UP && around; up += 1) {
      const scrolls = /auto|scroll/.test(getComputedStyle(around).overflowY);
      if (scrolls) return around.scrollHeight > around.clientHeight + SCROLLED_PX;
      around = around.parentElement;
    }
    return false;
  }

  /** Whether rows stand in a box made much higher than they are, with nothing else in it: more come as one scrolls. */
  function scrollsBeyond(rows) {
    if (rows.length < FEWEST_DRAWN) return false;
    const [first, last] = [rows[0], rows.at(-1)].map((row) => row.getBoundingClientRect());
    const drawn = last.bottom - first.top;
    let around = rows[0].parentElement;
    for (let up = 0; up < UP && around && drawn > 0; up += 1) {
      if (Math.max(around.getBoundingClientRect().height, around.scrollHeight) > drawn * 1.5 + 100) {
        const said = rows.reduce((sum, row) => sum + row.textContent.length, 0);
        return around.textContent.length <= said * 1.1 + 20 && isScrolled(around);
      }
      around = around.parentElement;
    }
    return false;
  }

  /** {truncated, total}: total is null where the page does not say how many rows there are. */
  function extentOf(finds, grid, elements) {
    const [after, before] = nearby(finds, grid);
    const said = [claims(grid.tail), claims(after), claims(before)].find(({ total, pages }) => total !== null || pages > 1);
    const total = said?.total ?? null;
    if (total !== null) return { truncated: total > grid.rows.length, total };
    const declared = rowsDeclared(grid.el);
    if (declared !== null && declared > grid.rows.length + 1) return { truncated: true, total: null };
    return { truncated: (said?.pages ?? 1) > 1 || scrollsBeyond(elements), total: null };
  }

  capture.pager = { extentOf, isPager, isOnlyTurning, mostPages, isNumbers: (said) => NUMBERS.test(said) };
})();
