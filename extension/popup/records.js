/**
 * The table of records in the preview: contributions with their month and amounts, any other kind with what it has.
 */

import { el } from "../app/dom.js";
import { ours, say } from "../app/language.js";

const FIRST_SHOWN = 12;
const WHEN = [
  "month", "start", "year", "as_of", "since", "on", "settled_on", "admitted_on", "valid_from", "applied_on", "issued_on",
  "paid_on", "booked_month", "start_month", "approved_month", "due_on",
];
const WHAT = ["institution", "summary", "employer", "to_pool", "with_person", "bank", "method_text", "type_text", "agency"];
const AMOUNT = ["total", "amount", "balance", "closing", "account_amount", "personal_total", "personal_amount", "base"];

/** Fen as an amount in yuan with thousands parted: 182080 is 1,820.80. */
export function yuan(fen) {
  const whole = String(Math.floor(Math.abs(fen) / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${fen < 0 ? "-" : ""}${whole}.${String(Math.abs(fen) % 100).padStart(2, "0")}`;
}

function labelOf(labels, group, code) {
  return code ? ours(labels?.[group]?.[code]) || code : "";
}

function money(record, field) {
  return typeof record[field] === "number" ? yuan(record[field]) : "";
}

function firstOf(record, fields) {
  return fields.find((field) => record[field] !== undefined && record[field] !== null);
}

/** The word of a code: its own in that kind of record, else the usual one. */
function coded(labels, record, group) {
  return ours(labels?.[group]?.[`${record.kind}.${record[group]}`]) || labelOf(labels, group, record[group]);
}

function statusOf(labels, record) {
  const said = record.status_text || record.result_text || record.pay_type_text || record.visit_type_text;
  const group = ["status", "result", "direction", "visit_type"].find((name) => record[name]);
  return said || (group ? coded(labels, record, group) : "");
}

/** What stands for a value that waits for the answer to a question. */
function openText(record, code) {
  return record.questions?.some((question) => question.code === code) ? say("column_open") : "";
}

function columnsFor(records, labels) {
  const status = (record) => statusOf(labels, record);
  const insurance = (record) => labelOf(labels, "insurance", record.insurance) || openText(record, "insurance");
  const contributions = records.every((record) => record.kind === "contribution");
  const amount = (record) => money(record, firstOf(record, AMOUNT));
  const columns = contributions
    ? [
        { name: "column_month", text: (record) => record.month ?? openText(record, "month_column") },
        { name: "column_insurance", text: insurance, kind: "words" },
        { name: "column_base", text: (record) => money(record, "base"), kind: "number" },
        { name: "column_employer", text: (record) => money(record, "employer_amount"), kind: "number" },
        { name: "column_personal", text: (record) => money(record, "personal_amount"), kind: "number" },
        { name: "column_amount", text: (record) => money(record, "total"), kind: "number" },
        { name: "column_status", text: status, kind: "words" },
      ]
    : [
        { name: "column_kind", text: (record) => labelOf(labels, "kind", record.kind) },
        { name: "column_when", text: (record) => String(record[firstOf(record, WHEN)] ?? "") },
        { name: "column_insurance", text: insurance, kind: "words" },
        { name: "column_what", text: (record) => record[firstOf(record, WHAT)] ?? "", kind: "words" },
        { name: "column_amount", text: amount, kind: "number" },
        { name: "column_status", text: status, kind: "words" },
      ];
  return columns.filter((column) => records.some((record) => column.text(record) !== ""));
}

/** The table with its first rows and a button for the rest; null where there are no records. */
export function recordsTable(records, labels) {
  if (records.length === 0) return null;
  const columns = columnsFor(records, labels);
  const row = (record) =>
    el("tr", {}, columns.map((column) => el("td", { class: column.kind }, column.text(record))));
  const head = columns.map((column) => el("th", { class: column.kind, scope: "col" }, say(column.name)));
  const body = el("tbody", {}, records.slice(0, FIRST_SHOWN).map(row));
  const more = el(
    "button",
    {
      type: "button",
      id: "show-all",
      onclick() {
        body.append(...records.slice(FIRST_SHOWN).map(row));
        more.remove();
      },
    },
    say("show_all", { count: records.length }),
  );
  return el(
    "section",
    { id: "records" },
    el("h2", {}, say("records_title")),
    el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, head)), body)),
    records.length > FIRST_SHOWN ? more : null,
  );
}
