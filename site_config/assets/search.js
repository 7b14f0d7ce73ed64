// The search dialog. Nothing of Pagefind is fetched before a reader opens it.
// What is asked for stands in the address (?q=…&kind=…&sort=…), so that a search can be kept and shared.

const FILTERS = {
  kind: "Kind",
  ai_link: "AI link",
  mechanism: "Mechanism",
  year: "Year",
  industry: "Industry",
  layer: "Layer of the supply chain",
  country: "Country",
};
const OPEN_AT_FIRST = new Set(["kind", "ai_link", "mechanism", "year"]);
const SORTED_BY = { date: "with a date", size: "with a size" };
const PAGE = 10;
const PAUSE = 120; // milliseconds after the last key

const dialog = document.getElementById("kb-search");
const part = (name) => dialog.querySelector(`.kb-search__${name}`);
const input = part("input");
const sort = part("sort");
const desk = window.matchMedia("(min-width: 60em)");

let pagefind; // the loaded library, as a promise
let chosen = {}; // filter -> set of values
let shown = []; // all results of the present question
let count = 0; // how many of them are on the page
let question = 0; // number of the latest question; answers to earlier ones are dropped

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// --- the address ---------------------------------------------------------------------------------------------------

function readAddress() {
  const asked = new URLSearchParams(window.location.search);
  input.value = asked.get("q") ?? "";
  sort.value = asked.get("sort") in SORTED_BY ? asked.get("sort") : "";
  chosen = {};
  for (const name of Object.keys(FILTERS)) {
    if (asked.has(name)) chosen[name] = new Set(asked.getAll(name));
  }
  return ["q", "sort", ...Object.keys(FILTERS)].some((name) => asked.has(name));
}

function writeAddress() {
  const address = new URL(window.location.href);
  for (const name of ["q", "sort", ...Object.keys(FILTERS)]) address.searchParams.delete(name); // a table has its own
  if (dialog.open) {
    if (input.value.trim()) address.searchParams.set("q", input.value.trim());
    for (const [name, values] of Object.entries(chosen)) {
      values.forEach((value) => address.searchParams.append(name, value));
    }
    if (sort.value) address.searchParams.set("sort", sort.value);
  }
  window.history.replaceState(window.history.state, "", address);
}

// --- asking --------------------------------------------------------------------------------------------------------

function library() {
  pagefind ??= import(new URL("../pagefind/pagefind.js", import.meta.url)).then(async (module) => {
    await module.options({ excerptLength: 24 });
    await module.init();
    return module;
  });
  return pagefind;
}

function filtersBut(left) {
  const wanted = {};
  for (const [name, values] of Object.entries(chosen)) {
    if (name !== left && values.size) wanted[name] = { any: [...values] };
  }
  return wanted;
}

// A group that has a choice shows what its other values would add, so its counts come from a search without it.
async function countsOf(search, term, answer) {
  const counts = { ...answer.filters };
  const narrowed = Object.keys(chosen).filter((name) => chosen[name].size);
  await Promise.all(narrowed.map(async (name) => {
    counts[name] = (await search(term, { filters: filtersBut(name) })).filters[name];
  }));
  return counts;
}

async function ask() {
  const mine = ++question;
  const term = input.value.trim() || null;
  writeAddress();
  try {
    const { search, filters } = await library();
    const every = await filters();
    if (!term && !sort.value && !Object.values(chosen).some((values) => values.size)) {
      if (mine === question) drawInvitation(every);
      return;
    }
    const options = { filters: filtersBut(), ...(sort.value && { sort: { [sort.value]: "desc" } }) };
    const answer = await search(term, options);
    const counts = await countsOf(search, term, answer);
    if (mine !== question) return;
    drawFilters(every, counts);
    await drawResults(answer.results, term, mine);
  } catch (problem) {
    console.warn("Search:", problem);
    part("status").textContent = "Search could not be loaded. The sections in the header lead to every record.";
  }
}

let waiting;
function askSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
}

// --- results -------------------------------------------------------------------------------------------------------

function statusOf(term) {
  const asked = term ? ` for “${term}”` : "";
  const only = sort.value ? ` ${SORTED_BY[sort.value]}` : "";
  if (!shown.length) return `Nothing found${asked}${only}.`;
  return `${shown.length.toLocaleString("en")} ${shown.length === 1 ? "page" : "pages"}${only}${asked}`;
}

// Nothing is asked yet. A search for everything would load the whole index, which a word needs only a part of.
function drawInvitation(every) {
  shown = [];
  count = 0;
  drawFilters(every, every);
  part("results").replaceChildren();
  part("status").textContent = "All pages can be searched: type a word or choose a filter.";
  part("more").hidden = true;
}

function hits() {
  return [...dialog.querySelectorAll(".kb-search__hit")];
}

async function drawResults(results, term, mine) {
  shown = results;
  count = 0;
  const list = await entries(results.slice(0, PAGE));
  if (mine !== question) return;
  const place = hits().indexOf(document.activeElement);
  part("results").replaceChildren(...list);
  hits()[place]?.focus(); // who went down the list already keeps their place in it
  part("found").scrollTop = 0;
  count = list.length;
  part("status").textContent = statusOf(term);
  part("more").hidden = count >= shown.length;
}

async function drawMore() {
  const list = await entries(shown.slice(count, count + PAGE));
  part("results").append(...list);
  count += list.length;
  part("more").hidden = count >= shown.length;
  list[0]?.querySelector("a").focus();
}

async function entries(results) {
  return (await Promise.all(results.map((result) => result.data()))).map(entry);
}

function entry(page) {
  const item = element("li");
  const link = item.appendChild(element("a", "kb-search__hit"));
  link.href = page.url;
  const head = link.appendChild(element("span", "kb-search__hit-head"));
  head.append(element("span", "kb-search__hit-title", page.meta.title));
  if (page.meta.kind) head.append(element("span", "kb-search__hit-kind", page.meta.kind));
  if (page.meta.figure) head.append(element("span", "kb-search__hit-figure", page.meta.figure));
  link.append(excerpt(page.excerpt));
  return item;
}

// Pagefind marks what matched with <mark> and writes < and > as entities. All of it is only ever set as text.
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };

function excerpt(markup) {
  const line = element("span", "kb-search__hit-text");
  markup.split(/<mark>(.*?)<\/mark>/s).forEach((piece, index) => {
    const text = piece.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity]);
    line.append(index % 2 ? element("mark", "", text) : text);
  });
  return line;
}

// --- filters -------------------------------------------------------------------------------------------------------

function drawFilters(every, counts) {
  const focused = document.activeElement?.dataset?.filter;
  const open = new Map([...part("groups").children].map((group) => [group.dataset.name, group.open]));
  const groups = Object.keys(FILTERS).filter((name) => every[name]).map((name) => {
    const group = filterGroup(name, Object.keys(every[name]), counts[name] ?? {});
    group.open = open.get(name) ?? (OPEN_AT_FIRST.has(name) || Boolean(chosen[name]?.size));
    return group;
  });
  part("groups").replaceChildren(...groups);
  if (focused) [...dialog.querySelectorAll("[data-filter]")].find((box) => box.dataset.filter === focused)?.focus();
  const number = Object.values(chosen).reduce((sum, values) => sum + values.size, 0);
  part("filters").querySelector("summary").textContent = number ? `Filters (${number})` : "Filters";
  part("clear").hidden = !number;
}

function filterGroup(name, values, counts) {
  const group = element("details", "kb-search__group");
  group.dataset.name = name;
  group.append(element("summary", "", FILTERS[name]));
  const list = group.appendChild(element("ul"));
  values.sort((one, other) => (name === "year" ? other.localeCompare(one) : one.localeCompare(other)));
  for (const value of values) list.append(filterLine(name, value, counts[value] ?? 0));
  return group;
}

function filterLine(name, value, number) {
  const item = element("li");
  const label = item.appendChild(element("label"));
  const box = label.appendChild(element("input"));
  box.type = "checkbox";
  box.dataset.filter = `${name}:${value}`;
  box.checked = chosen[name]?.has(value) ?? false;
  box.addEventListener("change", () => {
    chosen[name] ??= new Set();
    chosen[name][box.checked ? "add" : "delete"](value);
    ask();
  });
  if (!number) label.dataset.empty = "";
  label.append(element("span", "", value), element("span", "kb-search__count", number.toLocaleString("en")));
  return item;
}

// --- opening, closing, keys ----------------------------------------------------------------------------------------

function open() {
  if (dialog.open) return;
  part("filters").open = desk.matches;
  document.documentElement.classList.add("kb-search-is-open");
  dialog.showModal(); // keeps the focus inside and gives it back when the dialog closes
  input.focus();
  input.select();
  part("status").textContent = "Loading the index …";
  ask();
}

dialog.addEventListener("close", () => {
  document.documentElement.classList.remove("kb-search-is-open");
  writeAddress();
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
part("close").addEventListener("click", () => dialog.close());
part("more").addEventListener("click", drawMore);
part("clear").addEventListener("click", () => {
  chosen = {};
  ask();
  input.focus();
});
input.addEventListener("input", askSoon);
sort.addEventListener("change", ask);
desk.addEventListener("change", () => { part("filters").open = desk.matches; });

function move(step) {
  const stops = [input, ...hits()];
  const next = stops.indexOf(document.activeElement) + step;
  stops[Math.max(0, Math.min(next, stops.length - 1))].focus();
}

part("bar").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target === input) dialog.querySelector(".kb-search__hit")?.click();
});
dialog.addEventListener("keydown", (event) => {
  event.stopPropagation(); // the theme has keys of its own
  if (event.key === "Escape") {
    event.preventDefault(); // a search field would only empty itself
    dialog.close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches(".kb-search__input, .kb-search__hit")) return;
  event.preventDefault();
  move(step);
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
  const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!slash && !letter) return;
  event.preventDefault();
  open();
});
document.querySelector(".kb-search-open").addEventListener("click", open);
window.addEventListener("popstate", () => { if (dialog.open && readAddress()) ask(); });
if (readAddress()) open();
