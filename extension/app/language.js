/**
 * Texts in Simplified Chinese and English. The browser's own message lookup follows only the browser's language; a family
 * may want the other one, so the texts are read here and the choice is kept.
 */

import { settings } from "./settings.js";

const LANGUAGES = { zh: "zh_CN", en: "en" };

let texts = {};
let language = "zh";

/** The language to use: the one chosen, else the first of the browser's that we have, else English. */
export function pickLanguage(chosen, preferred) {
  if (chosen in LANGUAGES) return chosen;
  const known = preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in LANGUAGES);
  return known ?? "en";
}

/** Load the texts of the language in use; call it before `say`. */
export async function loadLanguage() {
  const { language: chosen } = await settings();
  language = pickLanguage(chosen, [...navigator.languages]);
  const answer = await fetch(chrome.runtime.getURL(`_locales/${LANGUAGES[language]}/messages.json`));
  texts = await answer.json();
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  return language;
}

/** A text by its key, with {name} replaced. */
export function say(key, values = {}) {
  return texts[key].message.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** The same in the language in use, of a text that the server gave in both. */
export function ours(both) {
  return both?.[language] ?? "";
}

export function otherLanguage() {
  return language === "zh" ? "en" : "zh";
}
