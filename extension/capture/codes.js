/**
 * Names of data that the markup gives beside what a person reads: `field="aae003"` of a column, `id="AAC001"` of an input.
 * Several portals label one such name differently, so it is kept with the text. What only counts (`col_2`, `el-table_1`)
 * is no name.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});

  // What a framework or a template writes onto a cell to say which datum it shows.
  const NAMING = [
    "field", "data-field", "data-prop", "prop", "data-index", "data-key", "col-id", "colid", "data-colid", "data-col-key",
    "data-column-key", "column-key", "data-column", "ng-bind", "ng-model",
  ];
  const OPTIONS = ["data-options", "lay-data"];
  // What an element is called for other reasons: only a name in one of the usual shapes of data is taken.
  const CALLING = ["name", "id", "aria-describedby"];
  const CELLS = new Set(["TH", "TD", "TR"]);
  const STANDARD = /(?:^|[^a-z0-9]|lbl|txt|ddl|lab|hid|spn)([a-z][a-z]{2}\d{3})(?:_[a-z0-9]+)?$/i;
  // Letters that the standard's names are made of, so that `col100` and `row001` are not taken for one in a class or an id.
  const LETTERS = /^[a-eg-oxyz][aijklmz][a-gz]\d{3}$/;
  const PARTS = /^(pad|tab|bac|cab|lab)/;
  const WORD = /^[a-z]\w{1,39}$/i;
  const COUNTER = /^[a-z]+_?\d+$/i;
  const COMPOUND = /^(?:[a-z]+(?:[A-Z][a-z]+)+|[a-z]{2,}(?:_[a-z]{2,})+)$/;
  const HANDLES = /^(id|key|index|no|name|row|col|column|cell|checkbox|radio|selection|seq|operation|action|opt|operate|expand)$/i;
  const DEEPEST = 8;

  /** The last part of `dto['aae002']` or `list[0].payBase` that is not a number. */
  function lastPart(said) {
    return said.split(/[.[\]'"\s:]+/).filter((part) => part !== "" && !/^\d+$/.test(part)).at(-1) ?? "";
  }

  function standardIn(said) {
    const found = lastPart(said).match(STANDARD)?.[1].toLowerCase() ?? "";
    return LETTERS.test(found) && !PARTS.test(found) ? found : "";
  }

  function named(said) {
    const part = lastPart(said);
    const standard = part.match(STANDARD)?.[1] ?? "";
    if (standard && !/^(col|row)/i.test(standard)) return standard.toLowerCase();
    return WORD.test(part) && !COUNTER.test(part) && !HANDLES.test(part) ? part.toLowerCase() : "";
  }

  function called(said) {
    const part = lastPart(said);
    return standardIn(said) || (COMPOUND.test(part) ? part.toLowerCase() : "");
  }

  /** The name of data in the attributes that name a column, or "". */
  function namedBy(element) {
    for (const name of NAMING) {
      const code = element.hasAttribute(name) ? named(element.getAttribute(name)) : "";
      if (code) return code;
    }
    for (const name of OPTIONS) {
      const field = (element.getAttribute(name) ?? "").match(/\bfield\s*:\s*['"]?([\w.]+)/)?.[1];
      if (field && named(field)) return named(field);
    }
    return "";
  }

  function ofOne(element) {
    const code = namedBy(element);
    if (code) return code;
    for (const name of CALLING) {
      if (!element.hasAttribute(name)) continue;
      const said = element.getAttribute(name);
      const found = name === "name" || (name === "id" && !CELLS.has(element.tagName)) ? called(said) : standardIn(said);
      if (found) return found;
    }
    for (const token of element.classList) {
      const found = standardIn(token);
      if (found) return found;
    }
    return "";
  }

  /** The name of data that an element, or the first of those in it, carries; "" where none does. */
  function codeOf(element) {
    if (!element) return "";
    const own = element.attributes.length ? ofOne(element) : "";
    if (own) return own;
    let left = DEEPEST;
    for (const inner of element.getElementsByTagName("*")) {
      const code = ofOne(inner);
      if (code) return code;
      left -= 1;
      if (left === 0) break;
    }
    return "";
  }

  capture.codes = { codeOf, namedBy };
})();
