"""Choosing challenges by options and questions, and telling how: one answer for every command."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from eigcli.ask.facets import FACETS, FILTERS
from eigcli.ask.naming import Names, UnknownNameError
from eigcli.ask.question import Asked, Filters, label_of, understood
from eigcli.ask.searching import Matches, Term, Texts
from eigcli.ask.words import code_called
from eigcli.data.kinds import cell_of, fields_of
from eigcli.data.model import Challenge, Dataset, Profile
from eigcli.data.parts import ALL, promotions_named
from eigcli.data.people import total
from eigcli.errors import EigError, UsageError
from eigcli.messages import N_, _, ngettext
from eigcli.text import (
    comma_list,
    did_you_mean,
    fold,
    join_sentences,
    list_in_words,
    nearest,
    quoted,
    shell_word,
)

__all__ = ["Answer", "Filters", "NoAnswerError", "answer", "command_for"]

# Of so many words some may be left out; with so many letters a word is suggested.
_MANY_WORDS, _SHORTEST_SUGGESTED = 3, 5
_UNRECORDED = {
    "unrecorded people": N_(
        "The data names nobody: it says how many people of which role worked on a défi, not who."
    ),
    "unrecorded money": N_(
        "The data does not say what a défi cost, nor what one person earned. What the programme"
        " paid: eig programme."
    ),
    "unrecorded use": N_("The data does not count users or visits."),
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
            taken for what, how the words were understood, what was only searched.
        notes: what to know after it.
        matches: the words that were searched, to be marked.
        mentions: what only mentions a theme that was asked for, to stand below the others.
        by: the facets by which a question asks to count; is_count: whether it asks how many.
        whom: whether the people sought or those recruited are asked for, or "".
        roles: the codes of the roles whose people are asked for.
        facts: what is asked of one challenge, a line each.
        topic: `programme` where that is what is asked about.
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
    whom: str = ""
    roles: frozenset[str] = frozenset()
    facts: tuple[str, ...] = ()
    topic: str = ""


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
        UsageError: for a name that stands for nothing.
        NoAnswerError: for a question that the data cannot answer.
    """
    return _Chooser(dataset, filters, default).answer(question, counting=counting)


def command_for(words: Sequence[str], dataset: Dataset, commands: Iterable[str]) -> str:
    """Return the command that answers words which are typed without one.

    Raises:
        UsageError: for a slip in the name of a command, and for words that are no question.
    """
    text, commands = " ".join(words), list(commands)
    no = _("eig has no command {name}.")
    if " " not in words[0].strip() and (near := nearest(words[0], commands)):
        hint = _("Did you mean {name}?").format(name=near[0])
        raise UsageError(join_sentences(no.format(name=quoted(words[0])), hint))
    chooser = _Chooser(dataset, Filters(), ())
    asked = next(understood(text, dataset, chooser.texts))
    if asked.decides or asked.unknown_place or (asked.is_asking and asked.filters.search):
        return asked.command
    there_are = _("The commands are {names}.").format(names=", ".join(commands))
    search = _("To search: eig list {words}.").format(words=shell_word(text))
    ask = _("Ask, for example: eig designers in Lyon.")
    raise UsageError(join_sentences(no.format(name=quoted(words[0])), there_are, search, ask))


class _Chooser:
    """Chooses challenges of a dataset; what takes time is made when it is needed."""

    def __init__(self, dataset: Dataset, given: Filters, default: Sequence[str]) -> None:
        self.dataset, self.default = dataset, tuple(default)
        codes = promotions_named(given.promotion, dataset, exact=given.exact)
        is_all = len(codes) == len(dataset.promotion_codes)
        self.given = given._replace(promotion=(ALL,) if is_all and codes else tuple(codes))
        self._names: dict[str, Names] = {}

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.dataset)

    def names(self, facet: str) -> Names:
        if facet not in self._names:
            exact = self.given.exact
            self._names[facet] = Names(self.dataset, facet, self.texts, exact=exact)
        return self._names[facet]

    def answer(self, question: str, *, counting: bool) -> Answer:
        """Return the answer to options and a question, see `answer`."""
        given, text = self.given, question or " ".join(self.given.search)
        if not text or given.exact or not self.dataset.challenges:
            return self._of_part(self._chosen(given), is_question=False)
        self.texts.terms_of([text])  # raises where there is no word
        ways = understood(text, self.dataset, self.texts, counting=counting, searched=not question)
        found, unknown = self._first_found(ways, text, is_question=bool(question))
        if not found:
            raise unknown or NoAnswerError(_(_WAY_IN))
        return self._of_part(found, is_question=bool(question))

    def _first_found(
        self, ways: Iterator[Asked], text: str, *, is_question: bool
    ) -> tuple[Answer | None, UsageError | None]:
        """Return the answer to the first way to understand a question that finds something."""
        likeliest: Answer | None = None
        unknown: UsageError | None = None
        for asked in ways:
            try:
                found = self._understood(asked, text, is_question=is_question)
            except UnknownNameError as error:
                unknown = unknown or error
                continue
            if found.chosen.challenges or found.topic:
                return found, None
            likeliest = likeliest or found
        return likeliest, unknown

    def _understood(self, asked: Asked, text: str, *, is_question: bool) -> Answer:
        """Return the answer to one way to understand a question.

        Raises:
            UnknownNameError: for what looks like a place, and is none in the data.
            NoAnswerError: for what the data does not hold.
        """
        if asked.topic in _UNRECORDED:
            raise NoAnswerError(_(_UNRECORDED[asked.topic]))
        if asked.topic == "greeting":
            raise NoAnswerError(_(_WAY_IN))
        if asked.unknown_place:
            raise self.names("town").unknown(asked.unknown_place)
        words = asked.filters.search
        terms = self.texts.terms_of(words) if words and asked.decides else []
        dropped = [t.typed for t in terms if not self._mentioned(t)]
        if dropped:
            kept = [t.typed for t in terms if t.typed not in dropped]
            words = (" ".join(kept),) if kept else ()
        if not (words or asked.decides):
            words = (text,)
        found = self._chosen(self._merged(asked.filters._replace(search=words)))
        if asked.challenges:
            own = [c for c in self.dataset.challenges if c.slug in asked.challenges]
            found = found._replace(chosen=replace(self.dataset, challenges=tuple(own)))
        if is_question and not (asked.decides or found.chosen.challenges):
            self._refuse(found)
        found = found._replace(
            by=asked.by,
            is_count=asked.is_count,
            whom=asked.whom,
            topic=asked.topic,
            mentions=self._mentions(found, asked.themes),
            facts=tuple(self._facts(found, asked.facts)),
        )
        return found._replace(first=tuple(self._first(asked, found, dropped)))

    def _merged(self, asked: Filters) -> Filters:
        """Return the options that were given with those that words stand for; the former count."""
        given = self.given
        named = promotions_named(asked.promotion, self.dataset)
        both = tuple(code for code in named if code in given.promotion)
        is_free = given.promotion in ((), (ALL,))
        is_all = len(named) == len(self.dataset.promotion_codes)
        promotion = ((ALL,) if is_all else tuple(named)) if is_free else given.promotion
        return given._replace(
            values={**asked.values, **given.values},
            promotion=both or (promotion if named else given.promotion),
            at_least=given.at_least or asked.at_least,
            at_most=given.at_most or asked.at_most,
            without=(*given.without, *asked.without),
            search=asked.search,
            sort=given.sort or asked.sort,
            reverse=given.reverse or asked.reverse,
            limit=given.limit or asked.limit,
        )

    def _mentioned(self, term: Term) -> bool:
        return any(self.texts.rating(term, c) for c in self.dataset.challenges)

    def _refuse(self, found: Answer) -> None:
        """Say why nothing of a question was understood, and what would work.

        Raises:
            NoAnswerError: with that.
        """
        raise NoAnswerError(join_sentences(self._why_nothing(found), _(_WAY_IN)))

    def _first(self, asked: Asked, found: Answer, dropped: Sequence[str]) -> Iterator[str]:
        """Yield what to know before an answer."""
        if dropped:
            words = list_in_words(map(quoted, dropped))
            yield _("not understood: {words}").format(words=words)
        for typed, taken in asked.read.items():
            read = _("{typed} is read as {taken}")
            yield read.format(typed=quoted(typed), taken=quoted(taken))
        if label := label_of(found.filters, asked.by):
            yield label
        if asked.whom and (asked.by or asked.is_count):
            sought, recruited = _("People sought are counted."), _("People recruited are counted.")
            yield sought if asked.whom == "sought" else recruited
        for facet, values in asked.filters.values.items():
            if facet in self.given.values:
                counts = _("--{option} is given, and overrides {values}.")
                yield counts.format(option=facet, values=comma_list(values))
        words = found.filters.search if asked.decides or not self.given.search else ()
        if words:
            yield _("searched: {words}").format(words=quoted(" ".join(words)))
            if asked.is_count or asked.by:
                yield _("Défis that mention these words are counted, whatever they say of them.")

    def _mentions(self, found: Answer, themes: Sequence[str]) -> tuple[Challenge, ...]:
        """Return what mentions a theme that was asked for, and is not filed under it."""
        if not themes:
            return ()
        own = {challenge.slug for challenge in found.chosen.challenges}
        values = {f: v for f, v in found.filters.values.items() if f != "theme"}
        words = f" {_('or')} ".join(themes)
        others = found.filters._replace(values=values, search=(words, *found.filters.search))
        every = self._chosen(others, quick=True).chosen.challenges
        return tuple(challenge for challenge in every if challenge.slug not in own)

    def _facts(self, found: Answer, names: Sequence[str]) -> Iterator[str]:
        """Yield what is asked of one challenge, with the documents that say so."""
        slugs = {c.slug: c.name for c in self.dataset.challenges}
        for challenge in found.chosen.challenges if names else ():
            for name in names:
                field = fields_of(Challenge)[name]
                texts = [slugs.get(t, t) for t in cell_of(challenge, field, words=True)]
                cited = [c for c in challenge.sources if not c.fields or name in c.fields]
                source = next((c.source.citation for c in cited), "")
                line = _("{name} – {field}: {value} ({source})")
                if not texts:
                    line = _("{name} – {field}: the data does not say")
                elif not source:
                    line = _("{name} – {field}: {value}")
                value = ", ".join(map(str, texts))
                yield line.format(
                    name=challenge.name, field=_(field.label), value=value, source=source
                )

    def _chosen(self, filters: Filters, *, quick: bool = False) -> Answer:
        """Return the challenges of all promotions that meet options, but for `promotion`.

        Args:
            filters: the options.
            quick: whether no word of the search may be left out, and nothing is noted.
        """
        notes: dict[str, None] = {}
        left: Sequence[Challenge] = self.dataset.challenges
        for facet, values in filters.values.items():
            slugs = self.names(facet).of(values)
            left = [c for c in left if c.slug in slugs]
            notes |= self.names(facet).notes
        for least, bounds in ((True, filters.at_least), (False, filters.at_most)):
            for bound in bounds:
                left = self._bounded(left, bound, least=least)
        for value in filters.without:
            facet, typed = _excluded(value)
            if facet == "search":
                unwanted = self.texts.terms_of([typed])
                left = [c for c in left if not all(self.texts.rating(t, c) for t in unwanted)]
            else:
                names = self.names(facet)
                slugs = names.known - names.chosen(typed)
                left = [c for c in left if c.slug in slugs]
        terms = self.texts.terms_of(filters.search) if filters.search else []
        if terms:
            found = self.texts.search(left, terms, " ".join(filters.search))
            if not (found or quick) and len(terms) >= _MANY_WORDS:
                if fewer := self.texts.most_together(left, terms):
                    others = comma_list([quoted(t.typed) for t in terms if t not in fewer])
                    left_out = _(
                        "left out, since no défi has them together with the other words: {words}."
                    )
                    notes[left_out.format(words=others)] = None
                    terms, found = fewer, self.texts.search(left, fewer)
            notes |= dict.fromkeys([] if quick else self.texts.notes(found, terms))
            left = found
        chosen = replace(self.dataset, challenges=tuple(left))
        roles = self._roles(filters) if not quick else frozenset()
        return Answer(
            chosen, self.dataset, filters, notes=tuple(notes), matches=Matches(terms), roles=roles
        )

    def _roles(self, filters: Filters) -> frozenset[str]:
        """Return the codes of the roles that are chosen; an expertise is none."""
        if not (values := filters.values.get("skill")):
            return frozenset()
        known = {name: s.code for s in self.dataset.skills for name in s.names()}
        texts = self.names("skill").texts_of(values)
        return frozenset(known[text] for text in texts if text in known)

    def _bounded(
        self, challenges: Sequence[Challenge], bound: str, *, least: bool
    ) -> list[Challenge]:
        """Return the challenges of at least or at most so many people, of a role if one is named.

        These are the people that they seek, or where that is not known those recruited.
        """
        role, equals, number = bound.rpartition("=")
        name = "--at-least" if least else "--at-most"
        if not number.strip().isdecimal() or (equals and not role.strip()):
            wrong = _(
                "{name} takes a number of people, or of a role, such as designer=2: not {value}."
            )
            raise UsageError(wrong.format(name=name, value=quoted(bound)))
        roles = self._roles(Filters({"skill": (role,)})) if role else frozenset()
        count = int(number)
        kept = []
        for challenge in challenges:
            own = _people(challenge, roles)
            if own is not None and (own >= count if least else own <= count):
                kept.append(challenge)
        return kept

    def _of_part(self, found: Answer, *, is_question: bool) -> Answer:
        """Return of an answer what is of the promotions that are meant, and how it is a part."""
        codes = found.filters.promotion
        if not (codes or is_question):
            codes = self.default
        everywhere = found.chosen.challenges
        whole, own = self.dataset, everywhere
        if codes and codes != (ALL,):
            whole = _part(self.dataset, codes)
            own = tuple(c for c in everywhere if c.promotion in codes)
            found = found._replace(scope=self._scope(codes, len(own), len(everywhere)))
            mentions = tuple(c for c in found.mentions if c.promotion in codes)
            found = found._replace(mentions=mentions)
        if not own and found.mentions:
            # No theme after all: what mentions it is all that there is.
            own, found = found.mentions, found._replace(mentions=())
        notes = [*found.notes, *self._not_known(found.filters, whole)]
        found = found._replace(chosen=replace(whole, challenges=own), whole=whole)
        if not own and not found.topic:
            notes.append(self._why_nothing(found))
        chosen = found.chosen
        if found.filters.sort or found.filters.reverse or found.filters.limit:
            chosen = ordered(chosen, found.filters, found.roles)
        return found._replace(chosen=chosen, notes=tuple(notes))

    def _scope(self, codes: Collection[str], count: int, everywhere: int) -> str:
        """Return of which promotions an answer is, with what was found in these and in all."""
        labels = self.dataset.promotion_labels
        line = ngettext(
            "Promotion {names}: {count} of {total} défis; all: --promotion all",
            "Promotions {names}: {count} of {total} défis; all: --promotion all",
            len(codes),
        )
        names = list_in_words(labels.get(code, code) for code in codes)
        return line.format(names=names, count=count, total=everywhere)

    def _not_known(self, filters: Filters, whole: Dataset) -> Iterator[str]:
        """Yield of how many challenges that meet all else the phase is not known."""
        others = tuple(value for value in filters.without if _excluded(value)[0] != "phase")
        if "phase" not in filters.values and others == filters.without:
            return
        values = {facet: v for facet, v in filters.values.items() if facet != "phase"}
        rest = self._chosen(filters._replace(values=values, without=others), quick=True)
        own = {c.slug for c in whole.challenges}
        asked = [c for c in rest.chosen.challenges if c.slug in own]
        if count := sum(not c.phase for c in asked):
            unknown = ngettext(
                "Of {total} défi, the phase of {count} is not known.",
                "Of {total} défis, the phase of {count} is not known.",
                len(asked),
            )
            yield unknown.format(total=len(asked), count=count)

    def _why_nothing(self, found: Answer) -> str:
        """Return why no challenge meets options: a word that none mentions, or how many meet each."""
        filters, part = found.filters, {c.slug for c in found.whole.challenges}
        if not part:
            return _("there is no défi.")

        def count(one: Filters) -> int:
            chosen = self._chosen(one, quick=True).chosen.challenges
            return sum(challenge.slug in part for challenge in chosen)

        each: dict[str, int] = {}
        for term in self.texts.terms_of(filters.search) if filters.search else ():
            each[term.typed] = count(Filters(search=(term.typed,)))
            if not each[term.typed] and not self._mentioned(term):
                return self._nothing_mentions(term)
        if len(filters.given) > 1:
            blank = Filters(exact=filters.exact)
            options = {
                f"--{f}": count(blank._replace(values={f: v})) for f, v in filters.values.items()
            }
            for name in ("at_least", "at_most", "without", "search"):
                if given := getattr(filters, name):
                    options[f"--{name.replace('_', '-')}"] = count(blank._replace(**{name: given}))
            together = _("no défi meets all of this together; défis that meet each: {counts}.")
            return together.format(counts=_counts(options))
        if len(each) > 1:
            words = _("no défi mentions all of these words; défis that mention each: {counts}.")
            return words.format(counts=_counts(each))
        return _("no défi meets this.")

    def _nothing_mentions(self, term: Term) -> str:
        """Return that no challenge mentions a word, with one that is near, if there is one."""
        nothing = _("nothing mentions {word}.").format(word=quoted(term.typed))
        if term.phrases or len(term.typed) < _SHORTEST_SUGGESTED:
            return nothing
        return join_sentences(
            nothing, did_you_mean(term.typed, self.texts.words(_SHORTEST_SUGGESTED))
        )


def _part(dataset: Dataset, codes: Collection[str]) -> Dataset:
    from eigcli.data.parts import of_promotions

    return of_promotions(dataset, codes)


def _counts(counts: Mapping[str, int]) -> str:
    """Return names with their counts: `--theme 2, --town 1`."""
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _people(challenge: Challenge, roles: Collection[str]) -> int | None:
    """Return how many people a challenge seeks, or recruited where that is not known; of roles."""

    def own(profiles: Sequence[Profile]) -> Sequence[Profile]:
        return [p for p in profiles if p.skill.code in roles] if roles else profiles

    sought, recruited = total(challenge.profiles), total(challenge.recruited)
    if sought is None and recruited is None:
        return None
    profiles = challenge.recruited if sought is None else challenge.profiles
    return total(own(profiles)) or 0


def _excluded(value: str) -> tuple[str, str]:
    """Return the facet that a value of `--without` names, and what is not wanted of it.

    Raises:
        UsageError: where it names none.
    """
    name, _equals, typed = value.partition("=")
    labels = {facet: (FACETS[facet].label,) for facet in FILTERS} | {"search": ()}
    if not typed.strip():
        wrong = _("--without takes a filter and a value, such as skill=designer, not {value}.")
        names = _("The filters are {names}.").format(names=comma_list(labels))
        raise UsageError(join_sentences(wrong.format(value=quoted(value)), names))
    no, there_are = _("no filter is called {name}."), _("The filters are {names}.")
    return code_called(name.strip(), labels, no, there_are), typed


def sort_keys(dataset: Dataset) -> dict[str, str]:
    """Return what challenges are sorted by, with what people call it: own keys come last."""
    keys = {name: field.label for name, field in fields_of(Challenge).items() if field.sort}
    keys |= {"months": fields_of(Challenge)["months"].label, "people": N_("People")}
    keys |= {"sought": N_("Sought"), "recruited_total": N_("Recruited"), "start": N_("Start")}
    return keys | {key: key for c in dataset.challenges for key, _value in c.own}


def ordered(dataset: Dataset, order: Filters, roles: Collection[str] = ()) -> Dataset:
    """Return a dataset with its challenges in an order, and as many as are wanted.

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
        labels = {name: (label,) for name, label in sort_keys(dataset).items()}
        no, there_are = _("cannot sort by {name}."), _("The sort keys are {names}.")
        name = code_called(order.sort, labels, no, there_are, exact=order.exact)
        ranks = {code: rank for rank, code in enumerate(dataset.promotion_codes)}
        starts = {programme.promotion: programme.start for programme in dataset.programmes}
        keys: dict[str, Callable[[Challenge], Any]] = {
            "promotion": lambda c: ranks.get(c.promotion or ""),
            "start": lambda c: starts.get(c.promotion),
            "people": lambda c: _people(c, roles),
            "sought": lambda c: total(c.profiles),
            "recruited_total": lambda c: total(c.recruited),
            "name": lambda c: fold(c.name),
        }
        challenges = _sorted(challenges, lambda c: c.number)
        challenges = _sorted(challenges, keys["promotion"])
        key = keys.get(name) or (lambda c: getattr(c, name, None) or c.own_keys.get(name))
        challenges = _sorted(challenges, key, reverse=order.reverse)
    elif order.reverse:
        challenges = challenges[::-1]
    return replace(dataset, challenges=challenges[: order.limit])


def _sorted(
    challenges: Sequence[Challenge], key: Callable[[Challenge], Any], *, reverse: bool = False
) -> tuple[Challenge, ...]:
    """Return challenges sorted by a key; those of which it is not known come last either way."""
    known = [challenge for challenge in challenges if key(challenge) is not None]
    others = [challenge for challenge in challenges if key(challenge) is None]
    return (*sorted(known, key=key, reverse=reverse), *others)
