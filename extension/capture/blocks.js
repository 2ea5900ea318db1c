/**
 * From what the survey found to the blocks of a capture: grids, fields and lines in the order of the page, each with its path.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { join, paths, pager, controls } = capture;

  function joinedGrids(finds) {
    const parts = [];
    finds.forEach((find, at) => {
      if (find.kind === "part") parts.push({ ...find.part, from: at, to: at });
    });
    const joinable = new Set(["part", "code"]);
    const together = (one, next) => finds.slice(one.to + 1, next.from).every((find) => joinable.has(find.kind));
    return join.joinParts(parts, together);
  }

  /** Columns that have neither a header nor a value are gutters and tick boxes, not columns. */
  function gridBlock(finds, grid, path) {
    const width = Math.max(grid.columns.length, ...grid.rows.map((row) => row.cells.length));
    const kept = [];
    for (let at = 0; at < width; at += 1) {
      const named = (grid.columns[at]?.path.length ?? 0) > 0;
      if (named || grid.rows.some((row) => (row.cells[at]?.text ?? "") !== "")) kept.push(at);
    }
    const rows = grid.rows.map((row) => kept.map((at) => row.cells[at]?.text ?? ""));
    const full = { ...grid, rows: rows.filter((row) => row.some((cell) => cell !== "")) };
    const { truncated, total } = pager.extentOf(finds, full);
    const block = { type: "grid", path, columns: kept.map((at) => grid.columns[at]?.path ?? []), rows: full.rows, truncated };
    return total === null ? block : { ...block, total_rows: total };
  }

  function boxOf(element) {
    const box = element.getBoundingClientRect();
    return [box.left + window.scrollX, box.top + window.scrollY, box.width, box.height].map(Math.round);
  }

  function linesBlock(lines, path) {
    return { type: "lines", path, lines: lines.map((line) => ({ text: line.text, box: line.box ?? boxOf(line.el) })) };
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

  /** {blocks, frames} of one surveyed document; `frames` are its inner frames with the path that each stands under. */
  function blocksOf(survey) {
    const { finds } = survey;
    const rulers = paths.rulersOf(survey);
    const gridAt = new Map(joinedGrids(finds).map((grid) => [grid.from, grid]));
    const codes = finds.filter((find) => find.kind === "code").map((find) => [find.code, find.value]);
    const single = controls.singleCodes(codes);
    const blocks = [];
    const frames = [];
    const ruled = (find, titles) => paths.pathOf(paths.rulersAbove(rulers, find), titles);
    const blockOf = {
      part(find, at) {
        const grid = gridAt.get(at);
        if (!grid) return [];
        const path = ruled(find, grid.titles);
        const found = [gridBlock(finds, grid, path)];
        if (grid.lines.length) found.unshift(linesBlock(grid.lines, path));
        if (grid.tail.length) found.push(linesBlock(grid.tail, path));
        return found;
      },
      fields(find) {
        const path = ruled(find, find.part?.titles);
        const lines = find.part?.lines ?? [];
        return [...(lines.length ? [linesBlock(lines, path)] : []), { type: "fields", path, pairs: [...find.pairs] }];
      },
      code(find) {
        if (!single.delete(find.code)) return [];
        return [{ type: "fields", path: ruled(find), pairs: [[find.code, find.value]] }];
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
    finds.forEach((find, at) => blockOf[find.kind](find, at).forEach((block) => append(blocks, block)));
    return { blocks, frames };
  }

  capture.blocks = { blocksOf };
})();
