/**
 * The popup's stage: one view at a time with its buttons below. Each has a name in `body[data-state]`.
 */

import { el, fill } from "../app/dom.js";
import { say } from "../app/language.js";

const view = document.getElementById("view");
const actions = document.getElementById("actions");

let showFailure = null;

export function show(state, content, buttons = []) {
  fill(view, ...content);
  fill(actions, ...buttons);
  actions.hidden = buttons.length === 0;
  document.body.dataset.state = state;
  performance.mark(state);
  view.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

export function message(state, title, texts, buttons = []) {
  show(state, [el("h1", {}, title), ...texts.filter(Boolean).map((text) => (typeof text === "string" ? el("p", {}, text) : text))], buttons);
}

export function busy(state, title) {
  show(state, [el("h1", { class: "busy" }, title)]);
}

export function button(id, text, onclick, kind = null) {
  return el("button", { type: "button", id, class: kind, onclick }, text);
}

export function optionsButton(text = say("open_options")) {
  return button("open-options", text, () => chrome.runtime.openOptionsPage(), "primary");
}

export function closeButton() {
  return button("close", say("close"), () => window.close(), "primary");
}

/** What is to be shown when a handler fails. */
export function onFailure(handler) {
  showFailure = handler;
}

/** A handler whose failure is always shown, never lost. */
export function guarded(work) {
  return async () => {
    try {
      await work();
    } catch (error) {
      showFailure(error);
    }
  };
}
