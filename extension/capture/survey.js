/**
 * One walk over what a person sees, in the order of the page, into a flat list of finds: texts, headings, tabs, tables,
 * lists, controls, codes and frames. Each find knows its place, so that what rules what can be told afterwards.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { visibility, shapes, text, tableModel, parts, headings, tabs, controls, lists, codes, pager, divGrids, furniture } = capture;

  const FINDS_A_STEP = 100;
  const AFTER_A_TITLE = 3;
  const YEAR = /^(19|20)\d{2}(\s?年度?)?$/;
  const BETWEEN_DATES = /^(至|到|[-–—~～])$/;

  class Survey {
    constructor() {
      this.finds = [];
      this.spans = new Map();
      this.claimed = new Set();
      this.laidOut = new Map();
      this.place = 0;
      this.run = null;
      this.pager = 0;
    }

    add(kind, el, more) {
      this.place += 1;
      this.finds.push({ kind, el, at: this.place, ...more });
      return this.finds.at(-1);
    }

    /** Walk an element and, unless it is one find as a whole, all within it. */
    *walk(element) {
      this.place += 1;
      const start = this.place;
      if (this.claimed.has(element)) return;
      if (this.laidOut.has(element)) {
        this.takeLaidOut(element);
        return;
      }
      if (visibility.isGone(element)) {
        this.addCodes(element);
        return;
      }
      if (this.place % FINDS_A_STEP === 0) yield;
      this.spans.set(element, [start, Infinity]);
      const style = getComputedStyle(element);
      if (furniture.isFurniture(element, style)) return;
      const block = !/^(inline|contents)/.test(style.display);
      if (block) this.flush();
      else if (!text.isInline(element) || visibility.standsApart(style)) this.addText(element, " ");
      if (!(yield* this.whole(element))) yield* this.within(element);
      if (block) this.flush();
      else if (!text.isInline(element)) this.addText(element, " ");
      this.spans.set(element, [start, this.place]);
    }

    /** What was found before of grids and cards of boxes; a part of another's find is nothing by itself. */
    takeLaidOut(element) {
      const find = this.laidOut.get(element);
      if (!find) return;
      this.flush();
      this.add(find.pairs ? "fields" : "part", element, find);
    }

    *within(element) {
      const found = tabs.tabsIn(element);
      if (found && !this.pager && !found.items.some((item) => this.laidOut.has(item))) {
        for (const item of found.items) this.claimed.add(item);
        this.flush();
        this.add("tabs", element, { text: found.text });
      }
      const turning = pager.isPager(element);
      if (turning) this.pager += 1;
      const shows = visibility.showsOwnText(element);
      for (const node of visibility.childrenOf(element)) {
        if (node.nodeType === Node.ELEMENT_NODE) yield* this.walk(node);
        else if (node.nodeType === Node.TEXT_NODE && shows) this.addText(element, node.data, node);
      }
      if (turning) {
        this.flush();
        this.pager -= 1;
        this.add("pager", element, { pages: pager.mostPages(element) });
      }
    }

    /** Take an element as one find; answer whether that was all there is to it. */
    *whole(element) {
      switch (element.tagName) {
        case "TABLE":
          return yield* this.table(element);
        case "DL":
          return this.list(element);
        case "BR":
          this.flush();
          return true;
        case "BUTTON":
          return true;
        case "LABEL":
          return this.label(element);
        case "IFRAME":
        case "FRAME":
          this.add("frame", element, { src: element.src });
          return true;
        case "INPUT":
        case "SELECT":
        case "TEXTAREA":
          this.control(element);
          return true;
        default:
          return this.heading(element) || element.getAttribute("role") === "button" || this.trail(element);
      }
    }

    heading(element) {
      const found = headings.headingOf(element);
      if (found) this.add("heading", element, found);
      return found !== null;
    }

    /** A trail of links is a line of text, and its last step says what the page is about. */
    trail(element) {
      const found = headings.trailOf(element);
      if (found === null) return false;
      this.flush();
      this.add("text", element, { text: found.whole, box: text.boxOf({ el: element, nodes: [] }) });
      this.add("tabs", element, { text: found.text });
      return true;
    }

    *table(element) {
      if (this.pager) return false;
      const model = yield* tableModel.readTable(element);
      const part = yield* parts.partOf(model);
      if (part.shape === "layout") return false;
      const caption = element.caption && !visibility.isGone(element.caption) ? text.textOf(element.caption) : "";
      if (caption) part.titles.unshift({ text: caption, el: element.caption });
      if (part.shape === "body" && part.rows.length < 2 && !this.followsPiece(part)) return false;
      this.flush();
      this.add(part.shape === "fields" ? "fields" : "part", element, { part, pairs: part.pairs });
      this.addCodes(element);
      return true;
    }

    /** Whether a single row may be the body or the sums of a grid: right below a piece of it, or below the title of a group. */
    followsPiece(part) {
      const isPiece = (find) => ["header", "body"].includes(find?.part?.shape);
      if (isPiece(this.finds.at(-1))) return true;
      const before = this.finds.findLast((find) => find.kind === "part");
      return isPiece(before) && this.finds.length - this.finds.indexOf(before) <= AFTER_A_TITLE && keysMeet(before.part, part);
    }

    list(element) {
      const columns = lists.columnsFrom(element);
      if (columns.length) {
        for (const column of columns) this.claimed.add(column.el);
        this.add("part", element, { part: lists.gridOf(columns) });
        return true;
      }
      const pairs = lists.pairsOf(element);
      if (pairs.length) this.add("fields", element, { pairs });
      return pairs.length > 0;
    }

    label(element) {
      const role = controls.roleOfLabel(element);
      if (role === "text") return false;
      if (role === "ticked") this.value(element, text.textOf(element));
      return true;
    }

    control(element) {
      if (text.isControl(element)) this.value(element, text.controlText(element));
    }

    /** Keep a value with its label; one without a label is a chosen year, or text like any other. */
    value(element, said) {
      if (this.pager || said === "") return;
      const before = this.run ? shapes.fold(this.run.parts.join("")) : "";
      const last = this.finds.at(-1);
      if (BETWEEN_DATES.test(before) && last?.kind === "fields" && last.pairs.length === 1) {
        this.run = null;
        last.pairs[0][1] += ` ${before} ${said}`;
        return;
      }
      const label = controls.labelElementText(element) || this.labelBefore(element, before);
      if (label !== "") {
        this.flush();
        this.add("fields", element, { pairs: [[label, said, codes.codeOf(element)]] });
      } else if (YEAR.test(said)) {
        this.flush();
        this.add("tabs", element, { text: said });
      } else this.addText(element, ` ${said} `);
    }

    labelBefore(element, before) {
      if (before !== "") {
        const found = controls.labelAtEnd(before);
        if (!found) return "";
        this.run.parts = [found.rest];
        return found.label;
      }
      const last = this.finds.at(-1);
      if (last?.kind !== "text" || !controls.isNear(last.el, element)) return "";
      const found = controls.labelAtEnd(last.text);
      if (!found || found.rest !== "") return "";
      this.finds.pop();
      return found.label;
    }

    addCodes(element) {
      for (const [code, value] of controls.codesIn(element)) this.add("code", element, { code, value });
    }

    addText(element, said, node = null) {
      this.run ??= { el: element, parts: [], nodes: [] };
      this.run.parts.push(said);
      if (node && /\S/.test(said)) this.run.nodes.push(node);
    }

    flush() {
      const run = this.run;
      this.run = null;
      if (run === null) return;
      const said = shapes.fold(run.parts.join(""));
      if (said === "" || (this.pager && pager.isOnlyTurning(said)) || /^[|｜/>»›·•\-—:：]+$/.test(said)) return;
      this.add("text", run.el, { text: said, box: text.boxOf(run) });
    }
  }

  /** Whether a part has cells with the column keys of another, its header's or its rows'. */
  function keysMeet(one, other) {
    const keysOf = (part) => [...part.columns, ...(part.rows[0]?.cells ?? [])].map((cell) => cell.key).filter(Boolean);
    const known = keysOf(one);
    return keysOf(other).some((key) => known.includes(key));
  }

  /** Survey a whole document; a generator that yields often, so that its driver can let the page breathe. */
  function* surveyOf(root) {
    const survey = new Survey();
    survey.laidOut = yield* divGrids.findIn(root);
    yield* survey.walk(root);
    survey.flush();
    return survey;
  }

  capture.survey = { surveyOf };
})();
