/**
 * Cards and panels: boxes that hold labels with their values. A panel's pairs are fields; cards with the same labels,
 * one below the other as phones show them, are the rows of a grid. What a card says without a label, such as its month or
 * its state, becomes a column without a name.
 */
(() => {
  const capture = (globalThis.shebaobuCapture ??= {});
  const { boxes, shapes, text, codes, visibility } = capture;

  const LABEL_CLASS = /(^|[-_])(label|lab|lbl|key|term|field|dt|th)([-_\d]|$)|[a-z]Label$/i;
  const TITLE_CLASS = /(^|[-_])(title|tit|name|left|hd)([-_\d]|$)/i;
  const VALUE_CLASS = /(^|[-_])(value|val|content|cont|text|txt|desc|right|bd|num)([-_\d]|$)/i;
  const STATE_CLASS = /(^|[-_])(active|on|cur|current|first|last|odd|even|hover|selected|open)$|\d/i;
  const CONTROLS = "input, select, textarea, table, iframe, form";
  const GLUED = /([^\s\d:：，。；]{1,14})\s*[:：]\s*([^\s:：]+)/g;
  const ONE_PAIR = /^([^:：，。；\d]{1,16}?)\s*[:：]\s*(.+)$/;
  const AMOUNT_BEHIND = /^([^\s\d:：，。；]{1,14})\s+([¥￥]?\s?[\d,，]+(?:[.．]\d+\s?元?|\s?元))$/;
  const MONTH = /^((19|20)\d{2}\s?年\s?)?\d{1,2}\s?月份?$/;
  const YEAR_MONTH = /^(19|20)\d{2}[-./]?(0?[1-9]|1[0-2])$/;
  const SEPARATOR = /^[/>＞»›→|｜·\\]+$/;
  const SAMPLE = 3;
  const MOST_PAIRS = 200;
  const CARDS_A_STEP = 10;
  const MOST_ELEMENTS = 90;
  const MOST_BEFORE_LABELS = 3;
  const LONGEST = 40;

  function hasClass(element, pattern) {
    return [...element.classList].some((token) => pattern.test(token));
  }

  function signOf(element) {
    return [element.tagName, ...[...element.classList].filter((token) => !STATE_CLASS.test(token)).sort()].join(".");
  }

  function isLeaf(element) {
    const inner = boxes.unwrap(element);
    return boxes.kidsOf(inner).every((kid) => text.isInline(kid)) && (boxes.hasOwnText(inner) || boxes.kidsOf(inner).length === 0);
  }

  function isMonth(said) {
    return MONTH.test(said) || YEAR_MONTH.test(said);
  }

  /** Whether a text is a value, or the month that a card is about: no label, whatever its class is called. */
  function isGiven(said) {
    return shapes.isValue(said) || MONTH.test(said);
  }

  /** Two boxes of text and nothing else: {label, value, marked, sign}, or null. */
  function twoIn(element) {
    const inner = boxes.unwrap(element);
    const kids = boxes.kidsOf(inner);
    if (kids.length !== 2 || boxes.hasOwnText(inner) || !kids.every(isLeaf)) return null;
    if (kids.some(boxes.isTab)) return null;
    const [one, other] = kids.map(text.textOf);
    if (one === "" || one.length > LONGEST || SEPARATOR.test(other)) return null;
    const colon = shapes.endsWithColon(one);
    const classed = hasClass(kids[0], LABEL_CLASS) || (hasClass(kids[0], TITLE_CLASS) && hasClass(kids[1], VALUE_CLASS));
    const marked = colon || ["LABEL", "DT", "TH"].includes(kids[0].tagName) || (classed && !isGiven(one));
    return { label: one, value: other, marked, sign: signOf(inner), els: kids };
  }

  /** Values that stand over or before their labels change places with them. */
  function inReadingOrder(pairs) {
    const turned = pairs.length > 1 && pairs.every(({ label, value }) => shapes.isValue(label) && shapes.isLabel(value));
    if (turned && pairs.every(({ label }, at) => label === String(at + 1))) return pairs;
    return turned ? pairs.map((pair) => ({ ...pair, label: pair.value, value: pair.label })) : pairs;
  }

  function asPair({ label, value, els }) {
    return [shapes.bareLabel(label), value, codes.codeOf(els[1]) || codes.codeOf(els[0])];
  }

  function areLabels(pairs) {
    const labels = pairs.map(({ label }) => shapes.bareLabel(label));
    return new Set(labels).size === labels.length && labels.every(shapes.isLabel);
  }

  /** The children of an element that are pairs of label and value, as {el, pair}; none where they are something else. */
  function panelOf(kids) {
    if (kids.length > MOST_PAIRS || !kids.some((kid) => visibility.isSmall(kid, MOST_ELEMENTS))) return [];
    const found = kids.filter((kid) => !kid.matches(CONTROLS) && !kid.querySelector(CONTROLS)).map((el) => ({ el, two: twoIn(el) }));
    const pairs = inReadingOrder(found.filter(({ two }) => two).map(({ el, two }) => ({ el, ...two })));
    if (pairs.length === 0 || !areLabels(pairs)) return [];
    const marked = pairs.every((pair) => pair.marked);
    const alike = pairs.length >= 2 && pairs.length >= found.length * 0.7 && new Set(pairs.map((pair) => pair.sign)).size === 1;
    const valued = pairs.some(({ value }) => shapes.isValue(value));
    return marked || (alike && valued) ? pairs.map((pair) => ({ el: pair.el, pair: asPair(pair) })) : [];
  }

  /** `label`s and their values in turn, all children of one element, as {els, pair}; none where they are something else. */
  function inTurn(kids) {
    if (kids.length < 4 || kids.length > MOST_PAIRS || kids.length % 2 === 1) return [];
    const fits = (kid, at) => (kid.tagName === "LABEL") === (at % 2 === 0) && isLeaf(kid) && !kid.matches(CONTROLS) && !kid.querySelector(CONTROLS);
    if (!kids.every(fits)) return [];
    const labels = kids.filter((_, at) => at % 2 === 0);
    const pairs = labels.map((label, at) => {
      const els = [label, kids[2 * at + 1]];
      return { els, label: text.textOf(label), value: text.textOf(els[1]) };
    });
    return areLabels(pairs) ? pairs.map((pair) => ({ els: pair.els, pair: asPair(pair) })) : [];
  }

  /** What a text says by itself: the pairs in it, or the text. */
  function entriesOfText(said, el) {
    const glued = [...said.matchAll(GLUED)];
    if (glued.length > 1 && said.replace(GLUED, "").trim() === "") {
      return glued.map(([, label, value]) => ({ label, value, el, marked: true, sign: signOf(el) }));
    }
    const one = said.match(ONE_PAIR) ?? said.match(AMOUNT_BEHIND);
    if (one && shapes.isLabel(one[1])) return [{ label: one[1], value: one[2], el, marked: true, sign: signOf(el) }];
    return said === "" ? [] : [{ label: null, value: said, el, sign: signOf(el) }];
  }

  function collect(element, entries) {
    if (element.tagName === "DL") {
      for (const [label, value] of capture.lists.pairsOf(element)) entries.push({ label, value, el: element, marked: true, sign: "DL" });
      return;
    }
    const two = twoIn(element);
    if (two) entries.push({ ...two, el: two.els[1] });
    else if (isLeaf(element) || boxes.hasOwnText(boxes.unwrap(element))) {
      const said = text.textOf(element);
      const last = entries.at(-1);
      if (last && last.label === null && shapes.endsWithColon(last.value)) {
        entries[entries.length - 1] = { ...last, label: last.value, value: said, el: element, marked: true };
      } else entries.push(...entriesOfText(said, element));
    } else for (const kid of boxes.kidsOf(boxes.unwrap(element))) collect(kid, entries);
  }

  /** Two texts that only happen to stand side by side, such as a title and a state, are two texts. */
  function partChance(entries) {
    const often = new Map();
    for (const entry of entries) if (entry.label !== null) often.set(entry.sign, (often.get(entry.sign) ?? 0) + 1);
    const chance = (entry) => entry.label !== null && !entry.marked && (often.get(entry.sign) < 2 || isGiven(entry.label));
    return entries.flatMap((entry) => {
      if (!chance(entry)) return [entry];
      return entry.els.flatMap((el, at) => entriesOfText(at ? entry.value : entry.label, el));
    });
  }

  function inOrderOfLabels(entries) {
    const unmarked = entries.filter((entry) => entry.label !== null && !entry.marked);
    const turned = new Map(inReadingOrder(unmarked).map((entry, at) => [unmarked[at], entry]));
    return entries.map((entry) => turned.get(entry) ?? entry);
  }

  function entriesOf(card) {
    const entries = [];
    collect(card, entries);
    const seen = new Map();
    return partChance(inOrderOfLabels(entries)).filter((entry) => entry.value !== "" || entry.label).map((entry) => {
      const name = entry.label === null ? `\n${entry.sign}` : shapes.bareLabel(entry.label);
      seen.set(name, (seen.get(name) ?? 0) + 1);
      return { ...entry, label: entry.label === null ? null : name, name: `${name}\n${seen.get(name)}` };
    });
  }

  function labelsOf(entries) {
    return entries.filter((entry) => entry.label !== null).map((entry) => entry.label);
  }

  function isAlike(labels, others) {
    const shared = labels.filter((label) => others.includes(label)).length;
    return shared >= 2 && shared * 2 > Math.max(labels.length, others.length);
  }

  /** All names of a list of cards, each after the one it follows in the card that first has it. */
  function namesOf(cards) {
    const names = [];
    for (const { entries } of cards) {
      let after = -1;
      for (const { name } of entries) {
        const at = names.indexOf(name);
        if (at < 0) names.splice(after + 1, 0, name);
        after = at < 0 ? after + 1 : at;
      }
    }
    return names;
  }

  function partOf(element, cards) {
    const names = namesOf(cards);
    const sample = new Map(cards.flatMap(({ entries }) => entries.map((entry) => [entry.name, entry])));
    const columns = names.map((name) => {
      const { label, el } = sample.get(name);
      return { path: label === null ? [] : [label], key: null, code: codes.codeOf(el) };
    });
    const rows = cards.map(({ el, entries }) => {
      const said = new Map(entries.map((entry) => [entry.name, entry.value]));
      return { el, key: capture.keys.rowKey(el), cells: names.map((name) => ({ text: said.get(name) ?? "", key: null })) };
    });
    return { shape: "grid", el: element, columns, rows, titles: [], lines: [], tail: [] };
  }

  function mayBeCard(kid, first) {
    const sized = kid.firstElementChild !== null && visibility.isSmall(kid, MOST_ELEMENTS) && !visibility.isSmall(kid, 1);
    return kid.tagName === first.tagName && sized && !kid.matches(CONTROLS) && !kid.querySelector(CONTROLS);
  }

  /** Built like the others, and showing no more than what they say in their first lines: a month and a sum, tapped to open. */
  function isClosed(card, open) {
    const known = new Set(open.flatMap(({ entries }) => entries.map(({ name }) => name)));
    return card.labels.length < 2 && card.sign === open[0].sign && card.entries.length > 0 && card.entries.every(({ name }) => known.has(name));
  }

  /** A month without a label over values with labels: one such card is a list of one, for labels alone are a panel. */
  function saysItsMonth({ entries }) {
    const first = entries.findIndex(({ label }) => label !== null);
    const months = entries.filter(({ label, value }) => label === null && isMonth(value));
    return months.length === 1 && entries.indexOf(months[0]) < first && first <= MOST_BEFORE_LABELS;
  }

  /** {part, elements} where an element's children are cards with the same labels, else null. Yields between steps. */
  function* gridOf(element, kids) {
    const sample = kids.slice(-SAMPLE);
    if (!sample.some((kid) => mayBeCard(kid, kids.at(-1)) && labelsOf(entriesOf(kid)).length >= 2)) return null;
    const likely = [];
    for (const el of kids.filter((kid) => mayBeCard(kid, kids.at(-1)))) {
      if (likely.length % CARDS_A_STEP === CARDS_A_STEP - 1) yield;
      const entries = entriesOf(el);
      likely.push({ el, entries, labels: labelsOf(entries), sign: signOf(el) });
    }
    const labelled = likely.filter(({ labels }) => labels.length >= 2);
    const open = labelled.filter(({ labels }) => isAlike(labelled.at(-1).labels, labels));
    const first = likely.indexOf(open[0]);
    const closed = likely.filter((card) => isClosed(card, open));
    const cards = likely.filter((card) => open.includes(card) || closed.includes(card));
    const strangers = likely.slice(first).length - cards.length;
    if (likely.length * 2 < kids.length || strangers * 7 > cards.length * 3) return null;
    if (cards.length < 2 && !cards.some(saysItsMonth)) return null;
    return { part: partOf(element, cards), elements: cards.map((card) => card.el) };
  }

  capture.cards = { gridOf, panelOf, inTurn, twoIn };
})();
