/**
 * A pairing code and the server it is for, however they come: typed, pasted as one line, or from the page of the web app
 * that shows them. What comes from a page is only filled in: its user sees the address, and presses the button.
 */

import { serverOrigin } from "./settings.js";

const CODE = /^[0-9A-Z]{8}$/;
// An address, then the code after a space or comma, or behind the web app's own `/#/pair/`.
const LINE = /^\s*(\S+?)(?:\/?#\/pair\/|[\s,、]+)([0-9A-Z][0-9A-Z\s-]{6,}[0-9A-Z])\s*$/i;

/** A code as it was meant: no dash, no space, capital letters, full-width signs narrowed. */
export function codeOf(entered) {
  return entered.normalize("NFKC").replace(/[\s\-–—_]/g, "").toUpperCase();
}

export function isCode(code) {
  return CODE.test(code);
}

/** {server, code} of a line that has both, as entered; null for any other text. */
export function splitLine(text) {
  const [, address, entered] = text.normalize("NFKC").replace(/[–—]/g, "-").match(LINE) ?? [];
  if (!address || !isCode(codeOf(entered)) || !/[.:]|^localhost$/i.test(address)) return null;
  const server = serverOrigin(address);
  return server && { server, code: entered.trim() };
}

/** Runs in the page. */
function codeInPage() {
  return { server: location.origin, code: document.querySelector("[data-pairing]")?.dataset.pairing ?? "" };
}

/** The code that a tab shows and the page's own origin; null where there is none, or the tab may not be read. */
export async function codeShownIn(tab) {
  try {
    const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: codeInPage });
    return result && isCode(codeOf(result.code)) && result.server.startsWith("http") ? result : null;
  } catch {
    return null;
  }
}

/** Let the options page fill this in. */
export async function offer({ server, code }) {
  await chrome.storage.session.set({ offer: { server, code } });
}

/** What is to be filled in, given out once; null where nothing is. */
export async function takeOffer() {
  const { offer: offered = null } = await chrome.storage.session.get("offer");
  await chrome.storage.session.remove("offer");
  return offered;
}

/** Hear of an offer that comes while the options page is open. */
export function onOffer(work) {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === "session" && changes.offer?.newValue) work();
  });
}
