/**
 * The path of a block: the headings, tabs and legends above it, outermost first. A heading or tab rules from where it
 * stands to the end of the smallest part of the page that holds both it and the first block after it.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { TITLE_LEVEL } = capture.headings;

  const isRuler = (find) => find.kind === "heading" || find.kind === "tabs";
  const isContent = (find) => ["heading", "part", "fields", "frame"].includes(find.kind);

  /** Whether a title without a rank stands in a deeper part of what an earlier one was put over. */
  function isDeeper(find, title) {
    const around = title.el.parentElement;
    const alike = find.kind === "heading" && find.level === title.level && title.level >= TITLE_LEVEL;
    return alike && around !== find.el.parentElement && around.contains(find.el);
  }

  /** Whether a title without a rank is that of several parts with titles of their own: the first follows at once. */
  function holdsTitles(finds, at) {
    const next = finds.slice(at + 1).find(isContent);
    return finds[at].kind === "heading" && next !== undefined && isDeeper(next, finds[at]);
  }

  /** The block that a heading or tab was put there for. */
  function firstRuled(finds, at) {
    const ruler = finds[at];
    let firstFields = null;
    let firstText = null;
    const holds = holdsTitles(finds, at);
    for (const find of finds.slice(at + 1)) {
      if (find.kind === "part" || find.kind === "frame") return find;
      if (holds && isDeeper(find, ruler)) continue;
      if (find.kind === "heading" && ruler.kind === "heading" && find.level <= ruler.level) break;
      if (find.kind === "fields") firstFields ??= find;
      if (find.kind === "text") firstText ??= find;
    }
    return firstFields ?? firstText;
  }

  function parentOf(element) {
    return element.parentElement ?? element.getRootNode().host ?? null;
  }

  function endOfRule(survey, at) {
    const ruled = firstRuled(survey.finds, at);
    if (ruled === null) return 0;
    for (let around = survey.finds[at].el; around; around = parentOf(around)) {
      const span = survey.spans.get(around);
      if (span && span[0] <= ruled.at && ruled.at <= span[1] && around !== ruled.el) return span[1];
    }
    return Infinity;
  }

  /** All headings and tabs of a survey with the end of what each rules. */
  function rulersOf(survey) {
    const rulers = [];
    survey.finds.forEach((find, at) => {
      if (isRuler(find)) rulers.push({ ...find, find, until: endOfRule(survey, at), holds: holdsTitles(survey.finds, at) });
    });
    return rulers;
  }

  function staysAbove(one, ruler) {
    return one.kind === "tabs" || one.level < ruler.level || (one.holds && isDeeper(ruler, one));
  }

  /** The rulers above a find. A heading ends those of its level and below before it; a tab ends nothing. */
  function rulersAbove(rulers, find) {
    let above = [];
    for (const ruler of rulers) {
      if (ruler.at >= find.at || ruler.until < find.at) continue;
      if (ruler.kind === "heading") above = above.filter((one) => staysAbove(one, ruler));
      above.push(ruler);
    }
    return above;
  }

  /** Texts of a path; the same text twice in a row counts once. */
  function pathOf(rulers, titles = []) {
    const texts = [...rulers.map((ruler) => ruler.text), ...titles.map((title) => title.text)];
    return texts.filter((said, at) => said !== texts[at - 1]);
  }

  capture.paths = { rulersOf, rulersAbove, pathOf };
})();
