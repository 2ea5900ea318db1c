/**
 * What the extension keeps on disk: the server's address, the token of this browser, why it has lost its token, and the
 * chosen language; `sites.js` adds the sites that may be followed. The names of the household and of this device are kept
 * in memory that the browser empties when it closes. Nothing of any page is ever on disk, nor a name of anybody.
 */

export const DEFAULT_SERVER = "http://127.0.0.1:8620";

const ON_DISK = ["server", "token", "ended", "language"];
const IN_MEMORY = ["device", "household"];

/** {server, token, ended, language, device, household}; what was never set, or is forgotten by now, is missing. */
export async function settings() {
  const [onDisk, inMemory] = await Promise.all([chrome.storage.local.get(ON_DISK), chrome.storage.session.get(IN_MEMORY)]);
  return { ...onDisk, ...inMemory };
}

/** Keep a new pairing; `device` and `household` are names. */
export async function keepPairing({ server, token, device, household }) {
  await chrome.storage.session.set({ device, household });
  await chrome.storage.local.set({ server, token });
  await chrome.storage.local.remove("ended");
}

export async function forgetPairing() {
  await chrome.storage.local.remove(["token", "ended"]);
  await chrome.storage.session.remove(IN_MEMORY);
}

/** The server takes a token no more: forget it, and keep why, in both languages. One that was replaced meanwhile stays. */
export async function endPairing(refused, why) {
  const { token } = await chrome.storage.local.get("token");
  if (!token || token !== refused) return;
  await forgetPairing();
  await chrome.storage.local.set({ ended: why });
}

/** Take from the disk what versions before this one kept there. */
export async function clearNames() {
  await chrome.storage.local.remove(IN_MEMORY);
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
