/**
 * The sites that the user allowed to be followed: which they are (kept on disk: their addresses, nothing of their pages),
 * and the watcher that runs on them. A site is a pattern such as `https://portal.example/*`.
 *
 * The browser forgets watchers on an update and keeps them when a permission is taken back, so `reconcile` is called
 * whenever either may have happened.
 */

const KEY = "sites";
const WATCHER = { id: "watch", js: ["/capture/watch.js"] };
const LOCK = "shebaobu-sites";

/** The site of an address; null for what is no web page. */
export function siteOf(address) {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" || protocol === "https:" ? `${protocol}//${hostname}/*` : null;
}

/** A site as people name it. */
export function siteName(site) {
  return site.replace(/^https?:\/\//, "").replace(/\/\*$/, "");
}

/** Followed sites, oldest first: {site, also}, where `also` are the sites of frames that were allowed with it. */
export async function followedSites() {
  const { [KEY]: list = [] } = await chrome.storage.local.get(KEY);
  return list;
}

export async function isFollowed(address) {
  const site = siteOf(address);
  return (await followedSites()).some((followed) => followed.site === site);
}

function allowed(site) {
  return chrome.permissions.contains({ origins: [site] });
}

async function stillAllowed(list) {
  const kept = [];
  for (const { site, also } of list) {
    const answers = await Promise.all(also.map(allowed));
    if (await allowed(site)) kept.push({ site, also: also.filter((_, at) => answers[at]) });
  }
  return kept;
}

async function register(list) {
  const matches = [...new Set(list.flatMap(({ site, also }) => [site, ...also]))];
  const [running] = await chrome.scripting.getRegisteredContentScripts({ ids: [WATCHER.id] });
  if (running) await chrome.scripting.unregisterContentScripts({ ids: [WATCHER.id] });
  if (matches.length === 0) return;
  await chrome.scripting.registerContentScripts([{ ...WATCHER, matches, allFrames: true, matchOriginAsFallback: true, runAt: "document_idle" }]);
}

function change(alter) {
  return navigator.locks.request(LOCK, async () => {
    const list = await stillAllowed(alter(await followedSites()));
    await chrome.storage.local.set({ [KEY]: list });
    await register(list);
  });
}

/** Let the list and the watcher be what the browser's permissions allow. */
export function reconcile() {
  return change((list) => list);
}

/** Follow a site whose permission was given, and frames of other sites on it. */
export function followSite(site, also = []) {
  return change((list) => {
    const known = list.find((followed) => followed.site === site) ?? { site, also: [] };
    const added = { site, also: [...new Set([...known.also, ...also])] };
    return [...list.filter((followed) => followed.site !== site), added];
  });
}

/** Follow a site no more, and give its permission back, with those of its frames that no other site needs. */
export async function unfollowSite(site) {
  const list = await followedSites();
  const others = list.filter((followed) => followed.site !== site);
  const needed = new Set(others.flatMap((followed) => [followed.site, ...followed.also]));
  const own = list.filter((followed) => followed.site === site).flatMap((followed) => [site, ...followed.also]);
  await change(() => others);
  const origins = own.filter((one) => !needed.has(one));
  if (origins.length) await chrome.permissions.remove({ origins });
}

/** Start the watcher in a tab that was open before its site was followed. */
export async function watchTab(tabId) {
  await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files: WATCHER.js });
}
