// One entry: as a reader shows it, and where each of its values comes from.
import { ask, byId, el, latest, time } from "./dom.js";
import { address, route } from "./route.js";

const KEPT = "outfeed-switches";
const form = byId("switches");
let entry = null;
let version = 0;

export const showEntry = latest(
  ({ feed, key }) => ask("entry", { feed, key }),
  (found, { moves, version: of }) => {
    const isOther = entry?.row.key !== found.row.key;
    entry = found;
    version = of;
    byId("entry").hidden = false;
    byId("back").href = address({ key: "" });
    fill();
    showOrigins();
    if (moves && isOther) byId("entry-title").focus();
  },
  (error) => {
    entry = null;
    byId("entry").hidden = false;
    byId("entry-title").textContent = "This entry is not there any more";
    byId("entry-facts").textContent = error.message;
    byId("frame").removeAttribute("src");
    byId("origins").replaceChildren();
  },
);

export function hideEntry() {
  entry = null;
  byId("entry").hidden = true;
}

const cut = (title) => title.replace(/<[^<>]*>/g, "").replace(/\s+/g, " ").trim();

function fill() {
  const { row } = entry;
  const values = new FormData(form);
  byId("entry-title").textContent = values.has("cut") ? cut(row.title) : row.title;
  const moment = values.has("updated") ? row.updated : row.published;
  const link = el("a", { href: row.link, target: "_blank", rel: "noreferrer" }, "Its address");
  byId("entry-facts").replaceChildren(el("bdi", {}, row.source), " ", time(moment), " · ", link);
  const query = { feed: route().feed, key: row.key, view: values.get("view"), v: version };
  if (values.has("excerpt")) query.content = "excerpt";
  if (values.has("updated")) query.date = "updated";
  if (values.has("cut")) query.titles = "cut";
  if (values.has("images")) query.images = "1";
  const source = `/_outfeed/frame?${new URLSearchParams(query)}`;
  if (byId("frame").getAttribute("src") !== source) byId("frame").src = source;
}

function showOrigins() {
  byId("origin-part").hidden = entry.origins.length === 0;
  byId("reading").textContent = entry.reading;
  byId("origins").replaceChildren(...entry.origins.map(origin));
}

function origin(each) {
  const place = each.file && each.line ? `${each.file}:${each.line}` : "";
  const notes = [...each.details.map((text) => ["", text]), ...each.repairs.map(({ rule, text }) => ["repaired", `${text} [${rule}]`])];
  return el("div", {},
    el("dt", {}, each.field),
    el("dd", { class: "value", dir: "auto" }, each.value),
    each.from ? el("dd", {}, `from ${each.from}`, place ? el("span", { class: "place" }, ` ${place}`) : null) : null,
    ...notes.map(([mark, text]) => el("dd", { class: "note" }, mark ? el("b", { class: "mark" }, mark) : null, ` ${text}`)));
}

try {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  for (const [name, value] of Object.entries(kept)) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) input.checked = input.type === "radio" ? input.value === value : true;
  }
} catch { /* a browser that stores nothing begins anew */ }

form.addEventListener("change", () => {
  if (entry) fill();
  try {
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(new FormData(form))));
  } catch { /* as above */ }
});
