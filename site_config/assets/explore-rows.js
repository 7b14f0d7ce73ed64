// The rows of an index: what stands on the page, and what stands on the pages of its long years, which are fetched when a
// reader asks for something. Each row carries its values, and what it adds to a total, as data attributes.

export const ABSENT = "not given";

const collator = new Intl.Collator("en", { numeric: true });
const COMPARE = { number: (one, other) => one - other, date: (one, other) => (one < other ? -1 : 1), text: collator.compare };

export function squeeze(text) {
  return text.replace(/\s+/g, " ").trim();
}

export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// Years and other numbers run downward or upward as they are read: the newest year first, the smallest band first.
export function byValue(key) {
  const sign = key === "year" ? -1 : 1;
  const rank = (value) => (value === ABSENT || value === "not known" ? 2 : /^\d/.test(value) ? 0 : 1);
  return (one, other) => rank(one) - rank(other) || sign * collator.compare(one.replaceAll(",", ""), other.replaceAll(",", ""));
}

// Columns: { cell, index, label, key, type, beside }; what stands in small print in its cells has the name `beside`.
export function columnsOf(table) {
  return [...table.tHead.rows[0].cells].map((cell, index) => {
    const label = squeeze(cell.textContent);
    const isDate = table.tBodies[0].rows[0]?.cells[index].classList.contains("kb-cell--date");
    const type = cell.classList.contains("num") ? "number" : isDate ? "date" : "text";
    return { cell, index, label, key: plain(label).replace(/[^a-z0-9]+/g, "-"), type, beside: cell.dataset.beside };
  });
}

export class Rows {
  // `pages` are the addresses of the pages with all rows of those tables that hold only the first.
  constructor(tables, pages, columns, facets) {
    this.columns = columns;
    this.facets = facets;
    this.pages = pages;
    this.isComplete = !pages.length;
    const here = tables.map((table) => this.#read(table));
    this.whole = here.filter((_, index) => !("partial" in tables[index].dataset)).flat();
    this.all = this.#placed(here.flat());
  }

  // Fetches what is not here yet; the same promise for everybody who waits for it, a new one after a failure.
  load() {
    this.loading ??= Promise.all(this.pages.map(tableAt)).then(
      (tables) => {
        this.all = this.#placed([...this.whole, ...tables.flatMap((table) => this.#read(table))]);
        this.isComplete = true;
      },
    ).finally(() => { this.loading = undefined; });
    return this.loading;
  }

  #read(table) {
    return [...table.tBodies[0].rows].map((element) => ({ element, values: this.facets.map((facet) => facetOf(element, table, facet)) }));
  }

  #placed(rows) {
    this.columns.forEach((column) => { delete column.ranks; });
    return rows.map((row, place) => ({ ...row, place }));
  }

  sorted(found, order) {
    if (!order) return found;
    order.column.ranks ??= ranksOf(this.all, order.column);
    const { ranks } = order.column;
    const sign = order.direction === "down" ? -1 : 1;
    return [...found].sort((one, other) => {
      const [first, second] = [ranks[one.place], ranks[other.place]];
      if (first === second) return one.place - other.place;
      return first === Infinity ? 1 : second === Infinity ? -1 : sign * (first - second);
    });
  }

  // A group that has a choice shows what its other values would add: a row that only this group leaves out counts in it.
  matching({ find, count, only }) {
    const words = plain(find).split(/\s+/).filter(Boolean);
    const found = [];
    const counts = this.facets.map(() => new Map());
    const chosen = this.facets.map(({ key }) => only.get(key));
    const add = (row, index) => row.values[index].forEach((value) => counts[index].set(value, (counts[index].get(value) ?? 0) + 1));
    for (const row of this.all) {
      if (count && !row.element.dataset[count]) continue;
      if (words.length) row.text ??= plain(`${row.element.textContent} ${row.values.flat().join(" ")}`);
      if (!words.every((word) => row.text.includes(word))) continue;
      const against = [];
      chosen.forEach((set, index) => set?.size && !row.values[index].some((value) => set.has(value)) && against.push(index));
      if (against.length === 1) add(row, against[0]);
      if (against.length) continue;
      found.push(row);
      this.facets.forEach((_, index) => add(row, index));
    }
    return { found, counts };
  }

  // How many rows have each value of a facet.
  frequencies(index) {
    const many = new Map();
    this.all.forEach((row) => row.values[index].forEach((value) => many.set(value, (many.get(value) ?? 0) + 1)));
    return many;
  }
}

// The table of another page of the site, with its links as they are from here.
async function tableAt(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
  const text = await answer.text();
  const page = new DOMParser().parseFromString(text.slice(text.indexOf("<table"), text.indexOf("</table>")), "text/html");
  page.querySelectorAll("a").forEach((link) => { link.href = new URL(link.getAttribute("href"), address); });
  return page.querySelector("table[data-explore]");
}

// A value stands on the row, on its table where all rows share it, or first in the cell under the facet's own name.
function facetOf(row, table, { key, column }) {
  const given = column
    ? squeeze(row.cells[column.index].firstChild?.textContent ?? "")
    : row.getAttribute(`data-${key}`) ?? table.getAttribute(`data-${key}`);
  return (given || ABSENT).split(" | ");
}

function valueOf(row, column) {
  const cell = row.element.cells[column.index];
  if (column.type === "date") return cell.querySelector("time")?.dateTime ?? (cell.dataset.sort || null);
  if (column.type === "text") return squeeze(cell.textContent) || null;
  const known = cell.dataset.sort ?? cell.textContent.replaceAll(",", "").match(/\d+(\.\d+)?/g)?.at(-1);
  return known ? Number(known) : null;
}

// The place of each row's value among all values of the column; comparing numbers is quick, comparing words is not.
function ranksOf(rows, column) {
  const values = rows.map((row) => valueOf(row, column));
  const known = [...new Set(values)].filter((value) => value !== null).sort(COMPARE[column.type]);
  const ranks = new Map(known.map((value, rank) => [value, rank]));
  return values.map((value) => ranks.get(value) ?? Infinity);
}
