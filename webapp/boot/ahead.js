/* What the first view needs is asked of the server before Brython has been read: who is signed in, the texts, and the
   data of the view that the address names. api.py takes the answers from here. */
"use strict";

(() => {
  const LANGUAGE = "shebaobu.language";
  const SIGNED_IN = "shebaobu.signed_in";
  const API = "/api/v1/";
  const underWay = new Map();

  /* The language chosen with the switch before, else the first of the browser's that there is. */
  function preferred() {
    const chosen = localStorage.getItem(LANGUAGE);
    if (textsOf(chosen)) {
      return chosen;
    }
    return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
  }

  /* Where a language's texts are: an address with their hash in it. */
  function textsOf(language) {
    return document.getElementById(`texts-${language}`)?.content;
  }

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

  function dataOf(address) {
    const [view = "", id] = address.replace(/^#?\/?/, "").split("/");
    if (view === "member" && id) {
      return `${API}members/${id}/wall`;
    }
    return view === "" ? `${API}members` : null;
  }

  begin(`${API}state`);
  begin(textsOf(preferred()));
  const data = localStorage.getItem(SIGNED_IN) === "1" ? dataOf(location.hash) : null;
  if (data) {
    begin(data);
  }
  Object.assign(globalThis.shebaobu, { ask, begin, forget, preferred, textsOf });
})();
