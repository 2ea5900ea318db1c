/* Runs in V8 at build time, after brython.js: the JavaScript of one module, as brython.js itself makes it. */
"use strict";

/* Numbers in names begin anew in each module: the same source gives the same text whatever is compiled beside it. */
const FIRST_NUMBER = 1000;

globalThis.compiled = (name, source) => {
  const python = globalThis.__BRYTHON__;
  const isMain = name === "__main__";
  const filename = isMain ? "main.py" : `VFS.${name}.py`;
  python.$py_UUID = FIRST_NUMBER;
  python.url2name[filename] = name;
  python.file_cache[filename] = source;
  const given = { src: source, filename, imported: !isMain };
  return python.py2js(given, name, name, python.builtins_scope).to_js();
};
