/**
 * What the extension keeps on disk: the server's address, the token of this browser, the household's name and the chosen
 * language. Nothing of any page is ever among it.
 */

export const DEFAULT_SERVER = "http://127.0.0.1:8620";

const NAMES = ["server", "token", "device", "household", "language"];

/** {server, token, device, household, language}; what was never set is missing. */
export function settings() {
  return chrome.storage.local.get(NAMES);
}

export async function keepPairing({ server, token, device, household }) {
  await chrome.storage.local.set({ server, token, device, household });
}

export async function forgetPairing() {
  await chrome.storage.local.remove(["token", "device", "household"]);
}

export async function keepLanguage(language) {
  await chrome.storage.local.set({ language });
}

/** The origin that an entered address means, `http` where no scheme is given; null when it is no address of a server. */
export function serverOrigin(entered) {
  const trimmed = entered.trim().replace(/。/g, ".").replace(/：/g, ":");
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(address)) return null;
  const { protocol, origin } = new URL(address);
  return protocol === "http:" || protocol === "https:" ? origin : null;
}

/** Whether what is sent to an address can be read by others on the way: http to anything but this machine. */
export function isOpenToOthers(origin) {
  const { protocol, hostname } = new URL(origin);
  return protocol === "http:" && !["localhost", "[::1]"].includes(hostname) && !hostname.startsWith("127.");
}
