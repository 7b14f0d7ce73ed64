// On the page for addresses that lead nowhere: the words of the address become a search, and what comes near is named.

const NEAR = 5;
const top = new URL("../", import.meta.url);

// "/ledger/cuts/meta-2026-04/" asks for "meta": years and months would find half the ledger.
function asked() {
  const own = window.location.pathname.replace(top.pathname, "");
  const last = own.split("/").filter(Boolean).pop() ?? "";
  const words = readable(last).replace(/\.(?:html?|md|ya?ml|json|csv)$/i, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  const names = words.filter((word) => /\p{L}/u.test(word));
  return (names.length ? names : words).join(" ");
}

function readable(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // half an escape, from an address that was cut
  }
}

async function near(question) {
  const pagefind = await import(new URL("pagefind/pagefind.js", top));
  const found = await pagefind.search(question);
  return Promise.all(found.results.slice(0, NEAR).map((result) => result.data()));
}

function line(page) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = page.url;
  link.textContent = page.meta.title;
  if (page.meta.figure) item.append(`: ${page.meta.figure}`);
  return item;
}

const lost = document.querySelector(".kb-lost");
const question = asked();
if (question) {
  const link = lost.querySelector(".kb-lost__search");
  link.href = new URL(`?${new URLSearchParams({ q: question })}`, top);
  link.textContent = `Search the ledger for “${question}”`;
  lost.hidden = false;
  const pages = await near(question);
  const list = lost.querySelector(".kb-lost__near");
  list.replaceChildren(...pages.map(line));
  list.parentElement.hidden = !pages.length;
}
