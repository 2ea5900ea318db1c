/* The first script of the page: from here on no string becomes markup, in any browser.

   Brython's html.TAG(text) and `element.html = text` set innerHTML. Here that sets the text, so that what came from a
   captured page shows its angle brackets; the other ways to markup are refused. The page's policy refuses them as
   well, where a browser knows it. */
"use strict";

(() => {
  const refused = {
    outerHTML: Element.prototype,
    insertAdjacentHTML: Element.prototype,
    setHTMLUnsafe: Element.prototype,
    srcdoc: HTMLIFrameElement.prototype,
    createContextualFragment: Range.prototype,
    write: Document.prototype,
    writeln: Document.prototype,
    parseFromString: DOMParser.prototype,
  };

  function refuse(name) {
    return () => {
      throw new TypeError(`${name}: a string never becomes markup here`);
    };
  }

  function asText(text) {
    this.textContent = text;
  }

  for (const holder of [Element.prototype, ShadowRoot.prototype]) {
    const { get } = Object.getOwnPropertyDescriptor(holder, "innerHTML");
    Object.defineProperty(holder, "innerHTML", { get, set: asText, enumerable: true, configurable: false });
  }
  for (const [name, holder] of Object.entries(refused)) {
    const was = Object.getOwnPropertyDescriptor(holder, name);
    if (was) {
      const is = was.set ? { get: was.get, set: refuse(name) } : { value: refuse(name), writable: false };
      Object.defineProperty(holder, name, { ...is, enumerable: true, configurable: false });
    }
  }
})();
