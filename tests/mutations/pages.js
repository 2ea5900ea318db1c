/**
 * Changes to a page that another site or another version of the same might show. Each is a function of the document; it
 * answers false where the page has nothing that it could change.
 */
(() => {
  const MONTH = /^((?:19|20)\d{2})(0[1-9]|1[0-2])$/;
  const INSURANCE = /^(险种|险种类型|险种名称|参保险种)$/;

  const tables = () => [...document.querySelectorAll("table")].filter((table) => table.checkVisibility() && table.rows.length > 1);
  const bare = (node) => node.textContent.replace(/[\s*：:]/g, "");

  function texts(within) {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim() !== "" && walker.currentNode.parentElement.checkVisibility()) found.push(walker.currentNode);
    return found;
  }

  const cellTexts = () => [...document.querySelectorAll("td, dd, input[readonly]")].flatMap((cell) => (cell.tagName === "INPUT" ? [] : texts(cell)));

  /** Tables in which each row has as many cells as columns, so that whole columns can be moved. */
  function simpleTables() {
    return tables().filter((table) => {
      const rows = [...table.rows];
      if (rows.some((row) => [...row.cells].some((cell) => cell.querySelector("table")))) return false;
      return new Set(rows.map((row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0))).size === 1 && rows.every((row) => row.cells.length === rows[0].cells.length && [...row.cells].every((cell) => cell.rowSpan === 1));
    });
  }

  /** Tables whose rows are label and value by turns are no columns that could change places. */
  const columnar = () => simpleTables().filter((table) => new Set([...table.rows[0].cells].map(bare)).size === table.rows[0].cells.length && table.rows[0].cells.length > 2 && !table.matches(".kv") && table.closest("#printForm") === null);

  window.pageChanges = {
    "digits full-width"() {
      for (const text of cellTexts()) text.data = text.data.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      for (const input of document.querySelectorAll("td input")) input.value = input.value.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      return true;
    },
    "spaces and line breaks"() {
      for (const text of cellTexts()) {
        text.data = `\u00a0 ${text.data}\n  `;
        text.after(document.createElement("br"));
      }
      return true;
    },
    "months with a dash"() {
      let any = false;
      for (const text of cellTexts()) {
        const month = text.data.trim().match(MONTH);
        if (!month) continue;
        text.data = `${month[1]}-${month[2]}`;
        any = true;
      }
      return any;
    },
    "months in words"() {
      let any = false;
      for (const text of cellTexts()) {
        const month = text.data.trim().match(MONTH);
        if (!month) continue;
        text.data = `${month[1]}年${Number(month[2])}月`;
        any = true;
      }
      return any;
    },
    "columns permuted"() {
      const found = columnar().filter((table) => [...table.rows].every((row) => row.parentElement.tagName !== "TFOOT"));
      for (const table of found) for (const row of table.rows) [...row.cells].reverse().forEach((cell) => row.append(cell));
      return found.length > 0;
    },
    "an unknown column more"() {
      const found = columnar();
      for (const table of found) {
        [...table.rows].forEach((row, at) => {
          const cell = row.cells[0].cloneNode(false);
          cell.removeAttribute("field");
          cell.textContent = at === 0 ? "校核属性" : "甲类";
          row.append(cell);
        });
      }
      return found.length > 0;
    },
    "header under another level"() {
      const found = tables().filter((table) => table.tHead && table.tHead.rows.length > 0 && table.tBodies[0]?.rows.length > 0);
      for (const table of found) {
        const row = document.createElement("tr");
        const over = document.createElement("th");
        over.colSpan = [...table.tHead.rows[0].cells].reduce((sum, cell) => sum + cell.colSpan, 0);
        over.textContent = "个人权益信息";
        row.append(over);
        table.tHead.prepend(row);
      }
      return found.length > 0;
    },
    "a clone over the table"() {
      const found = tables().filter((table) => table.tHead && table.querySelectorAll("tbody td").length > 4 && !table.querySelector("table"));
      for (const table of found) {
        const clone = table.cloneNode(true);
        clone.removeAttribute("id");
        [...table.rows].forEach((row, at) => {
          row.setAttribute("data-row-key", at);
          clone.rows[at].setAttribute("data-row-key", at);
        });
        const around = document.createElement("div");
        around.style.cssText = `position:absolute;left:${table.getBoundingClientRect().left + scrollX}px;top:${table.getBoundingClientRect().top + scrollY}px;overflow:hidden`;
        around.append(clone);
        table.after(around);
      }
      return found.length > 0;
    },
    "class names changed"() {
      const renamed = (name) => `zz-${[...name].map((letter) => letter.charCodeAt(0).toString(36)).join("")}`;
      const known = new Set([...document.querySelectorAll("[class]")].flatMap((element) => [...element.classList]));
      for (const element of document.querySelectorAll("[class]")) element.setAttribute("class", [...element.classList].map(renamed).join(" "));
      for (const style of document.querySelectorAll("style")) {
        style.textContent = style.textContent.replace(/\.([A-Za-z_][\w-]*)/g, (whole, name) => (known.has(name) ? `.${renamed(name)}` : whole));
      }
      return known.size > 0;
    },
    "insurance as a heading"() {
      const found = columnar().filter((table) => [...table.rows[0].cells].some((cell) => INSURANCE.test(bare(cell))));
      let any = false;
      for (const table of found) {
        const at = [...table.rows[0].cells].findIndex((cell) => INSURANCE.test(bare(cell)));
        const named = (row) => row.cells[at].querySelector("input")?.value ?? row.cells[at].textContent.trim();
        const names = new Set([...table.rows].slice(1).map(named).filter((name) => name !== ""));
        if (names.size !== 1) continue;
        const heading = document.createElement("h3");
        heading.textContent = [...names][0];
        table.before(heading);
        for (const row of table.rows) row.deleteCell(at);
        any = true;
      }
      return any;
    },
    "inside a frame"() {
      const frame = document.createElement("iframe");
      frame.style.cssText = "width:100%;height:2000px";
      const inner = document.documentElement.cloneNode(true);
      inner.querySelectorAll("script").forEach((script) => script.remove());
      document.body.replaceChildren(frame);
      frame.contentDocument.replaceChild(frame.contentDocument.adoptNode(inner), frame.contentDocument.documentElement);
      return true;
    },
  };
})();
