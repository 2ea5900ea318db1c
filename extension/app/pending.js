/**
 * Captures on their way to the server. Each is put into memory that the browser empties when it closes (never on disk)
 * before it is sent, and leaves it only when the server has said that it is saved. One sender at a time: the popup and the
 * background share a lock.
 */

import { showBadge } from "./badge.js";
import { NotOurServer, ServerRefused, ServerUnreached, saveCapture } from "./server.js";
import { settings } from "./settings.js";

export const ALARM = "send-pending";

const KEY = "pending";
const LOCK = "shebaobu-pending";
const EVERY_MINUTES = 0.5;

/** Waiting captures, oldest first: {id, server, capture, member, answers, refusal}. */
export async function waiting() {
  const { [KEY]: list = [] } = await chrome.storage.session.get(KEY);
  return list;
}

async function keep(list) {
  await chrome.storage.session.set({ [KEY]: list });
  await showBadge();
  if (list.some((item) => !item.refusal)) await chrome.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES });
  else await chrome.alarms.clear(ALARM);
}

function withLock(work) {
  return navigator.locks.request(LOCK, work);
}

async function replace(id, next) {
  const list = await waiting();
  await keep(list.flatMap((item) => (item.id === id ? (next ? [next] : []) : [item])));
}

/**
 * Send one waiting capture. Answers {saved}, {kept: error} when it waits on, or {refused: error}; an error of our own
 * making is not caught.
 */
async function send(item, pairing) {
  try {
    const saved = await saveCapture(pairing, item);
    await replace(item.id, null);
    return { saved };
  } catch (error) {
    if (error instanceof ServerUnreached || error instanceof NotOurServer) return { kept: error };
    if (!(error instanceof ServerRefused)) throw error;
    if (error.mayPass) return { kept: error };
    const refusal = { code: error.code, both: error.both, unpaired: error.isUnpaired };
    await replace(item.id, { ...item, refusal });
    return { refused: error };
  }
}

/** Keep a capture and send it at once; see `send` for the answer, which also has the capture's `id` here. */
export function saveNow({ capture, member, answers }) {
  return withLock(async () => {
    const pairing = await settings();
    const id = crypto.randomUUID();
    const item = { id, server: pairing.server, capture, member, answers, refusal: null };
    await keep([...(await waiting()), item]);
    return { id, ...(await send(item, pairing)) };
  });
}

/** Try to send all that wait and were not refused; answers how many are saved now. */
export function sendWaiting() {
  return withLock(async () => {
    const pairing = await settings();
    let saved = 0;
    for (const item of await waiting()) {
      if (!pairing.token || item.refusal || item.server !== pairing.server) continue;
      const outcome = await send(item, pairing);
      if (outcome.saved) saved += 1;
      if (outcome.kept) break;
    }
    await showBadge();
    return saved;
  });
}

/** Let refused captures be tried again: one by its id, or those that only lacked a valid pairing. */
export function allowAgain(id = null) {
  return withLock(async () => {
    const again = (item) => (id === null ? item.refusal?.unpaired : item.id === id);
    await keep((await waiting()).map((item) => (again(item) ? { ...item, refusal: null } : item)));
  });
}

/** Drop a waiting capture for good. */
export function discard(id) {
  return withLock(() => replace(id, null));
}
