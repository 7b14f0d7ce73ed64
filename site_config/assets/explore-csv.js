// Rows of a table as a file that is safe to open in a spreadsheet.

import { squeeze } from "./explore-rows.js";

// Parts of a cell that the page sets apart by lines or commas of its style; a file sets them apart by semicolons.
const APART = ".kb-range, .kb-note, .kb-details, .kb-details > span, .kb-item";
// A spreadsheet runs a cell that begins with one of these, also behind a space; an apostrophe makes it text.
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;

// Remarks first, then the columns, the facets that are no column, what each row adds to the totals, and its record.
export function csvOf(found, columns, facets, totals, remarks) {
  const more = facets.map((facet, index) => ({ ...facet, index })).filter(({ label }) => !columns.some((column) => column.label === label));
  const sums = totals.map((key) => `Roles linked to AI (${key})`);
  const headings = [...[...columns, ...more].map(({ label }) => label), ...sums, "Record"];
  const lines = found.map(({ element: row, values }) => [
    ...columns.map(({ index }) => textOf(row.cells[index])),
    ...more.map(({ index }) => values[index].join("; ")),
    ...totals.map((key) => row.dataset[key] || ""),
    (row.querySelector("th a") ?? row.querySelector("a"))?.href ?? "",
  ]);
  return [...remarks.map((remark) => [`# ${remark}`]), headings, ...lines].map((cells) => `${cells.map(encoded).join(",")}\n`).join("");
}

function textOf(cell) {
  const pieces = [""];
  const walk = (node) => node.childNodes.forEach((child) => {
    if (child.nodeType === Node.TEXT_NODE) pieces[pieces.length - 1] += child.data;
    if (child.nodeType !== Node.ELEMENT_NODE) return;
    const apart = child.matches(APART);
    if (apart) pieces.push("");
    walk(child);
    if (apart) pieces.push("");
  });
  walk(cell);
  return pieces.map(squeeze).filter(Boolean).join("; ");
}

function encoded(text) {
  const safe = FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
