/**
 * What stands above a block and says what it is about: headings, legends, titles of cards and panels. Each has a level; a
 * heading rules what follows it, as far as the smallest part of the page that holds both it and some block.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { text, visibility } = capture;

  const LONGEST_HEADING = 60;
  const LONGEST_TRAIL = 200;
  const MOST_STEPS = 40;
  const LONGEST_STEP = 24;
  const TRAIL_CLASS = /crumb/i;
  const TRAIL_WORDS = /^(您?(的|现在的?|当前的?|所在的?)?位置|当前所在位置)\s*[:：]?\s*/;
  const LEGEND_LEVEL = 7;
  const TITLE_LEVEL = 8;
  const TITLE_CLASS = /^(tit|title|caption|heading|subject)$|[-_](title|tit|heading|head-title|caption)$|[a-z](Title|Heading|Caption)$|^(title|tit)[-_]?\d*$|(card|panel|box|collapse|section)(?:-item)?[-_]{1,2}(header|head|hd)$/;
  const VALUE_CLASS = /(^|[-_])(value|val)$/;
  const NOT_IN_HEADING = "table, dl, input, select, textarea, iframe, ul, ol, form, p";

  /** What opens and shuts the part of the page below it, which it names: no button that does something. */
  function opensPanel(element) {
    const expands = element.getAttribute("aria-expanded") !== null && !element.hasAttribute("aria-haspopup");
    return expands && ["button", "tab"].includes(element.getAttribute("role"));
  }

  function levelOf(element) {
    const tag = element.tagName;
    if (/^H[1-6]$/.test(tag)) return Number(tag[1]);
    if (tag === "LEGEND") return LEGEND_LEVEL;
    if (element.getAttribute("role") === "heading") return Number(element.getAttribute("aria-level")) || 2;
    if (["A", "TD", "TH", "LI", "UL", "OL", "LABEL", "BUTTON", "BODY", "HTML", "P"].includes(tag)) return null;
    const titled = [...element.classList].some((token) => TITLE_CLASS.test(token));
    return (titled && !isLabelOfNext(element)) || opensPanel(element) ? TITLE_LEVEL : null;
  }

  /** A title with nothing but a value beside it is a label. */
  function isLabelOfNext(element) {
    const next = element.nextElementSibling;
    return next !== null && visibility.elementsIn(element.parentElement).length === 2 && [...next.classList].some((token) => VALUE_CLASS.test(token));
  }

  function isPlain(element) {
    return ![...element.querySelectorAll(NOT_IN_HEADING)].some(visibility.isSeen);
  }

  /** {text, level} when the element is a heading, else null. */
  function headingOf(element) {
    const level = levelOf(element);
    if (level === null || !isPlain(element)) return null;
    const said = text.textOf(element);
    if (said === "" || said.length > LONGEST_HEADING) return null;
    if (level === TITLE_LEVEL && /[:：]\s?\S/.test(said)) return null;
    return { text: said, level };
  }

  /** Where a trail of links says that one is, its last step: {text, whole}; null for anything else. */
  function trailOf(element) {
    if (!["DIV", "NAV", "UL", "OL", "P", "SPAN"].includes(element.tagName)) return null;
    if (element.firstElementChild === null || !visibility.isSmall(element, MOST_STEPS)) return null;
    const classed = TRAIL_CLASS.test(`${element.getAttribute("class") ?? ""} ${element.getAttribute("aria-label") ?? ""}`);
    if (!classed && !TRAIL_WORDS.test(element.textContent.slice(0, 40).trim())) return null;
    if (element.textContent.length > LONGEST_TRAIL || element.querySelector("table, input, select, dl, h1, h2, h3")) return null;
    const whole = text.textOf(element);
    const steps = whole.replace(TRAIL_WORDS, "").split(/\s*(?:[>＞»›→/]|-{2,}|\s{1,})\s*/).filter(Boolean);
    const last = steps.at(-1) ?? "";
    return steps.length > 1 && last.length <= LONGEST_STEP ? { text: last, whole } : null;
  }

  capture.headings = { headingOf, trailOf, TITLE_LEVEL };
})();
