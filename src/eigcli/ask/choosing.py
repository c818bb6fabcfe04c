"""Choosing challenges by options and questions, and telling how: one answer for every command."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import Any, NamedTuple

from eigcli import text
from eigcli.ask.facets import FACETS, FILTERS, NOT_KNOWN
from eigcli.ask.filters import Filters, label_of, value_label
from eigcli.ask.naming import Names
from eigcli.ask.question import Asked, understood
from eigcli.ask.searching import SHORTEST_SUGGESTED, Matches, Texts
from eigcli.ask.words import code_called
from eigcli.data.kinds import cell_of, fields_of
from eigcli.data.model import Challenge, Dataset
from eigcli.data.parts import ALL, of_promotions, promotions_named
from eigcli.data.people import number_of
from eigcli.errors import EigError, UsageError
from eigcli.messages import N_, _, ngettext, ngettext_noop

__all__ = ["Answer", "Filters", "NoAnswerError", "answer", "command_for", "sort_keys"]

_YEAR = r"\b(?:19|20)[0-9]{2}\b"
_MANY_WORDS = 3  # of so many words some may be left out
_UNRECORDED = {
    "people": N_(
        "The data names nobody: it says how many people of which role worked on a défi, not who."
    ),
    "money": N_(
        "The data does not say what a défi cost, nor what one person earned. What the programme"
        " paid: eig programme."
    ),
    "use": N_("The data does not count users or visits."),
    "average": N_("eig counts, and makes no averages. The numbers to make them of: eig stats."),
}
_UNKNOWN_OF = {
    "phase": ngettext_noop(
        "Of {total} défi, the phase of {count} is not known.",
        "Of {total} défis, the phase of {count} is not known.",
    ),
    "state": ngettext_noop(
        "Of {total} défi, it is not known what became of {count}.",
        "Of {total} défis, it is not known what became of {count}.",
    ),
    "has": ngettext_noop(
        "Of {total} défi, it is not known of {count} whether it has this: {name}.",
        "Of {total} défis, it is not known of {count} whether they have this: {name}.",
    ),
}
_WAY_IN = N_(
    "Ask, for example: eig designers in Lyon · eig how many projects per theme · eig which projects"
    " of 2021 are still in use. For more: eig --help."
)


class NoAnswerError(EigError):
    """A question that the data cannot answer, or of which nothing is understood."""


class Answer(NamedTuple):
    """The challenges that meet what is asked.

    Attributes:
        chosen: the dataset with these alone.
        whole: the part of the dataset that was asked, all that they were chosen from.
        filters: what chose them: the options that were given, and those that words stand for.
        scope: where the whole is a part, of which promotions, with what was found here and
            everywhere; it stands above the answer.
        first: what to know before the answer, a sentence each: what was not understood, what was
            taken for what, how the words were understood, what was only searched, and through
            which synonyms and families of ministries.
        notes: what to know after it.
        matches: the words that were searched, to be marked.
        mentions: what only mentions a theme that was asked for, to stand below the others.
        by: the facets by which a question asks to count; is_count: whether it asks how many.
        measure: the number of people that is asked for, `sought` or `recruited`, or "".
        roles: the codes of the roles whose people are asked for.
        facts: what is asked of one challenge, a line each.
        topic: `programme` where that is what is asked about, `nowhere` where no team works there.
    """

    chosen: Dataset
    whole: Dataset
    filters: Filters
    scope: str = ""
    first: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    matches: Matches = Matches()
    mentions: tuple[Challenge, ...] = ()
    by: tuple[str, ...] = ()
    is_count: bool = False
    measure: str = ""
    roles: frozenset[str] = frozenset()
    facts: tuple[str, ...] = ()
    topic: str = ""

    @property
    def listed(self) -> Dataset:
        """What is chosen, as much of it as a list shall have."""
        return replace(self.chosen, challenges=self.chosen.challenges[: self.filters.limit])


def answer(
    dataset: Dataset,
    filters: Filters,
    question: str = "",
    default: Sequence[str] = (),
    *,
    counting: bool = False,
) -> Answer:
    """Return the challenges that are asked for.

    Args:
        dataset: all that there are.
        filters: what options ask for.
        question: what is asked in words, of the whole dataset unless it names promotions.
        default: the promotions that options ask about where none is named; none: all of them.
        counting: whether words may say what to count by.

    Raises:
        UsageError: for a name that stands for nothing, and for a question beside `exact`.
        NoAnswerError: for a question that the data cannot answer.
    """
    if filters.exact and question:
        guessed = _("words are guessed, and --exact guesses nothing: use options, not words")
        raise UsageError(guessed)
    return _Chooser(dataset, filters, question, counting=counting).answer(default)


def command_for(words: Sequence[str], dataset: Dataset, commands: Iterable[str]) -> str:
    """Return the command that answers words which are typed without one.

    Raises:
        UsageError: for a slip in the name of a command, and for words that are no question.
    """
    asking, commands = " ".join(words), list(commands)
    no = _("eig has no command {name}.")
    if " " not in words[0].strip() and (near := text.nearest(words[0], commands)):
        hint = _("Did you mean {name}?").format(name=near[0])
        raise UsageError(text.join_sentences(no.format(name=text.quoted(words[0])), hint))
    asked = understood(asking, Texts(dataset))
    if asked.decides or (asked.is_asking and asked.filters.search):
        return asked.command
    there_are = _("The commands are {names}.").format(names=", ".join(commands))
    search = _("To search: eig list {words}.").format(words=text.shell_word(asking))
    no = no.format(name=text.quoted(words[0]))
    raise UsageError(text.join_sentences(no, there_are, search, _(_WAY_IN)))


class _Chooser:
    """Chooses challenges of a dataset; what takes time is made when it is needed."""

    def __init__(
        self, dataset: Dataset, given: Filters, question: str, *, counting: bool = False
    ) -> None:
        self.dataset, self.question, self.counting = dataset, question, counting
        self.given = given._replace(promotion=self._promotions(given.promotion, exact=given.exact))
        self._meeting = cache(self._meeting_uncached)
        exact = given.exact
        self.names = cache(lambda facet: Names(dataset, facet, self.texts, exact=exact))

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.dataset)

    def _promotions(self, names: Iterable[str], *, exact: bool = False) -> tuple[str, ...]:
        """Return the codes of promotions that are named, `all` for all of them."""
        codes = promotions_named(names, self.dataset, exact=exact)
        return (ALL,) if codes and len(codes) == len(self.dataset.promotion_codes) else (*codes,)

    def answer(self, default: Sequence[str]) -> Answer:
        """Return the answer to options and a question, see `answer`."""
        search, question = " ".join(self.given.search), self.question
        if not (search or question) or self.given.exact or not self.dataset.challenges:
            return self._of_part(self._chosen(self.given), default)
        readings: list[tuple[str, Asked]] = []
        if search:
            readings.append((search, understood(search, self.texts, searched=True)))
        if question:
            asked = understood(question, self.texts, counting=self.counting)
            readings.append((question, asked))
        return self._of_part(self._understood(readings), () if question else default)

    def _understood(self, readings: Sequence[tuple[str, Asked]]) -> Answer:
        """Return the answer to a search, a question or both: each as typed, and how it is read.

        Raises:
            NoAnswerError: for what the data does not hold.
        """
        asked = readings[-1][1]
        if asked.topic in _UNRECORDED:
            raise NoAnswerError(_(_UNRECORDED[asked.topic]))
        if asked.topic == "greeting":
            raise NoAnswerError(_(_WAY_IN))
        filters, dropped = self.given._replace(search=()), list[str]()
        for typed, reading in readings:
            words, unknown = self._searched(reading, typed)
            filters = self._merged(filters, reading.filters._replace(search=words))
            dropped += unknown
        found = self._chosen(filters)
        if asked.is_of_roles:
            found = self._with_recruits(found)
        nowhere = tuple(place for _typed, reading in readings for place in reading.nowhere)
        asked = asked._replace(nowhere=nowhere)
        if asked.challenges:
            own = tuple(c for c in found.chosen.challenges if c.slug in asked.challenges)
            found = found._replace(chosen=replace(self.dataset, challenges=own))
        if asked.nowhere and "town" not in asked.filters.values:
            found = found._replace(chosen=replace(self.dataset, challenges=()), topic="nowhere")
        if self.question and not (asked.decides or found.chosen.challenges):
            raise NoAnswerError(text.join_sentences(self._why_nothing(found), _(_WAY_IN)))
        return found._replace(
            first=(*self._first(asked, found, dropped), *found.first),
            mentions=self._mentions(found) if not found.topic else (),
            by=asked.by,
            is_count=asked.is_count,
            measure=asked.measure,
            facts=tuple(self._facts(found, asked.facts)),
            topic=asked.topic or found.topic,
        )

    def _with_recruits(self, found: Answer) -> Answer:
        """Return an answer with what recruited people of its roles, and did not seek them."""
        others = {facet: v for facet, v in found.filters.values.items() if facet != "skill"}
        every = self._chosen(found.filters._replace(values=others)).chosen.challenges
        own = {c.slug for c in found.chosen.challenges}
        more = {c.slug for c in every if any(p.skill.code in found.roles for p in c.recruits)} - own
        if not _of((c for c in every if c.slug in more), found.filters.promotion):
            return found
        chosen = tuple(c for c in every if c.slug in own | more)
        note = _("People whom défis recruited without having sought their role are counted, too.")
        return found._replace(
            chosen=replace(found.chosen, challenges=chosen), first=(*found.first, note)
        )

    def _searched(self, asked: Asked, typed: str) -> tuple[tuple[str, ...], list[str]]:
        """Return the words that are searched, and those left out since nothing mentions them."""
        words = asked.filters.search or (() if asked.decides else (typed,))
        terms = self.texts.terms_of(words) if words and asked.decides else []
        dropped = [term.typed for term in terms if not self.texts.rated(term)]
        if dropped:
            kept = " ".join(term.typed for term in terms if term.typed not in dropped)
            words = (kept,) if kept else ()
        return words, dropped

    def _merged(self, given: Filters, asked: Filters) -> Filters:
        """Return options that are given with those that words stand for; the former count."""
        named = self._promotions(asked.promotion)
        if given.promotion not in ((), (ALL,)):
            both = tuple(code for code in named if code in given.promotion)
            named = both or given.promotion
        lists = ("at_least", "at_most", "without", "search")
        joined: dict[str, Any] = {n: (*getattr(given, n), *getattr(asked, n)) for n in lists}
        merged = given._replace(
            promotion=named or given.promotion, values={**asked.values, **given.values}, **joined
        )
        if given.sort or self.counting:  # what is counted is in no order
            return merged
        # `--reverse` turns the order of a question, and `-n 20` lengthens it.
        reverse, limit = given.reverse != asked.reverse, given.limit or asked.limit
        return merged._replace(sort=asked.sort, reverse=reverse, limit=limit)

    def _first(self, asked: Asked, found: Answer, dropped: Sequence[str]) -> Iterator[str]:
        """Yield what to know before an answer."""
        if dropped:
            words = text.list_in_words(map(text.quoted, dropped))
            yield _("not understood: {words}").format(words=words)
        for typed, taken in asked.read.items():
            read = _("{typed} is read as {taken}")
            yield read.format(typed=text.quoted(typed), taken=text.quoted(taken))
        for place in asked.nowhere:
            yield str(self.names("town").unknown(place))
        is_count = asked.is_count or bool(asked.by)
        if label := label_of(found.filters, asked.by, asked.measure if is_count else ""):
            yield label
        if re.search(_YEAR, self.question) and {"state", "phase"} & asked.filters.values.keys():
            yield _("A year is that of a promotion: what became of défis is known of today only.")
        if found.filters.search and (asked.decides or self.question):
            words = text.quoted(" ".join(found.filters.search))
            yield _("searched: {words}").format(words=words)
            if is_count:
                yield _("Défis that mention these words are counted, whatever they say of them.")

    def _mentions(self, found: Answer) -> tuple[Challenge, ...]:
        """Return what mentions a theme that was asked for, and is not filed under it."""
        wanted = found.filters.values.get("theme", ())
        themes = self.names("theme").texts_of(wanted) - {NOT_KNOWN}
        if not themes:
            return ()
        own = {challenge.slug for challenge in found.chosen.challenges}
        values = {facet: v for facet, v in found.filters.values.items() if facet != "theme"}
        search = (f" {_('or')} ".join(themes), *found.filters.search)
        every = self._chosen(found.filters._replace(values=values, search=search))
        return tuple(c for c in every.chosen.challenges if c.slug not in own)

    def _facts(self, found: Answer, names: Sequence[str]) -> Iterator[str]:
        """Yield what is asked of one challenge, with the documents that say so."""
        called = {c.slug: c.name for c in self.dataset.challenges}
        for challenge in found.chosen.challenges if names else ():
            for name in names:
                field = fields_of(Challenge)[name]
                texts = [called.get(t, str(t)) for t in cell_of(challenge, field, words=True)]
                cited = [c for c in challenge.sources if not c.fields or name in c.fields]
                # The one that gave it alone, before those that gave all of it; the newest.
                cited.sort(key=lambda c: (name in c.fields, c.source.date or ""), reverse=True)
                source = cited[0].source.citation if cited else ""
                if name == "state" and texts:
                    texts = [challenge.dated_state()]
                line = _("{name} – {field}: {value}")
                if name == "phase" and not texts and challenge.state:
                    continue  # its state says it
                if not texts:
                    line = _("{name} – {field}: the data does not say")
                elif source:
                    line = _("{name} – {field}: {value} ({source})")
                values = {"name": challenge.name, "field": _(field.label), "source": source}
                yield line.format(value=", ".join(texts), **values)

    def _chosen(self, filters: Filters) -> Answer:
        """Return the challenges of all promotions that meet options, the best matches first."""
        met = self._meeting_all({n: v for n, v in filters.given.items() if n != "search"})
        left = [c for c in self.dataset.challenges if c.slug in met]
        notes = dict.fromkeys(n for facet in filters.values for n in self.names(facet).notes)
        terms = self.texts.terms_of(filters.search) if filters.search else []
        if terms:
            found = self.texts.search(left, terms)
            is_long = not found and len(terms) >= _MANY_WORDS
            if fewer := self.texts.most_together(left, terms) if is_long else []:
                words = text.comma_list([text.quoted(t.typed) for t in terms if t not in fewer])
                others = _("left out, since no défi has them with the other words: {words}.")
                notes[others.format(words=words)] = None
                terms, found = fewer, self.texts.search(left, fewer)
            left = found
            notes |= dict.fromkeys(self.texts.notes(left, terms))
        chosen, roles = replace(self.dataset, challenges=tuple(left)), self._roles(filters)
        answered = Answer(chosen, self.dataset, filters, matches=Matches(terms), roles=roles)
        return answered._replace(first=tuple(notes))

    def _meeting_all(self, options: dict[str, tuple[str, ...]]) -> frozenset[str]:
        """Return the slugs of the challenges that meet all of some options."""
        every = frozenset(challenge.slug for challenge in self.dataset.challenges)
        return every.intersection(*(self._meeting(*option) for option in options.items()))

    def _meeting_uncached(self, option: str, values: tuple[str, ...]) -> frozenset[str]:
        """Return the slugs of the challenges that meet an option."""
        if option in FACETS:
            return self.names(option).of(values)
        if option == "search":
            return self._mentioning(values)
        one = {"without": self._without}.get(option, lambda v: self._bounded(option, v))
        return frozenset.intersection(*map(one, values))

    def _mentioning(self, values: Iterable[str]) -> frozenset[str]:
        terms = self.texts.terms_of(values)
        return frozenset.intersection(*(frozenset(self.texts.rated(term)) for term in terms))

    def _without(self, value: str) -> frozenset[str]:
        facet, typed = _excluded(value)
        if facet == "search":
            return self._meeting_all({}) - self._mentioning([typed])
        return self.names(facet).known - self.names(facet).chosen(typed)

    def _bounded(self, option: str, value: str) -> frozenset[str]:
        """Return the challenges of at least or at most so many people, of a role or of all."""
        role, equals, number = value.rpartition("=")
        if not re.fullmatch(r"\s*[0-9]{1,18}\s*", number) or (equals and not role.strip()):
            wrong = _("--{option} takes a number of people, such as 3 or designer=2, not {value}.")
            raise UsageError(wrong.format(option=option, value=text.quoted(value)))
        roles = self._roles(Filters({"skill": (role,)})) if role else frozenset()
        counts = ((c.slug, people_in(c, roles)) for c in self.dataset.challenges)
        known = ((slug, count) for slug, count in counts if count is not None)
        least, most = (int(number), None) if option == "at-least" else (0, int(number))
        return frozenset(s for s, n in known if n >= least and (most is None or n <= most))

    def _roles(self, filters: Filters) -> frozenset[str]:
        """Return the codes of the roles that are chosen; an expertise is none."""
        if not (values := filters.values.get("skill")):
            return frozenset()
        known = {name: s.code for s in self.dataset.skills for name in s.names()}
        texts = self.names("skill").texts_of(values)
        return frozenset(known[name] for name in texts if name in known)

    def _of_part(self, found: Answer, default: Sequence[str]) -> Answer:
        """Return of an answer what is of the promotions that are meant, and how it is a part."""
        codes, whole = found.filters.promotion or tuple(default), self.dataset
        everywhere, mentions = found.chosen.challenges, _of(found.mentions, codes)
        own = replace(whole, challenges=_of(everywhere, codes))
        if codes and codes != (ALL,):
            whole = of_promotions(whole, codes)
            is_list = everywhere and not found.topic
            scope = self._scope(codes, len(own.challenges), len(everywhere)) if is_list else ""
            own, found = replace(whole, challenges=own.challenges), found._replace(scope=scope)
        if not (own.challenges or found.is_count):
            # No theme after all: what mentions it is all that there is.
            if mentions:
                only = _("No défi of this theme meets all of this: these only mention it.")
                found = found._replace(first=(*found.first, only))
            own, mentions = replace(own, challenges=mentions), ()
        found = found._replace(chosen=own, whole=whole, mentions=mentions)
        is_nowhere = found.topic == "nowhere" and not found.filters.given
        why = () if own.challenges or is_nowhere else (self._why_nothing(found),)
        chosen, unknown = ordered(own, found.filters, found.roles), tuple(self._not_known(found))
        if self.question:  # of a question it is part of the answer
            return found._replace(chosen=chosen, first=(*found.first, *unknown), notes=why)
        return found._replace(chosen=chosen, notes=(*unknown, *why))

    def _scope(self, codes: Collection[str], count: int, everywhere: int) -> str:
        """Return of which promotions an answer is, with what was found in these and in all."""
        labels = self.dataset.promotion_labels
        line = ngettext(
            "Promotion {names}: {count} of {total} défis; all: --promotion all",
            "Promotions {names}: {count} of {total} défis; all: --promotion all",
            len(codes),
        )
        names = text.list_in_words(labels.get(code, code) for code in codes)
        return line.format(names=names, count=count, total=everywhere)

    def _not_known(self, found: Answer) -> Iterator[str]:
        """Yield of how many challenges that meet all else it is not known whether they meet it.

        That is of the phase and the state, and of what a défi has.
        """
        given = found.filters.given
        for facet, sentence in _UNKNOWN_OF.items():
            excluded = [v for v in found.filters.without if _excluded(v)[0] == facet]
            wanted = (*given.get(facet, ()), *(_excluded(value)[1] for value in excluded))
            if not wanted:
                continue
            kept = tuple(v for v in found.filters.without if v not in excluded)
            others = {**given, facet: (), "without": kept}
            met = self._meeting_all({name: values for name, values in others.items() if values})
            asked = {c.slug for c in found.whole.challenges if c.slug in met}
            names = self.names(facet)
            # What is not known to be there may be there.
            each = [(value, names.chosen(value)) for value in wanted] if facet == "has" else []
            for value, known in each or [("", names.known)]:
                if count := len(asked - known):
                    line = ngettext(*sentence, len(asked))
                    label = value_label(facet, value)
                    yield line.format(total=len(asked), count=count, name=label)

    def _why_nothing(self, found: Answer) -> str:
        """Return why no challenge meets options: what none mentions, or how many meet each."""
        filters, part = found.filters, {c.slug for c in found.whole.challenges}
        if not part:
            return _("there is no défi.")
        terms = self.texts.terms_of(filters.search) if filters.search else []
        for term in terms:
            if not self.texts.rated(term):
                nothing = _("nothing mentions {word}.").format(word=text.quoted(term.typed))
                is_odd = not term.phrases and len(term.typed) >= SHORTEST_SUGGESTED
                known = self.texts.words() if is_odd else ()
                return text.join_sentences(nothing, text.did_you_mean(term.typed, known))
        options = {f"--{o}": self._meeting(o, values) for o, values in filters.given.items()}
        if found.topic == "nowhere":
            options["--town"] = frozenset()
        why = _("no défi meets all of this together; défis that meet each: {counts}.")
        if len(options) == 1 and len(terms) > 1:
            options = {term.typed: self._mentioning([term.typed]) for term in terms}
            why = _("no défi mentions all of these words; défis that mention each: {counts}.")
        if len(options) == 1:
            return _("no défi meets this.")
        counts = ", ".join(f"{name} {len(slugs & part)}" for name, slugs in options.items())
        return why.format(counts=counts)


def _of(challenges: Iterable[Challenge], codes: Collection[str]) -> tuple[Challenge, ...]:
    """Return those of some challenges that are of some promotions; none named are all."""
    return tuple(c for c in challenges if not codes or ALL in codes or c.promotion in codes)


def people_in(challenge: Challenge, roles: Collection[str] = ()) -> int | None:
    """Return how many people a challenge seeks, or recruited where that is not known.

    Args:
        challenge: the challenge.
        roles: the roles that count; none: all.
    """
    sought = number_of(challenge.people, "sought", roles)
    return number_of(challenge.people, "recruited", roles) if sought is None else sought


def _excluded(value: str) -> tuple[str, str]:
    """Return the facet that a value of `--without` names, and what is not wanted of it.

    Raises:
        UsageError: where it names none.
    """
    name, _equals, typed = value.partition("=")
    labels = {facet: (FACETS[facet].label,) for facet in FILTERS} | {"search": ()}
    if not typed.strip():
        wrong = _("--without takes a filter and a value, such as skill=designer, not {value}.")
        names = _("The filters are {names}.").format(names=text.comma_list(labels))
        raise UsageError(text.join_sentences(wrong.format(value=text.quoted(value)), names))
    no, there_are = _("no filter is called {name}."), _("The filters are {names}.")
    return code_called(name.strip(), labels, no, there_are), typed


def sort_keys(dataset: Dataset) -> dict[str, str]:
    """Return what challenges are sorted by, with what people call it: own keys come last."""
    keys = {name: field.label for name, field in fields_of(Challenge).items() if field.sort}
    own = {key: key for challenge in dataset.challenges for key, _value in challenge.own}
    return {**keys, "people": N_("People"), "ministry": N_("Ministry"), **own}


def ordered(dataset: Dataset, order: Filters, roles: Collection[str] = ()) -> Dataset:
    """Return a dataset with its challenges in an order.

    Those that tie are in order of promotion and number; those of which the key is not known come
    last. Promotions come in the order of the dataset.

    Args:
        dataset: what is sorted.
        order: the options that say the order.
        roles: the roles whose people count; none: all.

    Raises:
        UsageError: for a key that nothing is sorted by.
    """
    challenges = dataset.challenges
    if order.sort is not None:
        fields = fields_of(Challenge)
        older = {name: fields[name].also.split() for name in fields}
        labels = {name: (label, *older.get(name, ())) for name, label in sort_keys(dataset).items()}
        no, there_are = _("cannot sort by {name}."), _("The sort keys are {names}.")
        name = code_called(order.sort, labels, no, there_are, exact=order.exact)
        ranks = {code: rank for rank, code in enumerate(dataset.promotion_codes)}
        keys: dict[str, Callable[[Challenge], Any]] = {
            "promotion": lambda c: ranks.get(c.promotion or ""),
            "people": lambda c: people_in(c, roles),
            "name": lambda c: text.fold(c.name),
            "ministry": lambda c: text.fold(c.hosts[0].ministry) if c.hosts else None,
        }
        key = keys.get(name) or (lambda c: getattr(c, name, None) or _own(c, name))
        challenges = _sorted(challenges, lambda c: c.number)
        challenges = _sorted(challenges, keys["promotion"])
        challenges = _sorted(challenges, key, reverse=order.reverse)
    elif order.reverse:
        challenges = challenges[::-1]
    return replace(dataset, challenges=challenges)


def _own(challenge: Challenge, name: str) -> tuple[bool, Any] | None:
    """Return the value of a key of the author's own to sort by: numbers are before texts."""
    value = challenge.own_keys.get(name)
    is_number = isinstance(value, int | float)
    return None if value is None else (not is_number, value if is_number else str(value))


def _sorted(
    challenges: Sequence[Challenge], key: Callable[[Challenge], Any], *, reverse: bool = False
) -> tuple[Challenge, ...]:
    """Return challenges sorted by a key; those of which it is not known come last either way."""
    known = [challenge for challenge in challenges if key(challenge) is not None]
    others = [challenge for challenge in challenges if key(challenge) is None]
    return (*sorted(known, key=key, reverse=reverse), *others)
