/* What the first view needs is asked of the server before it wants it: the texts, who is signed in, the data of the
   view that the address names, and its module where that is not in the first script. api.py takes the answers from
   here.

   A server that is far is asked before Brython has been read, so that both take their time at once. One that is near
   answers sooner than the view asks: taking its answers in while Brython begins would only delay it. */
"use strict";

(() => {
  const { bring, brought, preferred, textsOf } = globalThis.shebaobu;
  const SIGNED_IN = "shebaobu.signed_in";
  const API = "/api/v1/";
  const IN_FIRST_SCRIPT = ["", "member"];
  const NEAR_MS = 20;
  const underWay = new Map();
  let dataBegun = false;

  function sent(path) {
    return fetch(path, { cache: "no-store" });
  }

  function begin(path) {
    const answer = sent(path);
    // Whoever takes it is told of a failure; until then nobody listens.
    answer.catch(() => undefined);
    underWay.set(path, answer);
  }

  /* The answer to a GET: the one that is under way, else a new one. */
  function ask(path) {
    const answer = underWay.get(path) ?? sent(path);
    underWay.delete(path);
    return answer;
  }

  /* What is under way was asked for as whoever was here before. */
  function forget() {
    underWay.clear();
  }

  function dataOf(view, id) {
    if (view === "member" && id) {
      return `${API}members/${id}/wall`;
    }
    return view === "" ? `${API}members` : null;
  }

  const [view = "", id] = location.hash.replace(/^#?\/?/, "").split("/");

  /* Asks for what the view shows; once. */
  function beginData() {
    if (dataBegun) {
      return;
    }
    dataBegun = true;
    begin(`${API}state`);
    const data = localStorage.getItem(SIGNED_IN) === "1" ? dataOf(view, id) : null;
    if (data) {
      begin(data);
    }
  }

  /* How long the page itself took tells how far the server is. */
  function isFar() {
    const [page] = performance.getEntriesByType("navigation");
    return page === undefined || page.responseStart - page.requestStart > NEAR_MS;
  }

  // Whoever wants them is told of a failure.
  brought(textsOf(preferred())).catch(() => undefined);
  if (isFar()) {
    beginData();
  }
  if (!IN_FIRST_SCRIPT.includes(view)) {
    bring().catch(() => undefined);
  }
  Object.assign(globalThis.shebaobu, { ask, begin, forget, beginData });
})();
