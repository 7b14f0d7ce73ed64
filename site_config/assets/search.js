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
const NOTHING = { results: [], filters: {} };
const FEW = 3; // fewer pages than this, and pages with only some of the words are shown as well
// Names of the page itself count as its title does; what kind of page it is, and its figure, say nothing of a word.
const RANKING = { metaWeights: { title: 5, names: 5, also: 1, kind: 0, figure: 0 } };
// Words that ask or join, or that are true of nearly every page; whoever asks for nothing else still gets them.
const SMALL_WORDS = new Set(`
  a about all an and any are as at be because been by can did do does due for from get give had has have how i if in is
  it its linked many me more most much of on or our related show tell than that the their them there these they this
  those to us was we were what when where which who whom whose why will with would you
`.trim().split(/\s+/));

const dialog = document.getElementById("kb-search");
const part = (name) => dialog.querySelector(`.kb-search__${name}`);
const input = part("input");
const sort = part("sort");
const desk = window.matchMedia("(min-width: 60em)");

let pagefind; // the loaded library, as a promise
let chosen = {}; // filter -> set of values
let shown = []; // all results of the question that is answered on the page
let count = 0; // how many of them are on the page
let question = 0; // number of the latest question; answers to earlier ones are dropped
let asked = null; // its words as typed
let answering = Promise.resolve(); // fulfilled when its answer is on the page, or dropped

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
    await module.options({ excerptLength: 24, ranking: RANKING });
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

function ask() {
  question += 1;
  asked = input.value.trim();
  part("more").disabled = true; // until there is an answer, it would show more of the one before
  writeAddress();
  answering = answer(question, asked).catch((problem) => {
    console.warn("Search:", problem);
    part("status").textContent = "Search could not be loaded. The sections in the header lead to every record.";
  });
}

async function answer(mine, typed) {
  const { search, filters } = await library();
  const every = await filters();
  if (!typed && !sort.value && !Object.values(chosen).some((values) => values.size)) {
    if (mine === question) drawInvitation(every);
    return;
  }
  const options = { filters: filtersBut(), ...(sort.value && { sort: { [sort.value]: "desc" } }) };
  const found = await pagesFor(search, typed, options);
  const counts = await countsOf(search, found.term, found.answer);
  if (mine !== question) return;
  drawFilters(every, counts);
  await drawResults(found, typed, mine);
}

let waiting;
function askSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
}

// --- words ---------------------------------------------------------------------------------------------------------

// What is asked of the index: the words that tell, or the text as it stands where it is in quotation marks.
function tellingWords(typed) {
  if (/^".*"$/s.test(typed)) return [typed];
  const words = typed.split(/[\s‐-―/?!;()“”"-]+/u).filter(Boolean);
  const telling = words.filter((word) => !SMALL_WORDS.has(word.toLowerCase()));
  return telling.length ? telling : words;
}

// Pages with all words; where these are few, those follow that lack the words which tell least.
async function pagesFor(search, typed, options) {
  const words = typed ? tellingWords(typed) : [];
  const left = await unknownOf(search, words);
  const kept = () => words.filter((word) => !left.includes(word));
  const asking = () => (typed && !kept().length ? NOTHING : search(kept().join(" ") || null, options));
  let answer = await asking();
  const whole = left.length ? [] : answer.results;
  const leastTelling = answer.results.length < FEW ? await commonestFirst(search, kept()) : [];
  while (answer.results.length < FEW && leastTelling.length > 1) {
    left.push(leastTelling.shift());
    answer = await asking();
  }
  const first = new Set(whole.map(({ id }) => id));
  const results = sort.value ? answer.results : [...whole, ...answer.results.filter(({ id }) => !first.has(id))];
  return { answer, results, whole: whole.length, left, term: kept().join(" ") || null };
}

// The index answers words that it does not have with others that only begin alike: "Amzon" with "AM".
async function unknownOf(search, words) {
  const has = await Promise.all(words.map(async (word) => {
    if (word.startsWith('"') || (await search(`"${word}"`)).results.length) return true;
    const [best] = (await search(word)).results; // it may be the beginning of a word
    if (!best) return false;
    const marked = [...(await best.data()).excerpt.matchAll(/<mark>(.*?)<\/mark>/gs)];
    const start = word.toLowerCase().slice(0, 4);
    return !marked.length || marked.some(([, found]) => found.toLowerCase().startsWith(start)); // none: in a name
  }));
  return words.filter((_, index) => !has[index]);
}

// From the word on most pages to the one on fewest.
async function commonestFirst(search, words) {
  const counted = await Promise.all(words.map(async (word) => [word, (await search(word)).results.length]));
  return counted.sort(([, one], [, other]) => other - one).map(([word]) => word);
}

// --- results -------------------------------------------------------------------------------------------------------

function statusOf({ results, whole, left }, typed) {
  const about = typed ? ` for “${typed}”` : "";
  const only = sort.value ? ` ${SORTED_BY[sort.value]}` : "";
  if (!results.length) return `Nothing found${about}${only}.`;
  if (results.length === whole || !left.length) return `${pages(results.length)}${only}${about}`;
  const without = `without ${left.map((word) => `“${word}”`).join(" and ")}${only}`;
  if (!whole) return `Nothing has all words of “${typed}”: ${pages(results.length)} ${without}`;
  return `${pages(whole)}${about}, then ${pages(results.length - whole)} ${without}`;
}

function pages(number) {
  return `${number.toLocaleString("en")} ${number === 1 ? "page" : "pages"}`;
}

// Nothing is asked yet. A search for everything would load the whole index, which a word needs only a part of.
function drawInvitation(every) {
  shown = [];
  count = 0;
  drawMoreButton();
  drawFilters(every, every);
  part("results").replaceChildren();
  part("status").textContent = "All pages can be searched: type a word or choose a filter.";
}

function hits() {
  return [...dialog.querySelectorAll(".kb-search__hit")];
}

async function drawResults(found, typed, mine) {
  const list = await entries(found.results.slice(0, PAGE), typed);
  if (mine !== question) return;
  shown = found.results;
  count = list.length;
  const place = hits().indexOf(document.activeElement);
  part("results").replaceChildren(...list);
  hits()[place]?.focus(); // who went down the list already keeps their place in it
  part("found").scrollTop = 0;
  part("status").textContent = statusOf(found, typed);
  drawMoreButton();
}

function drawMoreButton() {
  part("more").hidden = count >= shown.length;
  part("more").disabled = false;
}

async function drawMore() {
  const from = shown;
  part("more").disabled = true;
  const list = await entries(from.slice(count, count + PAGE));
  if (shown !== from) return; // another question was answered meanwhile
  part("results").append(...list);
  count += list.length;
  drawMoreButton();
  list[0]?.querySelector("a").focus();
}

// Where what was typed is the very name of a page, that page comes before those that say it more often.
async function entries(results, typed = "") {
  const pages = await Promise.all(results.map((result) => result.data()));
  const named = (page) => Number(!sort.value && isNamed(page.meta, typed.toLowerCase()));
  return pages.sort((one, other) => named(other) - named(one)).map(entry);
}

// "Alphabet", "Google" and "GOOGL" name the page that is also known as "Google; NASDAQ: GOOGL".
function isNamed({ title, names = "" }, typed) {
  const known = [title, ...names.split("; ")].map((name) => name.toLowerCase());
  return known.some((name) => name === typed || name.endsWith(`: ${typed}`));
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

// Never that of an earlier question: who types and presses Enter at once waits for the answer.
async function openFirst() {
  if (input.value.trim() !== asked) ask();
  const mine = question;
  await answering;
  if (mine === question && dialog.open) hits()[0]?.click();
}

part("bar").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target === input) openFirst();
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
