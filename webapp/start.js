/* Starts Brython on app/main.py with the modules of the first view already there.

   Brython by itself asks for a module when an import meets it, one after the other while the page stands still, and
   compiles it anew at each visit. Handed to it as a package, the modules come side by side while brython.js is being
   read, and what it compiled from them (code, never data) is kept in the browser until one of them changes.
   A module of the package imports only modules of the package; the others are brought in by shell.module(). */
"use strict";

(() => {
  const modules = [
    "api", "attention", "dom", "member_bar", "months", "rights", "session", "shell", "view_home", "view_member", "wall",
    "wall_pointer", "words",
  ];
  const options = { cache: true, indexeddb: true };

  async function source(name) {
    const answer = await fetch(`/app/${name}.py`);
    if (!answer.ok) {
      throw new Error(`${name}: ${answer.status}`);
    }
    return [name, await answer.text()];
  }

  /* FNV-1a: enough to tell whether any module is another than the one that was compiled. */
  function fingerprint(sources) {
    let hash = 0x811c9dc5;
    for (const character of JSON.stringify(sources)) {
      hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
    }
    return hash >>> 0;
  }

  async function start(fetched) {
    document.body.onload = null;
    const sources = await fetched;
    const files = { $timestamp: fingerprint(sources) };
    for (const [name, text] of sources) {
      files[name] = [".py", text, []];
    }
    __BRYTHON__.loadBrythonPackage(files);
    brython(options);
  }

  function tell(broken) {
    document.getElementById("loading").hidden = true;
    document.getElementById("not-loaded").hidden = false;
    throw broken;
  }

  const fetched = Promise.all(modules.map(source));
  /* Brython's own listener, added when brython.js is read, would start it on load; this one comes after it. */
  document.addEventListener("DOMContentLoaded", () => {
    addEventListener("DOMContentLoaded", () => start(fetched).catch(tell));
  });
})();
