/**
 * Reads a tab, in all the frames that the browser lets us read: the one in front when its user clicks the extension, and
 * tabs of a followed site as they change.
 */

import { assemble, hostOf, marksOf, unreadFrames } from "./assemble.js";
import { READER } from "./reader.js";
import { siteOf } from "./sites.js";

/** The browser does not let this page be read: its own pages, its store, a file. */
export class PageForbidden extends Error {}

/** The tab in front of the user. */
export async function frontTab() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (!tab) throw new PageForbidden("no tab");
  return tab;
}

async function injectInto(tabId) {
  try {
    return await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files: READER });
  } catch (refused) {
    throw new PageForbidden(refused.message);
  }
}

/** Firefox tells what went wrong in a frame: then the reader failed, and the page was not forbidden. */
function whyUnread(results) {
  const failed = results.find((result) => result.error);
  return failed ? new Error(failed.error.message ?? String(failed.error)) : new PageForbidden("top frame unread");
}

/**
 * A tab as it is shown now: {capture, marks, unread, closed, drawn, moved}. `unread` are the hosts of inner frames that could
 * not be read and `closed` the sites to ask for them; `drawn` says that the page shows pictures in place of text, `moved`
 * that it changed while it was read.
 */
export async function readTab(tabId, now = new Date()) {
  const results = await injectInto(tabId);
  const frames = results
    .filter((result) => result.result)
    .sort((one, other) => one.frameId - other.frameId)
    .map((result) => JSON.parse(result.result));
  if (!frames.some((frame) => frame.top)) throw whyUnread(results);
  const unread = unreadFrames(frames);
  return {
    capture: assemble(frames, now),
    marks: marksOf(frames),
    unread: unread.map(hostOf),
    closed: [...new Set(unread.map(siteOf).filter(Boolean))],
    drawn: frames.some((frame) => frame.drawn),
    moved: frames.some((frame) => frame.moved),
  };
}

/** The same of the tab in front. */
export async function readFrontTab() {
  return readTab((await frontTab()).id);
}
