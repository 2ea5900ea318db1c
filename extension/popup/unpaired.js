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
  const toDo = shown ? say("use_code_text", shown) : say("unpaired_text");
  const texts = ended ? [ours(ended), shown ? toDo : null] : [toDo];
  const ownButton = shown ? useCodeButton(shown) : optionsButton(say("unpaired_button"));
  message(ended ? "revoked" : "unpaired", say(ended ? "revoked_title" : "unpaired_title"), texts, [ownButton]);
}

/** The server has just refused this browser; `after` tells what becomes of what was read. */
export function showEnded(refused, after) {
  message("revoked", say("revoked_title"), [ours(refused.both), after], [optionsButton(say("unpaired_button"))]);
}
