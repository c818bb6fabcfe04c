"use strict";
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

// The headings of a table become buttons: the first click sorts upwards, the next one downwards.
for (const table of document.querySelectorAll("table.rows")) {
  const rows = Array.from(table.tBodies);
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
}

const form = document.querySelector("form");
const list = form?.nextElementSibling;
const cards = Array.from(list?.querySelectorAll(":scope > details") ?? []);
const data = JSON.parse(list?.nextElementSibling.textContent ?? "{}");

const element = (tag, properties, ...content) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...content);
  return node;
};

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
      return [{ typed, plain, head, start: match.index }];
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
  // The texts of a card that are searched: those that it shows, and those that came beside it.
  const textsOf = (card, place) => {
    const shown = Array.from(card.querySelectorAll(".q"), (node) => {
      let head = node;
      while (head && head.tagName !== "DT") head = head.previousElementSibling;
      return { card, label: head?.textContent, text: node.firstChild.textContent };
    });
    const others = data.rows[place][1].flatMap((number) => {
      const [label, ...values] = data.texts[number].split("\t");
      return values.map((text) => ({ card, label, text }));
    });
    return [...shown, ...others];
  };
  // The words of all cards, each with the texts that have it.
  const index = new Map();
  for (const place of cards.flatMap(textsOf)) {
    for (const { typed, plain, head } of wordsOf(place.text)) {
      const key = `${head}-${typed}`;
      if (!index.has(key)) index.set(key, { typed, plain, head, stem: rewritten(plain, data.stems), texts: new Set() });
      index.get(key).texts.add(place);
    }
  }
  const all = Array.from(index.values());
  const isPlural = (short, long) => [`${short}s`, `${short}x`].includes(long) && !long.endsWith("ss");
  // The texts that have a word in any of its forms or, unless it is whole, one that begins with it;
  // each with its words that do. `mer` is not meant by `outre-mer`, unless `outre` is searched beside.
  // The name of a technique is only what is written like it: `Vue` is no `vue`.
  const textsWith = ({ typed, plain }, isWhole, beside) => {
    const stem = rewritten(plain, data.stems);
    const matches = (word) => {
      if (data.apart.includes(word.head) && !beside.includes(word.head)) return false;
      if (data.techniques.includes(typed)) return word.typed === typed;
      const [short, long] = word.plain.length < plain.length ? [word.plain, plain] : [plain, word.plain];
      if (word.plain === plain || isPlural(short, long)) return true;
      return short.length >= data.enough && ((!isWhole && word.plain.startsWith(plain)) || word.stem === stem);
    };
    const texts = new Map();
    for (const word of all) {
      if (!matches(word)) continue;
      for (const text of word.texts) texts.set(text, [...(texts.get(text) ?? []), word.typed]);
    }
    return texts;
  };
  const plainsOf = (text) => wordsOf(text).map(({ plain }) => plain);
  // A text must have all words of a synonym.
  const textsWithAll = (phrase) => {
    const found = significant(phrase).map((word) => textsWith(word, true, plainsOf(phrase)));
    const texts = Array.from(found[0]?.keys() ?? []).filter((text) => found.every((own) => own.has(text)));
    return texts.map((text) => [text, found.flatMap((own) => own.get(text))]);
  };
  const hasWord = (plain) => {
    const one = plain.length > 3 ? plain.replace(/[sx]$/, "") : plain;
    return all.some((word) => [one, `${one}s`, `${one}x`].includes(word.plain));
  };
  const synonymsOf = (plain) => {
    const form = rewritten(plain.replace(/ies$/, "y"), data.forms);
    return Object.entries(data.synonyms).filter(([key]) => key.split(" ").includes(form))
      .flatMap(([, synonyms]) => synonyms).filter((phrase) => folded(phrase) !== plain);
  };
  // The texts that mention a word or a synonym.
  const textsMentioning = (word, beside) => {
    const phrases = synonymsOf(word.plain);
    const isWhole = phrases.length > 0 || word.plain.length < data.long || hasWord(word.plain);
    return [...textsWith(word, isWhole, beside), ...phrases.flatMap(textsWithAll)];
  };
  // For each word of a text, the cards that mention it, each with the texts that do. Two words that
  // follow each other may be one word: `cyber sécurité`.
  const cardsWith = (text) => {
    const words = significant(text);
    const joined = words.slice(1).map((second, place) => {
      const first = words[place];
      const plain = first.plain + second.plain;
      const isWord = hasWord(plain) || synonymsOf(plain).length;
      const isSideBySide = second.start === first.start + first.typed.length + 1;
      return isSideBySide && isWord ? textsMentioning({ typed: plain, plain }, []) : [];
    });
    return words.map((word, place) => {
      const alone = textsMentioning(word, plainsOf(text));
      const texts = [...alone, ...(joined[place - 1] ?? []), ...(joined[place] ?? [])];
      return Map.groupBy(texts, ([{ card }]) => card);
    });
  };
  // For each card that is found, what each word found in it; `null` if no word is searched.
  return (typed) => {
    const most = typed.trim().split(/\s+/).slice(0, data.most).join(" ");
    const parts = most.split(RegExp(data.or, "i")).map(cardsWith);
    const searched = parts.filter((words) => words.length);
    const found = new Map();
    for (const words of searched) {
      for (const card of cards.filter((each) => words.every((word) => word.has(each)))) {
        found.set(card, [...(found.get(card) ?? []), ...words.map((word) => word.get(card))]);
      }
    }
    return searched.length ? found : null;
  };
};

// What a search found is marked in the head of a card or, if it stands elsewhere, below it.
const marking = () => {
  const placesOf = (text, words) => (
    Array.from(text.matchAll(RegExp(data.word, "gu"))).filter(([word]) => words.has(word))
  );
  // Marks words in the texts of a node, and returns those that it has.
  const mark = (node, words) => {
    const seen = new Set();
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts.filter(({ parentNode }) => !parentNode.closest("[href^='#'], b, dt, h4"))) {
      // From the last to the first: what stands before stays where it is.
      for (const { 0: word, index } of placesOf(text.data, words).reverse()) {
        text.splitText(index + word.length);
        text.splitText(index).replaceWith(element("mark", {}, word));
        seen.add(word);
      }
    }
    return seen;
  };
  // The words around the first of those that were found.
  const excerpt = (text, words) => {
    const { index } = placesOf(text, words)[0];
    const start = index > 60 ? text.indexOf(" ", index - 60) + 1 : 0;
    const end = text.length > start + 110 ? text.lastIndexOf(" ", start + 110) : text.length;
    return `${start ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
  };
  const found = new Map();
  const markBody = (card) => {
    if (card.open && found.has(card)) for (const part of Array.from(card.children).slice(1)) mark(part, found.get(card));
  };
  for (const card of cards) card.addEventListener("toggle", () => markBody(card));
  return (terms) => {
    for (const node of list.querySelectorAll("mark")) {
      const parent = node.parentNode;
      node.replaceWith(node.textContent);
      parent.normalize();
    }
    for (const node of list.querySelectorAll(".found")) node.remove();
    found.clear();
    for (const [card, texts] of terms ?? []) {
      const words = new Set(texts.flat().flatMap(([, typed]) => typed));
      const seen = mark(card.firstElementChild, words);
      const isSeen = ([, typed]) => typed.some((word) => seen.has(word));
      const unseen = new Map(texts.filter((own) => !own.some(isSeen)).map(([first]) => first));
      for (const [{ label, text }, typed] of unseen) {
        const line = element("small", { className: "found" }, data.found.replace("{field}", label.toLowerCase()), excerpt(text, new Set(typed)));
        mark(line, new Set(typed));
        card.firstElementChild.append(line);
      }
      found.set(card, words);
      markBody(card);
    }
  };
};

if (form) {
  let find;
  let show;
  const names = Object.keys(data.filters);
  const valuesOf = new Map(cards.map((card, place) => (
    [card, Object.fromEntries(names.map((name, at) => [name, data.rows[place][0][at].map((number) => data.filters[name][number][0])]))]
  )));
  const input = form.q;
  const order = form.order;
  const boxes = Array.from(document.querySelectorAll("input[name=state]"));
  const selects = Array.from(form.querySelectorAll("select")).filter((select) => select !== order);
  const labels = Object.fromEntries(names.map((name) => [name, new Map(data.filters[name])]));
  const labelOf = (name, value) => labels[name].get(value);
  for (const select of selects) {
    const values = new Set(cards.flatMap((card) => valuesOf.get(card)[select.name]));
    const rank = (a, b) => (a === "unknown") - (b === "unknown") || compare(labelOf(select.name, a), labelOf(select.name, b));
    select.append(...Array.from(values).sort(rank).map((value) => new Option("", value)));
    select.parentNode.hidden = values.size < 2;
  }
  for (const node of document.querySelectorAll("fieldset [hidden]")) node.hidden = false;

  // The values that are chosen of each filter.
  const chosen = () => {
    const values = Object.fromEntries(selects.map(({ name, value }) => [name, value ? [value] : []]));
    if (boxes.length) values.state = boxes.filter((box) => box.checked).map((box) => box.value);
    return values;
  };
  const chips = form.querySelector(".chips");
  const chip = (label, remove) => element("button", {
    type: "button", ariaLabel: data.remove.replace("{filter}", label),
    onclick: () => { remove(); form.oninput(); input.focus(); },
  }, label);
  const showChips = () => {
    const set = input.value.trim() ? [chip(input.value.trim(), () => { input.value = ""; })] : [];
    for (const select of selects.filter(({ value }) => value)) {
      set.push(chip(labelOf(select.name, select.value), () => { select.value = ""; }));
    }
    for (const box of boxes.filter(({ checked }) => checked)) {
      set.push(chip(labelOf("state", box.value), () => { box.checked = false; }));
    }
    chips.replaceChildren(...set, ...(set.length ? [element("button", { type: "reset" }, data.clear)] : []));
  };
  // A mark stands for one card or more; what is not shown of these is faint, and not counted.
  const countMarks = () => {
    for (const row of document.querySelectorAll(".chart tbody tr")) {
      let used = 0;
      let count = 0;
      for (const mark of row.querySelectorAll(".mark")) {
        const shown = mark.dataset.of.split(" ").filter((slug) => !document.getElementById(slug).hidden).length;
        mark.classList.toggle("off", !shown);
        count += shown;
        if (mark.matches(".in-use, .handed-over")) used += shown;
      }
      row.lastElementChild.textContent = data.used.replace("{used}", used).replace("{count}", count);
    }
  };
  const filter = () => {
    if (input.value.trim()) find ??= search();
    const found = input.value.trim() ? find(input.value) : null;
    const values = chosen();
    const meets = (card, besides) => (!found || found.has(card)) && Object.keys(values).every((name) => (
      name === besides || !values[name].length || values[name].some((value) => valuesOf.get(card)[name].includes(value))
    ));
    // Each filter says how many cards it would leave beside the others.
    const countOf = (name, value) => cards.filter((card) => valuesOf.get(card)[name].includes(value) && meets(card, name)).length;
    for (const select of selects) {
      for (const option of Array.from(select.options).slice(1)) {
        const count = countOf(select.name, option.value);
        option.text = `${labelOf(select.name, option.value)} (${count})`;
        option.disabled = !count && !option.selected;
      }
    }
    for (const box of boxes) box.parentNode.querySelector("b").textContent = countOf("state", box.value);
    for (const card of cards) card.hidden = !meets(card);
    const count = cards.filter((card) => !card.hidden).length;
    form.querySelector("[role=status]").textContent = (count ? data.shown : data.none)
      .replace("{shown}", count).replace("{count}", cards.length);
    countMarks();
    showChips();
    if (found || show) {
      show ??= marking();
      show(found);
    }
    list.append(...data.orders[order.value].map((place) => cards[place]));
  };
  // The address of the page holds the filters: #q=mer&role=designer.
  const fields = [input, ...selects, order];
  form.oninput = () => {
    const given = fields.filter(({ value }) => value && value !== "0").map(({ name, value }) => [name, value]);
    given.push(...boxes.filter(({ checked }) => checked).map(({ value }) => ["state", value]));
    history.replaceState(null, "", `#${new URLSearchParams(given)}`);
    filter();
  };
  const empty = () => {
    for (const field of fields) field.value = field === order ? "0" : "";
    for (const box of boxes) box.checked = false;
  };
  form.onreset = (event) => {
    // A browser would empty the fields only after this event.
    event.preventDefault();
    empty();
    form.oninput();
    input.focus();
  };
  form.onsubmit = () => false;
  for (const box of boxes) box.oninput = form.oninput;
  const chart = document.querySelector(".chart");
  if (chart) {
    chart.onclick = ({ target: { dataset } }) => { if (dataset.of) [location.hash] = dataset.of.split(" "); };
    chart.onpointerover = ({ target }) => {
      if (target.dataset.of) target.title = target.dataset.of.split(" ").map((slug) => document.getElementById(slug).querySelector("h3").textContent).join(", ");
    };
  }
  const recall = () => {
    const place = document.getElementById(location.hash.slice(1));
    const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    // A link to a source leaves the cards as they are.
    if (!place || place.hidden) {
      empty();
      for (const field of fields) {
        if (asked.has(field.name)) field.value = asked.get(field.name);
        // A value that the filter does not have.
        if (field.selectedIndex === -1) field.selectedIndex = 0;
      }
      for (const box of boxes) box.checked = asked.getAll("state").includes(box.value);
    }
    filter();
    if (asked.size) form.scrollIntoView({ block: "nearest" });
    if (cards.includes(place)) {
      place.open = true;
      place.scrollIntoView();
    }
  };
  form.hidden = false;
  addEventListener("hashchange", recall);
  // By then, a browser has restored what was typed before, perhaps at another address.
  addEventListener("pageshow", recall);
}
