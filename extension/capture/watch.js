/**
 * On a followed site: notices that the page changed and has come to rest, and tells the background, which reads it. It
 * reads nothing itself and touches nothing.
 */
(() => {
  if (globalThis.shebaobuWatch) return;
  const watch = (globalThis.shebaobuWatch = { changes: 0 });

  const QUIET_MS = 350;
  // A page that goes on changing is read this often; a list that is being scrolled more often, or rows would be missed.
  const LATEST_MS = 900;
  const SCROLLED_MS = 150;
  // A page that has stood still for so long has answered what was asked of it.
  const SETTLED_MS = 2500;
  const SEEN = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["class", "style", "hidden", "open", "aria-selected", "aria-hidden", "src"] };
  const EVENTS = ["change", "scroll", "popstate", "hashchange", "pageshow", "load"];

  let timer = null;
  let since = null;
  let due = Infinity;
  const roots = new WeakSet();
  const CLOCK = /^[^]{0,40}\d{1,2}:\d{2}:\d{2}[^]{0,20}$/;
  const observer = new MutationObserver((mutations) => {
    if (mutations.every(isClock)) return;
    watch.changes += 1;
    noteChange();
  });

  /** A clock on the page ticks for ever and says nothing. */
  function isClock({ type, target }) {
    return type !== "attributes" && CLOCK.test(target.textContent);
  }

  function noteChange(event) {
    const now = performance.now();
    since ??= now;
    const latest = since + (event?.type === "scroll" ? SCROLLED_MS : LATEST_MS);
    due = Math.min(due, latest);
    clearTimeout(timer);
    timer = setTimeout(() => tell(false), Math.max(0, Math.min(QUIET_MS, due - now)));
  }

  /** Watch the document and all open shadow roots in it, which an observer does not look into by itself. */
  function observe(root) {
    if (!roots.has(root)) {
      roots.add(root);
      observer.observe(root, SEEN);
    }
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) observe(element.shadowRoot);
  }

  /** A page on which one signs in is nobody's business. */
  function isSigningIn() {
    return [...document.querySelectorAll("input[type=password]")].some((input) => input.checkVisibility());
  }

  function stop() {
    observer.disconnect();
    clearTimeout(timer);
    for (const name of EVENTS) removeEventListener(name, noteChange, true);
  }

  async function tell(settled) {
    since = null;
    due = Infinity;
    observe(document);
    if (!settled) timer = setTimeout(() => tell(true), SETTLED_MS);
    if (isSigningIn()) return;
    try {
      const answer = await chrome.runtime.sendMessage({ type: "page-changed", settled });
      if (answer?.followed === false) stop();
    } catch {
      // The extension was updated or switched off: its next version watches for itself.
      stop();
    }
  }

  observe(document);
  for (const name of EVENTS) addEventListener(name, noteChange, { capture: true, passive: true });
  noteChange();
})();
