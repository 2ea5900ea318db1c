/* Hands the compiled modules to Brython and runs main.py.

   Modules come from the compiled set only: Brython never looks for one on the server. */
"use strict";

(() => {
  const python = globalThis.__BRYTHON__;
  const MAIN = "__main__";

  /* What stands for a module's code where Brython would make a function of it (see compiled.js). */
  function mark(name) {
    return `/*compiled:${name}*/`;
  }

  /* Makes all modules known that have come since it was called last. */
  function register() {
    const { finders, precompiled } = python;
    finders.path = finders.stdlib_static = finders.VFS;
    const files = {};
    for (const name of globalThis.shebaobu.units.keys()) {
      if (name !== MAIN && !Object.hasOwn(precompiled, name)) {
        files[name] = [".py", "", []];
        precompiled[name] = mark(name);
      }
    }
    python.use_VFS = true;
    python.update_VFS(files);
  }

  function run() {
    const filename = "main.py";
    python.script_filename = filename;
    python.url2name[filename] = MAIN;
    python.file_cache[filename] = "";
    python.make_import_paths(filename);
    const script = { filename, js: mark(MAIN), script_element: document.body };
    python.tasks.push(["execute", { ...script, __name__: MAIN, __doc__: python.builtins.None, __file__: filename }]);
    python.loop();
  }

  globalThis.shebaobu.register = register;
  register();
  // Brython would start itself once more when the page has loaded, were there no handler.
  document.body.onload = () => undefined;
  globalThis.brython({ debug: 1, indexeddb: false });
  run();
  performance.mark("shebaobu:main");
  globalThis.shebaobu.beginData();
})();
