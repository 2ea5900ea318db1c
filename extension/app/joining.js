/**
 * One table put together from several views of it: the pages of a pager, the windows of a list that is drawn only as far
 * as one sees. Pure.
 *
 * Each view is a segment of rows. A view seen before adds nothing; segments with rows in common at their ends become one;
 * equal rows within one view stay as many as they are.
 */

const SUM = /^(本页|当页)?(小计|合计|总计|累计)/;

function textOf(row, key) {
  return JSON.stringify(key === null ? row : [key, row]);
}

/** A short print by which a view is known again. */
function printOf(rows) {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (const char of JSON.stringify(rows)) {
    const code = char.codePointAt(0);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  return `${rows.length}:${(one >>> 0).toString(36)}${(two >>> 0).toString(36)}`;
}

function isSum(row) {
  return row.filter((cell) => cell !== "").slice(0, 2).some((cell) => SUM.test(cell));
}

/** A view as a segment: its rows as one text each, and the sums at its foot apart, since each page may repeat them. */
function segmentOf({ rows, keys }) {
  const foot = rows.length - 1 - rows.findLastIndex((row) => !isSum(row));
  const body = rows.slice(0, rows.length - foot);
  return { rows: body, keys: body.map((_, at) => keys?.[at] ?? null), tail: rows.slice(body.length) };
}

/**
 * Whether the row keys of a view are names of rows. Where a key stands for other cells than before, they only count the
 * rows of a page, and say nothing.
 */
function namesRows(segment, segments) {
  if (segment.keys.some((key) => key === null) || new Set(segment.keys).size < segment.keys.length) return false;
  const known = new Map(segments.flatMap(({ rows, keys }) => keys.map((key, at) => [key, textOf(rows[at], null)])));
  return segment.keys.every((key, at) => !known.has(key) || known.get(key) === textOf(segment.rows[at], null));
}

function textsOf({ rows, keys }) {
  return rows.map((row, at) => textOf(row, keys[at]));
}

/** How many rows at the end of one list begin the other; the most there are. */
function overlap(before, after) {
  for (let from = Math.max(0, before.length - after.length); from < before.length; from += 1) {
    if (before[from] === after[0] && before.slice(from).every((text, at) => text === after[at])) return before.length - from;
  }
  return 0;
}

function holds(whole, part) {
  return whole.some((_, from) => from + part.length <= whole.length && part.every((text, at) => whole[from + at] === text));
}

function chain(before, after, common) {
  return {
    rows: [...before.rows, ...after.rows.slice(common)],
    keys: [...before.keys, ...after.keys.slice(common)],
    tail: after.tail.length ? after.tail : before.tail,
  };
}

/** Two segments as one where they share at least `least` rows at their ends, or one holds the other; else null. */
function joined(one, other, least) {
  const [texts, others] = [textsOf(one), textsOf(other)];
  if (others.length >= least && holds(texts, others)) return one;
  if (texts.length >= least && holds(others, texts)) return other;
  const after = overlap(texts, others);
  if (after >= least) return chain(one, other, after);
  const before = overlap(others, texts);
  return before >= least ? chain(other, one, before) : null;
}

function numberIn(key) {
  return Number(key?.match(/index=(\d+)$/)?.[1] ?? NaN);
}

/** Where a view without common rows belongs: before the first segment of higher row numbers, else at the end. */
function placeFor(segment, segments) {
  const last = numberIn(segment.keys.at(-1));
  const at = segments.findIndex(({ keys }) => numberIn(keys[0]) > last);
  return at < 0 ? segments.length : at;
}

export function newTable() {
  return { segments: [], seen: [], named: true, total: null, truncated: false };
}

export function rowsOf(table) {
  return table.segments.reduce((count, { rows }) => count + rows.length, 0);
}

export function hasSeen(table, view) {
  return table.seen.includes(printOf(view.rows));
}

/** Add a view {rows, keys, total, truncated} to a table; answers whether it brought rows. */
export function addView(table, view) {
  table.total = view.total ?? table.total;
  table.truncated = view.truncated || (table.truncated && table.total === null);
  if (hasSeen(table, view)) return false;
  const had = rowsOf(table);
  table.seen.push(printOf(view.rows));
  let segment = segmentOf(view);
  table.named = table.named && namesRows(segment, table.segments);
  if (!table.named) [segment, ...table.segments].forEach((one) => one.keys.fill(null));
  // A single row in common proves nothing where the page counts its rows and there is room for both.
  const room = table.total !== null && had + segment.rows.length <= table.total;
  const least = room && !table.named ? 2 : 1;
  let place = -1;
  for (let at = 0; at < table.segments.length; at += 1) {
    const whole = joined(table.segments[at], segment, least);
    if (!whole) continue;
    segment = whole;
    table.segments.splice(at, 1);
    place = place < 0 ? at : Math.min(place, at);
    at = -1;
  }
  table.segments.splice(place < 0 ? placeFor(segment, table.segments) : place, 0, segment);
  return rowsOf(table) > had;
}

/** {rows, truncated}: all rows of a table in order; sums that several pages repeat stand once, at the last of them. */
export function wholeOf(table) {
  const later = new Set();
  const rows = table.segments.toReversed().map((segment) => {
    const tail = segment.tail.filter((row) => !later.has(textOf(row, null)));
    tail.forEach((row) => later.add(textOf(row, null)));
    return [...segment.rows, ...tail];
  });
  const complete = table.total !== null && rowsOf(table) >= table.total;
  return { rows: rows.reverse().flat(), truncated: table.truncated && !complete };
}
