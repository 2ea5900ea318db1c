/**
 * The popup from the click to the saved capture: it reads the page, asks the server what is in it, shows that, and saves
 * it for the member chosen. Each state has a name in `body[data-state]`.
 */

import { hasContent, hasStructure } from "../app/assemble.js";
import { el, fill } from "../app/dom.js";
import { loadLanguage, otherLanguage, ours, say } from "../app/language.js";
import { discard, saveNow, sendWaiting, waiting } from "../app/pending.js";
import { PageForbidden, readFrontTab } from "../app/reading.js";
import { NotOurServer, ServerRefused, ServerUnreached, previewCapture } from "../app/server.js";
import { keepLanguage, settings } from "../app/settings.js";
import { previewView } from "./preview.js";
import { showWaiting } from "./waiting.js";

const view = document.getElementById("view");
const actions = document.getElementById("actions");

let pairing = {};
let read = null;

function show(state, content, buttons = []) {
  fill(view, ...content);
  fill(actions, ...buttons);
  actions.hidden = buttons.length === 0;
  document.body.dataset.state = state;
  performance.mark(state);
  view.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function message(state, title, texts, buttons = []) {
  show(state, [el("h1", {}, title), ...texts.filter(Boolean).map((text) => el("p", {}, text))], buttons);
}

function busy(state, title) {
  show(state, [el("h1", { class: "busy" }, title)]);
}

function button(id, text, onclick, kind = null) {
  return el("button", { type: "button", id, class: kind, onclick }, text);
}

function optionsButton(text = say("open_options")) {
  return button("open-options", text, () => chrome.runtime.openOptionsPage(), "primary");
}

function ledgerButton() {
  return button("open-ledger", say("open_ledger"), () => chrome.tabs.create({ url: pairing.server }));
}

async function readPage() {
  busy("reading", say("reading_title"));
  read = await readFrontTab();
  if (hasContent(read.capture)) await askServer();
  else showNothing();
}

function showNothing() {
  const again = button("again", say("try_again"), guarded(readPage), "primary");
  message("nothing", say("nothing_title"), [say("nothing_text")], [again]);
}

async function askServer() {
  busy("asking", say("asking_title"));
  const preview = await previewCapture(pairing, read.capture);
  if (preview.records.length === 0 && !hasStructure(read.capture)) showNothing();
  else showPreview(preview);
}

function showPreview(preview) {
  let member = preview.member_guess ?? "";
  const count = preview.records.length;
  const save = button("save", "", guarded(() => savePage(preview, member)), "primary");
  const label = () => {
    save.disabled = member === "";
    const values = { count, member: nameOf(preview, member) };
    save.textContent = member === "" ? say("choose_first") : say(count ? "save_records" : "save_page", values);
  };
  label();
  const content = previewView(preview, read.unread, (chosen) => {
    member = chosen;
    label();
  });
  show("preview", content, preview.members.length ? [save] : [ledgerButton()]);
}

function nameOf(preview, member) {
  return preview.members.find(({ id }) => id === member)?.name ?? "";
}

async function savePage(preview, member) {
  busy("saving", say("saving_title"));
  const outcome = await saveNow({ capture: read.capture, member, answers: {} });
  if (outcome.saved) showSaved(outcome.saved);
  else if (outcome.kept) showKept(outcome.kept);
  else showRefused(outcome, preview);
}

function savedText(saved) {
  const values = { added: saved.added, known: saved.known, member: saved.member.name };
  if (saved.already_saved) return say("saved_already");
  if (saved.records === 0) return say("saved_page_only", values);
  if (saved.added === 0) return say("saved_none_new", values);
  return say(saved.known ? "saved_new" : "saved_all_new", values);
}

function showSaved(saved) {
  const close = button("close", say("close"), () => window.close(), "primary");
  const text = el("p", { class: "notice good" }, savedText(saved));
  show("saved", [el("h1", {}, `✓ ${say("saved_title")}`), text], [ledgerButton(), close]);
}

async function showKept(error) {
  const answer = error instanceof ServerRefused ? say("kept_answer", { message: ours(error.both) }) : null;
  message("kept", say("kept_title"), [answer, say("kept_text")], [button("close", say("close"), () => window.close(), "primary")]);
  await showWaiting();
}

function showRefused({ id, refused }, preview) {
  if (refused.isUnpaired) {
    message("revoked", say("revoked_title"), [ours(refused.both), say("kept_revoked")], [optionsButton(say("unpaired_button"))]);
    return;
  }
  const back = async () => {
    await discard(id);
    await showWaiting();
    showPreview(preview);
  };
  message("refused", say("refused_title"), [ours(refused.both)], [button("back", say("back_to_preview"), guarded(back), "primary")]);
}

function showFailure(error) {
  const again = button("again", say("try_again"), guarded(read ? askServer : readPage), "primary");
  const where = { server: pairing.server };
  if (error instanceof PageForbidden) message("forbidden", say("forbidden_title"), [say("forbidden_text")]);
  else if (error instanceof ServerUnreached) message("unreached", say("unreached_title"), [say("unreached_text", where)], [again]);
  else if (error instanceof NotOurServer) message("not-ours", say("not_ours_title"), [say("not_ours_text", where)], [optionsButton(), again]);
  else if (error instanceof ServerRefused && error.isUnpaired) {
    message("revoked", say("revoked_title"), [ours(error.both)], [optionsButton(say("unpaired_button"))]);
  } else if (error instanceof ServerRefused) message("refused", say("refused_title"), [ours(error.both)], [again]);
  else {
    const detail = el("code", {}, `${error.name}: ${error.message}`);
    show("failed", [el("h1", {}, say("unexpected_title")), el("p", {}, say("unexpected_text")), detail], [again]);
  }
}

/** A handler whose failure is always shown, never lost. */
function guarded(work) {
  return async () => {
    try {
      await work();
    } catch (error) {
      showFailure(error);
    }
  };
}

async function switchLanguage() {
  await keepLanguage(otherLanguage());
  location.reload();
}

async function sendEarlier() {
  if ((await waiting()).length === 0) return;
  await showWaiting();
  await showWaiting(await sendWaiting());
}

async function start() {
  await loadLanguage();
  pairing = await settings();
  const head = document.getElementById("household");
  head.textContent = pairing.household ? say("household", { name: pairing.household }) : say("product");
  const language = document.getElementById("language");
  language.textContent = say("switch_language");
  language.addEventListener("click", switchLanguage);
  const options = document.getElementById("options");
  options.textContent = say("open_options");
  options.addEventListener("click", () => chrome.runtime.openOptionsPage());
  const earlier = sendEarlier();
  if (pairing.token) await readPage();
  else message("unpaired", say("unpaired_title"), [say("unpaired_text")], [optionsButton(say("unpaired_button"))]);
  await earlier;
}

guarded(start)();
