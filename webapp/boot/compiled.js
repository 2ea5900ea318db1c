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
  const FIELD = /^ this\.(\w+) = (?:(\w+)|\$B\.\$list\((\w+) === undefined \? \[\] : (\w+)\))$/;
  const PROBE = "async function* f(){}";
  const native = globalThis.Function;
  const evaluate = Object.getOwnPropertyDescriptor(globalThis, "eval");

  /* The name and the sort of each field, or null where this is no class of the syntax tree. */
  function fieldsOf(names, body) {
    const lines = body.split("\n").filter(Boolean);
    if (lines.length !== names.length) {
      return null;
    }
    const fields = lines.map((line) => FIELD.exec(line));
    const fit = fields.every((found, place) => found?.slice(1).every((name) => (name ?? names[place]) === names[place]));
    return fit ? fields.map(([, name, , list]) => ({ name, isList: list !== undefined })) : null;
  }

  function nodeClass(fields) {
    return function node(...values) {
      fields.forEach(({ name, isList }, place) => {
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
    const fields = fieldsOf(names, body);
    return fields ? nodeClass(fields) : Reflect.construct(native, given);
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
