"""The names in a dataset, by which the words of a question are recognised, and slips in these."""

import re
from collections.abc import Sequence

from eigcli.ask.facets import FACETS, titles
from eigcli.ask.searching import Texts
from eigcli.ask.words import (
    Word,
    compiled,
    folded,
    form,
    key,
    phrases_of,
    words_in,
    words_of_phrases,
)
from eigcli.data.model import Dataset
from eigcli.text import fold, nearest

NAMED = ("skill", "town", "ministry", "theme", "family")  # which facet an ambiguous name is of
_SHORTEST_CORRECTED = 5
_ELIDED = "(?:qu|[cdjlmnst])(?=.{5})"  # `linterieur`, dictated
# By the words of a name, in any order: the facets that have it, and how each writes it; of the
# facet `challenge`, the slugs of those that are called so.
Lexicon = dict[tuple[str, ...], dict[str, list[str]]]


def lexicon_of(texts: Texts) -> Lexicon:
    """Return the names in a dataset, with synonyms that mean nothing else than a name.

    A wheel has those of eigcli compiled.
    """
    lexicon: Lexicon = {}
    if texts.are_ours and (made := compiled("words")):
        return dict(made["lexicon"])

    def add(words: tuple[str, ...], facet: str, text: str) -> None:
        named = lexicon.setdefault(words, {}).setdefault(facet, [])
        if text not in named:
            named.append(text)

    for facet in (*NAMED, "phase", "state"):
        for name in _names_of(texts.dataset, facet):
            add(key(name), facet, name)
    for title, slug in ((t, c.slug) for c in texts.dataset.challenges for t in titles(c)):
        add(key(title), "challenge", slug)
        add((form(fold(title)),), "challenge", slug)
    subjects = {key(text) for c in texts.dataset.challenges for text in c.expertise}
    for word, [phrase, *others] in texts.words_with_synonyms.items():
        named = lexicon.get(key(phrase), {})
        is_sure = not others and key(word) not in lexicon and key(phrase) not in subjects
        for facet in [f for f in ("skill", "town") if is_sure and f in named]:
            add(key(word), facet, phrase)  # `graphiste`, `Brittany`
        for theme in named.get("theme", ())[:1]:
            add(key(word), "theme", theme)  # `health`
    return lexicon


def _names_of(dataset: Dataset, facet: str) -> dict[str, None]:
    """Return the names of a facet in a dataset; of roles, those of the vocabulary alone."""
    names = dict.fromkeys(FACETS[facet].known(dataset))
    if facet != "skill":  # a keyword such as `data` is a subject
        for named in (FACETS[facet].names, FACETS[facet].others):
            names |= dict.fromkeys(name for c in dataset.challenges for name in named(c))
    return names


def corrected(words: Sequence[Word], texts: Texts, lexicon: Lexicon) -> dict[str, str]:
    """Return, by words that are in no text, the word that is near to each."""
    known = (lexicon, phrases_of("senses"), phrases_of("hints"))
    forms = {f for phrases in known for p in phrases for f in p}
    names = " ".join(f"{p.name} {p.acronym or ''}" for p in texts.dataset.programmes)
    forms |= {word.form for word in words_in(names)}

    def is_known(plain: str) -> bool:
        return form(plain) in forms or bool(texts.synonyms(plain)) or texts.have_word(plain)

    read: dict[str, str] = {}
    for word in words:
        plain = word.plain
        is_word = word.is_stop or plain.isdigit() or len(plain) < _SHORTEST_CORRECTED
        if is_word or is_known(plain) or texts.have(plain.rstrip("sx")):
            continue
        elided = re.sub(_ELIDED, "", plain, count=1)
        near = [elided] if is_known(elided) else []
        for likely in () if near else (words_of_phrases(), _words_of(lexicon), texts.words):
            # A slip leaves the first letter, and about as many.
            close = [w for w in sorted(likely) if folded(w)[0] == plain[0]]
            close = [w for w in close if abs(len(fold(w)) - len(plain)) < 2]  # noqa: PLR2004
            near = near or nearest(word.typed, close)
        if near:
            read[word.typed] = near[0]
    return read


def _words_of(lexicon: Lexicon) -> set[str]:
    """Return the words of names, as they are written, and slugs of challenges as one word."""
    slugs = {fold(slug) for facets in lexicon.values() for slug in facets.get("challenge", ())}
    names = (n for facets in lexicon.values() for facet in NAMED for n in facets.get(facet, ()))
    return slugs | {word.typed for name in names for word in words_in(name)}
