/**
 * The number on the extension's icon: how many captures wait to be sent, else how much was read on followed sites and is
 * not saved yet.
 */

const COLOURS = { refused: "#b3261e", waiting: "#8a5a00", gathered: "#1f6f5c" };
const MOST = 999;

/** Show it, from what the session's memory holds. */
export async function showBadge() {
  const { pending = [], gathered = 0 } = await chrome.storage.session.get(["pending", "gathered"]);
  const kind = pending.some((item) => item.refusal) ? "refused" : pending.length ? "waiting" : "gathered";
  const number = pending.length || gathered;
  await chrome.action.setBadgeText({ text: number === 0 ? "" : number > MOST ? `${MOST}+` : String(number) });
  await chrome.action.setBadgeBackgroundColor({ color: COLOURS[kind] });
}
