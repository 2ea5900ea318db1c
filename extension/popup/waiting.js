/**
 * The strip above the popup's view: captures that wait to be sent, and those that the server would not take.
 */

import { el, fill } from "../app/dom.js";
import { ours, say } from "../app/language.js";
import { allowAgain, discard, sendWaiting, waiting } from "../app/pending.js";
import { settings } from "../app/settings.js";

const strip = document.getElementById("waiting");

function refusedRow(item) {
  const message = ours(item.refusal.both);
  const act = (work) => async () => {
    await work(item.id);
    await showWaiting();
  };
  const again = act(async (id) => {
    await allowAgain(id);
    await sendWaiting();
  });
  return el(
    "div",
    { class: "row refused" },
    el("span", {}, say("waiting_refused", { title: item.capture.origin.title, message })),
    el("button", { type: "button", onclick: again }, say("try_again")),
    el("button", { type: "button", class: "quiet", onclick: act(discard) }, say("discard")),
  );
}

function waitingRow(list, elsewhere) {
  const where = elsewhere ? say("waiting_elsewhere", { server: elsewhere }) : "";
  const send = async () => {
    const count = await sendWaiting();
    await showWaiting(count);
  };
  return el(
    "div",
    { class: "row" },
    el("span", {}, say("waiting_count", { count: list.length }) + where),
    elsewhere ? null : el("button", { type: "button", id: "send-now", onclick: send }, say("send_now")),
  );
}

function unpairedRow(list) {
  return el("div", { class: "row refused", id: "wait-unpaired" }, el("span", {}, say("waiting_unpaired", { count: list.length })));
}

/** Show what waits now; `sent` is how many were just sent. */
export async function showWaiting(sent = 0) {
  const { server, token } = await settings();
  const list = await waiting();
  const unpaired = token ? [] : list.filter((item) => !item.refusal || item.refusal.unpaired);
  const open = token ? list.filter((item) => !item.refusal) : [];
  const here = open.filter((item) => item.server === server);
  const elsewhere = open.filter((item) => item.server !== server);
  fill(
    strip,
    sent ? el("p", { class: "sent" }, say("sent_count", { count: sent })) : null,
    here.length ? waitingRow(here, "") : null,
    elsewhere.length ? waitingRow(elsewhere, elsewhere[0].server) : null,
    unpaired.length ? unpairedRow(unpaired) : null,
    list.filter((item) => item.refusal && !unpaired.includes(item)).map(refusedRow),
  );
  strip.hidden = strip.childElementCount === 0;
}
