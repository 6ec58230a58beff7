// Copy buttons, the filter box, pictures that fail. Without this script the page is complete: the first two are hidden.
"use strict";

const copied = document.getElementById("copied");

// Letters outside ASCII are shown, and copied as every reader takes them: percent-encoded.
const address = (code) => code.dataset.address ?? code.textContent;

document.addEventListener("copy", (event) => {
  const text = getSelection().toString();
  const code = [...document.querySelectorAll("code[data-address]")].find((each) => each.textContent === text);
  if (code) {
    event.clipboardData.setData("text/plain", address(code));
    event.preventDefault();
  }
});

async function copy(code) {
  try {
    await navigator.clipboard.writeText(address(code));
    return true;
  } catch { // no permission, or neither https nor localhost
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const word = button.firstChild;
  const before = word.data;
  let timer;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(button.parentElement.querySelector("code"));
    word.data = done ? "Copied" : "Selected";
    copied.textContent = `${button.dataset.copy} address ${done ? "copied" : "selected: copy it with the keyboard"}`;
    clearTimeout(timer);
    timer = setTimeout(() => {
      word.data = before;
      copied.textContent = "";
    }, 4000);
  });
}

// Whatever the case and the accents: in capitals ß is SS and both forms of sigma are one.
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().trim();

// A picture that can't be loaded leaves no gap.
const remove = (picture) => {
  picture.parentElement.classList.remove("pictured");
  picture.remove();
};

for (const picture of document.querySelectorAll(".pictured > img")) {
  picture.addEventListener("error", () => remove(picture));
  if (picture.complete) picture.decode().catch(() => remove(picture)); // it failed before this script ran
}

if (matchMedia("(min-width: 64rem)").matches) {
  for (const group of document.querySelectorAll("details.group")) group.open = true; // a screen has room for all
}

const filter = document.getElementById("filter");

if (filter) {
  const found = document.getElementById("found");
  const groups = [...document.querySelectorAll(".group")];
  const rows = groups.map((group) =>
    [...group.querySelectorAll("li")].map((item) => [item, folded(item.firstChild.textContent)]));
  const total = rows.flat().length;
  let opened = null; // the groups that were open before something was typed
  const show = () => {
    const wanted = folded(filter.value);
    if (wanted) opened ??= groups.map((group) => group.open);
    let shown = 0;
    groups.forEach((group, rank) => {
      let any = false;
      for (const [item, name] of rows[rank]) {
        const fits = name.includes(wanted);
        item.hidden = !fits;
        any ||= fits;
        shown += fits;
      }
      group.hidden = !any;
      if (opened) group.open = wanted ? true : opened[rank];
    });
    if (!wanted) opened = null;
    found.textContent = wanted ? `${shown} of ${total} feeds` : "";
  };
  filter.parentElement.hidden = false;
  filter.addEventListener("input", show);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      filter.value = "";
      show();
    }
  });
  addEventListener("pageshow", show); // browsers fill in what was written before
}
