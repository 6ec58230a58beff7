// The page of the preview: it follows the builds of `outfeed serve`, by one stream of events while the tab is open.
import { ask, byId, day, el, latest, plural } from "./dom.js";
import { hideEntry, showEntry } from "./entry.js";
import { mark, setRows } from "./list.js";
import { showPlan } from "./plan.js";
import { showDocument } from "./raw.js";
import { go, route } from "./route.js";

const SECTIONS = { entries: "Entries", document: "Documents", plan: "Plan", held: "Not in the feeds" };
let state = null;
let shown = {}; // the version of what each part shows

const showStatus = (text) => {
  if (byId("status").textContent !== text) byId("status").textContent = text;
};

const refresh = latest(
  () => ask("state"),
  (found) => {
    state = found;
    byId("site-title").textContent = found.site ? ` of ${found.site.title}` : "";
    showBuild(found.building);
    showProblems();
    showFeeds();
    showHeld();
    show(false);
  },
  (error) => showStatus(`outfeed serve does not answer: ${error.message}`),
);

function showBuild(isBuilding) {
  if (!state) return;
  if (isBuilding) showStatus("Building …");
  else showStatus(state.is_current ? `Up to date, built in ${state.seconds.toFixed(2)} s` : "The build failed: this is the last good state");
}

// An article that was left out is an error here, and a warning among the counts of the build.
function problemCounts() {
  const { error = 0, warning = 0 } = state.problem_counts;
  const errors = Math.max(error, state.problems.filter(({ level }) => level === "error").length);
  return { error: errors, warning: error + warning - errors };
}

function showProblems() {
  const { error, warning } = problemCounts();
  byId("problems").hidden = state.problems.length === 0;
  byId("problems").classList.toggle("failed", error > 0 || !state.is_current);
  byId("problems-title").textContent = [error ? plural(error, "error") : "", warning ? plural(warning, "warning") : ""].filter(Boolean).join(", ") || "Problems";
  byId("problems-note").textContent = state.is_current ? "" : "The feeds below are those of the last good build.";
  byId("problem-list").replaceChildren(...state.problems.map(problem));
}

function problem({ level, path, line, column, field, message, fix, rule, help, line_text: text }) {
  const place = [path, line, column].filter(Boolean).join(":");
  return el("li", { class: level },
    el("p", {}, el("b", { class: "mark" }, level), " ", place ? el("span", { class: "place" }, place) : null),
    el("p", { dir: "auto" }, field ? `${field}: ` : "", message, fix ? `; ${fix}` : "", " ", el("a", { href: help, target: "_blank", rel: "noreferrer" }, rule)),
    text ? el("pre", {}, el("code", {}, text)) : null);
}

function showFeeds() {
  const groups = new Map();
  for (const feed of state.feeds) groups.set(feed.group, [...(groups.get(feed.group) ?? []), feed]);
  const option = (feed) => el("option", { value: feed.path }, `${feed.title}${feed.path ? ` (${feed.path})` : ""}: ${plural(feed.entries, "entry", "entries")}`);
  byId("feed").replaceChildren(...[...groups].flatMap(([group, feeds]) => (group ? [el("optgroup", { label: group }, ...feeds.map(option))] : feeds.map(option))));
}

function showHeld() {
  const lists = { rejected: ["Rejected", "These articles have errors."], drafts: ["Drafts", ""], held: ["Waiting or expired", ""] };
  const count = Object.keys(lists).reduce((sum, name) => sum + state[name].length, 0);
  byId("held-count").textContent = count ? count.toLocaleString("en") : "";
  byId("held-note").textContent = count ? "No subscriber gets these articles." : "Every article is in a feed, or fits none.";
  byId("held-lists").replaceChildren(...Object.entries(lists).filter(([name]) => state[name].length).map(([name, [title, note]]) =>
    el("section", { "aria-labelledby": `held-${name}` }, el("h3", { id: `held-${name}` }, `${title} `, el("i", {}, state[name].length.toLocaleString("en"))), note ? el("p", {}, note) : null,
      el("ol", { class: "entries held", role: "list" }, ...state[name].map(held)))));
}

function held({ path, title, published, reason }) {
  return el("li", {},
    el("p", { dir: "auto" }, el("b", {}, title ?? path)),
    el("p", { class: "source" }, title ? `${path} ` : "", published ? el("time", { datetime: published }, day(published)) : null),
    reason && reason !== "draft" ? el("p", { dir: "auto" }, reason) : null);
}

const loadRows = latest(
  ({ feed }) => ask("feed", { path: feed }),
  ({ entries }) => setRows(entries),
  (error) => showStatus(error.message),
);

// Show what the address says. `moves`: somebody followed a link, so the focus goes along.
function show(moves) {
  if (!state) return;
  const at = route();
  const feed = state.feeds.find((each) => each.path === at.feed) ?? state.feeds[0];
  if (feed && feed.path !== at.feed) return go({ feed: feed.path, key: "" });
  for (const name of Object.keys(SECTIONS)) byId(name).hidden = name !== at.section;
  for (const link of document.querySelectorAll(".jump a")) {
    const isCurrent = link.hash === `#section=${at.section}`;
    if (isCurrent) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.body.classList.toggle("has-entry", at.section === "entries" && Boolean(at.key));
  byId("section-title").textContent = SECTIONS[at.section];
  document.title = `${problemCounts().error ? "! " : ""}${SECTIONS[at.section]} – Outfeed preview`;
  byId("feed-choice").hidden = !["entries", "document"].includes(at.section) || !feed;
  if (!feed && at.section === "entries") byId("found").textContent = "There is no feed yet.";
  if (feed) showFeed(at, feed, moves);
  if (at.section === "plan" && shown.plan !== state.version) {
    shown.plan = state.version;
    showPlan({ against: state.against, refreshes: false });
  }
}

function showFeed(at, feed, moves) {
  byId("feed").value = feed.path;
  const hasPage = [...feed.files, ...state.others].some((each) => each.name === `${feed.path ? `${feed.path}/` : ""}index.html`);
  byId("feed-page").hidden = !hasPage;
  byId("feed-page").href = `/${feed.path ? `${feed.path.split("/").map(encodeURIComponent).join("/")}/` : "index.html"}`;
  if (at.section === "entries") {
    const wanted = `${feed.path} ${state.version}`;
    if (shown.rows !== wanted) {
      shown.rows = wanted;
      loadRows({ feed: feed.path });
    } else {
      mark();
    }
    if (!at.key) {
      hideEntry();
      shown.entry = "";
    } else if (shown.entry !== `${feed.path} ${at.key} ${state.version}`) {
      shown.entry = `${feed.path} ${at.key} ${state.version}`;
      showEntry({ feed: feed.path, key: at.key, version: state.version, moves });
    }
  }
  if (at.section === "document") showFile(at, feed);
}

function showFile(at, feed) {
  const texts = [...feed.files, ...state.others].filter((each) => /xml|json|csv|html|text|css/.test(each.media_type));
  const file = texts.find((each) => each.name === at.file) ?? texts[0];
  byId("file").replaceChildren(...texts.map((each) => el("option", { value: each.name }, `${each.name} (${(each.size / 1000).toFixed(1)} kB)`)));
  if (!file) return;
  byId("file").value = file.name;
  byId("file-link").href = `/${file.name.split("/").map(encodeURIComponent).join("/")}`;
  const wanted = `${file.name} ${at.from} ${state.version}`;
  if (shown.document === wanted) return;
  shown.document = wanted;
  showDocument({ file: file.name, from: at.from });
}

byId("feed").addEventListener("change", (event) => go({ feed: event.target.value, key: "", file: "", from: 1 }));
byId("file").addEventListener("change", (event) => go({ file: event.target.value, from: 1 }));
byId("plan-again").addEventListener("click", () => showPlan({ against: state.against, refreshes: true }));
document.querySelector(".jump").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault(); // the feed stays the same
  go({ section: new URLSearchParams(link.hash.slice(1)).get("section"), key: "" });
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address says what is shown
  byId("main").focus();
});
addEventListener("hashchange", () => show(true));

// Browsers allow six connections to a host, so all tabs share one stream: the tab that has the lock reads it, and tells
// the others. Without locks, which plain http from another machine has not, each tab has its own.
const tabs = new BroadcastChannel("outfeed-builds");
tabs.onmessage = ({ data }) => hear(data);

function hear({ version, building, isOpen, isLost }) {
  if (isLost) showStatus("outfeed serve has ended, or does not answer");
  else if (isOpen || (!building && state?.version !== version)) refresh();
  else showBuild(building);
}

function tell(news) {
  hear(news);
  tabs.postMessage(news);
}

let left = null; // aborts when the tab is left, which gives stream and lock back

function follow() {
  left = new AbortController();
  const { signal } = left;
  const read = () => new Promise((done) => {
    const events = new EventSource("/_outfeed/events");
    events.onmessage = ({ data }) => tell(JSON.parse(data));
    events.onopen = () => tell({ isOpen: true });
    events.onerror = () => tell({ isLost: true });
    signal.addEventListener("abort", () => done(events.close()));
  });
  refresh();
  if (navigator.locks) navigator.locks.request("outfeed-stream", { signal }, read).catch(() => {}); // left while it waited
  else read();
}

addEventListener("pagehide", () => left?.abort());
addEventListener("pageshow", follow);
