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

// The search of eig, see ask/searching.py, whose rules and lists of words come with the rows.
const search = () => {
  const letters = { œ: "oe", æ: "ae", ø: "o", ı: "i", ß: "ss", "@": "a" };
  const folded = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[œæøıß@]/g, (letter) => letters[letter]).replace(/[^\p{L}\p{N}]/gu, "");
  // The words of a text, each with the word before it if a hyphen joins them.
  const wordsOf = (text) => {
    let [before, end] = ["", 0];
    return Array.from(text.matchAll(RegExp(data.word, "gu"))).flatMap((match) => {
      const [typed, dot, root, signs] = match;
      if (!folded(root)) return [];
      const plain = dot + folded(root) + signs;
      const head = text.slice(end, match.index) === "-" ? before : "";
      [before, end] = [plain, match.index + typed.length];
      return [{ typed, plain, head }];
    });
  };
  const significant = (text) => {
    const words = wordsOf(text);
    const others = words.filter(({ plain }) => !data.stop.includes(plain));
    return others.length ? others : words;
  };
  const rewritten = (word, rules) => rules.reduce((text, endings) => {
    const fits = ([ending, least]) => text.endsWith(ending) && text.length - ending.length >= least;
    const [ending, , by] = endings.find(fits) ?? ["", 0, ""];
    return text.slice(0, text.length - ending.length) + by;
  }, word);
  // The places of the letters that have an accent.
  const accents = (text, areCapitals) => Array.from(text.normalize()).flatMap((letter) => {
    const isAccented = /\p{M}$/u.test(letter.normalize("NFD")) || (areCapitals && letter !== letter.toLowerCase());
    return Array(folded(letter).length).fill(isAccented);
  });
  // The words of all rows, each with the texts that have it.
  const index = new Map();
  for (const [row, [, texts]] of known) {
    for (const text of texts) {
      const place = { row };
      for (const { typed, plain, head } of wordsOf(text)) {
        const key = `${head}-${typed}`;
        if (!index.has(key)) index.set(key, { plain, head, stem: rewritten(plain, data.stems), accents: accents(typed, true), texts: new Set() });
        index.get(key).texts.add(place);
      }
    }
  }
  const all = Array.from(index.values());
  const isPlural = (short, long) => [short, `${short}s`, `${short}x`].includes(long) && !long.endsWith("ss");
  // The texts that have a word in any of its forms or, unless it is whole, one that begins with it.
  // `mer` is not meant by `outre-mer`, unless `outre` is searched beside it.
  const textsWith = ({ typed, plain }, isWhole, beside) => {
    const stem = rewritten(plain, data.stems);
    const accented = accents(typed).slice(0, stem.length);
    const matches = (word) => {
      if (data.apart.includes(word.head) && !beside.includes(word.head)) return false;
      const [short, long] = word.plain.length < plain.length ? [word.plain, plain] : [plain, word.plain];
      if (isPlural(short, long)) return true;
      return short.length >= data.enough && ((!isWhole && word.plain.startsWith(plain)) || word.stem === stem);
    };
    const found = all.filter((word) => matches(word) && accented.every((isAccented, at) => !isAccented || word.accents[at]));
    return new Set(found.flatMap(({ texts }) => [...texts]));
  };
  const plainsOf = (text) => wordsOf(text).map(({ plain }) => plain);
  // A text must have all words of a synonym.
  const textsWithAll = (phrase) => {
    const [first, ...others] = significant(phrase).map((word) => textsWith(word, true, plainsOf(phrase)));
    return Array.from(first ?? []).filter((text) => others.every((texts) => texts.has(text)));
  };
  const rowsWith = (word, beside) => {
    const form = rewritten(word.plain.replace(/ies$/, "y"), data.forms);
    const phrases = Object.entries(data.synonyms).filter(([key]) => key.split(" ").includes(form))
      .flatMap(([, synonyms]) => synonyms).filter((phrase) => folded(phrase) !== word.plain);
    const one = word.plain.length > 3 ? word.plain.replace(/[sx]$/, "") : word.plain;
    const isWhole = phrases.length > 0 || word.plain.length < data.enough
      || all.some(({ plain }) => [one, `${one}s`, `${one}x`].includes(plain));
    const texts = [...textsWith(word, isWhole, beside), ...phrases.flatMap(textsWithAll)];
    return new Set(texts.map(({ row }) => row));
  };
  return (typed) => {
    const most = typed.trim().split(/\s+/).slice(0, data.most).join(" ");
    const parts = most.split(RegExp(data.or, "i"))
      .map((part) => significant(part).map((word) => rowsWith(word, plainsOf(part))));
    const searched = parts.filter((found) => found.length);
    return (row) => !searched.length || searched.some((found) => found.every((rows) => rows.has(row)));
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
