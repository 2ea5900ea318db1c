/**
 * Reads the tab in front of the user, in all the frames that the browser lets us read, when the user asked for it by
 * clicking the extension.
 */

import { assemble, unreadFrames } from "./assemble.js";

const READER = [
  "visibility", "shapes", "text", "table_model", "headers", "label_values", "parts", "join", "headings", "tabs", "controls",
  "lists", "survey", "paths", "pager", "blocks", "read",
].map((name) => `capture/${name}.js`);

/** The browser does not let this page be read: its own pages, its store, a file. */
export class PageForbidden extends Error {}

async function frontTab() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (!tab) throw new PageForbidden("no tab");
  return tab;
}

async function injectInto(tab) {
  try {
    return await chrome.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, files: READER });
  } catch (refused) {
    throw new PageForbidden(refused.message);
  }
}

/** {capture, unread}: the page as it is shown now, and the hosts of inner frames that could not be read. */
export async function readFrontTab(now = new Date()) {
  const results = await injectInto(await frontTab());
  const frames = results
    .filter((result) => result.result)
    .sort((one, other) => one.frameId - other.frameId)
    .map((result) => result.result);
  if (!frames.some((frame) => frame.top)) throw new PageForbidden("top frame unread");
  return { capture: assemble(frames, now), unread: unreadFrames(frames) };
}
