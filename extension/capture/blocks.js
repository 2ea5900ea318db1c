/**
 * From what the survey found to the blocks of a capture: grids, fields and lines in the order of the page, each with its path.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { join, paths, pager, controls, pictures } = capture;

  const ROWS_A_STEP = 200;
  const MOST_TITLES = 2;

  function joinedGrids(finds) {
    const parts = [];
    finds.forEach((find, at) => {
      if (find.kind === "part") parts.push({ ...find.part, from: at, to: at });
    });
    const joinable = new Set(["part", "code"]);
    const titles = new Set(["heading", "text", "code"]);
    const between = (one, next) => finds.slice(one.to + 1, next.from);
    const together = (one, next) => between(one, next).every((find) => joinable.has(find.kind));
    const near = (one, next) => between(one, next).length <= MOST_TITLES && between(one, next).every((find) => titles.has(find.kind));
    return join.joinParts(parts, together, near);
  }

  /** 1, 2, 3 … or, on a later page, 11, 12, 13; years and months that follow each other are none. */
  function isCount(texts) {
    const first = Number(texts[0]);
    const plain = texts.length > 1 && first < 100000 && !(first > 1900 && first < 2100);
    return plain && texts.every((text, row) => text === String(first + row));
  }

  /** Whether a column without a header says anything: it is not empty, and more than a count of the rows. */
  function holdsValues(grid, at) {
    const texts = grid.rows.map((row) => row.cells[at]?.text ?? "");
    if (texts.every((text) => text === "")) return false;
    const code = grid.columns[at]?.code || grid.codes?.[at];
    return code || grid.columns.length === 0 || !isCount(texts);
  }

  /** Columns that have neither a header nor a value are gutters and tick boxes, not columns. */
  function* gridBlock(finds, grid, path, rowKeys) {
    const width = Math.max(grid.columns.length, ...grid.rows.map((row) => row.cells.length));
    const kept = [];
    for (let at = 0; at < width; at += 1) {
      const named = (grid.columns[at]?.path.length ?? 0) > 0;
      if (named || holdsValues(grid, at)) kept.push(at);
    }
    const rows = [];
    const keys = [];
    for (const row of grid.rows) {
      const texts = kept.map((at) => row.cells[at]?.text ?? "");
      if (texts.some((text) => text !== "")) {
        rows.push(texts);
        keys.push(row.key);
      }
      if (rows.length % ROWS_A_STEP === 0) yield;
    }
    const full = { ...grid, rows };
    const { truncated, total } = pager.extentOf(finds, full, grid.rows.map((row) => row.el));
    const block = { type: "grid", path, columns: kept.map((at) => grid.columns[at]?.path ?? []), rows: full.rows, truncated };
    const codes = kept.map((at) => grid.columns[at]?.code || grid.codes?.[at] || "");
    if (codes.some(Boolean)) block.codes = codes;
    if (keys.length && keys.every((key) => key !== null)) rowKeys.set(block, keys);
    return total === null ? block : { ...block, total_rows: total };
  }

  function boxOf(element) {
    const box = element.getBoundingClientRect();
    return [box.left + window.scrollX, box.top + window.scrollY, box.width, box.height].map(Math.round);
  }

  function linesBlock(lines, path) {
    return { type: "lines", path, lines: lines.map((line) => ({ text: line.text, box: line.box ?? boxOf(line.el) })) };
  }

  /** Pairs of label and value, and the names of data beside them where the page has any. */
  function fieldsBlock({ type, path, pairs }) {
    const block = { type, path, pairs: pairs.map(([label, value]) => [label, value]) };
    const codes = pairs.map((pair) => pair[2] ?? "");
    return codes.some(Boolean) ? { ...block, codes } : block;
  }

  function samePath(one, other) {
    return one.path.length === other.path.length && one.path.every((said, at) => said === other.path[at]);
  }

  /** Add a block; lines after lines and fields after fields under one path are one block. */
  function append(blocks, block) {
    const last = blocks.at(-1);
    if (last?.type !== block.type || block.type === "grid" || !samePath(last, block)) blocks.push(block);
    else if (block.type === "lines") last.lines.push(...block.lines);
    else last.pairs.push(...block.pairs);
  }

  /**
   * {blocks, rowKeys, frames, drawn} of one surveyed document. `rowKeys` has for each block the keys by which the page knows
   * its rows again (`data-row-key=…`, or one that ends with `index=` and counts them), null where it gives none; `frames` are
   * the inner frames with the path that each stands under; `drawn` tells that the page shows pictures in place of text.
   * Yields often, as the survey does.
   */
  function* blocksOf(survey) {
    const { finds } = survey;
    const rulers = paths.rulersOf(survey);
    const gridAt = new Map(joinedGrids(finds).map((grid) => [grid.from, grid]));
    const codes = finds.filter((find) => find.kind === "code").map((find) => [find.code, find.value]);
    const single = controls.singleCodes(codes);
    const blocks = [];
    const frames = [];
    const rowKeys = new Map();
    const ruled = (find, titles) => paths.pathOf(paths.rulersAbove(rulers, find), titles);
    const blockOf = {
      *part(find, at) {
        const grid = gridAt.get(at);
        if (!grid) return [];
        const path = ruled(find, grid.titles);
        if (grid.column) return [linesBlock(grid.rows.map((row) => ({ text: row.cells[0].text, el: row.el })), path)];
        const found = [yield* gridBlock(finds, grid, path, rowKeys)];
        if (grid.lines.length) found.unshift(linesBlock(grid.lines, path));
        if (grid.tail.length) found.push(linesBlock(grid.tail, path));
        return found;
      },
      fields(find) {
        const path = ruled(find, find.part?.titles);
        const lines = find.part?.lines ?? [];
        const groups = find.pairs.map((pair) => ({ type: "fields", path: pair[3] ? [...path, pair[3]] : path, pairs: [pair] }));
        return [...(lines.length ? [linesBlock(lines, path)] : []), ...groups];
      },
      code(find) {
        if (!single.delete(find.code)) return [];
        return [{ type: "fields", path: ruled(find), pairs: [[find.code, find.value, find.code]] }];
      },
      text: (find) => [linesBlock([find], ruled(find))],
      frame(find) {
        frames.push({ src: find.src, path: ruled(find) });
        return [];
      },
      heading: (find) => (rulers.find((ruler) => ruler.find === find).until ? [] : [linesBlock([find], ruled(find))]),
      tabs: () => [],
      pager: () => [],
    };
    for (const [at, find] of finds.entries()) {
      const made = find.kind === "part" ? yield* blockOf.part(find, at) : blockOf[find.kind](find);
      made.forEach((block) => append(blocks, block));
    }
    return {
      blocks: blocks.map((block) => (block.type === "fields" ? fieldsBlock(block) : block)),
      rowKeys: blocks.map((block) => rowKeys.get(block) ?? null),
      frames,
      drawn: pictures.isDrawn(blocks),
    };
  }

  capture.blocks = { blocksOf };
})();
