/* The modules that the first view does without come in a script of their own: when that view is on the screen, or as
   soon as one of them is asked for. */
"use strict";

(() => {
  const { units, brought } = globalThis.shebaobu;
  let bringing = null;
  let needed = 0;

  function has(name) {
    return units.has(name);
  }

  /* Fetches the rest; rejects where it does not come, and tries anew when called again. */
  function bring() {
    bringing ??= fetched();
    return bringing;
  }

  async function fetched() {
    try {
      await brought(document.getElementById("rest").content);
    } catch (error) {
      bringing = null;
      throw error;
    }
    globalThis.shebaobu.register?.();
  }

  /* The same for somebody who waits for it. A server that answers and has the script no longer has been renewed since
     the page was opened: so is the page, when it is tried again. */
  async function need() {
    try {
      await bring();
    } catch (error) {
      needed += 1;
      const page = needed > 1 ? await fetch("/", { cache: "no-store" }).catch(() => null) : null;
      if (page?.ok) {
        location.reload();
      }
      throw error;
    }
  }

  function bringLater() {
    requestAnimationFrame(() => setTimeout(() => bring().catch(() => undefined)));
  }

  Object.assign(globalThis.shebaobu, { has, bring, need, bringLater });
})();
