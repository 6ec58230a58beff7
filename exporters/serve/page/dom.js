// Elements, and what the server answers.

// Make an element. Text is never read as HTML.
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

// Whatever the case and the accents, as the filter of the published pages does it.
export const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().trim();

const MONTHS = "January February March April May June July August September October November December".split(" ");

// "27 August 2021" for "2021-08-27T14:16:00Z".
export function day(moment) {
  const [year, month, date] = moment.slice(0, 10).split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

export const time = (moment) => el("time", { datetime: moment, title: moment }, day(moment));

// Return the JSON at an address. Throws an Error with the reason that the server gives.
export async function ask(name, values = {}) {
  const answer = await fetch(`/_outfeed/${name}?${new URLSearchParams(values)}`);
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error);
  return value;
}

// Return a function that loads and shows, and shows nothing that a later call has overtaken.
export function latest(load, show, fail) {
  let turn = 0;
  return async (...values) => {
    const mine = ++turn;
    try {
      const found = await load(...values);
      if (mine === turn) show(found, ...values);
    } catch (error) {
      if (mine === turn) fail(error, ...values);
    }
  };
}
