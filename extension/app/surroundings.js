/**
 * What stands around a table and says what it is about: the page's place on its site, the fields of its query form, the
 * years in the texts above it; and whose page it is. Pure.
 */

// Parts of an address that turn pages or tell moments, and say nothing of what is shown.
const TURNING = /^(page|p|pn|pageno|pagenum|pageindex|pagesize|current|currentpage|curpage|offset|start|limit|rows|size|_|t|ts|time|timestamp|r|rnd|rand|random|_t|_r|v)$/i;
const CLOCK = /\d{1,2}[:：]\d{2}/;
const ABOUT_PAGES = /页|每页|条数|验证码|page/i;
const YEAR = /(?:19|20)\d{2}(?=\s*年|[-./]\d)/g;
const WHOSE = /^(姓名|证件号码?|身份证号码?|公民身份号码|社会保障号码?|个人编号|个人编码|个人账号|aac00[123])$/i;

/** An address without what only turns its pages. */
export function placeOf(address) {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) if (TURNING.test(name)) url.searchParams.delete(name);
  return url.href;
}

/** Labels and values that say what a table is about, gathered while the blocks of a page are gone through. */
export function newSurroundings() {
  return { pairs: {}, years: [] };
}

/** Take note of a block of fields or lines. */
export function noteBlock(around, block) {
  for (const [label, value] of block.pairs ?? []) {
    if (!ABOUT_PAGES.test(label) && !CLOCK.test(value)) around.pairs[label] = value;
  }
  const years = (block.lines ?? []).flatMap((line) => line.text.match(YEAR) ?? []);
  around.years = [...new Set([...around.years, ...years])].sort();
}

/** The labels whose values differ between two surroundings that both know them. */
export function differing(one, other) {
  return Object.keys(one.pairs).filter((label) => label in other.pairs && one.pairs[label] !== other.pairs[label]);
}

/** Whether two tables stand in surroundings that may be those of one table. */
export function agree(one, other) {
  return differing(one, other).length === 0 && JSON.stringify(one.years) === JSON.stringify(other.years);
}

/** The values by which a page says whose it is, by their labels. */
export function personOn(blocks) {
  const pairs = blocks.flatMap((block) => block.pairs ?? []);
  return Object.fromEntries(pairs.filter(([label, value]) => WHOSE.test(label) && value !== ""));
}

/** Whether two texts may be one, where either may have stars for some of its signs. */
function mayBeSame(one, other) {
  if (one.length !== other.length) return one.includes("*") || other.includes("*");
  return [...one].every((sign, at) => sign === "*" || other[at] === "*" || sign === other[at]);
}

/** Whether two pages name different people. */
export function areOthers(one, other) {
  return Object.keys(one).some((label) => label in other && !mayBeSame(one[label], other[label]));
}
