/**
 * The part of the options page that lists the sites which may be followed, with a way to remove each.
 */

import { el } from "../app/dom.js";
import { say } from "../app/language.js";
import { followedSites, siteName, unfollowSite } from "../app/sites.js";
import { forgetSite } from "../app/visits.js";

/** The list; `done` is called with a note when one is removed. */
export async function sitesView(note, done) {
  const list = await followedSites();
  const remove = (site) => async () => {
    await unfollowSite(site);
    await forgetSite(site);
    await done(say("sites_removed", { site: siteName(site) }));
  };
  const item = ({ site, also }) => {
    const parts = also.length ? say("sites_also", { hosts: also.map(siteName).join("、") }) : "";
    return el("li", {}, el("span", {}, siteName(site), parts), el("button", { type: "button", onclick: remove(site) }, say("sites_remove")));
  };
  return [
    el("h2", {}, say("sites_title")),
    note ? el("p", { class: "notice good", id: "sites-note" }, note) : null,
    el("p", { class: "soft" }, say(list.length ? "sites_text" : "sites_none")),
    list.length ? el("ul", { id: "site-list" }, list.map(item)) : null,
  ];
}
