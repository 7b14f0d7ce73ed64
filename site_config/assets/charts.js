// Brings a chart to life when a reader reaches for it. The static picture is the chart; without this script,
// or when anything here fails, it simply stays.
//
// A specification is ours and holds values only, yet nothing in it may choose how it is shown or fetch from elsewhere.

const DWELL = 150; // milliseconds a pointer rests on a picture before a library of 0.9 MB is worth loading
const narrow = window.matchMedia("(max-width: 599.98px)");
const bundle = new URL("vega.js", import.meta.url);

const sameOrigin = {
  async sanitize(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin !== window.location.origin) throw new Error(`${url.origin} is not this site`);
    return { href: url.href };
  },
  async load(address) {
    const { href } = await this.sanitize(address);
    return (await fetch(href)).text();
  },
};

async function specification(figure) {
  const answer = await fetch(narrow.matches ? figure.dataset.narrow : figure.dataset.wide);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const spec = await answer.json();
  delete spec.usermeta; // could overrule every option below
  delete spec.config?.loader;
  return spec;
}

const tip = document.createElement("div");
tip.className = "kb-tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;

function describe(value) {
  if (typeof value !== "object" || value === null) return document.createTextNode(String(value));
  const list = document.createElement("dl");
  for (const [name, text] of Object.entries(value)) {
    for (const [tag, content] of [["dt", name], ["dd", text]]) {
      list.appendChild(document.createElement(tag)).textContent = String(content);
    }
  }
  return list;
}

function showTip(_handler, event, _item, value) {
  tip.hidden = value == null || value === "";
  if (tip.hidden) return;
  tip.replaceChildren(describe(value));
  if (!tip.isConnected) document.querySelector("main").append(tip);
  const left = event.clientX + 14 + tip.offsetWidth > window.innerWidth ? event.clientX - 14 - tip.offsetWidth : event.clientX + 14;
  const top = Math.min(event.clientY + 14, window.innerHeight - tip.offsetHeight - 8);
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${Math.max(8, top)}px`;
}

const OPTIONS = {
  mode: "vega-lite",
  renderer: "svg",
  ast: true, // expressions are interpreted, not compiled: the page's policy forbids eval
  actions: false,
  defaultStyle: false,
  logLevel: 1, // errors only: a scale without a mark in one of its panels is no fault
  loader: sameOrigin,
  tooltip: showTip,
};

class Chart {
  constructor(figure) {
    this.figure = figure;
    this.button = figure.querySelector(".chart__explore");
    this.live = document.createElement("div");
    this.live.className = "chart__live";
    this.live.hidden = true;
    this.listen();
  }

  listen() {
    let timer;
    this.figure.querySelectorAll(".chart__picture").forEach((picture) => {
      picture.after(this.live);
      picture.addEventListener("click", () => this.explore());
      picture.addEventListener("focusin", () => this.explore());
      picture.addEventListener("pointerleave", () => clearTimeout(timer));
      picture.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") timer = setTimeout(() => this.explore(), DWELL);
      });
    });
    if (!this.button) return;
    this.button.hidden = false;
    this.button.addEventListener("click", () => (this.live.hidden ? this.explore() : this.rest()));
  }

  // The live chart is drawn out of sight and takes the picture's place when it is whole.
  async explore() {
    if (this.figure.classList.contains("chart--loading") || !this.live.hidden) return;
    this.figure.classList.add("chart--loading");
    try {
      await this.draw();
      this.turn(true);
    } catch (problem) {
      console.warn("The chart stays a picture:", problem);
    } finally {
      this.figure.classList.remove("chart--loading");
    }
  }

  async draw() {
    const [{ default: embed }, spec] = await Promise.all([import(bundle), specification(this.figure)]);
    const stage = document.createElement("div"); // a picture like the static one, so that it takes the same room
    stage.className = `chart__picture chart__picture--${narrow.matches ? "narrow" : "wide"}`;
    const drawn = await embed(stage, spec, OPTIONS);
    this.drawn?.finalize();
    this.drawn = drawn;
    this.live.replaceChildren(stage);
  }

  rest() {
    this.turn(false);
    this.drawn?.finalize();
    this.drawn = undefined;
    this.live.replaceChildren();
  }

  turn(live) {
    this.live.hidden = !live;
    this.figure.classList.toggle("chart--live", live);
    if (this.button) this.button.textContent = live ? "Back to the picture" : "Explore";
    tip.hidden = true;
  }

  async redraw() {
    if (this.live.hidden) return;
    await this.draw().catch(() => this.rest());
  }
}

const charts = [...document.querySelectorAll("figure.chart[data-wide][data-narrow]")].map((figure) => new Chart(figure));
narrow.addEventListener("change", () => charts.forEach((chart) => chart.redraw()));
