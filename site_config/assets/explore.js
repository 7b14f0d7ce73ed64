// Turns the tables of an index into one that sorts, searches, filters and can be taken away. Without it they stay as they
// are. A page offers its facets in .kb-explore; each row carries its values and what it adds to a total as data attributes.
// What is asked for stands in the address (?find=…&only.year=…&order=roles-down&count=strict); the names are not those of
// the search dialog, which has the same address.

import { canCopy, copy } from "./cite.js";

const PAGE = 200; // rows on the page at first
const VALUES = 200; // values of a facet on offer; the others can be found by name
const PAUSE = 120; // milliseconds after the last key
const ABSENT = "not given";
const ONLY = "only.";
const DEFINITIONS = {
  "": "from strict (what companies state, at its lowest) to loose (what anybody links to AI, at its highest)",
  strict: "strict: cuts that the company itself links to AI, each at its lowest figure",
  loose: "loose: cuts that anybody links to AI, each at its highest figure",
};
const COUNTS = { "": "all rows, total from strict to loose", strict: "strict: stated by the company, lowest", loose: "loose: any link, highest" };
const DIRECTIONS = {
  number: { down: "largest first", up: "smallest first" },
  date: { down: "newest first", up: "oldest first" },
  text: { up: "A to Z", down: "Z to A" },
};
// Parts of a cell that the page sets apart by lines or commas of its style; a file sets them apart by semicolons.
const APART = ".kb-range, .kb-note, .kb-details, .kb-details > span, .kb-item";
// A spreadsheet runs a cell that begins with one of these, also behind a space; an apostrophe makes it text.
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;

const root = document.querySelector(".kb-explore");
const tables = [...document.querySelectorAll("table[data-explore]")];
const table = tables[0];
const frame = table.closest(".table-scroll");
const { name, noun, nouns, section, made } = root.dataset;
const hasTotal = "total" in root.dataset;
const columns = [...table.tHead.rows[0].cells].map((cell, index) => ({ cell, index, label: squeeze(cell.textContent) }));
const facets = [...root.querySelectorAll("[data-facet]")].map(({ textContent: label, dataset }) => (
  { key: dataset.facet, label, column: "inCell" in dataset && columns.find((column) => column.label === label) }
));
const rows = tables.flatMap((one) => [...one.tBodies[0].rows]).map((element, place) => ({ element, place }));
const desk = window.matchMedia("(min-width: 45em)");

let find = "";
let count = "";
let order; // { column, direction }, or nothing for the order of the page
let only = new Map(); // facet -> set of values
let shown = rows;
let limit = PAGE;

function squeeze(text) {
  return text.replace(/\s+/g, " ").trim();
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function number(value) {
  return value.toLocaleString("en", { maximumFractionDigits: 2 });
}

// --- reading the rows ----------------------------------------------------------------------------------------------

for (const column of columns) {
  column.key = plain(column.label).replace(/[^a-z0-9]+/g, "-");
  const isDate = rows[0]?.element.cells[column.index].classList.contains("kb-cell--date");
  column.type = column.cell.classList.contains("num") ? "number" : isDate ? "date" : "text";
}
for (const row of rows) {
  row.values = facets.map((facet) => facetOf(row.element, facet));
}

// A value stands on the row, on its table where all rows share it, or first in the cell under the facet's own name.
function facetOf(row, { key, column }) {
  const given = column
    ? squeeze(row.cells[column.index].firstChild?.textContent ?? "")
    : row.getAttribute(`data-${key}`) ?? row.closest("table").getAttribute(`data-${key}`);
  return (given || ABSENT).split(" | ");
}

function valueOf(row, column) {
  const cell = row.element.cells[column.index];
  if (column.type === "date") return cell.querySelector("time")?.dateTime ?? (cell.dataset.sort || null);
  if (column.type === "text") return squeeze(cell.textContent) || null;
  const known = cell.dataset.sort ?? cell.textContent.replaceAll(",", "").match(/\d+(\.\d+)?/g)?.at(-1);
  return known ? Number(known) : null;
}

const collator = new Intl.Collator("en", { numeric: true });

// The place of each row's value among all values of the column; comparing numbers is quick, comparing words is not.
function ranksOf(column) {
  const values = rows.map((row) => valueOf(row, column));
  const compare = { number: (one, other) => one - other, date: (one, other) => (one < other ? -1 : 1), text: collator.compare };
  const known = [...new Set(values)].filter((value) => value !== null).sort(compare[column.type]);
  const ranks = new Map(known.map((value, rank) => [value, rank]));
  return values.map((value) => ranks.get(value) ?? Infinity);
}

function sorted(found) {
  if (!order) return found;
  order.column.ranks ??= ranksOf(order.column);
  const { ranks } = order.column;
  const sign = order.direction === "down" ? -1 : 1;
  return [...found].sort((one, other) => {
    const [first, second] = [ranks[one.place], ranks[other.place]];
    if (first === second) return one.place - other.place;
    return first === Infinity ? 1 : second === Infinity ? -1 : sign * (first - second);
  });
}

// A group that has a choice shows what its other values would add: a row that only this group leaves out counts in it.
function matching() {
  const words = plain(find).split(/\s+/).filter(Boolean);
  const found = [];
  const counts = facets.map(() => new Map());
  const chosen = facets.map(({ key }) => only.get(key));
  const add = (row, index) => row.values[index].forEach((value) => counts[index].set(value, (counts[index].get(value) ?? 0) + 1));
  for (const row of rows) {
    if (count && !row.element.dataset[count]) continue;
    if (words.length) row.text ??= plain(`${row.element.textContent} ${row.values.flat().join(" ")}`);
    if (!words.every((word) => row.text.includes(word))) continue;
    const against = [];
    chosen.forEach((set, index) => set?.size && !row.values[index].some((value) => set.has(value)) && against.push(index));
    if (against.length === 1) add(row, against[0]);
    if (against.length) continue;
    found.push(row);
    facets.forEach((_, index) => add(row, index));
  }
  return { found, counts };
}

// --- the address ---------------------------------------------------------------------------------------------------

function readAddress() {
  const asked = new URLSearchParams(window.location.search);
  find = asked.get("find") ?? "";
  count = hasTotal && asked.get("count") in DEFINITIONS ? asked.get("count") : "";
  const [, key, direction] = asked.get("order")?.match(/^(.+)-(up|down)$/) ?? [];
  const column = columns.find((one) => one.key === key);
  order = column && { column, direction };
  only = new Map(facets.map((facet) => [facet.key, new Set(asked.getAll(ONLY + facet.key))]));
}

function isAsked() {
  return Boolean(find || count || order || [...only.values()].some((values) => values.size));
}

function writeAddress(push) {
  const address = new URL(window.location.href);
  const own = (key) => ["find", "count", "order"].includes(key) || key.startsWith(ONLY);
  [...new Set(address.searchParams.keys())].filter(own).forEach((key) => address.searchParams.delete(key));
  if (find.trim()) address.searchParams.set("find", find.trim());
  only.forEach((values, key) => values.forEach((value) => address.searchParams.append(ONLY + key, value)));
  if (order) address.searchParams.set("order", `${order.column.key}-${order.direction}`);
  if (count) address.searchParams.set("count", count);
  address.hash = "";
  if (address.href === window.location.href) return;
  window.history[push ? "pushState" : "replaceState"](null, "", address);
}

// A link to the heading of a part (a year, a layer), which is hidden now, asks for that part.
function readHash() {
  const heading = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!heading?.hidden || !section) return;
  only.set(section, new Set([squeeze(heading.firstChild.textContent)]));
  writeAddress(false);
}

// --- in words ------------------------------------------------------------------------------------------------------

function totalText() {
  const sum = (key) => shown.reduce((all, row) => all + Number(row.element.dataset[key] || 0), 0);
  const [low, high] = [sum("strict"), sum("loose")];
  const figure = count ? number(count === "strict" ? low : high) : low === high ? number(low) : `${number(low)} to ${number(high)}`;
  const without = sum("uncounted");
  return `${figure} roles linked to AI, ${count || "strict to loose"}${without ? `; ${number(without)} linked without a number` : ""}`;
}

function countText() {
  const all = `${number(rows.length)} ${rows.length === 1 ? noun : nouns}`;
  return shown.length === rows.length ? all : `${number(shown.length)} of ${all}`;
}

function askedText() {
  const parts = facets.filter(({ key }) => only.get(key).size).map(({ key, label }) => `${label}: ${[...only.get(key)].join(", ")}`);
  if (find.trim()) parts.unshift(`“${find.trim()}”`);
  return parts.join("; ");
}

function citation() {
  const site = squeeze(document.querySelector(".kb-name")?.textContent ?? "");
  const asked = askedText();
  const total = hasTotal ? ` ${totalText()}; counted ${DEFINITIONS[count]}.` : "";
  const day = new Date().toLocaleDateString("en-GB", { dateStyle: "long" });
  const data = made ? ` Data of ${made}.` : "";
  return `${site}, “${name}”: ${countText()}${asked ? ` (${asked})` : ""}.${total}${data} ${window.location.href}, read on ${day}.`;
}

// --- taking it away ------------------------------------------------------------------------------------------------

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

function csv() {
  const more = facets.map((facet, index) => ({ ...facet, index })).filter(({ label }) => !columns.some((column) => column.label === label));
  const sums = hasTotal ? ["strict", "loose"].filter((key) => !count || key === count) : [];
  const head = [[`# ${citation()}`], ...(hasTotal ? [[`# Counted ${DEFINITIONS[count]}`]] : [])];
  const headings = [...columns, ...more].map(({ label }) => label).concat(sums.map((key) => `Roles linked to AI (${key})`), "Record");
  const lines = shown.map(({ element: row, values }) => [
    ...columns.map(({ index }) => textOf(row.cells[index])),
    ...more.map(({ index }) => values[index].join("; ")),
    ...sums.map((key) => row.dataset[key] || ""),
    (row.querySelector("th a") ?? row.querySelector("a"))?.href ?? "",
  ]);
  return [...head, headings, ...lines].map((cells) => `${cells.map(encoded).join(",")}\n`).join("");
}

function download() {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  link.download = [root.dataset.file, isAsked() && "selection", count].filter(Boolean).join("-") + ".csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// --- controls ------------------------------------------------------------------------------------------------------

const controls = {};

function labelled(text, control) {
  const label = element("label", "kb-explore__field");
  label.append(element("span", "", text), control);
  return label;
}

function choice(options) {
  const made = element("select");
  made.append(...Object.entries(options).map(([value, text]) => Object.assign(element("option", "", text), { value })));
  return made;
}

function button(text, act) {
  const made = element("button", "kb-button", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function orders() {
  const made = { "": "as listed" };
  for (const { key, label, type } of columns) {
    for (const [direction, words] of Object.entries(DIRECTIONS[type])) made[`${key}-${direction}`] = `${label}, ${words}`;
  }
  return made;
}

function buildBar() {
  controls.find = element("input");
  controls.find.type = "search";
  controls.order = choice(orders());
  const bar = element("div", "kb-explore__bar");
  bar.append(labelled(`Find in these ${nouns}`, controls.find), labelled("Sort by", controls.order));
  if (hasTotal) {
    controls.count = choice(COUNTS);
    bar.append(labelled("Count", controls.count));
  }
  return bar;
}

function buildFilters() {
  controls.filters = element("details", "kb-explore__filters");
  controls.filters.append(element("summary", "", "Filters"));
  const groups = element("div", "kb-explore__groups");
  controls.groups = facets.map((facet, index) => buildGroup(facet, index));
  groups.append(...controls.groups);
  controls.clear = button("Clear all", clear);
  controls.filters.append(groups);
  controls.filters.open = desk.matches;
  return controls.filters;
}

function buildGroup({ label }, index) {
  const group = element("details", "kb-explore__group");
  group.append(element("summary", "", label), element("ul"));
  group.addEventListener("toggle", () => {
    if (!group.open) return;
    if (desk.matches) controls.groups.forEach((other) => { other.open = other === group; });
    fillGroup(index);
  });
  return group;
}

function buildFoot() {
  controls.status = element("p", "kb-explore__status");
  controls.status.setAttribute("role", "status");
  const cite = element("details", "kb-explore__cite");
  controls.cite = element("p");
  cite.append(element("summary", "", "Cite this view"), controls.cite);
  const line = element("div", "kb-explore__line");
  line.append(controls.status, controls.clear, button("Download CSV", download));
  if (canCopy) {
    line.append(button("Copy link", (event) => copy(event.target, window.location.href)));
    cite.append(button("Copy citation", (event) => copy(event.target, citation())));
  }
  return [line, cite];
}

function buildHeadings() {
  for (const column of columns) {
    const sort = element("button", "kb-explore__sort", column.label);
    sort.type = "button";
    sort.addEventListener("click", () => turn(column));
    column.cell.replaceChildren(sort);
  }
}

function turn(column) {
  const [first, second] = Object.keys(DIRECTIONS[column.type]);
  order = { column, direction: order?.column === column && order.direction === first ? second : first };
  ask();
}

// --- drawing -------------------------------------------------------------------------------------------------------

let counts = [];

// Years and other numbers run downward or upward as they are read: the newest year first, the smallest band first.
function byValue(key) {
  const sign = key === "year" ? -1 : 1;
  const rank = (value) => (value === ABSENT || value === "not known" ? 2 : /^\d/.test(value) ? 0 : 1);
  return (one, other) => rank(one) - rank(other) || sign * collator.compare(one.replaceAll(",", ""), other.replaceAll(",", ""));
}

// The values of a facet in their order; of very many only the most frequent, and those chosen.
function offered(index) {
  const { key } = facets[index];
  const many = new Map();
  rows.forEach((row) => row.values[index].forEach((value) => many.set(value, (many.get(value) ?? 0) + 1)));
  let values = [...many.keys()];
  if (values.length > VALUES) {
    const often = values.sort((one, other) => many.get(other) - many.get(one)).slice(0, VALUES);
    values = [...new Set([...often, ...only.get(key)])];
    const text = `The ${VALUES} most frequent of ${number(many.size)}; find others by name.`;
    controls.groups[index].querySelector("ul").append(element("li", "kb-explore__more", text));
  }
  return values.sort(byValue(key));
}

function fillGroup(index) {
  const { key } = facets[index];
  const list = controls.groups[index].querySelector("ul");
  if (!list.children.length) list.prepend(...offered(index).map((value) => valueLine(key, value)));
  for (const item of list.querySelectorAll("[data-value]")) {
    const many = counts[index].get(item.dataset.value) ?? 0;
    item.querySelector("input").checked = only.get(key).has(item.dataset.value);
    item.querySelector(".kb-explore__count").textContent = number(many);
    item.toggleAttribute("data-empty", !many);
  }
}

function valueLine(key, value) {
  const item = element("li");
  item.dataset.value = value;
  const label = item.appendChild(element("label"));
  const box = label.appendChild(element("input"));
  box.type = "checkbox";
  box.addEventListener("change", () => {
    only.get(key)[box.checked ? "add" : "delete"](value);
    ask();
  });
  label.append(element("span", "", value), element("span", "kb-explore__count"));
  return item;
}

function drawControls() {
  if (controls.find.value.trim() !== find.trim()) controls.find.value = find;
  controls.order.value = order ? `${order.column.key}-${order.direction}` : "";
  if (hasTotal) controls.count.value = count;
  const chosen = facets.map(({ key }) => only.get(key).size);
  const all = chosen.reduce((sum, size) => sum + size, 0);
  controls.filters.querySelector("summary").textContent = all ? `Filters (${all})` : "Filters";
  controls.groups.forEach((group, index) => {
    group.querySelector("summary").textContent = chosen[index] ? `${facets[index].label} (${chosen[index]})` : facets[index].label;
    group.toggleAttribute("data-chosen", Boolean(chosen[index]));
    if (group.open) fillGroup(index);
  });
  controls.clear.hidden = !isAsked();
  const directions = { up: "ascending", down: "descending" };
  for (const column of columns) {
    if (order?.column === column) column.cell.setAttribute("aria-sort", directions[order.direction]);
    else column.cell.removeAttribute("aria-sort");
  }
}

function draw() {
  const result = matching();
  counts = result.counts;
  shown = sorted(result.found);
  drawRows(limit);
  drawControls();
  controls.more.hidden = shown.length <= limit;
  controls.more.textContent = `Show all ${number(shown.length)} ${nouns}`;
  controls.status.textContent = hasTotal ? `${countText()} · ${totalText()}` : countText();
  controls.cite.textContent = citation();
}

function drawRows(most) {
  table.tBodies[0].replaceChildren(...shown.slice(0, most).map((row) => row.element));
}

function ask(push = true) {
  isTyping = false;
  limit = PAGE;
  writeAddress(push);
  draw();
}

function clear() {
  [find, count, order] = ["", "", undefined];
  only.forEach((values) => values.clear());
  ask();
  controls.find.focus();
}

function showAll() {
  const next = limit;
  limit = Infinity;
  draw();
  shown[next].element.querySelector("a")?.focus();
}

// --- beginning -----------------------------------------------------------------------------------------------------

let waiting;
let isTyping = false; // a word that is typed is one step back, not one for each letter

function listen() {
  controls.find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const goesOn = isTyping;
      find = controls.find.value;
      ask(!goesOn);
      isTyping = true;
    }, PAUSE);
  });
  controls.order.addEventListener("change", () => {
    const [, key, direction] = controls.order.value.match(/^(.+)-(up|down)$/) ?? [];
    order = key && { column: columns.find((column) => column.key === key), direction };
    ask();
  });
  controls.count?.addEventListener("change", () => {
    count = controls.count.value;
    ask();
  });
  root.addEventListener("keydown", (event) => {
    const group = event.key === "Escape" && event.target.closest(".kb-explore__group[open]");
    if (!group) return;
    group.open = false;
    group.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (desk.matches) controls.groups.forEach((group) => { group.open &&= group.contains(event.target); });
  });
  desk.addEventListener("change", () => { controls.filters.open = desk.matches; });
  window.addEventListener("beforeprint", () => drawRows(Infinity)); // paper has no button for more
  window.addEventListener("afterprint", () => drawRows(limit));
  window.addEventListener("popstate", () => {
    isTyping = false;
    readAddress();
    draw();
  });
}

// One table for all: the parts of the page between here and the last table go out of sight.
function join() {
  const last = tables.at(-1).closest(".table-scroll");
  for (let node = root; node !== last;) {
    node = node.nextElementSibling;
    if (node !== frame) node.hidden = true;
  }
  frame.setAttribute("aria-label", name);
  frame.classList.add("kb-explored");
  rows.forEach((row) => row.element.querySelectorAll(".kb-explored-only").forEach((part) => { part.hidden = false; }));
}

function begin() {
  join();
  buildHeadings();
  root.replaceChildren(buildBar(), buildFilters(), ...buildFoot());
  controls.more = button("", showAll);
  frame.after(controls.more);
  listen();
  readAddress();
  readHash();
  draw();
  root.hidden = false;
  if (isAsked()) root.scrollIntoView();
}

begin();
