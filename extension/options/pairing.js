/**
 * The part of the options page that pairs: the form before, what this browser is connected to afterwards.
 */

import { el } from "../app/dom.js";
import { ours, say } from "../app/language.js";
import { allowAgain, sendWaiting, waiting } from "../app/pending.js";
import { NotOurServer, ServerRefused, ServerUnreached, pair } from "../app/server.js";
import { codeOf, isCode, splitLine, takeOffer } from "../app/pairing_code.js";
import { DEFAULT_SERVER, forgetPairing, isOpenToOthers, keepPairing, serverOrigin } from "../app/settings.js";

const SYSTEMS = { win: "Windows", mac: "macOS", linux: "Linux", cros: "ChromeOS", android: "Android", openbsd: "OpenBSD", fuchsia: "Fuchsia" };

async function deviceName() {
  const { os } = await chrome.runtime.getPlatformInfo();
  const brands = navigator.userAgentData?.brands.map(({ brand }) => brand) ?? [];
  const named = brands.find((brand) => !/not.?a.?brand|^chromium$/i.test(brand.replace(/[^a-z ]/gi, ""))) ?? brands.find((brand) => brand === "Chromium");
  const browser = named ?? (navigator.userAgent.includes("Firefox/") ? "Firefox" : "Chromium");
  return say("device_default", { browser, system: SYSTEMS[os] ?? os });
}

function whyNot(error, server) {
  if (error instanceof ServerUnreached) return say("pair_unreached", { server });
  if (error instanceof NotOurServer) return say("pair_not_ours", { server });
  if (error instanceof ServerRefused) return ours(error.both);
  return `${say("unexpected_title")} ${error.name}: ${error.message}`;
}

/** What to tell about the form before anything is sent, or "". */
function faultIn(server, code, name) {
  if (server === null) return say("server_wrong");
  if (!isCode(code)) return say("code_wrong");
  return name === "" ? say("device_missing") : "";
}

/** Why this browser is not paired any more, where it was and the server has refused it. */
async function endedNotice({ ended }) {
  if (!ended) return null;
  const { length } = await waiting();
  return el(
    "div",
    { class: "notice bad", id: "ended" },
    el("p", {}, el("b", {}, say("revoked_title"))),
    el("p", {}, ours(ended)),
    length ? el("p", {}, say("waiting_unpaired", { count: length })) : null,
  );
}

/** The form; `done` is called when the browser is paired. */
export async function pairingForm(pairing, note, done) {
  const offered = await takeOffer();
  const server = el("input", { id: "server", inputmode: "url", autocomplete: "off", spellcheck: "false", value: offered?.server ?? pairing.server ?? DEFAULT_SERVER });
  const code = el("input", { id: "code", autocomplete: "off", spellcheck: "false", placeholder: "ABCD-EFGH", value: offered?.code ?? "" });
  const device = el("input", { id: "device", maxlength: "60", value: await deviceName() });
  const button = el("button", { type: "submit", id: "pair", class: "primary" }, say("pair_button"));
  const fault = el("p", { class: "notice bad", id: "fault", role: "alert" });
  const open = el("p", { class: "notice", id: "open-to-others" });
  const warn = () => {
    const origin = serverOrigin(server.value);
    open.textContent = origin !== null && isOpenToOthers(origin) ? say("open_to_others") : "";
  };
  const split = (event) => {
    const both = splitLine(event.target.value);
    if (!both) return;
    server.value = both.server;
    code.value = both.code;
    warn();
  };
  code.addEventListener("input", split);
  server.addEventListener("input", split);
  server.addEventListener("input", warn);
  warn();
  const submit = async (event) => {
    event.preventDefault();
    const origin = serverOrigin(server.value);
    const name = device.value.trim();
    fault.textContent = faultIn(origin, codeOf(code.value), name);
    if (fault.textContent) return;
    button.disabled = true;
    button.textContent = say("pairing_now");
    try {
      const answer = await pair(origin, codeOf(code.value), name);
      await keepPairing({ server: origin, token: answer.token, device: answer.device.name, household: answer.household });
      await allowAgain();
      await done();
      await sendWaiting();
    } catch (error) {
      fault.textContent = whyNot(error, origin);
      button.disabled = false;
      button.textContent = say("pair_button");
    }
  };
  return [
    el("h2", {}, say("pairing_title")),
    note ? el("p", { class: "notice good", id: "note" }, note) : null,
    await endedNotice(pairing),
    offered ? el("p", { class: "notice", id: "offered" }, say("offered", offered)) : el("p", {}, say("pairing_text")),
    el(
      "form",
      { onsubmit: submit, novalidate: "" },
      el("label", {}, say("server_label"), server),
      open,
      el("label", {}, say("code_label"), code),
      el("label", {}, say("device_label"), device, el("span", { class: "soft" }, say("device_hint"))),
      fault,
      button,
    ),
  ];
}

/** What this browser is connected to, and the way to undo it; `done` is called with a note when it is undone. */
export function pairedView({ server, household, device }, done) {
  const connected = household ? say("paired_text", { household, server, device }) : say("paired_again", { server });
  const forget = async () => {
    await forgetPairing();
    await done(say("forgotten"));
  };
  return [
    el("h2", {}, `✓ ${say("paired_title")}`),
    el("p", { class: "notice good", id: "paired" }, connected),
    el("p", {}, say("paired_next")),
    isOpenToOthers(server) ? el("p", { class: "notice" }, say("open_to_others")) : null,
    el("button", { type: "button", id: "forget", onclick: forget }, say("forget_button")),
    el("p", { class: "soft" }, say("forget_note")),
  ];
}
