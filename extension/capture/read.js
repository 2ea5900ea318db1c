/**
 * Reads the document that it is injected into. The work is done in slices, so that a page with thousands of rows stays
 * alive meanwhile; the answer is plain data.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});

  const SLICE_MS = 16;

  function breathe() {
    return new Promise((resolve) => setTimeout(resolve, 0));
  }

  async function drive(steps) {
    let until = performance.now() + SLICE_MS;
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      if (performance.now() > until) {
        await breathe();
        until = performance.now() + SLICE_MS;
      }
    }
  }

  /** A frame without room to show anything: nobody sees what is in it. */
  function isUnseenFrame() {
    return window !== window.top && (window.innerWidth <= 1 || window.innerHeight <= 1);
  }

  /** How often a followed page was seen to change. */
  function changesSeen() {
    return globalThis.shebaobuWatch?.changes ?? 0;
  }

  /**
   * {url, title, top, moved, blocks, frames} of this document; null for a frame that nobody sees. `moved` says that a
   * followed page changed while it was read.
   */
  async function read() {
    if (isUnseenFrame()) return null;
    const before = changesSeen();
    const survey = await drive(capture.survey.surveyOf(document.body ?? document.documentElement));
    const found = await drive(capture.blocks.blocksOf(survey));
    return { url: location.href, title: document.title, top: window === window.top, moved: changesSeen() !== before, ...found };
  }

  /** As JSON; half a character, which a page can show and no file can hold, is told as one that is not known. */
  function asText(frame) {
    return JSON.stringify(frame).replace(/\\(?:\\|ud[89a-f][\da-f]{2})/g, (sign) => (sign === "\\\\" ? sign : "\ufffd"));
  }

  capture.read = read;
  capture.asText = asText;
})();

// As one text: what is made of thousands of strings takes far longer to leave the page.
globalThis.shebaobuCapture.read().then((frame) => frame && globalThis.shebaobuCapture.asText(frame));
