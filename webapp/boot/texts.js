/* The texts of the interface, read by the browser itself: to make a dict of a thousand of them takes Brython as long as
   to draw the wall. words.py asks here. */
"use strict";

(() => {
  const { brought } = globalThis.shebaobu;
  const LANGUAGE = "shebaobu.language";
  let spoken = {};

  /* The language chosen with the switch before, else the first of the browser's that there is. */
  function preferred() {
    const chosen = localStorage.getItem(LANGUAGE);
    if (textsOf(chosen)) {
      return chosen;
    }
    return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
  }

  /* Where a language's texts are: an address with their hash in it. */
  function textsOf(language) {
    return document.getElementById(`texts-${language}`)?.content;
  }

  /* Fetches a language's texts; rejects where they do not come. */
  async function speak(language) {
    ({ default: spoken } = await brought(textsOf(language)));
  }

  /* The text of a key. */
  function said(key, otherwise) {
    return Object.hasOwn(spoken, key) ? spoken[key] : otherwise;
  }

  /* What follows a beginning in the keys that have it, in the order of the texts. */
  function endings(start) {
    return Object.keys(spoken)
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length));
  }

  Object.assign(globalThis.shebaobu, { preferred, textsOf, speak, said, endings });
})();
