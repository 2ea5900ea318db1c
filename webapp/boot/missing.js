/* A script that does not come leaves the page empty: then it says so in words. */
"use strict";

addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLScriptElement) {
      document.getElementById("loading").hidden = true;
      document.getElementById("not-loaded").hidden = false;
    }
  },
  true,
);
