/**
 * What the popup shows of a followed site: what was read so far, what still lacks, what needs a word from the user. And the
 * offer to follow a site, for one that is not followed.
 */

import { el } from "../app/dom.js";
import { amountOf, tablesOf } from "../app/gather.js";
import { say } from "../app/language.js";
import { siteName } from "../app/sites.js";

function extentText({ rows, total, truncated }) {
  if (total !== null && rows < total) return say("gathered_of", { rows, total });
  if (total !== null) return say("gathered_all", { rows });
  return say(truncated ? "gathered_more" : "gathered_rows", { rows });
}

function tableCard(table) {
  const heading = [...table.path, ...table.chosen].join(" › ") || say("untitled_block");
  return el("div", { class: "block" }, el("b", {}, heading), el("p", {}, extentText(table)));
}

function heldNotice({ what, view }, at, onConfirm) {
  const confirm = el("button", { type: "button", class: "count-held", onclick: () => onConfirm(at) }, say("held_confirm"));
  return el("div", { class: "notice held" }, el("p", {}, say("held_text", { what, rows: view.rows.length })), confirm);
}

function amountText(visit, amount) {
  if (visit?.saved) return say("gathered_saved");
  if (amount.tables) return say("gathered_tables", amount);
  return amount.panels ? say("gathered_panels", amount) : say("gathered_nothing");
}

/** All of the view below the popup's head. `onConfirm` hears which held table is to be counted. */
export function followingView({ visit, site, full, extra, onConfirm }) {
  const amount = visit && !visit.saved ? amountOf(visit) : { tables: 0, rows: 0, panels: 0 };
  const shown = amount.tables + amount.panels > 0;
  return [
    el("h1", {}, say("following_title")),
    el("p", {}, say("following_text", { site: siteName(site) })),
    full ? el("p", { class: "notice bad", id: "full" }, say("following_full")) : null,
    el(
      "section",
      { id: "gathered" },
      el("p", { class: "notice good", id: "amount" }, amountText(visit, amount)),
      shown ? tablesOf(visit).map(tableCard) : null,
      visit ? visit.held.map((held, at) => heldNotice(held, at, onConfirm)) : null,
    ),
    ...extra,
  ];
}

/** Visits elsewhere that wait for their user to say done: a line and a button each. */
export function otherVisits(list, onOpen) {
  return list.map((visit) => {
    const open = el("button", { type: "button", class: "open-visit", onclick: () => onOpen(visit) }, say("other_visit_open"));
    return el("div", { class: "row" }, el("span", {}, say("other_visit", { site: siteName(visit.site), ...amountOf(visit) })), open);
  });
}

/** The offer to follow this site; in the foreground where the page shows only a part. */
export function followOffer(onFollow, { hasMore }) {
  const follow = el("button", { type: "button", id: "follow", onclick: onFollow }, say("follow_button"));
  return el(
    "section",
    { id: "offer-follow", class: hasMore ? "notice" : null },
    el("h2", {}, say(hasMore ? "follow_title_more" : "follow_title")),
    el("p", { class: hasMore ? null : "soft" }, say("follow_text")),
    follow,
  );
}
