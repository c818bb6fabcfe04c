"use strict";
const { lang } = document.documentElement;
const table = document.querySelector("table.rows");
const form = document.querySelector("form");

// The text of a node, without the labels in it and the numbers of sources.
const textOf = (node) => node.matches?.("dt, summary, [href^='#']") ? ""
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
  form.oninput = filter;
  // The fields are emptied after this event.
  form.onreset = () => setTimeout(filter);
  form.onsubmit = () => false;
  form.hidden = false;
  // By then, a browser has put back what was typed before.
  addEventListener("pageshow", filter);
}
