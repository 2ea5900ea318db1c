/**
 * Reads the document that it is injected into. The work is done in slices, so that a page with thousands of rows stays
 * alive meanwhile; the answer is plain data.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});

  const SLICE_MS = 24;

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

  /** {url, title, top, blocks, frames} of this document; null for a frame that nobody sees. */
  async function read() {
    if (isUnseenFrame()) return null;
    const survey = await drive(capture.survey.surveyOf(document.body ?? document.documentElement));
    return { url: location.href, title: document.title, top: window === window.top, ...capture.blocks.blocksOf(survey) };
  }

  capture.read = read;
})();

globalThis.shebaobuCapture.read();
