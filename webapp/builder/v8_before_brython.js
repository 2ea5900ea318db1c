/* What brython.js looks for when it is read, where there is no page: stand-ins that do nothing, and no chance. */
"use strict";

const nothing = () => undefined;
const NUMBER = 0.5;

Object.assign(globalThis, {
  self: globalThis,
  global: globalThis,
  addEventListener: nothing,
  setTimeout: nothing,
  console: { log: nothing, warn: nothing, info: nothing, error: nothing, debug: nothing },
  process: { release: { name: "node" } },
  module: { exports: {} },
  URL: class {
    pathname = "/";
    search = "";
    hash = "";
  },
});
Math.random = () => NUMBER;
