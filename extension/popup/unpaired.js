/**
 * The popup without a valid pairing: what has become of it, what waits, and the ways to pair.
 */

import { ours, say } from "../app/language.js";
import { codeShownIn, offer } from "../app/pairing_code.js";
import { frontTab } from "../app/reading.js";
import { button, guarded, message, optionsButton } from "./stage.js";

function useCodeButton(shown) {
  const use = async () => {
    await offer(shown);
    await chrome.runtime.openOptionsPage();
  };
  return button("use-code", say("use_code"), guarded(use), "primary");
}

/** Before the first pairing, or after one has ended: `ended` says why, in both languages. */
export async function showUnpaired({ ended }) {
  const shown = await codeShownIn(await frontTab());
  const texts = ended ? [ours(ended)] : [say("unpaired_text")];
  if (shown) texts.push(say("use_code_text", shown));
  const buttons = shown ? [optionsButton(), useCodeButton(shown)] : [optionsButton(say("unpaired_button"))];
  message(ended ? "revoked" : "unpaired", say(ended ? "revoked_title" : "unpaired_title"), texts, buttons);
}

/** The server has just refused this browser; `after` tells what becomes of what was read. */
export function showEnded(refused, after) {
  message("revoked", say("revoked_title"), [ours(refused.both), after], [optionsButton(say("unpaired_button"))]);
}
