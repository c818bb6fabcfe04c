"""Own keys in questions: to count by, to have or lack, and their values."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import partial
from itertools import chain, pairwise

from eigcli.messages import _
from eigcli.query.amounts import amount_in
from eigcli.query.facets import (
    FACETS,
    values_of_key,
)
from eigcli.query.own_names import (
    LONGEST_NAME,
    Keys,
    Values,
    headings_of_facets,
    mere_words,
    names_of_key,
    names_of_keys,
    yes_and_no_of,
)
from eigcli.query.rules import Cursor, Found, name_by_name
from eigcli.query.tokens import FIELDS_NAMED, Token, Tokens, any_says, joined, kinds_of, tokens_of
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import name_key, words_in
from eigcli.text import fold

_OFTEN = 2  # challenges that have a value which is named without its key
# Other senses of a word that is a value: none by which a question is built.
_MAY_SAY = {"state", "maybe", "phase", "fact", "frame", "hosting", "open", "link", "programme"}
# What some words say of time, as the order that others ask for: `latest`, `newest`.
_ORDERS_OF_TIME = {
    "last": "year",
    "recent": "year",
    "first": "year least",
    "old": "year least",
}
# What a cell says that has none of something.
_NONE = {"none", "aucun", "aucune", "keine", "keiner", "ninguno", "nenhum", "nessuno"}
_NO = {"no", "aucun", "aucune"}
_Names = dict[str, dict[str, str]]  # by `name_key`: own keys, each with its value of that name


def own_keys(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take values of own keys, with the name of the key beside them, and keys to count by.

    Examples:
        projects in the pilot stage -> x-stage Pilot
        how many projects per stage -> by x-stage
    """
    dataset = vocabulary.dataset
    keys = names_of_keys(vocabulary)
    keys |= headings_of_facets(dataset)
    few = vocabulary.few_values
    others = _other_values(tokens, vocabulary, few)
    names = _names_of_values(others)
    names |= _names_of_values(few)
    rule = partial(_name_at, names, keys)
    taken = name_by_name(rule)(tokens, vocabulary)
    return _joint_values(taken, few)


def _joint_values(tokens: Tokens, few: Values) -> Tokens:
    """Take `both` and `neither` before two values of a key for its value that is called so."""
    begin = 0
    places = [place for place, token in enumerate(tokens) if token.kind]
    for first, second in pairwise(places):
        key = tokens[first].kind
        is_same_key = tokens[second].kind == key
        values = few.get(key, ())
        called = {fold(value): value for value in values}
        for place in range(begin, first):
            token = tokens[place]
            value = called.get(token.plain)
            if is_same_key and value and token.says("both", "not"):
                end = second + 1
                before = tokens[:place]
                joint = token.taken(key, value)
                silenced = map(Token.silenced, tokens[place + 1 : end])
                return [*before, joint, *silenced, *tokens[end:]]
        begin = first
    return tokens


def _name_at(values: _Names, keys: Keys, here: Cursor) -> Found:
    """Find the longest name of a value or a key."""
    longest, _facets = here.named(here.vocabulary.bare_facets, is_bare=True)
    words = mere_words(here)
    while words:
        length = len(words)
        if length < longest:  # a part of a longer name: `operating systems`
            return longest, here.rest[:longest]
        name = joined(words)
        is_used = length == 1 and _is_used_by(here)  # `projects that use C`
        last = words.pop()
        if last.is_stop and not is_used:
            continue
        if value := _as_value(name, values, here):
            return length, [value]
        if key := _as_key(name, keys, here):
            behind = here.ahead(length)
            rest = _rest_of_heading(key.kind, behind)
            return length + len(rest), [key]
    return None


def _rest_of_heading(key: str, behind: Cursor) -> Tokens:
    """Return the words behind the name of an own key up to the last that its heading has, too.

    Between them may stand small words: `WCAG compliant`, `report was not received`.

    Args:
        key: the key, or what else the name was taken for.
        behind: the place behind the name.
    """
    if not key.startswith("x-"):
        return Tokens()
    heading = {word.lemma for word in words_in(FACETS[key].label)}
    rest = 0
    for length, token in enumerate(behind.rest, start=1):
        [first, *_others] = token.words
        if first.lemma in heading:
            rest = length
        elif not token.says("being", "not", "closing", "frame"):
            break
    return behind.rest[:rest]


def _as_value(name: Token, values: _Names, here: Cursor) -> Token | None:
    """Return words as the value that they name, if they are one of a single key."""
    called = name_key(name.typed)
    of_keys = values.get(called, {})
    if len(of_keys) != 1:
        return None
    [(key, value)] = of_keys.items()
    if not _is_clear(name, key, value, here):
        return None
    called = name_key(value)
    few = here.vocabulary.few_values.get(key, ())
    alike = [other for other in few if name_key(other) == called]  # `Granted`, `Grants`
    return name.taken(key, f" {_('or')} ".join(alike or [value]))


def _as_key(name: Token, keys: Keys, here: Cursor) -> Token | None:
    """Return words as the key that they name: to count by, or that challenges have or lack."""
    called = name_key(name.typed)
    key = keys.get(called)
    if not key or here[0].is_stop:
        return None
    is_own = key.startswith("x-")
    order = _order_by(key, here)
    if is_own and order:
        return name._replace(senses={"sort": order})
    is_all = len(name.words) == len(here.tokens)
    if is_all or _is_counted_by(here, name):
        return name.taken("by", key)
    if not is_own:
        return None
    return _as_own_key(name, key, here)


def _as_own_key(name: Token, key: str, here: Cursor) -> Token | None:
    """Return words as the own key that they name: what challenges have or lack, or a fact."""
    is_denied = here.is_modified("not") or _is_denied_within(name, key, here)
    yes_and_no = yes_and_no_of(key, here.vocabulary.few_values)
    if yes_and_no and (is_denied or not _names_challenge(here)):
        yes, no = yes_and_no
        here.silence("not")
        return name.taken(key, no if is_denied else yes)
    none = _none_of(key, here)
    if none and is_denied:
        here.silence("not")
        return name.taken(key, none)
    if here.is_modified("not", "having"):
        return name.taken("has", key)
    if name.says("sort", "challenge"):
        return None
    return name._replace(senses={"fact": key})  # `budget of the bike map`


def _is_denied_within(name: Token, key: str, here: Cursor) -> bool:
    """Return whether "not" stands among words of a heading: `rapport final pas reçu`.

    In a heading such as *Not funded*, it denies nothing.
    """
    heading = tokens_of(FACETS[key].label)
    if any_says(heading, "not"):
        return False
    length = len(name.words)
    behind = here.ahead(length)
    words = [*here.rest[:length], *_rest_of_heading(key, behind)]
    return any_says(words, "not")


def _names_challenge(here: Cursor) -> bool:
    """Return whether a question names a challenge: `is the bike map open source`."""
    for place in range(len(here.tokens)):
        length, _facets = Cursor(here.tokens, place, here.vocabulary).named({"challenge"})
        if length:
            return True
    return False


def _order_by(key: str, here: Cursor) -> str:
    """Return the order by a key that words before it ask for, "" for none: `the oldest by date`."""
    if not here[-1].says("by"):
        return ""
    for token in here.before:
        time = token.sense("time")
        order = token.sense("sort") or _ORDERS_OF_TIME.get(time)
        if order:
            is_least = order.endswith("least")
            return f"{key} least" if is_least else key
    return ""


def _none_of(key: str, here: Cursor) -> str:
    """Return the value under a key that says that there is none, "" without one: `keine`.

    Zero is one behind "no": `with no projects`; `without a number` has none at all.
    """
    for challenge in here.vocabulary.dataset:
        for value in values_of_key(challenge, key):
            is_zero = value == "0" and here[-1].plain in _NO
            if is_zero or fold(value) in _NONE:
                return value
    return ""


def _other_values(tokens: Tokens, vocabulary: Vocabulary, few: Values) -> Values:
    """Return the values that a question may name, of keys that have many, and of some fields.

    Techniques of our data are searched instead, since its texts have more of them. Values stand
    in the question as `_plain` writes them. Of several keys that have a value, it is of the one
    that has it most often.
    """
    phrases = set(_phrases(tokens))
    counts = defaultdict[str, Counter[tuple[str, str]]](Counter)
    for pair in _values(vocabulary, few):
        _key, value = pair
        plain = _plain(value)
        if plain in phrases:
            counts[plain][pair] += 1
    found = defaultdict(list)
    for pairs in counts.values():
        [(pair, count)] = pairs.most_common(1)
        if count >= _OFTEN:
            key, value = pair
            found[key].append(value)
    return found


def _values(vocabulary: Vocabulary, but: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the keys of each challenge with its values, but for some keys, and those of fields."""
    fields = [*FIELDS_NAMED]
    if vocabulary.is_ours:
        fields.remove("techniques")
    for challenge in vocabulary.dataset:
        for key in (*challenge.own_keys, *fields):
            if key in but:
                continue
            for value in values_of_key(challenge, key):
                yield key, value
                licence, dash, _version = value.partition("-")
                if dash and key == "repository_licence":  # `AGPL-3.0-only` is AGPL, too
                    yield key, licence


def _plain(text: str) -> str:
    """Return a text without capitals and without the full stop at its end: C++ is no C."""
    return text.casefold().removesuffix(".")


def _phrases(tokens: Tokens) -> Iterator[str]:
    """Yield the expressions in a question that may be a value, as `_plain` writes them."""
    for start in range(len(tokens)):
        words = tokens[start : start + LONGEST_NAME]
        while words:
            phrase = joined(words)
            yield _plain(phrase.typed)
            words.pop()


def _names_of_values(values_by_key: Values) -> _Names:
    """Return the names of the values of some keys."""
    names = defaultdict[str, dict[str, str]](dict)
    for key, values in values_by_key.items():
        for value in values:
            for name in _names_of_value(key, value):
                called = name_key(name)
                names[called][key] = value
    return names


def _names_of_value(key: str, value: str) -> Iterator[str]:
    """Yield a value of a key, alone and with the name of the key.

    Numbers, dates and what is denied say too little alone.
    """
    for name in names_of_key(key):
        yield f"{name} {value}"
        yield f"{value} {name}"
    is_denied = value.lower().startswith("pas ")
    if not is_denied and not amount_in(value):
        yield value


def _is_clear(name: Token, key: str, value: str, here: Cursor) -> bool:
    """Return whether words that are the value of a key mean nothing else."""
    if _is_used_by(here):  # `projects that use go`
        return True
    is_letter = len(value) == 1
    if is_letter or here[0].is_stop:
        return False
    if _is_rather_of_facet(name, key, value, here.vocabulary):
        return False
    is_written_so = name.plain == fold(value) and not value.isupper()
    if name.says("frame") and not is_written_so:
        return False  # `does` is no code DOE
    is_long = len(name.words) > 1
    return is_long or name.senses.keys() <= _MAY_SAY


def _is_rather_of_facet(name: Token, key: str, value: str, vocabulary: Vocabulary) -> bool:
    """Return whether a name is rather one in a facet than the value of a key.

    It is what it is written like, or else what it is of more challenges.
    """
    facets = vocabulary.facets_of(name.typed)
    if not facets:
        return False
    if "promotion" in facets:
        return True
    dataset = vocabulary.dataset
    slugs = facets.get("challenge", ())
    titles = [dataset[slug].name for slug in slugs]
    known = chain(titles, *facets.values())
    if value != name.typed and name.typed in known:
        return True
    count = sum(value in values_of_key(challenge, key) for challenge in dataset)
    for facet, texts in facets.items():
        of_facet = set(texts)
        names_of_each = map(FACETS[facet].names, dataset)
        having = sum(not of_facet.isdisjoint(names) for names in names_of_each)
        if having >= count:
            return True
    return False


def _is_used_by(here: Cursor) -> bool:
    """Return whether a word before says that challenges use what stands here."""
    return here[-1].is_in("using")


def _is_counted_by(here: Cursor, name: Token) -> bool:
    """Return whether words beside a key say that it is counted by.

    These are `per`, `and` behind one, and a ranking behind several: `agencies with the most`.
    """
    is_plural = name.plain.endswith("s")
    if is_plural and here.is_first and any_says(here.tokens, "rank"):
        return True
    last = here[-1]
    if not last.says("and"):
        return last.says("per", "which")
    is_behind_facet = here[-2].says("kind")
    if is_behind_facet and here[-3].says("per"):  # `per town and stage`
        return True
    return "by" in kinds_of(here.before)
