/**
 * Tabs and menus: among several short links or items side by side, the one that is chosen. It says what the page below is
 * about; the others are not part of what is shown.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { text, visibility } = capture;

  const CHOSEN_CLASS = /^(is-?)?(active|current|on|selected|sel|cur|curr|this|checked|act|choose|chosen)$|[-_](active|current|selected|checked|cur|on|this)$/i;
  const ITEM_TAGS = new Set(["A", "LI", "BUTTON", "DIV", "SPAN", "LABEL", "DD"]);
  const LONGEST_TAB = 16;
  const MOST_TABS = 40;
  const FEWEST_BY_COLOUR = 3;

  function saysChosen(element) {
    if (element.getAttribute("aria-selected") === "true") return true;
    const current = element.getAttribute("aria-current");
    if (current !== null && current !== "false") return true;
    return [...element.classList].some((token) => CHOSEN_CLASS.test(token));
  }

  function isMarkedChosen(item) {
    return saysChosen(item) || (item.children.length === 1 && saysChosen(item.firstElementChild));
  }

  function isItem(element) {
    if (!ITEM_TAGS.has(element.tagName) && element.getAttribute("role") !== "tab") return false;
    if (element.querySelector("table, input:not([type=radio]), select, textarea, ul, dl")) return false;
    return !visibility.isGone(element);
  }

  function colourOf(item) {
    let inner = item;
    while (inner.firstElementChild && inner.children.length === 1) inner = inner.firstElementChild;
    return getComputedStyle(inner).color;
  }

  function isLink(item) {
    return item.tagName === "A" || (item.tagName === "LI" && item.querySelector("a") !== null);
  }

  /** The only item drawn in a colour of its own among links. */
  function chosenByColour(items) {
    if (items.length < FEWEST_BY_COLOUR || !items.every(isLink)) return null;
    const colours = items.map(colourOf);
    const odd = items.filter((_, at) => colours.filter((colour) => colour === colours[at]).length === 1);
    return odd.length === 1 && new Set(colours).size === 2 ? odd[0] : null;
  }

  /** The items of one kind among an element's children; none when there are too few or too many to be tabs. */
  function itemsOf(element) {
    const kids = [...visibility.elementsIn(element)];
    if (kids.length < 2 || kids.length > MOST_TABS) return [];
    const first = kids.find((kid) => ITEM_TAGS.has(kid.tagName) || kid.getAttribute("role") === "tab");
    if (!first) return [];
    return kids.filter((kid) => kid.tagName === first.tagName && isItem(kid));
  }

  /** {items, text} when an element's children are tabs with one chosen, else null. Numbers are pages, not tabs. */
  function tabsIn(element) {
    const items = itemsOf(element);
    if (items.length < 2) return null;
    const marked = items.filter(isMarkedChosen);
    const chosen = marked.length === 1 ? marked[0] : marked.length === 0 ? chosenByColour(items) : null;
    if (!chosen) return null;
    const texts = items.map(text.textOf);
    if (texts.some((said) => said.length > LONGEST_TAB) || texts.every((said) => /^\d{0,3}$/.test(said))) return null;
    const said = text.textOf(chosen);
    return said === "" || /^\d{1,3}$/.test(said) ? null : { items, text: said };
  }

  capture.tabs = { tabsIn };
})();
