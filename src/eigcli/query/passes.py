"""How a question is read: passes over its tokens, each of which takes some words for something.

A pass has tokens and returns tokens. What stands first decides: promotions before names, names
before words. `PASSES` has them in order; under each, examples say what it takes.
"""

import re
from collections.abc import Callable, Sequence

from eigcli.data.promotions import ALL
from eigcli.query.facets import COUNTED, NAMED
from eigcli.query.own_keys import own_keys
from eigcli.query.promotions import promotions
from eigcli.query.tokens import (
    NOTHING,
    Token,
    Tokens,
    joined,
    kinds_of,
    modifiers,
    token_at,
)
from eigcli.query.vocabulary import NAMES_OF_ITS_OWN, Vocabulary
from eigcli.query.words import folded, lists, number_of, senses_at
from eigcli.text import fold

_FAR = 5  # words between `ne` and `pas`
_CAPITALS = r"[A-ZÀ-Ý][^\W_][\w-]*"
_PARTICIPLE = re.compile("[^\\W\\d_]{3,}(?:ed|(?<!t)ée?|és|ées)")
# What else a word may be, if it is not searched: without another sense, it is searched.
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
    "aux",
}
# A number behind each bound, as the options that say the same: what is added to it.
_BOUNDS = {
    "at_least": {"at-least": 0},
    "more": {"at-least": 1},
    "exactly": {"at-least": 0, "at-most": 0},
    "at_most": {"at-most": 0},
    "less": {"at-most": -1},
}
# The facets whose names stand behind their words.
_ALSO = {"region": "town", "district": "town"}


def denials(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take French "not", which is two words, for one, and `non-recours` for a word.

    Examples:
        ils n'existent plus -> state ended
        le non-recours -> search non-recours
    """
    taken = [*tokens]
    for at, token in enumerate(taken):
        ahead = range(at + 1, min(at + 1 + _FAR, len(taken)))
        closing = next((place for place in ahead if taken[place].says("closing")), 0)
        if token.says("denying") and closing:
            never = taken[closing].senses.get("not", "")
            taken[at] = token._replace(senses={"not": never})
            taken[closing] = taken[closing].silenced()
        following = token_at(taken, at + 1)
        is_noun = token.says("not") and (at == 0 or taken[at - 1].is_stop)
        if is_noun and _is_compound(token, following, vocabulary):
            taken[at] = NOTHING
            taken[at + 1] = joined([token, following]).taken("search")
    return [token for token in taken if token != NOTHING]


def _is_compound(first: Token, second: Token, vocabulary: Vocabulary) -> bool:
    """Return whether texts have two words as one, and the second is no name: `sans abri`."""
    if second.senses or vocabulary.facets_of(second.typed) or not second.typed:
        return False
    if second.gap == "-":
        return vocabulary.is_searched(joined([first, second]))
    is_apart = first.plain in lists()["apart"]
    return is_apart and folded(f"{first.plain} {second.plain}") in vocabulary.texts.index.letters


def names(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take names in the data, with the word for their facet if that is beside them.

    Examples:
        designers à Lyon -> skill designers, town Lyon
        justice ministry -> ministry justice ministry
    """
    taken = Tokens()
    at = 0
    while at < len(tokens):
        length, token = 0, tokens[at]
        for rule in () if token.kind else (_behind_its_facet, _before_its_facet, _bare_name):
            length, found = rule(tokens, at, vocabulary)
            if length:
                taken.append(found)
                break
        else:
            taken.append(token)
        at += length or 1
    return taken


Found = tuple[int, Token]  # how many words, and what they are taken for


def _behind_its_facet(tokens: Tokens, at: int, vocabulary: Vocabulary) -> Found:
    """Find a name behind the word for its facet: `ville de Lyon`, `ministère de la culture`."""
    word = tokens[at]
    facet = word.senses.get("kind", "")
    if not facet or (facet == "region" and vocabulary.named(tokens, at, {"ministry"})[0]):
        return 0, NOTHING  # a host may be called `Région Bretagne`
    is_ministry = word.plain.startswith("minist")  # which is a part of the name
    kind = "ministry" if is_ministry else _ALSO.get(facet, facet)
    start = at + 1
    while token_at(tokens, start).is_stop:
        start += 1
    length, _facets = vocabulary.named(tokens, start, {kind})
    if length and _is_rather_a_word(tokens, start, length):
        return 0, NOTHING
    following = token_at(tokens, start)
    is_of = any(token.says("of") for token in tokens[at + 1 : start])
    is_name = following.typed[:1].isupper() or (is_ministry and not following.senses)
    if not length and kind == "ministry" and is_of and is_name and not following.kind:
        length, is_ministry = 1, True  # `ministère de la magie`, which hosts nothing
    if not length:
        return 0, NOTHING
    name = joined(tokens[at if is_ministry else start : start + length])
    return start + length - at, name.taken(kind)


def _before_its_facet(tokens: Tokens, at: int, vocabulary: Vocabulary) -> Found:
    """Find a name before the word for its facet: `culture ministry`, `construction phase`."""
    length, facets = vocabulary.named(tokens, at, NAMED)
    word = token_at(tokens, at + length)
    is_ministry = word.plain.startswith("minist")
    kind = "ministry" if is_ministry else word.senses.get("kind")
    if kind not in facets:
        return 0, NOTHING
    name = joined(tokens[at : at + length + is_ministry])
    return length + 1, name.taken(kind)


def _bare_name(tokens: Tokens, at: int, vocabulary: Vocabulary) -> Found:
    """Find a name alone: of a value of a facet, or of a challenge if that is longer."""
    # Beside subjects, themes are labels of single calls: their words are searched.
    wanted = NAMES_OF_ITS_OWN - {"theme"} if vocabulary.dataset.subjects else NAMES_OF_ITS_OWN
    length, facets = vocabulary.named(tokens, at, wanted, is_bare=True)
    title, _slugs = vocabulary.named(tokens, at, {"challenge"})
    name = joined(tokens[at : at + max(length, title)]) if length or title else NOTHING
    if title > length:
        return title, name.taken("challenge")
    word = tokens[at]
    if not length or _is_rather_a_word(tokens, at, length):
        return 0, NOTHING
    is_topic = not facets.keys().isdisjoint({"subject", "theme"})
    if is_topic:
        if _is_part_of_phrase(tokens, at, length, vocabulary):
            return length, name.taken("search")
        return length, name.taken(min(facets.keys() & {"subject", "theme"}))
    if length == 1 and "family" in facets:  # families have everyday words for names: `mer`
        is_ranked = any(token.says("rank") for token in tokens)
        is_host = word.typed[0].isupper() or word.plain in lists()["bodies"]
        return 1, name.taken("ministry" if is_ranked or is_host else "search")
    facet = next(facet for facet in NAMED if facet in facets)
    if facet == "skill":  # `développeuse web`
        while token_at(tokens, at + length).plain in lists()["qualifiers"]:
            length += 1
    return length, name.taken(facet)


def _is_rather_a_word(tokens: Tokens, at: int, length: int) -> bool:
    """Return whether a name is a word, too, by which people ask: `has`, `Paris region`."""
    longest, _senses = senses_at([token.words[0] for token in tokens[at:] if token.words], 0)
    if length > 1 or longest > length:
        return longest > length
    is_small = at == 0 or tokens[at].typed.islower()  # `in Example` is a town of one's own
    return is_small and tokens[at].is_filler


def _is_part_of_phrase(tokens: Tokens, at: int, length: int, vocabulary: Vocabulary) -> bool:
    """Return whether a word is in an expression of the texts: `code du travail`."""
    before = at - 1
    while token_at(tokens, before).is_stop:
        before -= 1
    behind = token_at(tokens, at + length)
    letters = vocabulary.texts.index.letters
    around = list[Tokens]()
    last = vocabulary.facets_of(token_at(tokens, before).typed).keys()
    is_behind_name = not {"subject", "theme"}.isdisjoint(last)
    if before >= 0 and not is_behind_name and not tokens[before].says("challenge", "frame"):
        around.append(tokens[before : at + length])
    is_name = not {"subject", "theme"}.isdisjoint(vocabulary.facets_of(behind.typed))
    if behind.typed and not (
        is_name or behind.kind or behind.senses or behind.is_stop or behind.gap.strip()
    ):
        around.append(tokens[at : at + length + 1])
    return any(folded(joined(part).typed) in letters for part in around if not kinds_of(part))


def phrases(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Take words that say something together for one, such as `en service`.

    Examples:
        projets en service -> state used
        open source projects -> has repository_licence
    """
    taken = Tokens()
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and end - at < _FAR and not _is_used(tokens[end]):
            end += 1
        words = [word for token in tokens[at:end] for word in token.words[:1]]
        length, senses = senses_at(words, 0) if words else (1, {})
        behind = token_at(tokens, at + length)
        if (
            "bound" in senses
            and number_of(behind.plain) is None
            and senses["bound"][-1] not in "12"
        ):
            length = 1  # `the teams of 2020`
        if length > 1:
            taken.append(joined(tokens[at : at + length])._replace(senses=senses))
        else:
            taken.append(tokens[at])
        at += length
    return taken


def _is_used(token: Token) -> bool:
    """Return whether a word is taken for something, or a part of a modifier."""
    return bool(token.kind) or token.senses.get("frame") == "silent"


def numbers(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Take numbers of people, and how many challenges are to be listed.

    Examples:
        at least two designers -> at-least designers=2
        five projects -> limit 5
    """
    taken = Tokens()
    at = 0
    while at < len(tokens):
        length, found = _number(tokens, at)
        taken += found if length else [tokens[at]]
        at += length or 1
    return taken


def _number(tokens: Tokens, at: int) -> tuple[int, Tokens]:
    """Return how many words at a place are a number and what it counts, and their tokens."""
    first = tokens[at]
    if first.kind:
        return 0, []
    bound, _space, implied = first.senses.get("bound", "").partition(" ")  # `several`
    end = at if not bound else at + 1
    word = token_at(tokens, end)
    number = number_of(implied or word.plain) if not word.kind or implied else None
    if number is None:
        return 0, []
    end += not implied
    is_article = number == 1 and not implied and not word.plain.isdigit()
    behind = token_at(tokens, end)
    if behind.says("behind") and number_of(token_at(tokens, end + 1).plain) is None:
        bound, end = behind.senses["behind"], end + 1  # `two or more designers`
    counted = token_at(tokens, end)
    is_of_people = counted.kind == "skill" or counted.says("people")
    end += is_of_people
    behind = token_at(tokens, end)
    if behind.says("behind") and number_of(token_at(tokens, end + 1).plain) is None:
        bound, end = behind.senses["behind"], end + 1  # `two designers or more`
    whole = joined(tokens[at:end])
    is_of_others = counted.says("challenge", "kind") or not (
        counted.is_filler or counted.kind or not counted.typed
    )
    if bound and not is_of_people and is_of_others:
        whole = joined(tokens[at : end + 1])
        return end + 1 - at, [whole._replace(senses=counted.senses).taken("unheeded")]
    if (is_of_people and not (is_article and not bound)) or (bound and not is_of_people):
        role = f"{counted.typed}=" if counted.kind == "skill" else ""
        options = _BOUNDS[bound or "exactly"].items()
        return end - at, [whole.taken(o, f"{role}{max(number + more, 0)}") for o, more in options]
    return _limit(tokens, at, end, number)


def _limit(tokens: Tokens, at: int, end: int, number: int) -> tuple[int, Tokens]:
    """Take a number for how many challenges are listed: `top 3`, `five projects`."""
    is_counting = any(token.says("count", "per") for token in tokens)
    is_ordered = any(token.says("rank", "sort") for token in tokens)
    counted = token_at(tokens, end)
    is_several = number > 1 and not is_counting and counted.says("challenge")
    before = token_at(tokens, at - 1)
    if not number or before.says("of") or not (is_ordered or is_several):
        return 0, []
    limit = joined(tokens[at:end]).taken("limit", str(number))
    if not is_ordered and any(token.says("kind") for token in tokens[:at]):
        return end - at, [limit.taken("unheeded")]  # `ministries that had two projects`
    if before.says("time") and counted.says("challenge"):  # `the last 5 projects`
        limit = limit._replace(senses={"sort": "year"})
    return end - at, [limit]


def states(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take states, with what "not" and "still" make of them.

    Examples:
        n'existent plus -> state ended
        still used -> state used
    """
    taken = [*tokens]
    is_open = False  # `we do not know whether they are used`
    for at, token in enumerate(tokens):
        near = modifiers(taken, at)
        if token.says("judged") and "not" in near:  # `n'ont pas abouti`
            taken[near["not"]] = taken[near["not"]].silenced()
        if not token.says("state", "maybe"):
            continue
        state = _state(taken, at, near)
        own = [str(value) for c in vocabulary.dataset for _key, value in c.own]
        if fold(token.typed) in map(fold, own):  # a value of one's own comes first
            taken[at] = token.taken("search")
        elif state in {"used", "ended"} and is_open:
            taken[at] = token.silenced()
        elif state:
            taken[at] = _with_denial(token, state, near, taken)
        if state == "unknown":
            is_open = any(t.plain in {"si", "s", "if", "whether"} for t in taken[at : at + 3])
    return taken


def _state(tokens: Tokens, at: int, near: dict[str, int]) -> str:
    """Return the state that a word says among those beside it, "" for none."""
    token = tokens[at]
    behind = [token_at(tokens, at + 1), token_at(tokens, at + 2)]
    if sure := token.senses.get("state"):
        is_begun = token.plain.endswith("cours") and behind[0].says("of")
        return "" if is_begun else sure  # `en cours de construction`
    maybe = token.senses["maybe"]
    if maybe == "unknown":
        is_denied = "not" in near or any(other.says("not") for other in behind)
        is_of_state = "kind" in near or any(t.senses.get("kind") == "state" for t in behind)
        return "unknown" if is_denied else "not unknown" if is_of_state else ""
    if maybe != "used":
        return ""
    if token.plain.startswith(("work", "travail")) and behind[0].says("at"):
        return ""  # `who did not work in Paris`
    around = {other.plain for other in (token_at(tokens, at - 1), *behind)}
    is_past = not around.isdisjoint({"longer", "anymore", "more", "plus"})
    if token.plain.startswith("work") and not is_past and "still" not in near:
        return ""  # `did not work` may mean that it failed
    is_still = not {"not", "still"}.isdisjoint(near) or any(t.says("still") for t in behind)
    is_for = behind[0].says("by") or behind[0].plain in {"for", "to", "as", "pour", "with", "comme"}
    is_used = "being" in near or (
        "challenge" in near and token.plain.startswith(("used", "utilisee", "utilises"))
    )
    return "used" if is_still or (is_used and not is_for) else ""


def _with_denial(token: Token, state: str, near: dict[str, int], tokens: Tokens) -> Token:
    """Take a word for a state, and the "not" before it for a part of that."""
    excluded = state.startswith("not ")
    state = state.removeprefix("not ")
    place = near.get("not")
    if place is None or (state == "unknown" and not token.says("maybe")):
        return token._replace(excluded=excluded).taken("state", state)
    never = tokens[place].senses["not"]
    tokens[place] = tokens[place].silenced()
    if state == "used" and not never:
        state = "ended"
    elif state != "unknown":
        excluded = True  # `never put into service`, `not ended`
    return token._replace(excluded=excluded).taken("state", state)


def phases(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Take phases, which are everyday words, behind "in" and the like.

    Examples:
        en cours de construction -> phase construction
        not pursued -> phase not-pursued
    """
    taken = [*tokens]
    for at, token in enumerate(tokens):
        near = modifiers(taken, at)
        if token.says("phase") and not {"in", "kind", "state"}.isdisjoint(near):
            taken[at] = token.taken("phase", token.senses["phase"])
        if token.senses.get("maybe") == "not-pursued" and "not" in near and not token.kind:
            taken[at] = token.taken("phase", "not-pursued")
            taken[near["not"]] = taken[near["not"]].silenced()
    return taken


def links(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Take what is known of challenges: code, a site, a video.

    Examples:
        projets sans site -> not has product
        leur code n'est pas public -> not has repository
    """
    taken = [*tokens]
    for at, token in enumerate(tokens):
        if known := token.senses.get("has", "" if token.kind else None):
            taken[at] = token.taken("has", known)
        elif token.says("link") and (found := _link(taken, at)):
            taken[at] = found
        if taken[at].value == "repository" and "open" in (near := modifiers(taken, at)):
            taken[near["open"]] = taken[near["open"]].silenced()  # `public source code`
    return taken


def _link(tokens: Tokens, at: int) -> Token | None:
    """Return a word as something that is known, if those beside it say that it is meant so."""
    token, link = tokens[at], tokens[at].senses["link"]
    near = modifiers(tokens, at)
    last, joiner = token_at(tokens, at - 2), token_at(tokens, at - 1)
    is_listed = last.kind == "has" and joiner.says("and", "or")
    is_had = is_listed or not {"not", "having"}.isdisjoint(near)
    if link == "product":
        is_had = is_had or not {"still", "being", "challenge"}.isdisjoint(near)
    if link != "repository":
        return token.taken("has", link) if is_had else None
    opened = at + 1
    while token_at(tokens, opened).is_filler and not token_at(tokens, opened).says("open"):
        opened += 1
    is_open = token_at(tokens, opened).says("open")  # `code n'est pas public`
    denied = (
        [place for place in range(at + 1, opened) if tokens[place].says("not")] if is_open else []
    )
    if not (is_had or is_open or "open" in near):
        return None
    for place in range(at + 1, opened + 1) if is_open else ():
        tokens[place] = tokens[place].silenced()
    return token._replace(excluded=bool(denied)).taken("has", link)


def values(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Take words that stand for a place or for all promotions, and what nobody was found for.

    Examples:
        en province -> not town Île-de-France
        toutes les promotions -> promotion all
    """
    taken = [*tokens]
    is_sought = any(token.senses.get("whom") == "sought" for token in tokens)
    for at, token in enumerate(tokens):
        if token.says("elsewhere"):
            taken[at] = token._replace(excluded=True).taken("town", token.senses["elsewhere"])
        elif token.says("town"):
            taken[at] = token.taken("town", token.senses["town"])
        elif token.says("promotion"):
            taken[at] = token.taken("promotion", ALL)
        elif token.says("filling") and (place := modifiers(taken, at).get("not")) is not None:
            is_of_role = any(other.kind == "skill" for other in tokens[at:])
            if token.says("whom") and is_of_role and not is_sought:
                continue  # `did not hire a designer` excludes the role
            taken[place] = taken[place].silenced()
            taken[at] = token.taken("refused", "unfilled")
    return taken


def dimensions(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Take the facets by which a question counts.

    Examples:
        combien de challenges par ville -> by town
        quel ministère a le plus de challenges -> by family
    """
    is_ranked = any(token.says("rank", "sort") for token in tokens)
    is_per = any(_is_per(tokens, at) for at in range(len(tokens)))
    is_counting = is_ranked or is_per or any(token.says("count") for token in tokens)
    taken = Tokens()
    for at, token in enumerate(tokens):
        facet = "" if token.kind else token.senses.get("by", "")
        if is_ranked and token.says("ranked"):
            facet = token.senses["ranked"]
        named = token.senses.get("kind", "")
        is_first = token.plain.endswith("s") and all(t.is_filler for t in tokens[:at])
        is_which = token_at(tokens, at - 1).says("which")
        is_which = is_which and not token_at(tokens, at - 2).says("and")  # `and which host`
        if (
            named in COUNTED
            and not token.kind
            and token.plain != "stats"
            and token_at(tokens, at - 1).plain not in {"a", "an", "un", "une"}
            and (is_counting or _is_per(tokens, at) or is_first or is_which)
        ):
            facet = named
        taken.append(token.taken("by", facet) if facet else token)
    return taken


def _is_per(tokens: Tokens, at: int) -> bool:
    """Return whether a word for a facet stands behind "per": `par ville`."""
    return tokens[at].says("kind") and token_at(tokens, at - 1).says("per")


def roles(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Tell roles that were recruited from those that were sought, by the verb before or behind.

    Examples:
        teams that recruited a designer -> recruited designer
        sought a designer but recruited a developer -> skill designer, recruited developer
    """
    verbs = {at: t.senses["whom"] for at, t in enumerate(tokens) if t.says("whom")}
    if not verbs:
        return tokens
    taken = Tokens()
    for at, token in enumerate(tokens):
        before = [place for place in verbs if place < at]
        nearest = max(before) if before else min(verbs)
        is_recruited = verbs[nearest] == "recruited"
        taken.append(_recruited(token) if is_recruited else token)
    return taken


def _recruited(token: Token) -> Token:
    """Return a role, or a number of people, as of those who were recruited."""
    if token.kind == "skill":
        return token._replace(kind="recruited")
    if token.kind in {"at-least", "at-most"}:
        role, _equals, number = token.value.rpartition("=")
        return token._replace(value=f"recruited {role}".strip() + f"={number}")
    return token


def subjects(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take the words that are left: they are searched, or not understood.

    Examples:
        un outil pour les ponts -> search ponts
        challenges achevés -> predicate achevés
    """
    taken = [*tokens]
    at = 0
    while at < len(taken):
        token = taken[at]
        is_phrase = len(token.words) > 1 and token.senses
        if not (token.kind or token.is_stop or is_phrase) and _SEARCHED_TOO.issuperset(
            token.senses
        ):
            length, kind = _taken_for(taken, at, vocabulary)
            taken[at : at + length] = [
                joined(taken[at : at + length])._replace(senses=token.senses).taken(kind)
            ]
        elif _is_lone_bound(token):
            taken[at] = token.taken("unheeded")
        elif token.says("programme", "greeting") and "frame" not in token.senses:
            kind = "programme" if "programme" in token.senses else "greeting"
            taken[at] = token.taken(kind)
        at += 1
    return taken


def _is_lone_bound(token: Token) -> bool:
    """Return whether a word restricts what no number says: `only designers`."""
    is_other = token.says("frame", "who")
    is_exact = token.says("bound") and token.senses["bound"] == "exactly"
    return is_exact and not is_other


def _taken_for(tokens: Tokens, at: int, vocabulary: Vocabulary) -> tuple[int, str]:
    """Return how many words a word without a meaning is said with, and what they are taken for."""
    token, near = tokens[at], modifiers(tokens, at)
    if number_of(token.plain) is not None:
        return 1, "unheeded"
    if length := _place(tokens, at, near, vocabulary):
        return length, "nowhere"
    if "hosting" in near and "by" in near:  # `hosted by hospitals` is no search for hospitals
        return 1, "unknown"
    if not token.typed[0].isupper() and _is_verbal(tokens, at, vocabulary):
        return 1, "predicate"
    return 1, "search" if vocabulary.is_searched(token) else "unknown"


def _is_verbal(tokens: Tokens, at: int, vocabulary: Vocabulary) -> bool:
    """Return whether a word is no subject but says what happened, or is denied.

    A subject alone can be left out: `jamais déployés` is not `sans intelligence artificielle`.
    """
    if _is_predicate(tokens, at):
        return True
    token = tokens[at]
    if vocabulary.decides(token):
        return False
    # `published code`: something else is asked, so that this is not all.
    is_beside = any(other.kind for other in tokens)
    is_participle = bool(_PARTICIPLE.fullmatch(token.typed))
    return "not" in modifiers(tokens, at) or (is_participle and is_beside)


def _place(tokens: Tokens, at: int, near: dict[str, int], vocabulary: Vocabulary) -> int:
    """Return how many words look like a place where no team works: `à Nantes`."""
    before = at - 1
    while token_at(tokens, before).is_stop and not tokens[before].senses:
        before -= 1  # `at the Louvre`
    last = token_at(tokens, before)
    is_beside = last.says("and", "or")
    before = at - 2 if is_beside else at - 1
    is_beside = is_beside or "," in tokens[at].gap
    is_listed = is_beside and token_at(tokens, before).kind in {"town", "nowhere"}
    end = at
    while re.fullmatch(_CAPITALS, token_at(tokens, end).typed) and not tokens[end].kind:
        end += 1
    is_at = last.says("at") or is_listed
    techniques = {fold(name) for c in vocabulary.dataset for name in c.techniques}
    is_technique = any(tokens[at].plain in name.split() for name in techniques)
    if end == at or not is_at or "not" in near or tokens[at].typed.isupper() or is_technique:
        return 0
    return end - at


def _is_predicate(tokens: Tokens, at: int) -> bool:
    """Return whether a word says what happened to challenges, or what they are like.

    It stands behind an auxiliary verb (`have won`, `sont rentables`), is a participle (`défis
    achevés`), or is compared (`the most innovative`).
    """
    token, before = tokens[at], at - 1
    while token_at(tokens, before).says("still", "not", "adverb"):
        before -= 1
    last = token_at(tokens, before)
    is_compared = last.says("rank") and not token_at(tokens, at + 1).says("challenge")
    is_behind = last.says("challenge", "who")
    is_participle = bool(_PARTICIPLE.fullmatch(token.typed)) and is_behind
    return last.says("aux") or is_compared or is_participle


def connectives(tokens: Tokens, _vocabulary: Vocabulary) -> Tokens:
    """Apply "not", "and" and "or" to what stands behind them.

    Examples:
        sans designer -> not skill designer
        Lyon ou Paris -> town Lyon, or town Paris
    """
    taken = Tokens()
    denial, operator, comma, last = 0, "", "", NOTHING  # a denial is a place, counted from one
    for at, token in enumerate(tokens):
        comma = "," if "," in token.gap else comma
        if token.says("not"):
            if denial:
                taken.append(tokens[denial - 1].taken("unheeded"))  # `not without`
            denial = at + 1
        elif token.says("and", "or"):
            operator = _operator(token)
        elif token.says("but") and not denial:
            operator, last = "", NOTHING
        elif token.kind and token.kind not in {"by", "limit"}:
            operator = operator or comma
            excluded = token.excluded or bool(denial) or _continues(last, token, operator)
            last = token._replace(excluded=excluded, operator=operator)
            denial, operator, comma = 0, "", ""
            taken.append(last)
            continue
        elif not token.is_filler and "," in token.gap:
            operator = ""
        elif token.says("having", "in", "at", "by"):  # `without designers and in Paris`
            last = NOTHING
        taken.append(token)
    if denial:
        lost = joined(tokens[denial - 1 : denial + 1])
        taken.append(lost._replace(senses=tokens[denial - 1].senses).taken("predicate"))
    return taken


def _operator(token: Token) -> str:
    """Return whether a word is `and` or `or`; `où` is no `ou`."""
    return "or" if "or" in token.senses and token.typed.casefold() != "où" else "and"


def _continues(last: Token, token: Token, operator: str) -> bool:
    """Return whether "not" before a token is also meant of the next one that is listed."""
    if not last.excluded:
        return False
    if token.kind == "promotion" and last.typed == token.typed:  # two of a year
        return True
    are_names = {last.kind, token.kind} <= NAMES_OF_ITS_OWN
    are_alike = last.kind == token.kind or (are_names and operator != ",")
    return bool(operator) and are_alike


def listed(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Give names that are listed or compared one kind: `l'Intérieur et la Justice` are hosts.

    Examples:
        Bercy, Culture -> ministry Bercy, ministry Culture
        housing or homelessness -> search housing, or search homelessness
    """
    is_ranked = any(token.says("rank") for token in tokens)
    taken = [*tokens]
    content = [at for at, token in enumerate(taken) if token.kind and token.kind != "by"]
    run = list[int]()
    for at in (*content, len(taken)):
        token = token_at(taken, at)
        if run and not (token.operator or (is_ranked and token.kind in NAMED)):
            _give_one_kind(taken, run, vocabulary)
            run = []
        run.append(at)
    hosted = [at for at, token in enumerate(taken) if "hosting" in modifiers(taken, at)]
    for at in hosted:
        if "ministry" in vocabulary.facets_of(taken[at].typed) and taken[at].kind:
            taken[at] = taken[at]._replace(kind="ministry")
    return taken


def _give_one_kind(tokens: Tokens, run: Sequence[int], vocabulary: Vocabulary) -> None:
    """Give tokens that are listed the kind that all of them may have."""
    kinds = {tokens[at].kind for at in run}
    if len(kinds) == 1:
        return
    operators = {tokens[at].operator for at in run[1:]}
    is_excluded = any(tokens[at].excluded for at in run)
    if kinds <= NAMES_OF_ITS_OWN:
        shared = [
            facet
            for facet in NAMED
            if all(facet in vocabulary.facets_of(tokens[at].typed) for at in run)
        ]
    else:
        # No options say `health, housing or homelessness`, but a search does.
        are_words = kinds in ({"subject", "search"}, {"theme", "search"})
        is_either = are_words and operators != {"and"} and not is_excluded
        shared = ["search"] * is_either
    for at in run if shared else ():
        kind = "ministry" if "ministry" in shared else shared[0]
        tokens[at] = tokens[at]._replace(kind=kind)


Pass = Callable[[Tokens, Vocabulary], Tokens]
PASSES: tuple[Pass, ...] = (
    denials,
    promotions,
    own_keys,
    phases,
    names,
    phrases,
    numbers,
    states,
    links,
    values,
    dimensions,
    roles,
    subjects,
    connectives,
    listed,
)


def read(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Return tokens as all passes read them."""
    for rewrite in PASSES:
        tokens = rewrite(tokens, vocabulary)
    return tokens
