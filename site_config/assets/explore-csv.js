// Rows of a table as a file that is safe to open in a spreadsheet.

import { squeeze } from "./explore-rows.js";

// Parts of a cell that the page sets apart by lines or commas of its style; a file sets them apart by semicolons.
const APART = ".kb-range, .kb-note, .kb-details, .kb-details > span, .kb-item";
// A spreadsheet runs a cell that begins with one of these, also behind a space; an apostrophe makes it text.
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;

// Remarks first, then the columns, the facets that are no column, what each row adds to the totals, its source and record.
export function csvOf(found, columns, facets, totals, remarks) {
  const taken = new Set(columns.flatMap(({ label, beside }) => [label, beside]));
  const more = facets.map((facet, index) => ({ ...facet, index })).filter(({ label }) => !taken.has(label));
  const isCited = found.some(({ element }) => element.dataset.cites);
  const headings = [
    ...columns.flatMap(({ label, beside }) => (beside ? [label, beside] : [label])),
    ...more.map(({ label }) => label),
    ...totals.map((key) => `Roles linked to AI (${key})`),
    ...(isCited ? ["Source"] : []),
    "Record",
  ];
  const lines = found.map(({ element: row, values }) => [
    ...columns.flatMap((column) => textsOf(row.cells[column.index], column)),
    ...more.map(({ index }) => values[index].join("; ")),
    ...totals.map((key) => row.dataset[key] || ""),
    ...(isCited ? [row.dataset.cites] : []),
    (row.querySelector("th a") ?? row.querySelector("a"))?.href ?? "",
  ]);
  return [...remarks.map((remark) => [`# ${remark}`]), headings, ...lines].map((cells) => `${cells.map(encoded).join(",")}\n`).join("");
}

// A date as 2026-04-23 or 2026-04; what stands under a figure in small print goes beside it.
function textsOf(cell, { beside }) {
  const day = cell.querySelector("time");
  if (day) return [day.dateTime];
  if (!beside) return [textOf([...cell.childNodes])];
  const small = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(".kb-range");
  const nodes = [...cell.childNodes];
  return [textOf(nodes.filter((node) => !small(node))), textOf(nodes.filter(small))];
}

function textOf(nodes) {
  const pieces = [""];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) pieces[pieces.length - 1] += node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const apart = node.matches(APART);
    if (apart) pieces.push("");
    node.childNodes.forEach(walk);
    if (apart) pieces.push("");
  };
  nodes.forEach(walk);
  return pieces.map(squeeze).filter(Boolean).join("; ");
}

function encoded(text) {
  const safe = FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
