/* What the first view needs is asked of the server before Brython has been read: who is signed in, the texts, the data
   of the view that the address names, and its module where that is not in the first script. api.py takes the answers
   from here. */
"use strict";

(() => {
  const { bring, preferred, textsOf } = globalThis.shebaobu;
  const SIGNED_IN = "shebaobu.signed_in";
  const API = "/api/v1/";
  const IN_FIRST_SCRIPT = ["", "member"];
  const underWay = new Map();

  function sent(path) {
    return fetch(path, { cache: path.startsWith(API) ? "no-store" : "default" });
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
  begin(`${API}state`);
  begin(textsOf(preferred()));
  const data = localStorage.getItem(SIGNED_IN) === "1" ? dataOf(view, id) : null;
  if (data) {
    begin(data);
  }
  if (!IN_FIRST_SCRIPT.includes(view)) {
    bring().catch(() => undefined);
  }
  Object.assign(globalThis.shebaobu, { ask, begin, forget });
})();
