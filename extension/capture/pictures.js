/**
 * Whether a page shows pictures where others have text: a canvas or scans that fill the view, and hardly a word that can be
 * read.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { visibility } = capture;

  const PICTURES = "canvas, img, embed, object";
  const LARGE_SHARE = 0.3;
  const LEAST_SHARE = 0.04;
  const HARDLY_ANY_TEXT = 250;
  const FEW_PAIRS = 3;

  /** How much of the view an element covers. */
  function shareOf(element) {
    const box = element.getBoundingClientRect();
    const width = Math.min(box.right, window.innerWidth) - Math.max(box.left, 0);
    const height = Math.min(box.bottom, window.innerHeight) - Math.max(box.top, 0);
    return width > 0 && height > 0 ? (width * height) / (window.innerWidth * window.innerHeight) : 0;
  }

  function says(block) {
    if (block.type === "grid") return block.rows.length > 0;
    return block.type === "fields" && block.pairs.length >= FEW_PAIRS;
  }

  function isDrawn(blocks) {
    if (blocks.some(says)) return false;
    const texts = blocks.flatMap((block) => (block.lines ?? []).map((line) => line.text));
    if (texts.join("").length > HARDLY_ANY_TEXT) return false;
    const shares = [...document.querySelectorAll(PICTURES)].filter(visibility.isSeen).map(shareOf);
    return shares.filter((share) => share >= LEAST_SHARE).reduce((sum, share) => sum + share, 0) >= LARGE_SHARE;
  }

  capture.pictures = { isDrawn };
})();
