/**
 * What goes on while the popup is closed: sends what waits, every half minute while something does; reads followed sites as
 * they change; fulfils what a permission was asked for, since the question may have closed the popup.
 */

import { ALARM, sendWaiting } from "../app/pending.js";
import { fulfil } from "../app/permission.js";
import { clearNames } from "../app/settings.js";
import { isFollowed, reconcile } from "../app/sites.js";
import { readChanged } from "../app/visits.js";

/** Tabs being read now, each with what its watcher told meanwhile. */
const reading = new Map();

async function readOnChange(tabId, told) {
  if (reading.has(tabId)) {
    reading.set(tabId, told);
    return;
  }
  reading.set(tabId, null);
  try {
    await readChanged(tabId, told.settled);
  } finally {
    const again = reading.get(tabId);
    reading.delete(tabId);
    if (again) await readOnChange(tabId, again);
  }
}

async function answerWatcher({ tab }) {
  return { followed: Boolean(tab?.url) && (await isFollowed(tab.url)) };
}

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (message.type !== "page-changed") return false;
  answerWatcher(sender).then((told) => {
    answer(told);
    if (told.followed) readOnChange(sender.tab.id, message);
  });
  return true;
});

chrome.alarms.onAlarm.addListener((alarm) => {
  if (alarm.name === ALARM) sendWaiting();
});

for (const event of [chrome.runtime.onStartup, chrome.runtime.onInstalled]) {
  event.addListener(sendWaiting);
  event.addListener(reconcile);
  event.addListener(clearNames);
}
chrome.permissions.onAdded.addListener(async () => {
  await reconcile();
  await fulfil();
});
chrome.permissions.onRemoved.addListener(reconcile);
