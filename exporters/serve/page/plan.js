// The plan: what subscribers would see if the feeds were published now.
import { ask, byId, el, latest, plural } from "./dom.js";

const MOST = 200; // entries of a feed
const WORDS = {
  "shown-again": "shown again as new", "id-reused": "id of another article", "link-changed": "link changed", "dates-moved": "dates moved",
  gone: "gone from the window",
};
const words = (outcome) => WORDS[outcome] ?? outcome;
const counted = (counts) => Object.entries(counts).map(([outcome, count]) => `${count.toLocaleString("en")} ${words(outcome)}`).join(", ");

export const showPlan = latest(
  ({ refreshes }) => {
    byId("plan-facts").textContent = "Comparing with what is published …";
    return ask("plan", refreshes ? { refresh: "1" } : {});
  },
  (plan, { against }) => {
    const total = counted(plan.counts) || "no entries";
    byId("plan-facts").textContent = `Compared with ${against}: ${total}.${plan.dangerous ? " An export would stop: subscribers would see old articles as new." : ""}`;
    const gone = plan.gone.length ? el("section", { class: "plan-feed" }, el("h3", {}, "No longer published"), el("ul", { role: "list" }, ...plan.gone.map((each) => el("li", {}, each)))) : null;
    byId("plan-feeds").replaceChildren(...plan.feeds.map(feed), ...(gone ? [gone] : []));
  },
  (error) => {
    byId("plan-facts").textContent = `There is no plan: ${error.message}`;
    byId("plan-feeds").replaceChildren();
  },
);

function feed(each) {
  const about = [each.first ? "new feed" : "", counted(each.counts)].filter(Boolean).join(": ");
  const more = each.entries.length - MOST;
  return el("details", { class: "group plan-feed", open: each.dangerous },
    el("summary", {}, el("h3", {}, each.title, " ", el("span", { class: "place" }, each.path)), " ", el("i", {}, about || "unchanged")),
    each.changes.length ? el("ul", { role: "list" }, ...each.changes.map((change) => el("li", { class: "error" }, `The ${change.what} of the feed changes from ${change.before} to ${change.after}`))) : null,
    each.summaries.length ? el("ul", { role: "list" }, ...each.summaries.map((sum) => el("li", {}, `${plural(sum.count, "entry", "entries")} ${words(sum.outcome)}: ${sum.what}`))) : null,
    el("ol", { class: "entries", role: "list" }, ...each.entries.slice(0, MOST).map(entry)),
    more > 0 ? el("p", {}, `and ${plural(more, "more entry", "more entries")}`) : null,
    each.entries.length ? null : el("p", {}, "Nothing changes for subscribers."));
}

function entry({ outcome, before, after, differs, how, was }) {
  const item = after ?? before ?? {};
  const isDangerous = outcome === "shown-again" || outcome === "id-reused";
  const notes = [differs?.length ? `other ${differs.join(", ")}` : "", how ?? "", was ? `its id was ${was}` : ""].filter(Boolean).join("; ");
  return el("li", { class: isDangerous ? "error" : null },
    el("b", { class: `mark ${outcome}` }, words(outcome)), " ",
    el("span", { dir: "auto" }, item.title ?? item.link ?? item.id ?? ""),
    notes ? el("p", { class: "note" }, notes) : null);
}
