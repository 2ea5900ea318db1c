/* The scripts that come by themselves: a language's texts, and the modules that the first view does without. */
"use strict";

(() => {
  const failures = new Map();

  /* A script of this build as a module; rejects where it does not come. A browser may remember that an address did not
     come, so that it is asked for by another one the next time. */
  async function brought(address) {
    const before = failures.get(address) ?? 0;
    try {
      return await import(before > 0 ? `${address}?again=${before}` : address);
    } catch (error) {
      failures.set(address, before + 1);
      throw error;
    }
  }

  Object.assign(globalThis.shebaobu, { brought });
})();
