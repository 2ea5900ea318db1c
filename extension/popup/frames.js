/**
 * Embedded parts of a page that could not be read, by the names of their hosts, with a button that lets them be read.
 */

import { el } from "../app/dom.js";
import { say } from "../app/language.js";

/** The notice, null where all was read. `onAllow` is null where the browser cannot be asked for any of them. */
export function framesNotice({ unread, closed }, onAllow, { kept = false } = {}) {
  if (unread.length === 0) return null;
  const hosts = [...new Set(unread.map((host) => host || say("frame_unnamed")))].join("、");
  const askable = closed.length > 0 && onAllow;
  return el(
    "section",
    { id: "unread", class: "notice" },
    el("p", {}, say("frames_unread", { count: unread.length, hosts })),
    askable ? el("p", { class: "soft" }, say(kept ? "frames_note_kept" : "frames_note_once")) : null,
    askable ? el("button", { type: "button", id: "allow-frames", onclick: onAllow }, say(kept ? "frames_allow_kept" : "frames_allow_once")) : null,
  );
}
