// What the page shows stands in its address, behind "#": going back works, and a reload changes nothing.

export function route() {
  const values = new URLSearchParams(location.hash.slice(1));
  const read = (name) => values.get(name) ?? "";
  return { section: read("section") || "entries", feed: read("feed"), key: read("key"), file: read("file"), from: Number(read("from")) || 1 };
}

// Return the address of what is shown now, with other values.
export function address(changes) {
  const values = Object.entries({ ...route(), ...changes }).filter(([name, value]) => value && !(name === "from" && value === 1));
  return `#${new URLSearchParams(values)}`;
}

export function go(changes) {
  location.hash = address(changes);
}
