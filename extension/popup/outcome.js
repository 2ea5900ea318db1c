/**
 * What became of saving: saved, kept until the server is back, or refused.
 */

import { el } from "../app/dom.js";
import { ours, say } from "../app/language.js";
import { discard } from "../app/pending.js";
import { ServerRefused } from "../app/server.js";
import { button, closeButton, guarded, message, show } from "./stage.js";
import { showEnded } from "./unpaired.js";
import { showWaiting } from "./waiting.js";

function savedText(saved) {
  const values = { added: saved.added, known: saved.known, member: saved.member.name };
  if (saved.already_saved) return say("saved_already");
  if (saved.records === 0) return say("saved_page_only", values);
  if (saved.added === 0) return say("saved_none_new", values);
  return say(saved.known ? "saved_new" : "saved_all_new", values);
}

function showSaved(saved, ledgerButton) {
  const text = el("p", { class: "notice good" }, savedText(saved));
  show("saved", [el("h1", {}, `✓ ${say("saved_title")}`), text], [ledgerButton, closeButton()]);
}

async function showKept(error) {
  const answer = error instanceof ServerRefused ? say("kept_answer", { message: ours(error.both) }) : null;
  message("kept", say("kept_title"), [answer, say("kept_text")], [closeButton()]);
  await showWaiting();
}

function showRefused({ id, refused }, goBack) {
  if (refused.isUnpaired) {
    showEnded(refused, say("kept_revoked"));
    return;
  }
  const back = async () => {
    await discard(id);
    await showWaiting();
    goBack();
  };
  message("refused", say("refused_title"), [ours(refused.both)], [button("back", say("back_to_preview"), guarded(back), "primary")]);
}

/** Show an outcome of `saveNow`; `goBack` shows the preview again. */
export async function showOutcome(outcome, ledgerButton, goBack) {
  if (outcome.saved) showSaved(outcome.saved, ledgerButton);
  else if (outcome.kept) await showKept(outcome.kept);
  else showRefused(outcome, goBack);
}
