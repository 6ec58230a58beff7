// A document as it is published: lines with numbers, in colours, and what lint finds at them.
import { ask, byId, el, latest, plural } from "./dom.js";
import { colours } from "./highlight.js";
import { address, go } from "./route.js";

const PAGE = 1000; // lines
const MOST = 100; // findings in the list above the lines

export const showDocument = latest(
  ({ file, from }) => ask("raw", { file, from, count: PAGE }),
  (found) => {
    const last = found.from + found.lines.length - 1;
    byId("document-facts").textContent = `Lines ${found.from.toLocaleString("en")} to ${last.toLocaleString("en")} of ${plural(found.total, "line")}. `
      + (found.finding_count ? `outfeed lint finds ${plural(found.finding_count, "thing")}:` : "outfeed lint finds nothing.");
    byId("findings").replaceChildren(...found.findings.slice(0, MOST).map((each) => el("li", { class: each.level }, el("a", { href: address({ from: pageOf(each.line) }), "data-line": each.line }, `Line ${each.line}`), ` ${words(each)}`)));
    showLines(found);
    byId("previous-lines").hidden = found.from <= 1;
    byId("next-lines").hidden = last >= found.total;
    byId("previous-lines").onclick = () => go({ from: Math.max(1, found.from - PAGE) });
    byId("next-lines").onclick = () => go({ from: last + 1 });
  },
  (error) => {
    byId("document-facts").textContent = error.message;
    byId("findings").replaceChildren();
    byId("lines").replaceChildren();
  },
);

const pageOf = (line) => Math.floor((Math.max(1, line) - 1) / PAGE) * PAGE + 1;
const words = (each) => `${each.level}: ${each.message}${each.fix ? `; ${each.fix}` : ""} [${each.rule}]`;

function showLines(found) {
  const colour = colours(found.media_type);
  const at = Map.groupBy ? Map.groupBy(found.findings, (each) => each.line) : grouped(found.findings);
  let state;
  const items = found.lines.map((line, index) => {
    const number = found.from + index;
    let pieces;
    [pieces, state] = colour(line, state);
    const told = (at.get(number) ?? []).map((each) => el("p", { class: `finding ${each.level}` }, words(each)));
    return el("li", { value: number, id: `line-${number}` }, el("code", {}, ...pieces), ...told);
  });
  byId("lines").replaceChildren(...items);
}

function grouped(findings) {
  const made = new Map();
  for (const each of findings) made.set(each.line, [...(made.get(each.line) ?? []), each]);
  return made;
}

byId("findings").addEventListener("click", (event) => {
  const line = byId(`line-${event.target.dataset.line}`);
  if (line) {
    event.preventDefault();
    line.scrollIntoView({ block: "center" });
    line.tabIndex = -1;
    line.focus();
  }
});
