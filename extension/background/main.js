/** stub */
chrome.runtime.onInstalled.addListener(() => {});
