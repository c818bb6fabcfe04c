"use strict";
const { lang } = document.documentElement;
const table = document.querySelector("table.rows");
const form = document.querySelector("form");

// The text of a node, without what no search looks into: labels, numbers, links.
const textOf = (node) => node.matches?.("dt, summary, .links, .n, .x, [href^='#_']") ? ""
  : node.data ?? Array.from(node.childNodes, textOf).join(" ");

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
    const keyed = Array.from(table.tBodies, (row) => {
      const cell = row.rows[0].cells[column];
      return [cell.dataset.sort ?? cell.textContent.trim(), row];
    });
    // What is empty stays last.
    keyed.sort(([a], [b]) => !a - !b || sign * compare(a, b));
    table.append(...keyed.map(([, row]) => row));
  };
});

// Each row shows its address.
for (const { id, rows: [row] } of table?.tBodies ?? []) {
  if (id) {
    const address = document.createElement("a");
    address.href = `#${id}`;
    address.textContent = `#${id}`;
    address.className = "x";
    row.querySelector("th").append(document.createElement("br"), address);
  }
}

// The search of eig: its rules, and the words by which rows are found besides what they show.
const searchIn = (rows, data) => {
  const wordsOf = (text) => (
    text.normalize().replace(RegExp(data.gender, "g"), "").match(/[\p{L}\p{N}\p{M}@]+/gu) ?? []
  );
  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("@", "a");
  const [stem, form] = [data.stem, data.form].map((rules) => {
    const compiled = rules.map(([pattern, by]) => [RegExp(pattern), by.replace("\\", "$")]);
    return (word) => compiled.reduce((text, [pattern, by]) => text.replace(pattern, by), word);
  });
  const singular = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);
  const [ignored, not] = [data.ignored, data.not].map((words) => new Set(words.split(" ")));
  // What has a name, and the rows that have it.
  const read = (groups) => Object.entries(groups).flatMap(([numbers, names]) => {
    const found = new Set(numbers.split(" ").map((number) => rows[number]));
    return names.split("|").map((name) => [name, found]);
  });
  const values = new Map(read(data.values));
  const described = ([written, found]) => {
    const plain = folded(written);
    return { written, plain, one: singular(plain), stem: stem(plain), found };
  };
  const shown = new Map();
  for (const row of rows) {
    for (const word of wordsOf(textOf(row))) {
      if (!shown.has(word)) shown.set(word, new Set());
      shown.get(word).add(row);
    }
  }
  const own = [...shown, ...read(data.words)].map(described);
  const families = read(data.families).map(described);

  // Which rows mention a word: it or a form of it, or what begins so if no text has the word.
  const mention = ({ written, plain }, words) => {
    const [one, base, ies] = [singular(plain), stem(plain), plain.replace(/ies$/, "y")];
    const isKnown = words.some((word) => word.one === one || word.written === `=${one}`);
    const matches = (word) => {
      if (word.written[0] === "=") return [one, ies].includes(word.written.slice(1));
      const [short, long] = [word.plain, plain].sort((a, b) => a.length - b.length);
      const isForm = [short, `${short}s`, `${short}x`].includes(long)
        || (short.length > 3 && word.stem === base);
      const begins = plain.length > 3 && word.plain.startsWith(plain)
        && (!isKnown || /^\p{Ll}\p{Lu}/u.test(word.written.slice(plain.length - 1)));
      // A letter typed with an accent has one, or is a capital.
      return (isForm || begins) && Array.from(written).slice(0, base.length)
        .every((each, at) => each.toLowerCase() === folded(each) || word.written[at] !== folded(each));
    };
    return new Set(words.filter(matches).flatMap((word) => [...word.found]));
  };

  // Names of families count where nothing else mentions a word.
  const mentions = (word) => {
    const found = mention(word, own);
    return found.size ? found : mention(word, families);
  };

  return (typed) => {
    const words = wordsOf(typed)
      .map((written) => ({ written, plain: folded(written), form: form(folded(written)) }));
    // Each part of what was typed: which rows it finds, and whether these are not wanted.
    const parts = [];
    let isExcluded = false;
    for (let at = 0; at < words.length;) {
      let found;
      let length = words.length - at;
      for (; length > 0; length -= 1) {
        const part = words.slice(at, at + length);
        const forms = (some) => some.map((word) => word.form);
        const names = part.filter(({ plain }) => !ignored.has(plain) && !not.has(plain));
        found = values.get(forms(part).join(" "));
        // A name neither begins nor ends with an article or the like.
        if (names.includes(part[0]) && names.includes(part.at(-1))) {
          found ??= values.get(forms(names).sort().join(" "));
        }
        if (found) break;
      }
      const word = words[at];
      at += Math.max(length, 1);
      if (!found && not.has(word.plain)) {
        isExcluded = true;
      } else if (found || !ignored.has(word.plain)) {
        parts.push({ found: found ?? mentions(word), isExcluded });
        isExcluded = false;
      }
    }
    // Where no word decides anything, all are searched.
    if (!parts.length) parts.push(...words.map((word) => ({ found: mentions(word) })));
    // A word that nothing mentions is left out, where others find something.
    const kept = parts.filter(({ found }) => found.size);
    return (row) => (kept.length ? kept : parts)
      .every((part) => part.found.has(row) !== Boolean(part.isExcluded));
  };
};

if (form) {
  const rows = Array.from(table.tBodies, (row) => (
    { row, marks: new Set(row.dataset.has?.split(" ")) }
  ));
  let find;
  const search = form.querySelector("input");
  const selects = Array.from(form.querySelectorAll("select"));
  const status = form.querySelector("[role=status]");
  const plural = new Intl.PluralRules(lang);
  const filter = () => {
    const marks = selects.map((select) => select.value).filter(Boolean);
    let isFound = () => true;
    if (search.value.trim()) {
      find ??= searchIn(
        rows.map(({ row }) => row),
        JSON.parse(table.nextElementSibling.textContent),
      );
      isFound = find(search.value);
    }
    let count = 0;
    for (const { row, marks: own } of rows) {
      const fits = marks.every((mark) => own.has(mark)) && isFound(row);
      row.hidden = !fits;
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
  form.onreset = (event) => {
    // A browser would empty the fields only after this event.
    event.preventDefault();
    for (const field of [search, ...selects]) field.value = "";
    filter();
    remember(false);
  };
  form.onsubmit = () => false;
  form.hidden = false;
  addEventListener("hashchange", recall);
  // By then, a browser has put back what was typed before, at another address perhaps.
  addEventListener("pageshow", recall);
}
