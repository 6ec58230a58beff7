// The entries of a feed: searched among thousands, shown sixty at a time.
import { byId, day, el, folded, plural } from "./dom.js";
import { address, route } from "./route.js";

const STEP = 60; // many more than a screen has room for
let rows = []; // all entries of the feed
let fitting = []; // those that are searched for, in order
let shown = 0;
let known = new Map(); // the text to search in, by key

const text = (row) => folded([row.title, row.source, ...row.topics].join("\n"));

export function setRows(found) {
  rows = found;
  known = new Map(rows.map((row) => [row.key, text(row)]));
  search(Math.max(STEP, shown));
}

// Show what is searched for, `count` entries at first.
export function search(count = STEP) {
  const words = folded(byId("search").value).split(/\s+/).filter(Boolean);
  const order = byId("order").value;
  fitting = words.length ? rows.filter((row) => words.every((word) => known.get(row.key).includes(word))) : [...rows];
  if (order) fitting.sort((a, b) => (a[order] < b[order] ? 1 : a[order] > b[order] ? -1 : 0));
  shown = 0;
  const focused = document.activeElement?.closest?.("#rows a")?.getAttribute("href");
  byId("rows").replaceChildren();
  grow(count);
  byId("found").textContent = words.length
    ? `${fitting.length.toLocaleString("en")} of ${plural(rows.length, "entry", "entries")}`
    : plural(rows.length, "entry", "entries");
  if (focused) [...byId("rows").querySelectorAll("a")].find((each) => each.getAttribute("href") === focused)?.focus();
}

function grow(count = STEP) {
  const order = byId("order").value || "published";
  const base = address({ section: "entries", key: "" });
  const added = fitting.slice(shown, shown + count).map((row) => item(row, order, base));
  byId("rows").append(...added);
  shown += added.length;
  byId("more").hidden = shown >= fitting.length;
  mark();
}

function item(row, order, base) {
  const link = el("a", { href: `${base}&key=${row.key}`, "data-key": row.key, dir: "auto" }, row.title);
  const about = el("p", { class: "source" }, el("bdi", {}, row.source), " ", el("time", { datetime: row[order] }, day(row[order])));
  const topics = row.topics.length ? el("p", { class: "topics", dir: "auto" }, row.topics.join(" · ")) : null;
  return el("li", {}, el("h3", { dir: "auto" }, link), about, row.is_draft ? el("p", { class: "mark" }, "Draft") : null, topics);
}

// Mark the entry that is shown.
export function mark() {
  const { key } = route();
  for (const link of byId("rows").querySelectorAll("a")) {
    if (link.dataset.key === key) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

byId("search").addEventListener("input", () => search());
byId("order").addEventListener("change", () => search());
byId("more").addEventListener("click", () => {
  const first = shown;
  grow();
  byId("rows").children[first]?.querySelector("a").focus();
});
new IntersectionObserver((seen) => {
  if (seen.some((each) => each.isIntersecting) && !byId("more").hidden) grow();
}).observe(byId("more"));

// Arrow keys go from entry to entry, and from the search into the list.
document.querySelector(".list").addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.target.tagName === "SELECT") return;
  const links = [...byId("rows").querySelectorAll("a")];
  const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  const next = at < 0 ? byId("search") : links[at];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
