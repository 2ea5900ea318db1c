/**
 * The popup's steps around following: the offer, what was gathered, done, and stop and forget.
 */

import { captureOf } from "../app/gather.js";
import { say } from "../app/language.js";
import { askFor } from "../app/permission.js";
import { frontTab } from "../app/reading.js";
import { isFollowed, siteName, siteOf, unfollowSite } from "../app/sites.js";
import { confirmHeld, forgetSite, isFull, readInto, visitOf, visits } from "../app/visits.js";
import { fill } from "../app/dom.js";
import { followOffer, followingView, otherVisits } from "./following.js";
import { framesNotice } from "./frames.js";
import { busy, button, closeButton, guarded, message, show } from "./stage.js";

const strip = document.getElementById("visits");

let steps = {};

/** Tell what comes after: `steps` are {done(read), readPage()}. */
export function setSteps(given) {
  steps = given;
}

/** The offer to follow the site of a tab; null for what is no web page. */
export function offerFor(tab, { hasMore }) {
  const site = siteOf(tab.url ?? "");
  if (site === null) return null;
  const follow = async () => {
    if (await askFor({ kind: "follow", tabId: tab.id, site, origins: [site] })) await showFollowing(tab);
  };
  return followOffer(guarded(follow), { hasMore });
}

/** Read the tab of a followed site once more, and show what was gathered there. */
export async function showFollowing(tab) {
  busy("reading", say("reading_title"));
  const site = siteOf(tab.url);
  const read = await readInto(tab.id);
  const allow = async () => {
    const origins = [site, ...read.closed];
    if (await askFor({ kind: "follow", tabId: tab.id, site, origins })) await showFollowing(tab);
  };
  const frames = read ? framesNotice(read, guarded(allow), { kept: true }) : null;
  await showVisit(await visitOf(site), site, [frames]);
}

async function showVisit(visit, site, extra = []) {
  const confirm = async (at) => {
    await confirmHeld(visit.id, at);
    await showVisit((await visits()).find(({ id }) => id === visit.id), site, extra);
  };
  const onConfirm = (at) => guarded(() => confirm(at))();
  const done = button("done", say("done_button"), guarded(() => finish(visit)), "primary");
  done.disabled = !visit || visit.saved || visit.blocks.length === 0;
  const stop = button("stop", say("stop_button"), guarded(() => stopFollowing(site)));
  show("following", followingView({ visit, site, full: await isFull(), extra, onConfirm }), [stop, done]);
  await showOthers(visit);
}

/** All that a visit holds by now, which may be more than is shown. */
async function finish({ id }) {
  fill(strip);
  strip.hidden = true;
  const visit = (await visits()).find((one) => one.id === id);
  await steps.done({ capture: captureOf(visit, new Date()), unread: [], closed: [], drawn: false, visit: visit.id });
}

async function stopFollowing(site) {
  await unfollowSite(site);
  await forgetSite(site);
  const again = button("read-page", say("read_page"), guarded(steps.readPage));
  message("stopped", say("stopped_title"), [say("stopped_text", { site: siteName(site) })], [again, closeButton()]);
}

/** A line for each visit, but the one shown, that its user has not said done to. */
export async function showOthers(shown = null) {
  const open = (await visits()).filter((visit) => !visit.saved && visit.id !== shown?.id);
  fill(strip, otherVisits(open, (visit) => guarded(() => showVisit(visit, visit.site))()));
  strip.hidden = open.length === 0;
}

/** The tab in front and whether its site is followed. */
export async function frontSite() {
  const tab = await frontTab();
  return { tab, followed: tab.url ? await isFollowed(tab.url) : false };
}
