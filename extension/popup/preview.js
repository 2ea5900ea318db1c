/**
 * The preview: what was found on the page, for whom it is, what it will become, and what was not understood.
 */

import { el } from "../app/dom.js";
import { ours, say } from "../app/language.js";
import { questionsSection } from "./questions.js";
import { recordsTable } from "./records.js";

function headingOf(block) {
  return block.path.length ? block.path.join(" › ") : say("untitled_block");
}

function monthsText({ first, last, count }) {
  return first === last ? first : say("months_span", { first, last, count });
}

function truncatedText(block) {
  return block.total_rows ? say("truncated_of", { rows: block.rows, total: block.total_rows }) : say("truncated");
}

function blockCard(block) {
  return el(
    "div",
    { class: "block" },
    el("b", {}, headingOf(block)),
    el("p", {}, block.type === "grid" ? say("block_grid", { rows: block.rows, records: block.records }) : say("block_other")),
    block.months ? el("p", {}, monthsText(block.months)) : null,
    el("div", { class: "tags" }, block.insurances.map(({ code, label }) => el("span", {}, ours(label) || code))),
    block.truncated ? el("p", { class: "notice truncated" }, truncatedText(block)) : null,
  );
}

function foundSection(preview, beside) {
  const shown = preview.blocks.filter((block) => block.type === "grid" || block.records > 0);
  const count = preview.records.length;
  return el(
    "section",
    { id: "found" },
    el("h1", {}, count ? say(preview.ofVisit ? "found_in_visit" : "found_title", { count }) : say("no_records_title")),
    preview.portal ? el("p", { class: "soft" }, preview.portal) : null,
    count === 0 ? el("p", { class: "notice" }, say("no_records_text")) : null,
    newNote(preview),
    shown.map(blockCard),
    beside,
  );
}

function newNote(preview) {
  if (preview.already_saved) return el("p", { class: "notice good", id: "known" }, say("saved_before"));
  const added = preview.new_records;
  if (typeof added !== "number" || added === preview.records.length) return null;
  return el("p", { class: "notice good", id: "known" }, say("new_and_known", { added, known: preview.records.length - added }));
}

function memberSection(preview, onMember, member) {
  if (preview.members.length === 0) return el("section", { id: "whom" }, el("p", { class: "notice" }, say("no_members")));
  const guess = preview.member_guess;
  const options = preview.members.map(({ id, name }) => el("option", { value: id, selected: id === member }, name));
  if (!member) options.unshift(el("option", { value: "" }, say("choose_member")));
  const select = el("select", { id: "member", onchange: () => onMember(select.value) }, options);
  const { name, name_masked: masked, id_masked: number } = preview.person ?? {};
  const person = [name ?? masked, number].filter(Boolean).join("  ");
  const reason = say(`guess_${guess ? (preview.guess_reason ?? "name") : person ? "unsure" : "none"}`);
  return el(
    "section",
    { id: "whom" },
    el("label", { class: "whom" }, say("for_whom"), select),
    el("p", { class: "soft", id: "reason" }, reason),
    person ? el("p", { class: "soft" }, say("person_on_page", { person })) : null,
  );
}

function checksSection({ holding, differing }) {
  if (differing.length === 0) return holding ? el("p", { class: "soft", id: "checks" }, say("checks_hold", { count: holding })) : null;
  return el(
    "section",
    { id: "checks" },
    el("h2", {}, say("checks_title", { count: differing.length })),
    el("p", { class: "soft" }, say("checks_note")),
    el("ul", { class: "notice" }, differing.map(({ text }) => el("li", {}, ours(text)))),
  );
}

function notUnderstoodSection(list) {
  if (list.length === 0) return null;
  const items = list.map(({ part, label, sample, why }) => {
    const shown = sample ? `${label}（${sample}）` : label;
    const reason = ours(why);
    return el("li", {}, `${say(`part_${part}`)} · ${shown}`, reason ? el("span", { class: "soft" }, ` ${reason}`) : null);
  });
  return el(
    "details",
    { id: "not-understood" },
    el("summary", {}, say("not_understood", { count: list.length })),
    el("p", { class: "soft" }, say("not_understood_note")),
    el("ul", {}, items),
  );
}

/**
 * All of the preview below the popup's head. `onMember` hears which member is chosen, "" for none; `onAnswer` what a
 * question is answered with. `member` is the one chosen so far, `beside` is shown with what was found.
 */
export function previewView(preview, beside, onMember, onAnswer, member) {
  return [
    foundSection(preview, beside),
    memberSection(preview, onMember, member),
    questionsSection(preview, onAnswer),
    checksSection(preview.checks),
    recordsTable(preview.records, preview.labels),
    notUnderstoodSection(preview.not_understood),
  ];
}
