/**
 * The options page: pairs this browser with the family's server, shows the pairing, lists the sites that may be followed,
 * and chooses the language.
 */

import { el, fill } from "../app/dom.js";
import { loadLanguage, say } from "../app/language.js";
import { onOffer } from "../app/pairing_code.js";
import { keepLanguage, settings } from "../app/settings.js";
import { pairedView, pairingForm } from "./pairing.js";
import { sitesView } from "./sites.js";

async function showPairing(note = "") {
  const pairing = await settings();
  const content = pairing.token ? pairedView(pairing, showPairing) : await pairingForm(pairing, note, showPairing);
  fill(document.getElementById("pairing"), content);
}

async function showSites(note = "") {
  fill(document.getElementById("sites"), await sitesView(note, showSites));
}

async function showLanguage() {
  const { language = "auto" } = await settings();
  const choices = [["auto", say("language_auto")], ["zh", "简体中文"], ["en", "English"]];
  const options = choices.map(([value, text]) => el("option", { value, selected: value === language }, text));
  const choose = async (event) => {
    await keepLanguage(event.target.value);
    location.reload();
  };
  const select = el("select", { id: "choose-language", "aria-labelledby": "language-title", onchange: choose }, options);
  fill(document.getElementById("language"), el("h2", { id: "language-title" }, say("language_title")), select);
}

async function start() {
  await loadLanguage();
  document.title = say("options_title");
  document.querySelector("#title span").textContent = say("options_title");
  await showPairing();
  onOffer(() => showPairing());
  await showSites();
  await showLanguage();
  fill(document.getElementById("privacy"), el("h2", {}, say("privacy_title")), el("p", {}, say("privacy_text")));
}

start();
