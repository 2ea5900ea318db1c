/**
 * A picture of what the page shows now, for pages that draw their records in place of writing them. It stays in this
 * window's memory unless its user keeps it as a file; no server reads pictures yet, and the popup says so.
 */

import { localTime } from "../app/assemble.js";
import { el } from "../app/dom.js";
import { say } from "../app/language.js";

/** Take it of the tab in front, as the address of a PNG that holds it. */
export function takePicture(tab) {
  return chrome.tabs.captureVisibleTab(tab.windowId, { format: "png" });
}

/** The offer to take one. `drawn` says that the page is known to be drawn. */
export function pictureOffer(onTake, { drawn }) {
  return el(
    "section",
    { id: "offer-picture", class: drawn ? "notice" : null },
    el("p", { class: drawn ? null : "soft" }, say(drawn ? "picture_drawn" : "picture_maybe")),
    el("button", { type: "button", id: "picture", onclick: onTake }, say("picture_take")),
  );
}

function fileName(tab, now) {
  const host = URL.canParse(tab.url ?? "") ? new URL(tab.url).hostname : "page";
  return `shebaobu-${host}-${localTime(now).slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}.png`;
}

/** The picture, what can be done with it, and what cannot. */
export function pictureView(picture, tab, now = new Date()) {
  return [
    el("h1", {}, say("picture_title")),
    el("img", { id: "shot", src: picture, alt: say("picture_alt") }),
    el("p", { class: "notice" }, say("picture_text")),
    el("p", { class: "soft" }, say("picture_private")),
    el("a", { id: "keep-picture", class: "button", href: picture, download: fileName(tab, now) }, say("picture_keep")),
  ];
}
