/* Lets brython.js run where the page's policy forbids code from strings: its calls of Function are answered with code
   that came in a script file.

   Brython 3.15.0 makes functions from strings in three places: the classes of its syntax tree, the same shape 109
   times; a module; the main program. What asks for a compiled module names it in a comment (see start.js). Whatever
   else comes goes to the browser's own Function, which the policy refuses. */
"use strict";

globalThis.shebaobu = { units: new Map() };

(() => {
  const { units } = globalThis.shebaobu;
  const NAMED = /^\/\*compiled:([\w.]+)\*\//;
  const SYNTAX_CLASS = /^(?: this\.\w+ = (?:\w+|\$B\.\$list\(\w+ === undefined \? \[\] : \w+\))\n)*$/;
  const PROBE = "async function* f(){}";
  const native = globalThis.Function;
  const evaluate = Object.getOwnPropertyDescriptor(globalThis, "eval");

  /* A class of the syntax tree; its text is looked into only when an object is made of it. */
  function syntaxClass(names, body) {
    return function node(...values) {
      names.forEach((name, place) => {
        const isList = body.includes(`$B.$list(${name} `);
        this[name] = isList ? globalThis.__BRYTHON__.$list(values[place] ?? []) : values[place];
      });
    };
  }

  function made(given) {
    const names = given.map(String);
    const body = names.pop() ?? "";
    const unit = units.get(NAMED.exec(body)?.[1]);
    if (unit) {
      return unit;
    }
    return SYNTAX_CLASS.test(body) ? syntaxClass(names, body) : Reflect.construct(native, given);
  }

  globalThis.Function = new Proxy(native, {
    apply: (...call) => made(call[2]),
    construct: (...call) => made(call[1]),
  });

  /* Brython's first line asks whether the browser knows asynchronous generators, by eval. All that this app runs in do.
     Were it refused, making that error alone would take the browser 40 ms. */
  Object.defineProperty(globalThis, "eval", {
    ...evaluate,
    value(text) {
      if (text !== PROBE) {
        return evaluate.value(text);
      }
      return Object.defineProperty(globalThis, "eval", evaluate) && undefined;
    },
  });
})();
