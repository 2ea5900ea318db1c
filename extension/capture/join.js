/**
 * Grids that a framework has drawn in pieces, put together again: header table and body table, and the clones that keep
 * columns in place. Rows meet by key or by order, columns by key, by header or by place; a filled cell wins over an empty
 * one, and each value is kept once.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});

  const SAME_LINE = 2;

  /** Give a body table the columns of the header table before it, by column key where both have them. */
  function underHeader(header, body) {
    const byKey = new Map(header.columns.map((column, at) => [column.key, at]).filter(([key]) => key !== null));
    const width = header.columns.length;
    const keyed = body.rows.some((row) => row.cells.some((cell) => byKey.has(cell.key)));
    const rows = body.rows.map((row) => {
      if (!keyed) return row;
      const cells = Array.from({ length: width }, () => ({ text: "", key: null }));
      for (const cell of row.cells) if (byKey.has(cell.key)) cells[byKey.get(cell.key)] = cell;
      return { ...row, cells };
    });
    const codeAt = (column, at) => {
      const place = keyed ? (body.rows[0]?.cells.findIndex((cell) => cell.key !== null && cell.key === column.key) ?? -1) : at;
      return column.code || body.codes?.[place] || "";
    };
    const columns = header.columns.map((column, at) => ({ ...column, code: codeAt(column, at) }));
    return { ...header, shape: "grid", to: body.to, columns, rows, tail: body.tail, inPieces: true };
  }

  function widthOf(part) {
    return Math.max(part.columns.length, ...part.rows.slice(0, 50).map((row) => row.cells.length));
  }

  function sharesKeys(header, body) {
    const keys = new Set(header.columns.map((column) => column.key).filter(Boolean));
    return body.rows.slice(0, 3).some((row) => row.cells.some((cell) => keys.has(cell.key)));
  }

  /** Whether a headerless table can be the body of this header: the same columns, but for a gutter of the scroll bar. */
  function fitsUnder(header, body) {
    if (body.rows.length === 0) return true;
    const gap = header.columns.length - widthOf(body);
    return sharesKeys(header, body) || gap === 0 || (gap === 1 && header.columns.at(-1).path.length === 0);
  }

  function sameRows(one, other) {
    if (one.rows.length !== other.rows.length || one.rows.length === 0) return null;
    const keyed = one.rows.every((row, at) => row.key !== null && row.key === other.rows[at].key);
    if (!keyed && one.rows.some((row) => row.key !== null) && other.rows.some((row) => row.key !== null)) return null;
    return { keyed, beside: liesBeside(one, other) || liesOverRows(one, other) };
  }

  function liesBeside(one, other) {
    return [0, one.rows.length - 1].every((at) => {
      const first = one.rows[at].el.getBoundingClientRect();
      const second = other.rows[at].el.getBoundingClientRect();
      return first.height > 0 && Math.abs(first.top - second.top) <= SAME_LINE && Math.abs(first.height - second.height) <= SAME_LINE;
    });
  }

  /** Whether the rows of one are drawn over the rows of the other, if not line by line. */
  function liesOverRows(one, other) {
    const [mine, theirs] = [one, other].map(({ rows }) => [rows[0], rows.at(-1)].map((row) => row.el.getBoundingClientRect()));
    const height = mine[1].bottom - mine[0].top;
    const shared = Math.min(mine[1].bottom, theirs[1].bottom) - Math.max(mine[0].top, theirs[0].top);
    const across = Math.min(mine[0].right, theirs[0].right) - Math.max(mine[0].left, theirs[0].left);
    return height > 0 && shared > height / 2 && across > 0;
  }

  function nameOf(column) {
    return column.path.join("\n");
  }

  /** For each column of `other` its place in `one`, or -1 where it is new; null where the two cannot belong together. */
  function placeColumns(one, other) {
    const byPlace = one.columns.length === other.columns.length && other.columns.every((column, at) => {
      const mine = one.columns[at];
      const sameKey = column.key === mine.key;
      return sameKey && (nameOf(column) === nameOf(mine) || nameOf(column) === "" || nameOf(mine) === "");
    });
    if (byPlace) return other.columns.map((_, at) => at);
    return other.columns.map((column) => {
      if (column.key !== null) return one.columns.findIndex((mine) => mine.key === column.key);
      return nameOf(column) === "" ? -1 : one.columns.findIndex((mine) => nameOf(mine) === nameOf(column));
    });
  }

  function agree(one, other, places) {
    return one.rows.every((row, r) => places.every((place, column) => {
      const mine = place < 0 ? "" : (row.cells[place]?.text ?? "");
      const theirs = other.rows[r].cells[column]?.text ?? "";
      return mine === "" || theirs === "" || mine === theirs;
    }));
  }

  /** Two parts as one grid, or null when they are two grids. */
  function merge(one, other) {
    const rows = sameRows(one, other);
    if (!rows) return null;
    const places = placeColumns(one, other);
    const shared = places.filter((place) => place >= 0).length;
    const vouched = rows.keyed || rows.beside || (shared === places.length && one.inPieces && other.inPieces);
    if (!vouched || !agree(one, other, places)) return null;
    const columns = one.columns.map((column) => ({ ...column }));
    const target = places.map((place, at) => (place >= 0 ? place : columns.push({ ...other.columns[at] }) - 1));
    target.forEach((to, at) => {
      if (columns[to].path.length === 0) columns[to].path = other.columns[at].path;
      columns[to].code ||= other.columns[at].code;
    });
    const joined = one.rows.map((row, r) => {
      const cells = Array.from({ length: columns.length }, (_, at) => row.cells[at] ?? { text: "", key: null });
      target.forEach((to, at) => {
        const theirs = other.rows[r].cells[at];
        if (theirs && cells[to].text === "") cells[to] = theirs;
      });
      return { ...row, cells };
    });
    return { ...one, column: false, to: other.to, columns, rows: joined, tail: [...one.tail, ...other.tail] };
  }

  /** Whether a table repeats, with its rows, the header that stands alone before it. */
  function repeats(headerPart, grid) {
    const mine = headerPart.columns.map(nameOf).filter(Boolean).join("\t");
    return mine !== "" && mine === grid.columns.map(nameOf).filter(Boolean).join("\t");
  }

  /** A header standing alone with what follows it, as one grid; null when they do not belong together. */
  function complete(alone, next) {
    if (next.shape === "body" && fitsUnder(alone, next)) return underHeader(alone, next);
    if (next.shape !== "grid" || !repeats(alone, next)) return null;
    return { ...next, from: alone.from, titles: [...alone.titles, ...next.titles], lines: [...alone.lines, ...next.lines] };
  }

  /** A grid in pieces with one more piece of its body below it, such as a row of sums, or over it; null when it is not one. */
  function extend(grid, next) {
    if (!grid.inPieces || next.shape !== "body" || !fitsUnder(grid, next)) return null;
    const whole = underHeader(grid, next);
    if (sameRows(grid, whole)?.beside) return merge(grid, whole);
    return { ...grid, to: next.to, rows: [...grid.rows, ...whole.rows] };
  }

  /** A part that others can be laid onto: a grid, or one column of it that has no header. */
  function asGrid(part) {
    if (part.shape === "grid") return part;
    if (!part.column || part.shape !== "body") return null;
    const columns = [{ path: [], key: part.rows[0]?.cells[0]?.key ?? null, code: part.codes[0] ?? "" }];
    return { ...part, shape: "grid", columns };
  }

  /** Whether a header lies over the grid before it, whose header it repeats. */
  function liesOver(header, grid) {
    const [mine, theirs] = [header.el, grid.el].map((element) => element.getBoundingClientRect());
    return repeats(header, grid) && mine.top >= theirs.top - SAME_LINE && mine.bottom <= theirs.bottom;
  }

  function clone(one, other) {
    if (one.shape === "grid" && other.shape === "header" && liesOver(other, one)) return { ...one, to: other.to };
    const [mine, theirs] = [one, other].map(asGrid);
    return mine && theirs ? merge(mine, theirs) : null;
  }

  /** Fold a list: each part joins the one before it where `together` allows and `joinTwo` can, else it stands by itself. */
  function foldWith(parts, together, joinTwo) {
    const folded = [];
    for (const part of parts) {
      const last = folded.at(-1);
      const whole = last !== undefined && together(last, part) ? joinTwo(last, part) : null;
      if (whole) folded[folded.length - 1] = whole;
      else folded.push(part);
    }
    return folded;
  }

  /**
   * The groups of a grid, each a body under a title of its own: all of them have the columns of the one header above, which
   * is no grid by itself then.
   */
  function underOneHeader(parts, near) {
    const whole = [];
    let header = null;
    for (const part of parts) {
      const last = whole.at(-1);
      if (header && part.shape === "body" && near(last, part) && sharesKeys(header, part)) {
        const alone = { ...header, titles: [], lines: [], tail: [], from: part.from, to: part.to };
        if (last.shape === "header") whole.pop();
        whole.push(underHeader(alone, part));
      } else {
        header = part.shape === "header" || part.inPieces ? part : null;
        whole.push(part);
      }
    }
    return whole;
  }

  /**
   * Join parts that follow each other with nothing to read between them (`together` says so), or only the title of a group
   * (`near`). A part knows by `from` and `to` which finds of the survey it covers.
   */
  function joinParts(parts, together, near) {
    const grids = foldWith(parts, together, (one, next) => (one.shape === "header" ? complete(one, next) : extend(one, next)));
    return underOneHeader(foldWith(grids, together, clone), near);
  }

  capture.join = { joinParts };
})();
