"use strict";
const table = document.querySelector("table.rows");
const form = document.querySelector("form");
const rows = Array.from(table.tBodies);
const data = JSON.parse(document.querySelector("main script")?.textContent ?? "{}");
// For each row, its values of the filters, and the texts that are searched.
const known = new Map(rows.map((row, place) => [row, data.rows?.[place]]));

// The headings become buttons: the first click sorts upwards, the next one downwards.
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
const heads = Array.from(table.tHead.rows[0].cells);
heads.forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  const key = (row) => row.rows[0].cells[column].dataset.sort ?? row.rows[0].cells[column].textContent.trim();
  button.onclick = () => {
    const sign = head.ariaSort === "ascending" ? -1 : 1;
    for (const other of heads) other.removeAttribute("aria-sort");
    head.ariaSort = sign > 0 ? "ascending" : "descending";
    // Empty cells stay last.
    table.append(...rows.sort((a, b) => !key(a) - !key(b) || sign * compare(key(a), key(b))));
  };
});

// The search of eig: it finds a word in any of its forms, and its synonyms; if no text has the word,
// it finds words that begin with it.
const search = () => {
  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("@", "a");
  const wordsOf = (text) => (
    text.normalize().replace(RegExp(data.gender, "g"), "").match(/[\p{L}\p{N}\p{M}@]+/gu) ?? []
  );
  const rewriting = (rules) => (word) => rules.reduce((text, endings) => {
    const fits = ([ending, least]) => text.endsWith(ending) && text.length - ending.length >= least;
    const [ending, , by] = endings.find(fits) ?? ["", 0, ""];
    return text.slice(0, text.length - ending.length) + by;
  }, word);
  const [stem, form] = [rewriting(data.stem), rewriting(data.form)];
  const isPlural = (long, short) => [short, `${short}s`, `${short}x`].includes(long) && !long.endsWith("ss");
  const singular = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);
  const ignored = new Set(data.ignored);
  // The words of all rows, each with the texts that have it.
  const indexed = () => {
    const index = new Map();
    for (const row of rows) {
      for (const text of known.get(row)[1]) {
        const place = { row };
        for (const written of wordsOf(text)) {
          if (!index.has(written)) index.set(written, new Set());
          index.get(written).add(place);
        }
      }
    }
    return Array.from(index, ([written, found]) => {
      const plain = folded(written);
      return { written, plain, one: singular(plain), stem: stem(plain), found };
    });
  };
  const all = indexed();
  const synonyms = new Map(
    Object.entries(data.synonyms).map(([word, phrases]) => [form(folded(word)), phrases]),
  );
  const forms = (typed, isWhole) => {
    const plain = folded(typed);
    const [one, base] = [singular(plain), stem(plain)];
    const isKnown = isWhole || plain.length < 4 || all.some((word) => word.one === one);
    const matches = (word) => {
      const isForm = isPlural(word.plain, plain) || isPlural(plain, word.plain) || (Math.min(word.plain.length, plain.length) > 3 && word.stem === base);
      const begins = plain.length > 3 && word.plain.startsWith(plain)
        && (!isKnown || /^\p{Ll}\p{Lu}/u.test(word.written.slice(plain.length - 1)));
      // A letter typed with an accent must have one in the text.
      return (isForm || begins) && Array.from(typed).slice(0, base.length)
        .every((each, at) => each.toLowerCase() === folded(each) || word.written[at] !== folded(each));
    };
    return new Set(all.filter(matches).flatMap(({ found }) => [...found]));
  };
  // The texts that have all words of a synonym, in any of their forms.
  const phrase = (typed) => {
    const [first, ...others] = wordsOf(typed).filter((word) => !ignored.has(folded(word)))
      .map((word) => forms(word, true));
    return Array.from(first ?? []).filter((text) => others.every((own) => own.has(text)));
  };
  const mention = (typed) => {
    const plain = folded(typed);
    const others = synonyms.get(form(plain)) ?? synonyms.get(form(plain.replace(/ies$/, "y"))) ?? [];
    const places = [...forms(typed, others.length > 0), ...others.flatMap(phrase)];
    return new Set(places.map(({ row }) => row));
  };
  return (typed) => {
    const words = wordsOf(typed).slice(0, data.most);
    const asked = words.filter((word) => !ignored.has(folded(word)));
    const found = (asked.length ? asked : words).map(mention);
    return (row) => found.every((own) => own.has(row));
  };
};

if (form) {
  let find;
  const input = form.querySelector("input");
  const selects = Array.from(form.querySelectorAll("select"));
  const fields = [input, ...selects];
  for (const select of selects) {
    const counts = new Map();
    for (const [own] of known.values()) {
      for (const value of new Set(own[select.name])) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const labels = data.labels[select.name];
    const order = (a, b) => (a === "unknown") - (b === "unknown") || compare(labels[a], labels[b]);
    for (const value of Array.from(counts.keys()).sort(order)) {
      select.append(new Option(`${labels[value]} (${counts.get(value)})`, value));
    }
    select.parentNode.hidden = counts.size < 2;
  }
  const status = form.querySelector("[role=status]");
  const filter = () => {
    let isFound = () => true;
    if (input.value.trim()) {
      find ??= search();
      isFound = find(input.value);
    }
    let count = 0;
    for (const row of rows) {
      const [own] = known.get(row);
      row.hidden = !(selects.every(({ name, value }) => !value || own[name].includes(value)) && isFound(row));
      count += !row.hidden;
    }
    const sentence = (count ? data.shown : data.none).replace("{shown}", count).replace("{count}", rows.length);
    const isPart = count < rows.length;
    // The fields are not printed.
    const labelled = ({ name, value }) => data.labels[name]?.[value] ?? value.trim();
    const given = isPart && count ? fields.map(labelled).filter(Boolean) : [];
    status.textContent = [sentence, ...given].join(" · ");
    table.parentNode.classList.toggle("part", isPart);
  };
  // The address of the page holds the filters: #q=mer&role=designer.
  form.oninput = () => {
    const given = fields.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    history.replaceState(null, "", `#${new URLSearchParams(given)}`);
    filter();
  };
  form.onreset = (event) => {
    // A browser would empty the fields only after this event.
    event.preventDefault();
    for (const field of fields) field.value = "";
    form.oninput();
  };
  form.onsubmit = () => false;
  const recall = () => {
    const place = document.getElementById(location.hash.slice(1));
    const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    // A link to a source leaves the rows as they are.
    if (!place || place.hidden) for (const field of fields) field.value = asked.get(field.name) ?? "";
    filter();
    if (asked.size) form.scrollIntoView({ block: "nearest" });
    if (table.contains(place)) {
      place.querySelector("details")?.setAttribute("open", "");
      place.scrollIntoView();
    }
  };
  form.hidden = false;
  addEventListener("hashchange", recall);
  // By then, a browser has restored what was typed before, perhaps at another address.
  addEventListener("pageshow", recall);
}
