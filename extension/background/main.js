/**
 * Sends what waits when the popup is closed: every half minute while something waits, and whenever the browser wakes us.
 */

import { ALARM, sendWaiting } from "../app/pending.js";

chrome.alarms.onAlarm.addListener((alarm) => {
  if (alarm.name === ALARM) sendWaiting();
});
chrome.runtime.onStartup.addListener(sendWaiting);
chrome.runtime.onInstalled.addListener(sendWaiting);
