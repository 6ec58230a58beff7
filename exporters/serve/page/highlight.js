// Colours for XML and JSON, line by line.
import { el } from "./dom.js";

const LONGEST = 3000; // characters of a line that is coloured
const piece = (kind, text) => el("span", { class: `t-${kind}` }, text);

// Each state: what ends it, and how it looks.
const ENDS = { comment: "-->", cdata: "]]>" };

// Return the pieces of a line, and the state at its end.
export function xmlLine(line, state = "text") {
  const pieces = [];
  let at = 0;
  if (line.length > LONGEST) return [[line], state];
  while (at < line.length) {
    if (state in ENDS) {
      const end = line.indexOf(ENDS[state], at);
      const stop = end < 0 ? line.length : end + 3;
      pieces.push(piece(state === "comment" ? "comment" : "string", line.slice(at, stop)));
      if (end >= 0) state = "text";
      at = stop;
    } else if (state === "tag") {
      const [all, string, name, close] = /^(?:("[^"]*"?|'[^']*'?)|([^\s"'>=]+)|(>)|[\s=]+)/.exec(line.slice(at));
      pieces.push(string ? piece("string", all) : name ? piece(/^[<?/!]/.test(name) ? "tag" : "name", all) : close ? piece("tag", all) : all);
      if (close) state = "text";
      at += all.length;
    } else {
      const next = line.indexOf("<", at);
      const stop = next < 0 ? line.length : next;
      if (stop > at) pieces.push(line.slice(at, stop));
      at = stop;
      if (next >= 0) state = line.startsWith("<!--", at) ? "comment" : line.startsWith("<![CDATA[", at) ? "cdata" : "tag";
    }
  }
  return [pieces, state];
}

export function jsonLine(line) {
  if (line.length > LONGEST) return [[line], ""];
  const pieces = [];
  let at = 0;
  for (const found of line.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g)) {
    if (found.index > at) pieces.push(line.slice(at, found.index));
    pieces.push(piece(found[2] ? "name" : found[1] ? "string" : "tag", found[0]));
    at = found.index + found[0].length;
  }
  pieces.push(line.slice(at));
  return [pieces, ""];
}

export function colours(mediaType) {
  if (/xml|html/.test(mediaType)) return xmlLine;
  return /json/.test(mediaType) ? jsonLine : (line) => [[line], ""];
}
