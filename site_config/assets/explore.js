// Turns the tables of an index into one that sorts, searches, filters and can be taken away; without it they stay as they
// are. The controls stand in .kb-explore; explore-rows.js reads the rows. What is asked for stands in the address
// (?find=…&only.year=…&order=roles-down&count=strict); the names are not those of the search dialog, which has the same
// address.

import { canCopy, copy } from "./cite.js";
import { csvOf } from "./explore-csv.js";
import { Rows, byValue, columnsOf, squeeze } from "./explore-rows.js";

const PAGE = 200; // rows on the page at first
const VALUES = 200; // values of a facet on offer; the others can be found by name
const PAUSE = 120; // milliseconds after the last key
const ONLY = "only.";
const DEFINITIONS = {
  "": "from strict (what companies state, at its lowest) to loose (what anybody links to AI, at its highest)",
  strict: "strict: cuts that the company itself links to AI, each at its lowest figure",
  loose: "loose: cuts that anybody links to AI, each at its highest figure",
};
const DIRECTIONS = {
  number: { down: "largest first", up: "smallest first" },
  date: { down: "newest first", up: "oldest first" },
  text: { up: "A to Z", down: "Z to A" },
};

const root = document.querySelector(".kb-explore");
const tables = [...document.querySelectorAll("table[data-explore]")];
const years = [...document.querySelectorAll(".kb-pages")]; // where the rows are that this page leaves out
const table = tables[0];
const frame = table.closest(".table-scroll");
const { name, noun, nouns, section, made } = root.dataset;
const hasTotal = "total" in root.dataset;
const desk = window.matchMedia("(min-width: 45em)");

const part = (className) => root.querySelector(`.kb-explore__${className}`);
const named = (one) => root.querySelector(`[name="${one}"]`);
const controls = {
  find: named("find"),
  order: named("order"),
  count: named("count"),
  filters: part("filters"),
  groups: [...root.querySelectorAll("[data-facet]")],
  status: part("status"),
  clear: named("clear"),
  citation: root.querySelector(".kb-explore__cite p"),
  more: element("button", "kb-button"),
};

const columns = columnsOf(table);
const facets = controls.groups.map(({ firstElementChild: { textContent: label }, dataset }) => (
  { key: dataset.facet, label, column: "inCell" in dataset && columns.find((column) => column.label === label) }
));
const rows = new Rows(tables, years.flatMap((one) => [...one.querySelectorAll("a")]).map((link) => link.href), columns, facets);

let find = "";
let count = "";
let order; // { column, direction }, or nothing for the order of the page
let only = new Map(); // facet -> set of values
let shown = rows.all;
let limit = PAGE;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function number(value) {
  return value.toLocaleString("en", { maximumFractionDigits: 2 });
}

// --- the address ---------------------------------------------------------------------------------------------------

function orderOf(text) {
  const [, key, direction] = text?.match(/^(.+)-(up|down)$/) ?? [];
  const column = columns.find((one) => one.key === key);
  return column && { column, direction };
}

function readAddress() {
  const asked = new URLSearchParams(window.location.search);
  find = asked.get("find") ?? "";
  count = hasTotal && asked.get("count") in DEFINITIONS ? asked.get("count") : "";
  order = orderOf(asked.get("order"));
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
  const all = rows.isComplete ? rows.all.length : Number(root.dataset.number);
  const text = `${number(all)} ${all === 1 ? noun : nouns}`;
  return !rows.isComplete || shown.length === all ? text : `${number(shown.length)} of ${text}`;
}

function askedText() {
  const parts = facets.filter(({ key }) => only.get(key).size).map(({ key, label }) => `${label}: ${[...only.get(key)].join(", ")}`);
  if (find.trim()) parts.unshift(`“${find.trim()}”`);
  return parts.join("; ");
}

function citation() {
  const site = squeeze(document.querySelector(".kb-name")?.textContent ?? "");
  const asked = askedText();
  const total = hasTotal && rows.isComplete ? ` ${totalText()}; counted ${DEFINITIONS[count]}.` : "";
  const day = new Date().toLocaleDateString("en-GB", { dateStyle: "long" });
  const data = made ? ` Data of ${made}.` : "";
  return `${site}, “${name}”: ${countText()}${asked ? ` (${asked})` : ""}.${total}${data} ${window.location.href}, read on ${day}.`;
}

// --- drawing -------------------------------------------------------------------------------------------------------

let counts = [];

function drawRows(most) {
  table.tBodies[0].replaceChildren(...shown.slice(0, most).map((row) => row.element));
}

// How many rows are on the page.
function drawn() {
  return Math.min(limit, shown.length);
}

function drawMore() {
  const all = rows.isComplete ? shown.length : Number(root.dataset.number);
  controls.more.hidden = all <= drawn();
  controls.more.textContent = `Show all ${number(all)} ${nouns}`;
}

function drawGroup(index) {
  const { key } = facets[index];
  const list = controls.groups[index].querySelector("ul");
  if (!list.children.length) fillGroup(index, list);
  for (const item of list.querySelectorAll("[data-value]")) {
    const many = counts[index].get(item.dataset.value) ?? 0;
    item.querySelector("input").checked = only.get(key).has(item.dataset.value);
    item.querySelector(".kb-explore__count").textContent = number(many);
    item.toggleAttribute("data-empty", !many);
  }
}

// The values of a facet in their order; of very many only the most frequent, and those chosen.
function fillGroup(index, list) {
  const { key } = facets[index];
  const many = rows.frequencies(index);
  let values = [...many.keys()];
  if (values.length > VALUES) {
    const often = values.sort((one, other) => many.get(other) - many.get(one)).slice(0, VALUES);
    values = [...new Set([...often, ...only.get(key)])];
    list.append(element("li", "kb-explore__more", `The ${VALUES} most frequent of ${number(many.size)}; find others by name.`));
  }
  list.prepend(...values.sort(byValue(key)).map((value) => valueLine(key, value)));
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
    if (group.open && rows.isComplete) drawGroup(index);
  });
  controls.clear.hidden = !isAsked();
  const directions = { up: "ascending", down: "descending" };
  for (const column of columns) {
    if (order?.column === column) column.cell.setAttribute("aria-sort", directions[order.direction]);
    else column.cell.removeAttribute("aria-sort");
  }
}

function drawAll() {
  const result = rows.matching({ find, count, only });
  counts = result.counts;
  shown = rows.sorted(result.found, order);
  drawRows(limit);
  drawControls();
  drawMore();
  controls.status.textContent = hasTotal ? `${countText()} · ${totalText()}` : countText();
  controls.citation.textContent = citation();
}

// Draws what is asked for, once all rows are here; says whether it could.
async function draw() {
  if (!rows.isComplete) {
    drawControls();
    controls.status.textContent = `Loading ${countText()}`;
    try {
      await rows.load();
    } catch {
      controls.status.textContent = `${countText()}, of which only the first ${number(rows.all.length)} could be loaded. Try again.`;
      return false;
    }
  }
  drawAll();
  return true;
}

// What stands on the page is enough until somebody asks for something.
function drawFirst() {
  drawRows(limit);
  drawControls();
  drawMore();
  controls.citation.textContent = citation();
}

// --- asking --------------------------------------------------------------------------------------------------------

function ask(push = true) {
  isTyping = false;
  limit = PAGE;
  writeAddress(push);
  return draw();
}

function turn(column) {
  const [first, second] = Object.keys(DIRECTIONS[column.type]);
  order = { column, direction: order?.column === column && order.direction === first ? second : first };
  ask();
}

function clear() {
  [find, count, order] = ["", "", undefined];
  only.forEach((values) => values.clear());
  ask();
  controls.find.focus();
}

async function showAll() {
  const next = drawn();
  limit = Infinity;
  if (await draw()) shown[next].element.querySelector("a")?.focus();
}

async function download() {
  if (!rows.isComplete && !(await draw())) return;
  const totals = hasTotal ? ["strict", "loose"].filter((key) => !count || key === count) : [];
  const remarks = [citation(), ...(hasTotal ? [`Counted ${DEFINITIONS[count]}`] : [])];
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([csvOf(shown, columns, facets, totals, remarks)], { type: "text/csv" }));
  link.download = [root.dataset.file, isAsked() && "selection", count].filter(Boolean).join("-") + ".csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// --- beginning -----------------------------------------------------------------------------------------------------

let waiting;
let isTyping = false; // a word that is typed is one step back, not one for each letter

function typed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const goesOn = isTyping;
    find = controls.find.value;
    ask(!goesOn);
    isTyping = true;
  }, PAUSE);
}

function openGroup(group, index) {
  if (!group.open) return;
  if (desk.matches) controls.groups.forEach((other) => { other.open = other === group; });
  if (rows.isComplete) drawGroup(index);
  else draw();
}

function listenToControls() {
  controls.find.addEventListener("input", typed);
  controls.order.addEventListener("change", () => { order = orderOf(controls.order.value); ask(); });
  controls.count?.addEventListener("change", () => { count = controls.count.value; ask(); });
  controls.groups.forEach((group, index) => group.addEventListener("toggle", () => openGroup(group, index)));
  controls.clear.addEventListener("click", clear);
  controls.more.addEventListener("click", showAll);
  named("download").addEventListener("click", download);
  named("link").addEventListener("click", ({ target }) => copy(target, window.location.href));
  named("citation").addEventListener("click", ({ target }) => copy(target, citation()));
  // Whoever reaches for the controls will soon ask.
  for (const event of ["pointerenter", "focusin"]) root.addEventListener(event, () => rows.isComplete || rows.load().catch(() => {}), { once: true });
  root.addEventListener("keydown", (event) => {
    const group = event.key === "Escape" && event.target.closest(".kb-explore__group[open]");
    if (!group) return;
    group.open = false;
    group.querySelector("summary").focus();
  });
}

function listenToWindow() {
  document.addEventListener("click", (event) => {
    if (desk.matches) controls.groups.forEach((group) => { group.open &&= group.contains(event.target); });
  });
  desk.addEventListener("change", () => { controls.filters.open = desk.matches; });
  // Paper has no button for more.
  window.addEventListener("beforeprint", () => {
    drawRows(Infinity);
    if (!rows.isComplete) controls.status.textContent = `The first ${number(shown.length)} of ${countText()}`;
  });
  window.addEventListener("afterprint", () => drawRows(limit));
  window.addEventListener("popstate", () => {
    isTyping = false;
    readAddress();
    draw();
  });
}

function fillControls() {
  for (const { key, label, type } of columns) {
    for (const [direction, words] of Object.entries(DIRECTIONS[type])) {
      controls.order.add(new Option(`${label}, ${words}`, `${key}-${direction}`));
    }
  }
  for (const column of columns) {
    const sort = element("button", "", column.label);
    sort.type = "button";
    sort.addEventListener("click", () => turn(column));
    column.cell.replaceChildren(sort);
  }
  controls.filters.open = desk.matches;
  controls.more.type = "button";
  for (const button of ["link", "citation"]) named(button).hidden = !canCopy;
}

// One table for all: the parts of the page between here and the end of the rows go out of sight.
function join() {
  const last = [tables.at(-1).closest(".table-scroll"), ...years.slice(-1)].at(-1);
  for (let node = root; node !== last;) {
    node = node.nextElementSibling;
    if (node !== frame) node.hidden = true;
  }
  frame.setAttribute("aria-label", name);
  frame.classList.add("kb-explored");
  frame.after(controls.more);
}

function begin() {
  join();
  fillControls();
  listenToControls();
  listenToWindow();
  readAddress();
  readHash();
  if (rows.isComplete || isAsked()) draw();
  else drawFirst();
  root.hidden = false;
  if (isAsked()) root.scrollIntoView();
}

begin();
