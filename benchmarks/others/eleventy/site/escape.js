// Text as XML and CSV want it.
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const xml = (text) => text.replace(/[&<>"]/g, (mark) => MARKS[mark]);
export const csv = (text) => `"${text.replaceAll('"', '""')}"`;
