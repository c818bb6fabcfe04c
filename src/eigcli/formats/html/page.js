"use strict";
const { lang } = document.documentElement;
const table = document.querySelector("table.rows");
const form = document.querySelector("form");

// The text of a node, without the labels in it and the numbers of sources.
const textOf = (node) => node.matches?.("dt, summary, [href^='#_']") ? ""
  : node.data ?? Array.from(node.childNodes, textOf).join(" ");

// As in the search of eig, neither case nor accents matter.
const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
  .replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("’", "'");

const wordsIn = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// The headings become buttons, which sort upwards, and the next time downwards.
const { compare } = new Intl.Collator(lang, { numeric: true });
const heads = table ? Array.from(table.tHead.rows[0].cells) : [];
heads.forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.onclick = () => {
    const sign = head.ariaSort === "ascending" ? -1 : 1;
    for (const other of heads) other.removeAttribute("aria-sort");
    head.ariaSort = sign > 0 ? "ascending" : "descending";
    const body = table.tBodies[0];
    const keyed = Array.from(body.rows, (row) => {
      const cell = row.cells[column];
      return [cell.dataset.sort ?? textOf(cell), row];
    });
    // What is empty stays last.
    keyed.sort(([a], [b]) => !a - !b || sign * compare(a, b));
    for (const [, row] of keyed) body.append(row);
  };
});

if (form) {
  const rows = Array.from(table.tBodies[0].rows, (row) => (
    { row, marks: new Set(row.dataset.has?.split(" ")) }
  ));
  const search = form.querySelector("input");
  const selects = Array.from(form.querySelectorAll("select"));
  const status = form.querySelector("[role=status]");
  const plural = new Intl.PluralRules(lang);
  const filter = () => {
    // A plural matches its singular.
    const words = wordsIn(search.value)
      .map((word) => (word.length > 4 ? word.replace(/[sx]$/, "") : word));
    const marks = selects.map((select) => select.value).filter(Boolean);
    let count = 0;
    for (const one of rows) {
      if (words.length) one.words ??= wordsIn(textOf(one.row));
      const fits = marks.every((mark) => one.marks.has(mark))
        && words.every((word) => one.words.some((other) => other.startsWith(word)));
      one.row.hidden = !fits;
      count += fits;
    }
    const { none, other, [plural.select(count)]: sentence } = status.dataset;
    status.textContent = (count ? sentence ?? other : none).replace("{shown}", count);
  };

  // What the rows are chosen by is in the address of the page: #q=mer&role=designer.
  const nameOf = (option) => option.text.replace(/ \(\d+\)$/, "");
  const fragment = () => {
    const values = selects.map(({ name, selectedOptions: [option] }) => (
      [name, option.value && nameOf(option)]
    ));
    const given = [["q", search.value], ...values].filter(([, value]) => value);
    return `#${new URLSearchParams(given)}`;
  };
  let typing = false;
  const remember = (isTyped) => {
    // "Back" leads to what was there before a word was typed, not to each of its letters.
    history[typing && isTyped ? "replaceState" : "pushState"](null, "", fragment());
    typing = isTyped;
  };
  const recall = () => {
    const { hash } = location;
    const place = document.getElementById(hash.slice(1));
    typing = false;
    // A link to a source leaves the rows as they are, and so does one to a row that is shown.
    if (!place || place.hidden) {
      const asked = new URLSearchParams(hash.includes("=") ? hash.slice(1) : "");
      search.value = asked.get("q") ?? "";
      for (const select of selects) {
        const name = asked.get(select.name);
        select.value = Array.from(select).find((option) => nameOf(option) === name)?.value ?? "";
      }
    }
    filter();
    if (hash.includes("=")) form.scrollIntoView({ block: "nearest" });
    if (table.contains(place)) {
      place.querySelector("details")?.setAttribute("open", "");
      place.scrollIntoView();
    }
  };
  form.oninput = ({ target }) => {
    filter();
    remember(target === search);
  };
  // The fields are emptied after this event.
  form.onreset = () => setTimeout(() => {
    filter();
    remember(false);
  });
  form.onsubmit = () => false;
  form.hidden = false;
  addEventListener("hashchange", recall);
  // By then, a browser has put back what was typed before, at another address perhaps.
  addEventListener("pageshow", recall);
}
