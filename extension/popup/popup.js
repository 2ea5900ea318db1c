/**
 * The popup from the click to the saved capture: it reads the page, or takes what was gathered of a followed site, asks the
 * server what is in it, shows that, and saves it for the member chosen.
 */

import { hasContent, hasStructure } from "../app/assemble.js";
import { el } from "../app/dom.js";
import { loadLanguage, otherLanguage, ours, say } from "../app/language.js";
import { saveNow, sendWaiting, waiting } from "../app/pending.js";
import { askFor, takeReread } from "../app/permission.js";
import { PageForbidden, readTab } from "../app/reading.js";
import { NotOurServer, ServerRefused, ServerUnreached, previewCapture } from "../app/server.js";
import { keepLanguage, settings } from "../app/settings.js";
import { markSaved } from "../app/visits.js";
import { framesNotice } from "./frames.js";
import { showOutcome } from "./outcome.js";
import { pictureOffer, pictureView, takePicture } from "./picture.js";
import { previewView } from "./preview.js";
import { stillAsked, withAnswer } from "./questions.js";
import { busy, button, guarded, message, onFailure, optionsButton, show } from "./stage.js";
import { showEnded, showUnpaired } from "./unpaired.js";
import { frontSite, offerFor, setSteps, showFollowing, showOthers } from "./visit.js";
import { showWaiting } from "./waiting.js";

let pairing = {};
let read = null;
let tab = null;

function ledgerButton() {
  return button("open-ledger", say("open_ledger"), () => chrome.tabs.create({ url: pairing.server }));
}

/** Begin with the tab in front: what was gathered where its site is followed, else the page. */
async function begin() {
  const front = await frontSite();
  tab = front.tab;
  const again = await takeReread(tab);
  if (again) await useReading(again);
  else if (front.followed) await showFollowing(tab);
  else await readPage();
}

async function readPage() {
  busy("reading", say("reading_title"));
  await useReading(await readTab(tab.id));
}

/** Go on with a reading: of the page, of the page with its frames, or of a whole visit. */
async function useReading(fresh) {
  read = fresh;
  if (hasContent(read.capture)) await askServer();
  else showNothing();
}

function allowFrames() {
  return askFor({ kind: "once", tabId: tab.id, origins: read.closed }).then(async (given) => {
    const again = given && (await takeReread(tab));
    if (again) await useReading(again);
  });
}

async function showPicture() {
  const picture = await takePicture(tab);
  show("picture", pictureView(picture, tab), [button("back", say("picture_back"), guarded(() => useReading(read)))]);
}

/** What is offered beside what was read of a page: {near} it, its closed frames and the rest of it; {below}, other ways. */
function offers(found) {
  if (read.visit) return { near: [], below: [] };
  const hasMore = read.capture.blocks.some((block) => block.truncated);
  const follow = offerFor(tab, { hasMore });
  const near = [framesNotice(read, guarded(allowFrames)), hasMore ? follow : null];
  return { near, below: [read.drawn || !found ? pictureOffer(guarded(showPicture), read) : null, hasMore ? null : follow] };
}

function showNothing() {
  const { near, below } = offers(false);
  const again = button("again", say("try_again"), guarded(readPage), "primary");
  message("nothing", say("nothing_title"), [say("nothing_text"), ...near, ...below], [again]);
}

async function askServer() {
  busy("asking", say("asking_title"));
  const preview = await previewCapture(pairing, read.capture, read.answers);
  if (preview.records.length === 0 && !hasStructure(read.capture)) showNothing();
  else showPreview(preview);
}

function showPreview(preview, chosenBefore = null) {
  let member = chosenBefore ?? preview.member_guess ?? "";
  const count = preview.records.length;
  const save = button("save", "", guarded(() => savePage(preview, member)), "primary");
  const label = () => {
    save.disabled = member === "";
    const values = { count, member: nameOf(preview, member) };
    save.textContent = member === "" ? say("choose_first") : say(count ? "save_records" : "save_page", values);
  };
  label();
  const choose = (chosen) => {
    member = chosen;
    label();
  };
  const onAnswer = (question, answer) => {
    save.disabled = true;
    guarded(() => previewAgain(question, answer, () => member))();
  };
  const { near, below } = offers(count > 0);
  const content = [...previewView({ ...preview, ofVisit: Boolean(read.visit) }, near, choose, onAnswer, member), ...below];
  show("preview", content, [read.visit ? backToVisit() : null, preview.members.length ? save : ledgerButton()].filter(Boolean));
}

function backToVisit() {
  return button("back", say("back_to_visit"), guarded(begin));
}

/** Ask again with an answer, and show what comes of it with everything else where it was. */
async function previewAgain(question, answer, chosenMember) {
  const before = read.answers ?? [];
  const answers = withAnswer(before, question, answer);
  read.answers = answers;
  const preview = await previewCapture(pairing, read.capture, answers).catch((error) => {
    read.answers = before;
    throw error;
  });
  const overtaken = read.answers !== answers || document.body.dataset.state !== "preview";
  if (overtaken) return;
  read.answers = stillAsked(answers, preview.questions);
  const { activeElement: { id }, scrollingElement: page } = document;
  const top = page.scrollTop;
  showPreview(preview, chosenMember());
  document.getElementById(id)?.focus({ preventScroll: true });
  page.scrollTop = top;
}

function nameOf(preview, member) {
  return preview.members.find(({ id }) => id === member)?.name ?? "";
}

async function savePage(preview, member) {
  busy("saving", say("saving_title"));
  const outcome = await saveNow({ capture: read.capture, member, answers: read.answers ?? [] });
  const waits = outcome.kept || outcome.refused?.isUnpaired;
  if (read.visit && (outcome.saved || waits)) await markSaved(read.visit);
  await showOutcome(outcome, ledgerButton(), () => showPreview(preview));
}

function showFailure(error) {
  const again = button("again", say("try_again"), guarded(read ? askServer : begin), "primary");
  const where = { server: pairing.server };
  if (error instanceof PageForbidden) message("forbidden", say("forbidden_title"), [say("forbidden_text")]);
  else if (error instanceof ServerUnreached) message("unreached", say("unreached_title"), [say("unreached_text", where)], [again]);
  else if (error instanceof NotOurServer) message("not-ours", say("not_ours_title"), [say("not_ours_text", where)], [optionsButton(), again]);
  else if (error instanceof ServerRefused && error.isUnpaired) showEnded(error, say("revoked_preview"));
  else if (error instanceof ServerRefused) message("refused", say("refused_title"), [ours(error.both)], [again]);
  else {
    const detail = el("code", {}, `${error.name}: ${error.message}`);
    show("failed", [el("h1", {}, say("unexpected_title")), el("p", {}, say("unexpected_text")), detail], [again]);
  }
}

async function switchLanguage() {
  await keepLanguage(otherLanguage());
  location.reload();
}

async function sendEarlier() {
  if ((await waiting()).length === 0) return;
  await showWaiting();
  await showWaiting(await sendWaiting());
}

async function start() {
  await loadLanguage();
  pairing = await settings();
  const head = document.getElementById("household");
  head.textContent = pairing.household ? say("household", { name: pairing.household }) : say("product");
  const language = document.getElementById("language");
  language.textContent = say("switch_language");
  language.addEventListener("click", switchLanguage);
  const options = document.getElementById("options");
  options.textContent = say("open_options");
  options.addEventListener("click", () => chrome.runtime.openOptionsPage());
  const earlier = sendEarlier();
  await showOthers();
  if (pairing.token) await begin();
  else await showUnpaired(pairing);
  await earlier;
}

onFailure(showFailure);
setSteps({ done: useReading, readPage });
guarded(start)();
