/**
 * What a text looks like, without knowing what it means: a value (a number, a date, something masked), a label, a sentence
 * of a pager. Headers and label–value tables are told apart by it where the markup does not say.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});

  const LONGEST_LABEL = 24;
  const VALUES = [
    /^[-+−]?[¥￥]?\s?[-+−]?[\d０-９][\d０-９,，]*([.．][\d０-９]+)?\s?(元|万元|%|％)?$/,
    /^(19|20)\d{2}\s?[-./年]\s?\d{1,2}(\s?[-./月]\s?\d{0,2}\s?日?)?(\s\d{1,2}:\d{2}(:\d{2})?)?$/,
    /^[-—–/]+$/,
    /\*{2,}|\d{6,}/,
    /^(\p{Script=Han}[*＊]{1,2}\p{Script=Han}?|\p{Script=Han}{2}[*＊]\p{Script=Han})$/u,
  ];

  /** White space of every kind folded to one space; marks that nobody sees and signs that only a font of icons can draw are dropped. */
  function fold(text) {
    return text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ue000-\uf8ff]/g, "").replace(/\s+/g, " ").trim();
  }

  function isValue(text) {
    return VALUES.some((shape) => shape.test(text));
  }

  function isLabel(text) {
    return text !== "" && text.length <= LONGEST_LABEL && !isValue(text) && /[\p{L}]/u.test(text);
  }

  /** A label as it is kept: without the star of a required entry before it and the colon after it. */
  function bareLabel(text) {
    return fold(text.replace(/^[*＊]\s*/, "").replace(/\s*[:：]\s*$/, ""));
  }

  function endsWithColon(text) {
    return /[:：]$/.test(text);
  }

  /** How many rows a sentence says there are in all, or null. */
  function totalIn(text) {
    const found =
      text.match(/(?:共|总共|总计|合计|总数)\s*(?:有|计|为)?\s*[:：]?\s*(\d[\d,]*)\s*(?:条|项|笔|行)/) ||
      text.match(/(?:共|总共)\s*(\d[\d,]*)\s*(?:个)?记录/) ||
      text.match(/(?:总记录数|记录总数|总条数|总数)\s*[:：]?\s*(\d[\d,]*)/) ||
      text.match(/\d+\s*(?:[-–~至到]\s*\d+\s*)?(?:of|\/)\s*(\d[\d,]*)\s*(?:rows|records|items|entries|results|条)/i) ||
      text.match(/^\d+\s*[-–~]\s*\d+\s*(?:of|\/)\s*(\d[\d,]*)$/i) ||
      text.match(/^\d+ of (\d[\d,]*)$/i) ||
      text.match(/\btotal\s*[:：]?\s*(\d[\d,]*)(?!\s*pages?)/i);
    return found ? Number(found[1].replaceAll(",", "")) : null;
  }

  /** How many pages a sentence says there are, or null. */
  function pagesIn(text) {
    const found =
      text.match(/第\s*\d+\s*(?:页)?\s*\/\s*(?:共)?\s*(\d+)\s*页/) ||
      text.match(/共\s*(\d+)\s*页/) ||
      text.match(/总页数\s*[:：]?\s*(\d+)/) ||
      text.match(/(?:^|\s)\d+\s*\/\s*(\d+)\s*页/) ||
      text.match(/\bpage\s+\d+\s+of\s+(\d+)/i);
    return found ? Number(found[1]) : null;
  }

  capture.shapes = { fold, isValue, isLabel, bareLabel, endsWithColon, totalIn, pagesIn };
})();
