/**
 * What is done once the browser has asked its user for a site: follow it, or read the frames of it once. The browser's
 * question may close the popup, so the wish is noted first, and whoever is there when the answer comes fulfils it: the
 * popup, or the background.
 */

import { readTab } from "./reading.js";
import { followSite, followedSites, siteOf, watchTab } from "./sites.js";
import { readInto } from "./visits.js";

const LOCK = "shebaobu-permission";

/**
 * Ask for sites, straight from a click. `wish` is {kind: "follow" or "once", tabId, site, origins}. Answers whether they
 * were given and the wish fulfilled.
 */
export async function askFor(wish) {
  // Nothing may be awaited before the request: it must still belong to the click.
  const answer = chrome.permissions.request({ origins: wish.origins });
  await chrome.storage.session.set({ wish });
  if (!(await answer)) {
    await chrome.storage.session.remove("wish");
    return false;
  }
  await fulfil();
  return true;
}

async function follow({ site, origins, tabId }) {
  await followSite(site, origins.filter((origin) => origin !== site));
  await watchTab(tabId);
  await readInto(tabId);
}

/** Read with the frames, keep that for the popup, and give the permission back unless a followed site has it. */
async function readOnce({ origins, tabId }) {
  const read = await readTab(tabId);
  await chrome.storage.session.set({ reread: { tabId, url: read.capture.origin.url, read } });
  const followed = (await followedSites()).flatMap(({ site, also }) => [site, ...also]);
  await chrome.permissions.remove({ origins: origins.filter((origin) => !followed.includes(origin)) });
}

/** Do what was wished, if the permission for it is there; whoever comes second finds nothing to do. */
export function fulfil() {
  return navigator.locks.request(LOCK, async () => {
    const { wish } = await chrome.storage.session.get("wish");
    if (!wish || !(await chrome.permissions.contains({ origins: wish.origins }))) return;
    await chrome.storage.session.remove("wish");
    await (wish.kind === "follow" ? follow(wish) : readOnce(wish));
  });
}

/** The reading made once with its frames, if there is one of this tab; it is given out once. */
export async function takeReread(tab) {
  const { reread } = await chrome.storage.session.get("reread");
  await chrome.storage.session.remove("reread");
  const here = reread?.tabId === tab.id && siteOf(reread.url) === siteOf(tab.url ?? reread.url);
  return here && (!tab.url || tab.url === reread.url) ? reread.read : null;
}
