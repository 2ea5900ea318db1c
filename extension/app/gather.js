/**
 * What was read on a site while its user went on, put together into one capture. Pure.
 *
 * A table that stays the same table (place, headings, columns, what is chosen around it) is one block, and what each
 * reading shows of it is joined; with another year, tab or insurance it is a further block, after the fields and lines
 * that stand before it. Rows that stay the same while something else is chosen are held back: the page may not have
 * answered yet.
 */

import { localTime, FORMAT } from "./assemble.js";
import { addView, hasSeen, newTable, rowsOf, wholeOf } from "./joining.js";
import { agree, areOthers, differing, newSurroundings, noteBlock, personOn, placeOf } from "./surroundings.js";

const NO_DATA = /^(暂无|没有|无)[^0-9]{0,6}(数据|记录|信息|内容)|^no (data|records?|results?)/i;

export function newVisit(site, capture) {
  const { url, title } = capture.origin;
  return { site, url, title, urls: [], frames: [], titles: [], person: {}, blocks: [], held: [], saved: false };
}

/** Whether a reading is of somebody else than the visit so far. */
export function isOther(visit, { capture }) {
  return areOthers(visit.person, personOn(capture.blocks));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isEmpty(block) {
  return block.rows.every((row) => row.filter(Boolean).length === 0 || row.filter(Boolean).every((cell) => NO_DATA.test(cell)));
}

/** What must be alike in two readings of one table, its path apart. */
function kindOf(block, place, nth) {
  return JSON.stringify([place, block.columns, block.codes ?? [], nth]);
}

/** Whether lines or fields were put down before: fields with all their values, lines but for their numbers. */
function isKnown(visit, entry) {
  const plain = ({ block }) => [block.path, block.pairs ?? block.lines.map((line) => line.text.replace(/\d+/g, "#"))];
  return visit.blocks.some((known) => known.block.type === entry.block.type && known.block.type !== "grid" && same(plain(known), plain(entry)));
}

/** Whether what was put down last under these labels, or as these lines, is what is said again. */
function stillHolds(visit, entry) {
  const { block, place } = entry;
  const like = (known) => known.place === place && known.block.type === block.type && same(known.block.path, block.path);
  const labels = (pairs) => pairs.map(([label]) => label);
  const last = visit.blocks.findLast((known) => like(known) && (block.type === "lines" || same(labels(known.block.pairs), labels(block.pairs))));
  return last !== undefined && same(last.block.pairs ?? last.block.lines.map(({ text }) => text), block.pairs ?? block.lines.map(({ text }) => text));
}

/** The table that a block of a reading shows more of, and whether its rows are those of another choice. */
function recognise(visit, kind, block, around) {
  const alike = visit.blocks.filter((known) => known.kind === kind);
  const table = alike.find((known) => same(known.block.path, block.path) && agree(known.around, around));
  const stale = alike.find((known) => known !== table && hasSeen(known.table, block));
  return { table, stale };
}

/** What tells a held table from the one whose rows it shows: the values now chosen, else its headings. */
function chosenNow(block, around, stale) {
  const values = differing(around, stale.around).map((label) => `${label}：${around.pairs[label]}`);
  const headings = block.path.filter((said) => !stale.block.path.includes(said));
  return [...headings, ...values].join("，") || around.years.join("，");
}

/**
 * Add a reading {capture, marks} to a visit; answers whether it brought anything. `settled` says that the page has stood
 * still for long enough that a chosen tab's own rows must be there.
 */
export function gather(visit, { capture, marks }, settled) {
  const { url, title, frame_urls: frames } = capture.origin;
  const around = newSurroundings();
  const counts = new Map();
  let before = [];
  let brought = false;
  const putDown = (entries, isRepeated) => {
    const fresh = entries.filter((entry) => !isRepeated(visit, entry));
    visit.blocks.push(...fresh);
    brought ||= fresh.length > 0;
  };
  capture.blocks.forEach((block, at) => {
    const place = `${placeOf(url)} ${placeOf(marks[at].url)}`;
    if (block.type !== "grid") {
      noteBlock(around, block);
      before.push({ title, place, block });
      return;
    }
    if (isEmpty(block)) return;
    const alike = kindOf(block, place, 0);
    counts.set(alike, (counts.get(alike) ?? -1) + 1);
    const kind = kindOf(block, place, counts.get(alike));
    const view = { rows: block.rows, keys: marks[at].keys, total: block.total_rows ?? null, truncated: block.truncated };
    const { table: known, stale } = recognise(visit, kind, block, around);
    if (known) brought = addView(known.table, view) || brought;
    else if (stale && !(settled && agree(stale.around, around))) {
      hold(visit, { kind, what: chosenNow(block, around, stale), entries: before, block, around: structuredClone(around), title, place, view });
      before = [];
    } else {
      putDown(before, stillHolds);
      before = [];
      putTable(visit, { kind, title, place, block, around: structuredClone(around) }, view);
      brought = true;
    }
  });
  putDown(before, isKnown);
  if (!brought) return false;
  visit.person = { ...personOn(capture.blocks), ...visit.person };
  visit.urls = [...new Set([...visit.urls, placeOf(url)])];
  visit.titles = [...new Set([...visit.titles, title])];
  visit.frames = [...new Set([...visit.frames, ...frames])];
  visit.saved = false;
  return true;
}

function putTable(visit, entry, view) {
  const table = newTable();
  addView(table, view);
  const block = { ...entry.block };
  delete block.rows;
  visit.blocks.push({ ...entry, block, table });
  visit.held = visit.held.filter((held) => held.kind !== entry.kind || !same(held.block.path, entry.block.path) || !agree(held.around, entry.around));
}

/** Keep a table aside that shows the rows of another choice, in place of what was kept so for the same choice. */
function hold(visit, held) {
  visit.held = [...visit.held.filter((other) => other.kind !== held.kind || other.what !== held.what), held];
}

/** Count a held table after all: its user says that it is as the page shows it. */
export function countHeld(visit, at) {
  const [{ entries, view, kind, title, place, block, around }] = visit.held.splice(at, 1);
  visit.blocks.push(...entries.filter((entry) => !stillHolds(visit, entry)));
  putTable(visit, { kind, title, place, block, around }, view);
  visit.saved = false;
}

/** {tables, rows, panels}: how much a visit holds. */
export function amountOf(visit) {
  const tables = visit.blocks.filter((entry) => entry.table);
  const panels = visit.blocks.filter((entry) => entry.block.type === "fields");
  return { tables: tables.length, rows: tables.reduce((sum, { table }) => sum + rowsOf(table), 0), panels: panels.length };
}

/** The tables of a visit as a person is told of them: {path, chosen, rows, total, truncated}. */
export function tablesOf(visit) {
  const tables = visit.blocks.filter((entry) => entry.table);
  return tables.map(({ block, around, table }) => {
    const others = tables.filter((other) => other.around !== around);
    const labels = new Set(others.flatMap((other) => differing(around, other.around)));
    const { truncated } = wholeOf(table);
    return { path: block.path, chosen: [...labels].map((label) => around.pairs[label]), rows: rowsOf(table), total: table.total, truncated };
  });
}

/** The page that a block was on, whichever of its frames it was in. */
function pageOf({ place }) {
  return place.split(" ")[0];
}

/**
 * The one capture of a visit; `page` numbers the pages, since what is chosen on one says nothing of another. Where its pages have several titles, a block's path begins with that of its page; where they
 * have several addresses, only the site is told, since an address would speak of one page alone.
 */
export function captureOf(visit, now) {
  const pages = [...new Set(visit.blocks.map(pageOf))];
  const blocks = visit.blocks.map((entry) => {
    const { title, block: shown, table } = entry;
    const page = pages.indexOf(pageOf(entry));
    const block = page > 0 ? { ...shown, page } : shown;
    const path = visit.titles.length > 1 && title !== "" && block.path[0] !== title ? [title, ...block.path] : block.path;
    if (!table) return { ...block, path };
    const whole = { ...block, path, ...wholeOf(table) };
    if (table.total === null) delete whole.total_rows;
    else whole.total_rows = table.total;
    return whole;
  });
  const url = visit.urls.length > 1 ? `${new URL(visit.url).origin}/` : visit.url;
  const origin = { url, title: visit.titles.length > 1 ? "" : visit.title, frame_urls: visit.frames };
  return { format: FORMAT, captured_at: localTime(now), channel: "extension", origin, blocks };
}
