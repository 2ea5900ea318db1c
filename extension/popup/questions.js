/**
 * The questions that a page leaves open: where each is on the page, its possible answers, and the one in use, whether
 * given now or kept from an earlier page. Not to know is an answer too: the records then stay open.
 */

import { el } from "../app/dom.js";
import { ours, say } from "../app/language.js";

const UNSURE = "";
const FEW = 5;

function sameQuestion(one, other) {
  return ["layout", "code", "column", "subject"].every((name) => (one[name] ?? null) === (other[name] ?? null));
}

/** The answers with this one in place of an earlier one to the same question. */
export function withAnswer(answers, question, answer) {
  const { layout, code, column, subject } = question;
  const given = { layout, code, column, subject, answer };
  return [...answers.filter((known) => !sameQuestion(known, question)), given];
}

/** The answers without those to questions that no longer arise. */
export function stillAsked(answers, questions) {
  return answers.filter((given) => questions.some((question) => sameQuestion(given, question)));
}

function placeOf(question, blocks) {
  const block = blocks.find(({ index }) => index === question.block);
  const path = [...(block?.path ?? []), question.column_label].filter(Boolean);
  return path.length ? path.join(" › ") : null;
}

function radios(name, pairs, chosen, onChosen) {
  const row = ([value, text]) => {
    const radio = el("input", {
      type: "radio",
      id: `${name}-${value || "unsure"}`,
      name,
      value,
      checked: value === chosen,
      onchange: () => onChosen(value),
    });
    return el("label", { class: "choice" }, radio, el("span", {}, text));
  };
  return el("div", { class: "choices" }, pairs.map(row));
}

function list(name, pairs, chosen, onChosen) {
  const options = pairs.map(([value, text]) => el("option", { value, selected: value === chosen }, text));
  const select = el("select", { id: name, "aria-labelledby": `${name}-text`, onchange: () => onChosen(select.value) }, options);
  return select;
}

function choicesOf(question, name, onAnswer) {
  const named = question.choices.map(({ value, label }) => [value, ours(label)]);
  if (!question.layout) return el("p", { class: "soft" }, say("question_choices", { choices: named.map(([, text]) => text).join(" / ") }));
  const pairs = [...named, [UNSURE, say("question_unsure")]];
  const control = named.length > FEW ? list : radios;
  return control(name, pairs, question.answer ?? UNSURE, (answer) => onAnswer(question, answer));
}

function questionField(question, place, onAnswer) {
  const name = ["question", question.code, question.block, question.column ?? "all", question.subject ?? ""].join("-");
  const samples = question.samples.join(" · ");
  return el(
    "fieldset",
    { class: question.answer === null ? "question open" : "question" },
    el("legend", { id: `${name}-text` }, ours(question.text)),
    place ? el("p", { class: "soft where" }, place) : null,
    samples ? el("p", { class: "soft samples" }, say("question_samples", { samples })) : null,
    choicesOf(question, name, onAnswer),
    question.kept ? el("p", { class: "notice good kept" }, say("question_kept")) : null,
  );
}

/** All questions, or null where there are none; `onAnswer(question, answer)` hears each choice, "" for not knowing. */
export function questionsSection({ questions, blocks }, onAnswer) {
  if (questions.length === 0) return null;
  const open = questions.filter(({ answer }) => answer === null).length;
  return el(
    "section",
    { id: "questions" },
    el("h2", {}, open ? say("questions_title", { count: open }) : say("questions_answered")),
    questions.some(({ layout }) => layout) ? el("p", { class: "soft" }, say("questions_note")) : null,
    questions.map((question) => questionField(question, placeOf(question, blocks), onAnswer)),
  );
}
