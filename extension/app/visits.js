/**
 * What was read on followed sites, in memory that the browser empties when it closes (never on disk), until its user says
 * done or forgets it. One reader at a time: the popup and the background share a lock.
 */

import { showBadge } from "./badge.js";
import { amountOf, countHeld, gather, isOther, newVisit } from "./gather.js";
import { PageForbidden, readTab } from "./reading.js";
import { isFollowed, siteOf } from "./sites.js";

const LOCK = "shebaobu-visits";
const TRIES = 3;

/** Visits, oldest first; each has an `id`. */
export async function visits() {
  const { visits: list = [] } = await chrome.storage.session.get("visits");
  return list;
}

/** The visit that a site's readings go to: its last one. */
export async function visitOf(site) {
  return (await visits()).findLast((visit) => visit.site === site) ?? null;
}

/** Whether the browser's memory for this was full, so that later readings were not kept. */
export async function isFull() {
  const { full = false } = await chrome.storage.session.get("full");
  return full;
}

function withLock(work) {
  return navigator.locks.request(LOCK, work);
}

/** The badge's number: rows read, or panels where there was no table. */
function numberOf(list) {
  const amounts = list.filter((visit) => !visit.saved).map(amountOf);
  return amounts.reduce((sum, { rows, panels }) => sum + (rows || panels), 0);
}

async function keep(list) {
  await chrome.storage.session.set({ visits: list, gathered: numberOf(list), full: false });
  await showBadge();
}

/** Read a tab as it is at one moment. A page that never stands still is taken as it is after some tries. */
async function readStill(tabId) {
  for (let left = TRIES; ; left -= 1) {
    const read = await readTab(tabId);
    if (!read.moved || left === 1) return read;
  }
}

async function addTo(list, site, read, settled) {
  const last = list.findLast((visit) => visit.site === site);
  const visit = last && !isOther(last, read) ? last : { ...newVisit(site, read.capture), id: crypto.randomUUID() };
  const heldBefore = visit.held.length;
  const brought = gather(visit, read, settled);
  if (!brought && visit.held.length === heldBefore) return;
  try {
    await keep(visit === last ? list : [...list, visit]);
  } catch {
    await chrome.storage.session.set({ full: true });
  }
}

/** Read a tab of a followed site into its visit; answers the reading, or null when the tab has left for elsewhere. */
export function readInto(tabId, settled = false) {
  return withLock(async () => {
    const read = await readStill(tabId);
    const { url } = read.capture.origin;
    if (!(await isFollowed(url))) return null;
    await addTo(await visits(), siteOf(url), read, settled);
    return read;
  });
}

/**
 * The same for a tab that changed by itself: one that may not be read any more is let be, and one that only stands still
 * is read again where something was held back.
 */
export async function readChanged(tabId, settled) {
  try {
    if (!settled || (await visits()).some((visit) => visit.held.length)) await readInto(tabId, settled);
  } catch (error) {
    if (!(error instanceof PageForbidden)) throw error;
  }
}

function alter(id, change) {
  return withLock(async () => keep((await visits()).flatMap((visit) => (visit.id === id ? change(visit) : [visit]))));
}

/** Take a held table of a visit as what the page shows. */
export function confirmHeld(id, at) {
  return alter(id, (visit) => {
    countHeld(visit, at);
    return [visit];
  });
}

/** A visit was saved: what it holds is known, and only what comes on top of it counts from here. */
export function markSaved(id) {
  return alter(id, (visit) => [{ ...visit, held: [], saved: true }]);
}

/** Forget a visit for good. */
export function forgetVisit(id) {
  return alter(id, () => []);
}

/** Forget all visits to a site. */
export function forgetSite(site) {
  return withLock(async () => keep((await visits()).filter((visit) => visit.site !== site)));
}
