"""How a question is read: passes over its tokens, each of which takes some words for something.

A pass has tokens and returns tokens. What stands first decides: promotions before names, names
before words. `PASSES` has them in order; under each, examples say what it takes.
"""

import re
from itertools import pairwise, takewhile

from eigcli.data.dates import date_read
from eigcli.data.promotions import ALL
from eigcli.query.facets import COUNTED, FIELDS_ASKED, NAMED, NOT_KNOWN
from eigcli.query.own_amounts import options_of, own_amounts
from eigcli.query.own_keys import own_keys
from eigcli.query.own_years import own_years
from eigcli.query.promotions import CALLS, is_year, promotions
from eigcli.query.rules import Cursor, Found, Pass, name_by_name, word_by_word
from eigcli.query.tokens import NOTHING, Token, Tokens, any_says, joined, kinds_of, values_of
from eigcli.query.vocabulary import (
    NAMES_OF_ITS_OWN,
    TOPICS,
    Vocabulary,
    field_labels,
    number_labels,
)
from eigcli.query.words import Senses, name_key, number_of, senses_at
from eigcli.text import fold

_AUXILIARIES = 2  # words between a pronoun and its verb
_CLOSING_WITHIN = 5  # words behind `ne`
_LONGEST_LABEL = 6  # words of the label of a field
_CAPITALS = r"[A-ZÀ-Ý][^\W_][\w-]*"
_PARTICIPLE = r"[^\W\d_]{3,}(?:ed|(?<!t)és?|ées?)"
# The senses with which a word is searched all the same: any other makes it a word for asking.
_SEARCHED_TOO = {
    "fact",
    "call",
    "uncounted",
    "refused",
    "link",
    "maybe",
    "phase",
    "whom",
    "filling",
    "open",
    "hosting",
    "time",
    "ordinal",
}
# Forms of words that say how: `formally`, `réellement`; French wishes: `souhaiterait`, `pourriez`.
_MANNERS = (
    r"[^\W\d_]{2,}(?:al|ant|ct|ed|ent|ful|ive|less|ous|re|se|te|[ai]b)ly",
    r"[^\W\d_]+(?:[ae]m|(?:[^ln]al|[ai]bl|ct|eus|iqu|iv|[eiu]ell)e)ment",
    r"[^\W\d_]+(?:[deiuv]|r)r(?:ait|aient|ais|iez|ions)",
)
_LIVE = {"live", "deployed"}
_NO_MORE = {"longer", "anymore", "more", "plus"}
# What may be listed with other names or words.
_LISTED = {*NAMES_OF_ITS_OWN, "search", "unknown"}
# The facets of bodies that something may be for: `tools for cities`.
_BODIES = {"town", "ministry", "family", "region"}
_FOR = {"for", "to", "as", "pour", "with", "comme"}
_WHETHER = {"si", "s", "if", "whether"}
_ONE = {"a", "an", "un", "une"}
# What stands before links that are asked for, besides "not" and "having".
_BEFORE_LINKS = {"product": ("still", "being", "challenge"), "repository": ("open",)}


@word_by_word
def absences(here: Cursor) -> Token:
    """Take no word for a state, a phase or another facet that no challenge of a dataset has.

    What others call their challenges, such as services, is no word for anything else.

    Examples:
        défis par phase -> by phase
        still in use -> state used
    """
    token = here[0]
    word = token.words[0]
    if word.lemma in here.vocabulary.nouns:
        return token._replace(senses={"challenge": ""})
    present = here.vocabulary.present(token.senses)
    return token._replace(senses=present)


@word_by_word
def denials(here: Cursor) -> Token:
    """Take French "not", which is two words, for one.

    Examples:
        ils n'existent plus -> state ended
        pas de défis à Lyon -> town Lyon
    """
    token = here[0]
    if _is_closing_choice(here):
        here.tokens[here.at - 1] = here[-1].silenced()
        return token.silenced()
    if token.says("not") and here.at == 0:  # `pas de défis à Lyon ?` asks for those there are
        noun = here.beyond(1, _is_article)[0]
        return token.silenced() if noun.says("challenge") else token
    if not token.says("denying"):
        return token
    for distance in range(1, 1 + _CLOSING_WITHIN):
        closing = here[distance]
        if not closing.says("closing"):
            continue
        place = here.at + distance
        here.tokens[place] = closing.silenced()
        following = here[distance + 1]
        if following.says("closing"):  # `on ne sait plus rien`
            here.tokens[place + 1] = following.silenced()
        return token._replace(senses={"not": closing.sense("not")})
    return token


def _is_closing_choice(here: Cursor) -> bool:
    """Return whether a word closes a question: `are they still in use or not?`."""
    if not here[-1].says("or"):
        return False
    is_last = len(here.rest) == 1
    return is_last and here[0].says("not", "closing")


def _is_stop(token: Token) -> bool:
    return token.is_stop


def _is_article(token: Token) -> bool:
    return token.is_stop and not token.says("challenge")


@name_by_name
def dotted(here: Cursor) -> Found:
    """Take a name with a dot whole: it is not a search for its parts.

    Examples:
        projects with Next.js -> search Next.js
        challenges with example.org -> unknown example.org
    """
    length = 1
    while here[length].gap == ".":
        length += 1
    is_middle = here[0].gap == "."
    if length == 1 or is_middle:
        return None
    phrase_length, _senses = _phrase(here)
    name_length, _facets = here.named(here.vocabulary.bare_facets, is_bare=True)
    if max(phrase_length, name_length) > 1:  # `beta.gouv` says that there is a card
        return None
    name = here.joined(length)
    kind = "search" if here.vocabulary.has_phrase(name) else "unknown"
    return length, [name.taken(kind)]


@name_by_name
def compounds(here: Cursor) -> Found:
    """Take nouns that begin with "not".

    Examples:
        le non-recours -> search non-recours
        sans domicile -> search sans domicile
    """
    if not here[0].says("not"):
        return None
    following = here[1]
    is_beginning = here.at == 0 or here[-1].is_stop
    if not is_beginning or not following.typed:
        return None
    if following.senses or here.vocabulary.facets_of(following.typed):
        return None
    noun = here.joined(2)
    if following.gap == "-":
        is_noun = here.vocabulary.is_searched(noun)
    else:
        is_noun = here[0].is_in("apart") and here.vocabulary.has_phrase(noun)
    if not is_noun:
        return None
    return 2, [noun.taken("search")]


@word_by_word
def phases(here: Cursor) -> Token:
    """Take phases, which are everyday words, behind "in" and the like.

    Examples:
        en cours de construction -> phase construction
        not pursued -> phase not-pursued
    """
    token = here[0]
    phase = token.sense("phase")
    if phase and here.is_modified("in", "kind", "state"):
        return token.taken("phase", phase)
    maybe = token.sense("maybe")
    if maybe == "not-pursued" and here.is_modified("not"):
        here.silence("not")
        return token.taken("phase", maybe)
    return token


@name_by_name
def names(here: Cursor) -> Found:
    """Take names in the data, with the word for their facet if that is beside them.

    Examples:
        designers à Lyon -> skill designers, town Lyon
        justice ministry -> ministry justice ministry
    """
    return (
        _behind_its_facet(here)
        or _before_its_facet(here)
        or _bare_name(here)
        or _qualified_role(here)
    )


def _is_ministry(token: Token) -> bool:
    """Return whether a word is "ministry", which is a part of names."""
    return token.plain.startswith("minist")


def _facet_of(token: Token) -> str:
    """Return the facet of which a word is the name, or ""."""
    if _is_ministry(token):
        return "ministry"
    return token.sense("kind")


def _behind_its_facet(here: Cursor) -> Found:
    """Find a name behind the word for its facet: `ville de Lyon`, `ministère de la culture`."""
    if not here[0].says("kind"):
        return None
    facet = _facet_of(here[0])
    if facet == "region" and here.named({"ministry"})[0]:  # `Région Bretagne` is a host
        return None
    if facet in {"region", "district"}:
        facet = "town"
    name = here.beyond(1, _is_stop)
    length, _facets = name.named({facet})
    is_whole = _is_ministry(here[0])
    if not length and facet == "ministry" and _is_unknown_host(here, name):
        length = 1
        is_whole = True
    elif not length or _is_rather_a_word(name, length):
        return None
    end = name.at - here.at + length
    token = here.joined(end) if is_whole else name.joined(length)
    return end, [token.taken(facet)]


def _is_unknown_host(here: Cursor, name: Cursor) -> bool:
    """Return whether a word is the name of a host without challenges: `ministère de la magie`."""
    token = name[0]
    if token.kind or name.named({"challenge"})[0]:  # `host of Basegun`
        return False
    between = here.tokens[here.at : name.at]
    if not any_says(between, "of"):
        return False
    if token.typed[:1].isupper():
        return True
    return _is_ministry(here[0]) and not token.senses


def _before_its_facet(here: Cursor) -> Found:
    """Find a name before the word for its facet: `culture ministry`, `construction phase`."""
    length, facets = here.named(NAMED)
    noun = here[length]
    facet = _facet_of(noun)
    if facet not in facets:
        return None
    name = here.joined(length)
    if _is_ministry(noun):
        name = here.joined(length + 1)
    return length + 1, [name.taken(facet)]


def _bare_name(here: Cursor) -> Found:
    """Find a name alone: of a value of a facet, or of a challenge if that is longer."""
    length, facets = here.named(here.vocabulary.bare_facets, is_bare=True)
    if not length or _is_of_eig(here):
        return None
    name = here.joined(length)
    if facets == {"challenge"}:
        return length, [name.taken("challenge")]
    if _is_rather_a_word(here, length):
        return None
    topics = facets & TOPICS
    if topics:
        is_part = _is_part_of_phrase(here, length)
        kind = "search" if is_part else min(topics)
        return length, [name.taken(kind)]
    if length == 1 and "family" in facets:
        kind = "ministry" if _is_family(here) else "search"
        return 1, [name.taken(kind)]
    facet = min(facets.intersection(NAMED), key=NAMED.index)
    while facet == "skill" and here[length].is_in("qualifiers"):  # `développeuse web`
        length += 1
    return length, [name.taken(facet)]


def _is_of_eig(here: Cursor) -> bool:
    """Return whether a word is the end of what is refused: `your data`."""
    _length, senses = _phrase(here.ahead(-1))
    return "refused" in senses and here.at > 0


def _qualified_role(here: Cursor) -> Found:
    """Find a role behind words that say more of it: `a senior developer`."""
    role = here
    while role[0].is_in("qualifiers"):
        role = role.ahead(1)
    qualifiers = role.at - here.at
    length, _facets = role.named({"skill"})
    if not qualifiers or not length:
        return None
    name = role.joined(length)
    return qualifiers + length, [name.taken("skill")]


def _is_family(here: Cursor) -> bool:
    """Return whether an everyday word is the name of a family: `mer`."""
    word = here[0]
    is_host = word.typed[0].isupper() or word.is_in("bodies")
    return is_host or any_says(here.tokens, "rank")


def _is_rather_a_word(here: Cursor, length: int) -> bool:
    """Return whether a name is a word, too, by which people ask: `has`, `Paris region`."""
    longest, _senses = _phrase(here)
    if max(length, longest) > 1:
        return longest > length
    word = here[0]
    is_small = here.at == 0 or word.typed.islower()  # `in Example` is a town of one's own
    return is_small and word.is_filler


def _is_part_of_phrase(here: Cursor, length: int) -> bool:
    """Return whether a topic is in an expression of the texts: `code du travail`."""
    has_phrase = here.vocabulary.has_phrase
    start = here.beyond(-1, _is_stop)
    if _may_be_beside(start) and not start[0].says("challenge", "frame"):
        distance = here.at - start.at
        phrase = start.joined(distance + length)
        if has_phrase(phrase):
            return True
    behind = here.ahead(length)
    word = behind[0]
    if word.senses or word.is_stop or word.gap.strip():
        return False
    return _may_be_beside(behind) and has_phrase(here.joined(length + 1))


def _may_be_beside(here: Cursor) -> bool:
    """Return whether a word may make an expression of a topic beside it: it is none itself."""
    token = here[0]
    if token.kind or not token.typed:
        return False
    facets = here.vocabulary.facets_of(token.typed)
    return TOPICS.isdisjoint(facets)


def _phrase(here: Cursor) -> tuple[int, Senses]:
    """Return the length and the senses of the longest phrase of mere words at a place."""
    words = [token.words[0] for token in takewhile(_is_free, here.rest)]
    if not words:
        return 1, {}
    length, senses = senses_at(words, 0)
    return length, here.vocabulary.present(senses)


def _is_free(token: Token) -> bool:
    """Return whether a word is not taken for anything, nor a part of a modifier."""
    is_silent = token.senses.get("frame") == "silent"
    return not token.kind and not is_silent


@name_by_name
def proper_names(here: Cursor) -> Found:
    """Take a name of several words with capitals whole: it is not a search for its first word.

    Examples:
        projets de l'Office du Tourisme -> unknown Office du Tourisme
        un projet de la Banque de France -> search Banque de France
    """
    first = here[0]
    if first.senses or not _has_capital(first):
        return None
    last = here.beyond(1, _is_stop)
    between = here.tokens[here.at + 1 : last.at]
    is_list = any_says(between, "and", "or")
    if is_list or not any_says(between, "of"):
        return None
    if not _has_capital(last[0]):
        return None
    name = here.joined(len(between) + 2)
    kind = "search" if here.vocabulary.has_phrase(name) else "unknown"
    return len(name.words), [name.taken(kind)]


@name_by_name
def labels(here: Cursor) -> Found:
    """Take the labels of fields: of a challenge that is named, or else of a number of calls.

    Examples:
        mots-clés de Basegun -> challenge Basegun
        enveloppe de l'État en 2020 -> promotion 4
    """
    sense = "call"
    fields = number_labels()
    if "challenge" in kinds_of(here.tokens):
        sense = "fact"
        fields = field_labels()
    words = [*takewhile(lambda token: not token.kind, here.rest[:_LONGEST_LABEL])]
    while words and not here[0].is_stop:
        label = joined(words)
        field = fields.get(name_key(label.typed))
        last = words.pop()
        if not field or last.is_stop or _is_no_label(label, here.vocabulary):
            continue
        senses = {sense: field, **label.senses}
        return len(words) + 1, [label._replace(senses=senses)]
    return None


def _is_no_label(token: Token, vocabulary: Vocabulary) -> bool:
    """Return whether a word counts, or is the noun of others' challenges: `products on bikes`."""
    if token.says("count"):
        return True
    return token.says("challenge") and not vocabulary.is_ours


@name_by_name
def phrases(here: Cursor) -> Found:
    """Take words that say something together for one, such as `en service`.

    Examples:
        projets en service -> state used
        open source projects -> has repository_licence
    """
    length, senses = _phrase(here)
    if length == 1:
        return None
    following = here[length]
    if senses.get("refused") == "people" and following.says("hosting"):
        return None  # `who was the host`
    bound = senses.get("bound")
    is_implied = not bound or " " in bound  # `a single`
    if not is_implied and number_of(following.plain) is None:
        return None  # `the teams of 2020`
    phrase = here.joined(length)
    return length, [phrase._replace(senses=senses)]


@word_by_word
def manners(here: Cursor) -> Token:
    """Take words that only say how, or what the asker does or would like, for words for asking.

    Examples:
        formally discontinued projects -> state ended
        je serais curieux de voir ceux de Lyon -> town Lyon
    """
    token = here[0]
    if token.says("define") and here[-1].is_in("asking"):  # `I mean those of Justice`
        return token.silenced()
    if token.kind or token.senses or token.is_stop:
        return token
    is_for_asking = _is_manner(token) or _is_of_asker(here)
    if not is_for_asking or here.vocabulary.decides(token):
        return token
    return token.silenced()


def _is_manner(token: Token) -> bool:
    word = token.plain
    return any(re.fullmatch(form, word) for form in _MANNERS)


def _is_of_asker(here: Cursor) -> bool:
    """Return whether a word is a verb of who asks, or of who is asked: `could you provide`."""
    subject = here.beyond(-1, _is_auxiliary)
    is_near = here.at - subject.at <= _AUXILIARIES + 1
    return is_near and subject[0].is_in("asking")


def _is_auxiliary(token: Token) -> bool:
    """Return whether a word may stand between a pronoun and its verb: `we should be glad`."""
    if token.is_in("asking") or token.says("topic", "in", "at", "of", "who", "which"):
        return False
    return token.says("frame", "being", "having", "ability")


@name_by_name
def numbers(here: Cursor) -> Found:
    """Take numbers of people, and how many challenges are to be listed.

    Examples:
        at least two designers -> at-least designers=2
        five projects -> limit 5
    """
    bound, number, length = _amount(here)
    if number is None:
        return None
    counted = here[length]
    is_of_people = counted.kind == "skill" or counted.says("people")
    if is_of_people:
        length += 1
        behind = _bound_at(here.ahead(length))
        if behind:  # `two designers or more`
            bound = behind
            length += 1
    if bound and _is_other(counted):
        whole = here.joined(length + 1)._replace(senses=counted.senses)
        return length + 1, [whole.taken("unknown")]
    is_article = number == 1 and not here[0].plain.isdigit()
    if is_of_people and not is_article:
        bound = bound or "exactly"
    if not bound:
        return _limit(here, length, number)
    role = _role_of(counted)
    return length, options_of(bound, number, here.joined(length), role)


def _role_of(counted: Token) -> str:
    """Return the role that a number is of, "" for all people."""
    return counted.typed if counted.kind == "skill" else ""


def _amount(here: Cursor) -> tuple[str, int | None, int]:
    """Return a bound, or "", and a number, if there is one, and how many words these are."""
    bound, _space, implied = here[0].sense("bound").partition(" ")  # `several`
    length = 2 if bound and not implied else 1
    word = here[length - 1]
    number = None
    if not word.kind:
        number = number_of(implied or word.plain)
    behind = _bound_at(here.ahead(length))
    if behind:  # `two or more designers`
        return behind, number, length + 1
    return bound, number, length


def _bound_at(here: Cursor) -> str:
    """Return the bound that a word says behind a number, not before the next one, or ""."""
    next_number = number_of(here[1].plain)
    if next_number is not None:
        return ""
    return here[0].sense("behind")


def _is_other(token: Token) -> bool:
    """Return whether what a number counts is no people: challenges, or anything else."""
    if token.says("challenge", "kind"):
        return True
    if token.kind or not token.typed:
        return False
    return not (token.is_filler or token.says("people"))


def _limit(here: Cursor, length: int, number: int) -> Found:
    """Find how many challenges are listed: `top 3`, `five projects`."""
    if not number or here[-1].says("of"):
        return None
    if _is_small_one(here, length, number):
        return None
    whole = here.joined(length)
    limit = whole.taken("limit", str(number))
    is_of_challenges = here[length].says("challenge")
    if not any_says(here.tokens, "rank", "sort"):
        if number == 1 or not is_of_challenges or any_says(here.tokens, "count", "per"):
            return None
        if any_says(here.before, "kind"):
            return length, [whole.taken("unknown")]  # `ministries that had two projects`
    if is_of_challenges and here[-1].says("time"):  # `the last 5 projects`
        limit = limit._replace(senses={"sort": "year"})
    return length, [limit]


def _is_small_one(here: Cursor, length: int, number: int) -> bool:
    """Return whether "one" counts nothing: `compared with the last one`, `un classement`."""
    if number != 1:
        return False
    following = here[length]
    return not following.typed or following.says("rank")


@word_by_word
def states(here: Cursor) -> Token:
    """Take states, with what "not" and "still" make of them.

    Examples:
        n'existent plus -> state ended
        still used -> state used
    """
    token = here[0]
    if token.says("judged"):  # `n'ont pas abouti`
        here.silence("not")
    if not token.says("state", "maybe"):
        return token
    if fold(token.typed) in here.vocabulary.own_values:  # a value of one's own comes first
        return token.taken("search")
    state = _sure_state(here)
    maybe = "" if state else token.sense("maybe")
    if maybe == "unknown":
        return _knowledge(here)
    if maybe == "used" and _is_used(here):
        state = "used"
    if not state:
        return token
    if state in {"used", "ended"} and _is_open(here):
        return token.silenced()
    return _denied(here, state)


def _sure_state(here: Cursor) -> str:
    """Return the state that a word says by itself, or ""."""
    word = here[0]
    if word.plain.endswith("cours") and here[1].says("of"):  # `en cours de construction`
        return ""
    return word.sense("state")


def _knowledge(here: Cursor) -> Token:
    """Return a word such as "known" as what is said of a state, if one is said to be unknown."""
    unknown = here[0].taken("state", "unknown")
    if here.is_modified("not"):
        here.silence("not")
        return unknown
    behind = here.rest[1:3]
    for distance, token in enumerate(behind, start=1):
        if token.says("not"):  # `on sait pas ce qu'ils deviennent`
            here.tokens[here.at + distance] = token.silenced()
            return unknown
    kinds = [token.sense("kind") for token in behind]
    if here.is_modified("kind") or "state" in kinds:
        return unknown._replace(excluded=True)
    return here[0]


def _is_used(here: Cursor) -> bool:
    """Return whether a word such as "used" or "work" says that a product is in use."""
    plain = here[0].plain
    following = here[1]
    is_of_people = plain.startswith(("work", "travail"))  # `who did not work in Paris`
    if is_of_people and not (_is_still(here) or _is_past(here)):
        return False
    if following.says("rank") or _has_object(here):
        return False
    if here.is_modified("not") or _is_still(here):
        return True
    if _is_of_field(here):
        return False
    if following.says("by") or following.plain in _FOR:
        return False
    return here.is_modified("being") or _is_attribute(here)


def _is_of_field(here: Cursor) -> bool:
    """Return whether a word says that values of a field are used: `which languages are used`."""
    subject = here.beyond(-1, lambda token: token.is_filler)
    field = subject[0].sense("fact")
    return field in FIELDS_ASKED


def _is_attribute(here: Cursor) -> bool:
    """Return whether a word says what a product is like: `products used`, `the live ones`."""
    word = here[0].plain
    if word in _LIVE:
        following = here[1]
        return following.says("challenge") or following.plain == "ones"
    is_used = word.startswith(("used", "utilisee", "utilises"))
    return is_used and here.is_modified("challenge")


def _has_object(here: Cursor) -> bool:
    """Return whether challenges use what stands here behind "use": `projects that use AI`."""
    following = here[1]
    if not following.typed or following.is_filler or following.says("and", "or"):
        return False
    return here[0].is_in("using") and not here.is_modified("being")


def _is_still(here: Cursor) -> bool:
    """Return whether words beside a verb say that something is so still."""
    behind = here.rest[1:4]
    return here.is_modified("still") or any_says(behind, "still")


def _is_past(here: Cursor) -> bool:
    """Return whether a word beside a verb says that something is so no more."""
    beside = (here[-1], here[1], here[2])
    return any(token.plain in _NO_MORE for token in beside)


def _is_open(here: Cursor) -> bool:
    """Return whether a state is in question: `we do not know whether they are used`."""
    for place, token in enumerate(here.before):
        is_unknown = token.kind == "state" and token.value == "unknown"
        if not is_unknown:
            continue
        beside = here.tokens[place : place + 3]
        words = {other.plain for other in beside}
        if words & _WHETHER:
            return True
    return False


def _denied(here: Cursor, state: str) -> Token:
    """Return a word as a state, and the "not" before it as a part of that."""
    taken = here[0].taken("state", state)
    place = here.modifiers.get("not")
    if place is None or state == "unknown":
        return taken
    never = here.tokens[place].sense("not")
    here.silence("not")
    closing = here[2]
    if closing.plain in _NO_MORE:  # `not used any more`
        here.tokens[here.at + 2] = closing.silenced()
    if state == "used" and not never:
        return taken._replace(value="ended")
    return taken._replace(excluded=True)  # `never put into service`, `not ended`


def years_of_states(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Take no year behind a state for a promotion: the data has no state of each year.

    Examples:
        projects that ended in 2023 -> state ended, unknown 2023
        projects of 2021 in use -> promotion 5, state used
    """
    taken = Tokens()
    for token in tokens:
        if token.kind != "promotion" or not _is_behind_state(token, taken):
            taken.append(token)
        elif taken[-1].typed != token.typed:
            year = token._replace(senses={})
            taken.append(year.taken("unknown"))
    return taken


def _is_behind_state(year: Token, before: Tokens) -> bool:
    """Return whether a known state stands before `in 2023` or `since 2023`."""
    if not re.search("[0-9]{4}", year.typed):
        return False
    for token in before[::-1]:
        is_same = token.typed == year.typed  # `since 2021` is several promotions
        if is_same or token.says("in", "time"):
            continue
        return token.kind == "state" and token.value != NOT_KNOWN
    return False


@word_by_word
def links(here: Cursor) -> Token:
    """Take what is known of challenges: code, a site, a video.

    Examples:
        projets sans site -> not has product
        leur code n'est pas public -> not has repository
    """
    token = here[0]
    known = token.sense("has")
    link = token.sense("link")
    if link == "repository" and not known:
        code = _open_code(here)
        if code:
            return code
    if link and _is_had(here, link):
        known = known or link
    if not known:
        return token.silenced() if _is_said_beside(here) else token
    if known == "repository":
        here.silence("open")  # `public source code`
    return token.taken("has", known)


def _is_said_beside(here: Cursor) -> bool:
    """Return whether other words say more of code or a licence: `code on GitHub`, `under MIT`."""
    if _field_compared(here):
        return False
    named = kinds_of(here.tokens)
    named.update(values_of(here.tokens, "has"))
    for token in here.tokens:
        named.add(token.sense("has"))
        is_licence = token.sense("fact") == "repository_licence"
        if is_licence and token is not here[0]:  # `licence of the code`
            named.add("repository_licence")
    if "repository_licence" in named:
        named.add("repository")
    mere = {here[0].sense("link"), here[0].sense("fact")} - {""}
    return not mere.isdisjoint(named)


def _open_code(here: Cursor) -> Token | None:
    """Return code that is said to be open, or not: `code n'est pas public`."""
    opened = here.beyond(1, lambda token: token.is_filler and not token.says("open"))
    if not opened[0].says("open"):
        return None
    between = here.tokens[here.at : opened.at]
    is_denied = any_says(between, "not")
    for place in range(here.at, opened.at):
        token = here.tokens[place + 1]
        here.tokens[place + 1] = token.silenced()
    here.silence("open")
    code = here[0].taken("has", "repository")
    return code._replace(excluded=is_denied)


def _is_had(here: Cursor, link: str) -> bool:
    """Return whether words before a link say that challenges have it, or not."""
    if _is_beside_link(here):
        return True
    senses = _BEFORE_LINKS.get(link, ())
    return here.is_modified("not", "having", *senses)


def _is_beside_link(here: Cursor) -> bool:
    """Return whether "and" or "or" joins a link to one before: `with code or a site`."""
    operator = here.beyond(-1, _is_small)
    is_joined = operator[0].says("and", "or")
    return is_joined and operator[-1].kind == "has"


def _is_small(token: Token) -> bool:
    return token.is_stop and not token.says("and", "or")


@word_by_word
def values(here: Cursor) -> Token:
    """Take words that stand for a place or for all promotions, and what nobody was found for.

    Examples:
        en province -> not town Île-de-France
        toutes les promotions -> promotion all
    """
    token = here[0]
    place = token.sense("elsewhere")
    if place:
        token = token._replace(excluded=True)
    place = place or token.sense("town")
    if place:
        return token.taken("town", place)
    if token.says("promotion"):
        return token.taken("promotion", ALL)
    if token.says("filling") and here.is_modified("not"):
        return token.taken("refused", "unfilled")
    return token


@word_by_word
def dimensions(here: Cursor) -> Token:
    """Take the facets by which a question counts.

    Examples:
        combien de challenges par ville -> by town
        quel ministère a le plus de challenges -> by family
    """
    token = here[0]
    facet = _field_compared(here) or _facet_asked(here) or token.sense("by")
    if not facet:
        return token
    return token.taken("by", facet)


def _facet_asked(here: Cursor) -> str:
    """Return the facet of which a word is the name, if a question counts by it, or ""."""
    token = here[0]
    if token.plain in CALLS and here[-1].says("per"):
        return "promotion"  # `candidates in each call`
    facet = token.sense("kind")
    is_one = here[-1].plain in _ONE or token.plain == "stats"
    is_counted = facet in COUNTED and not is_one
    if is_counted and _is_asked(here):
        return facet
    is_order = here.is_first and any_says(here.tokens, "rank", "sort")
    return token.sense("ranked") if is_order else ""


def _is_asked(here: Cursor) -> bool:
    """Return whether a question counts by a facet, begins with it, or has it behind "which"."""
    if any_says(here.tokens, "rank", "sort", "count"):
        return True
    for last, token in pairwise(here.tokens):
        if not last.says("per"):
            continue
        if token.says("kind") or token.kind == "by":  # `par ville`
            return True
    if here[-1].says("which"):
        return not here[-2].says("and")  # `and which host`
    return here.is_first and here[0].plain.endswith("s")


def _field_compared(here: Cursor) -> str:
    """Return the field that a question counts by, or of which it asks the most frequent value."""
    word = here[0]
    field = word.sense("fact")
    if field not in FIELDS_ASKED or word.says("open"):
        return ""
    is_compared = here[-1].says("per") or any_says(here.tokens, "rank")
    return field if is_compared or _is_only_field(here) else ""


def _is_only_field(here: Cursor) -> bool:
    """Return whether a question is of the values of a field, and nothing else: `languages used`."""
    is_plural = here[0].plain.endswith("s")
    is_of_challenges = any_says(here.tokens, "challenge")
    if is_of_challenges or not is_plural or kinds_of(here.tokens):
        return False
    before = here.beyond(-1, _is_small_and_asks_nothing)
    return before[0].says("which", "all")


def _is_small_and_asks_nothing(token: Token) -> bool:
    return token.is_stop and not token.says("which", "all")


def roles(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Tell roles that were recruited from those that were sought, by the verb before or behind.

    Examples:
        teams that recruited a designer -> recruited designer
        sought a designer but recruited a developer -> skill designer, recruited developer
    """
    verbs = [token.sense("whom") for token in tokens]
    verb = next(filter(None, verbs), "")
    taken = Tokens()
    for token in tokens:
        verb = token.sense("whom") or verb
        taken.append(_recruited(token) if verb == "recruited" else token)
    return taken


def _recruited(token: Token) -> Token:
    """Return a role, or a number of people, as of those who were recruited."""
    if token.kind == "skill":
        return token._replace(kind="recruited")
    if token.kind in {"at-least", "at-most"}:
        begin = "recruited " if "=" in token.value else "recruited="
        return token._replace(value=begin + token.value)
    return token


@word_by_word
def subjects(here: Cursor) -> Token:
    """Take the words that are left: they are searched, or not understood.

    Examples:
        un outil pour les ponts -> search ponts
        challenges achevés -> unknown achevés
    """
    token = here[0]
    if _has_no_meaning(token) or _is_served(here):
        kind = _kind_of_word(here)
        if kind == "nowhere":
            words = [*takewhile(_has_capital, here.rest)]
            end = here.at + len(words)
            here.tokens[here.at : end] = [joined(words)]
        if not kind:
            return token.silenced()
        word = here[0]._replace(senses=token.senses)
        return word.taken(kind)
    if token.says("frame"):
        return token
    if _is_only(token) or _is_column(here):
        return token.taken("unknown")
    for kind in ("programme", "greeting"):
        if token.says(kind):
            return token.taken(kind)
    return token


def _is_only(token: Token) -> bool:
    """Return whether a word excludes all else, which no option does: `only designers`."""
    is_exact = token.sense("bound") == "exactly"
    return is_exact and not token.says("who")


def _is_column(here: Cursor) -> bool:
    """Return whether a word names an own key, and no challenge that may have it."""
    field = here[0].sense("fact")
    if not field.startswith("x-"):
        return False
    return "challenge" not in kinds_of(here.tokens)


def _has_no_meaning(token: Token) -> bool:
    """Return whether a word may be searched: it is none by which people ask."""
    if token.kind or token.is_stop:
        return False
    is_phrase = len(token.words) > 1 and token.senses
    return not is_phrase and _SEARCHED_TOO.issuperset(token.senses)


def _is_served(here: Cursor) -> bool:
    """Return whether something is for bodies that a word is for: `tools for cities`."""
    facet = here[0].sense("kind")
    if facet not in _BODIES:
        return False
    words_before = {here[-1].plain, here[-2].plain}
    return not words_before.isdisjoint({"for", "pour"})


def _kind_of_word(here: Cursor) -> str:
    """Return what a word without a meaning is taken for, "" for nothing."""
    token = here[0]
    is_of_all = token.plain == str(len(here.vocabulary.dataset))
    if is_of_all and (here[1].says("challenge") or not here.is_first):
        return ""  # `the 131 projects`, `how many of the 131`
    is_lost_year = here[-1].says("time") and is_year(token)  # `avant 2018`
    if is_lost_year or number_of(token.plain) is not None:
        return "unknown"
    if _has_capital(token) and _is_nowhere(here):
        return "nowhere"
    return "search" if _may_be_searched(here) else "unknown"


def _may_be_searched(here: Cursor) -> bool:
    """Return whether a word may be a subject, and some text has it."""
    token = here[0]
    if here.is_modified("hosting") and here.is_modified("by"):
        return False  # `hosted by hospitals` is no search for hospitals
    if token.typed[0].islower() and _is_verbal(here):
        return False
    if not here.vocabulary.is_ours and _is_rather_of_column(here):
        return False
    is_name = _has_capital(token) or here.vocabulary.decides(token)
    if here.vocabulary.is_foreign and not is_name:
        return False  # `welche` stands in German texts, and is no subject
    return here.vocabulary.is_searched(token)


def _is_rather_of_column(here: Cursor) -> bool:
    """Return whether a word is rather a column that the data of others lacks than a subject."""
    token = here[0]
    if here.is_modified("not"):  # `projects without maps`: most texts have no such word
        return not here.vocabulary.is_named(token)
    # `the budget of the projects`
    return token.says("refused") and not here.is_modified("topic")


def _has_capital(token: Token) -> bool:
    """Return whether a mere word is a name: not `A`."""
    if token.kind:
        return False
    return re.fullmatch(_CAPITALS, token.typed) is not None


def _is_nowhere(here: Cursor) -> bool:
    """Return whether a name looks like a place where no team works: `à Nantes`."""
    token = here[0]
    is_month = date_read(f"{token.typed} 2000") != f"{token.typed} 2000"
    if is_month:
        return False
    is_subject = token.typed.isupper() or here.vocabulary.decides(token)
    has_no_towns = here.vocabulary.lacks("town")
    if is_subject or has_no_towns or here.is_modified("not"):
        return False
    article = here.beyond(-1, lambda other: other.is_stop and not other.senses)
    before = article[0]
    if before.says("at"):  # `at the Louvre`
        return True
    is_joined = before.says("and", "or")
    beside = here[-2] if is_joined else here[-1]
    is_listed = is_joined or "," in token.gap
    return is_listed and beside.kind in {"town", "nowhere"}


def _is_verbal(here: Cursor) -> bool:
    """Return whether a word is no subject but says what happened, or is denied.

    A subject alone can be left out: `jamais déployés` is not `sans intelligence artificielle`.
    """
    if _is_predicate(here):
        return True
    token = here[0]
    if here.vocabulary.decides(token):
        return False
    # `published code`: something else is asked, so that this is not all.
    is_beside = any(other.kind for other in here.tokens)
    return here.is_modified("not") or (is_beside and _is_participle(token))


def _is_participle(token: Token) -> bool:
    return re.fullmatch(_PARTICIPLE, token.typed) is not None


def _is_predicate(here: Cursor) -> bool:
    """Return whether a word says what challenges are like: `défis achevés`, `most innovative`."""
    before = here.beyond(-1, lambda token: token.says("still", "not", "having", "at"))
    word = before[0]
    if word.says("rank"):
        return not here[1].says("challenge")
    if word.says("who") and before.at == 0:
        return True  # `who leads`, `qui a fondé`
    return word.says("challenge", "who") and _is_participle(here[0])


def connectives(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Apply "not", "and" and "or" to what stands behind them.

    Examples:
        sans designer -> not skill designer
        Lyon ou Paris -> town Lyon, or town Paris
    """
    taken = Tokens()
    words = Tokens()  # before the next token that is taken for something
    last = NOTHING
    for token in tokens:
        if token.kind in {"", "by", "limit"}:
            words.append(token)
            continue
        if last.excluded and _goes_on(last, words, token):
            phrase = joined([last, *words, token])
            last = phrase.taken("search")
            taken[-1] = last
            words = Tokens()
            continue
        is_listed = token.kind == last.kind
        last = _connected(token, words, last)
        taken += map(_between_names, words) if is_listed else words
        taken.append(last)
        words = Tokens()
    denial = _last_denial(words)
    taken += words
    if denial is not None:  # what it denies was not understood
        denied = joined(words[denial : denial + 2])
        senses = words[denial].senses
        taken.append(denied._replace(senses=senses).taken("unknown"))
    return taken


def _between_names(word: Token) -> Token:
    """Return a word between two names: French "ou" is no "where" there."""
    if word.plain != "ou":
        return word
    return word._replace(senses={"or": ""})


def _goes_on(last: Token, words: Tokens, token: Token) -> bool:
    """Return whether a word goes on with one before: `machine learning`, `traitement de texte`.

    Args:
        last: the one before.
        words: those between both.
        token: the word.
    """
    are_searched = token.kind == last.kind == "search"
    if not are_searched:
        return False
    gaps = "".join(word.gap for word in (*words, token))
    if gaps.strip(" '’"):
        return False
    return all(word.says("of") for word in words)


def _last_denial(words: Tokens) -> int | None:
    """Return the place of the last "not" among words, and heed no other: `not without`."""
    last: int | None = None
    for place, word in enumerate(words):
        if not word.says("not"):
            continue
        if last is not None:
            words[last] = words[last].taken("unknown")
        last = place
    return last


def _connected(token: Token, words: Tokens, last: Token) -> Token:
    """Return a token with what words before it say: `and`, `or`, or that it is not wanted.

    Args:
        token: the token.
        words: those between it and the last one.
        last: the last one that is taken for something.
    """
    operator = _operator(words)
    gaps = "".join(word.gap for word in (*words, token))
    if not words and "/" in token.gap:  # `police / gendarmerie`
        operator = "or"
    elif not operator and "," in gaps:
        operator = ","
    prepositions = ["but", "having", "in", "by"]
    if token.kind == "town":  # in `a developer or a designer`, `a` is no French `à`
        prepositions.append("at")
    if any_says(words, *prepositions):  # `not in Lyon but in Paris`
        last = NOTHING
    is_denied = _last_denial(words) is not None
    excluded = token.excluded or is_denied or _continues(last, token, operator)
    return token._replace(excluded=excluded, operator=operator)


def _operator(words: Tokens) -> str:
    """Return the last "and" or "or" among words, or ""."""
    operator = ""
    for word in words:
        for sense in ("and", "or"):
            if word.says(sense):
                operator = sense
    return operator


def _continues(last: Token, token: Token, operator: str) -> bool:
    """Return whether "not" before a token is also meant of the next one that is listed."""
    if not last.excluded:
        return False
    if token.kind == "promotion" and last.typed == token.typed:  # two of a year
        return True
    if not operator:
        return False
    if last.kind == token.kind:
        return True
    are_names = {last.kind, token.kind} <= NAMES_OF_ITS_OWN
    return are_names and operator != ","


def listed(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Give names that are listed or compared one kind: `l'Intérieur et la Justice` are hosts.

    Examples:
        Bercy, Culture -> ministry Bercy, ministry Culture
        housing or homelessness -> search housing, or search homelessness
    """
    taken = [*tokens]
    for run in _runs(tokens):
        together = [tokens[at] for at in run]
        kind = _shared_kind(together, vocabulary)
        is_compared = kind == "search" and any_says(tokens, "rank")  # `gendarmerie vs police`
        if is_compared or not kind:
            continue
        for at in run:
            taken[at] = tokens[at]._replace(kind=kind)
    return taken


def alternatives(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Leave out of a list what nothing mentions, if any of the list is enough.

    Examples:
        wolves or wildlife -> absent wolves, or search wildlife
        Bordeaux ou nantes -> town Bordeaux, or nowhere nantes
    """
    taken = [*tokens]
    for run in _runs(tokens):
        together = [tokens[at] for at in run]
        kinds = kinds_of(together)
        operators = {token.operator for token in together}
        if "or" not in operators or kinds.isdisjoint({"search", "town", *TOPICS}):
            continue
        left_out = "nowhere" if "town" in kinds else "absent"
        for at in run:
            token = tokens[at]
            operator = "or" if token.operator else ""
            kind = left_out if _is_absent(token, vocabulary) else token.kind
            taken[at] = token._replace(kind=kind, operator=operator)
    return taken


def _is_absent(token: Token, vocabulary: Vocabulary) -> bool:
    """Return whether a word was not understood as it is in no text: no verb, no denial."""
    if token.kind != "unknown":
        return False
    is_other = token.senses or token.excluded or _is_participle(token)
    return not is_other and not vocabulary.is_searched(token)


def _runs(tokens: Tokens) -> list[list[int]]:
    """Return the places of tokens that may be names or words, those in a list together."""
    is_ranked = any_says(tokens, "rank")
    runs = list[list[int]]()
    is_listed = False
    for at, token in enumerate(tokens):
        if token.kind in {"", "by"}:
            continue
        is_compared = is_ranked and token.kind in NAMED
        if token.kind not in _LISTED:
            is_listed = False
        elif is_listed and (token.operator or is_compared):
            runs[-1].append(at)
        else:
            runs.append([at])
            is_listed = True
    return runs


def _shared_kind(tokens: Tokens, vocabulary: Vocabulary) -> str:
    """Return the kind that all tokens of a list may have, "" if they have one or differ."""
    kinds = kinds_of(tokens)
    if len(kinds) == 1:
        return ""
    are_names = kinds <= NAMES_OF_ITS_OWN
    shared = _shared_facet(tokens, vocabulary) if are_names else ""
    if shared or not kinds <= {"search", "ministry", *TOPICS}:
        return shared
    # No options say `health, housing or homelessness`, but a search does.
    if any(token.excluded for token in tokens):
        return ""
    operators = {token.operator for token in tokens[1:]}
    is_any = operators != {"and"} if "search" in kinds else "or" in operators
    return "search" if is_any else ""


def _shared_facet(tokens: Tokens, vocabulary: Vocabulary) -> str:
    """Return the facet of which all tokens are names, a ministry first, or ""."""
    known = [vocabulary.facets_of(token.typed) for token in tokens]
    for facet in ("ministry", *NAMED):
        if all(facet in facets for facets in known):
            return facet
    return ""


@word_by_word
def hosts(here: Cursor) -> Token:
    """Take names behind "hosted" and the like for hosts.

    Examples:
        porté par la Culture -> ministry Culture
        run by Justice -> ministry Justice
    """
    token = here[0]
    if not token.kind:
        return token
    facets = here.vocabulary.facets_of(token.typed)
    if "ministry" in facets and here.is_modified("hosting"):
        return token._replace(kind="ministry")
    return token


PASSES: tuple[Pass, ...] = (
    absences,
    denials,
    dotted,
    compounds,
    own_years,
    promotions,
    own_amounts,
    own_keys,
    phases,
    names,
    proper_names,
    labels,
    phrases,
    manners,
    numbers,
    states,
    years_of_states,
    links,
    values,
    dimensions,
    roles,
    subjects,
    connectives,
    listed,
    alternatives,
    hosts,
)


def read(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Return tokens as all passes read them."""
    for rewrite in PASSES:
        tokens = rewrite(tokens, vocabulary)
    return tokens
