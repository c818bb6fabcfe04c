"""Hypothesis strategies for datasets that say anything a dataset may say."""

from hypothesis import strategies as st

from eigcli.model import (
    Announced,
    Challenge,
    Dataset,
    Host,
    Profile,
    Programme,
    Skill,
    Source,
    headcount,
)

# Any text that the loader accepts: with something to see, without NUL and surrogates. What the
# formats must take care of is drawn more often than chance would, and in pairs where it takes two.
_AWKWARD = st.sampled_from(
    [
        *("|", "\\", "`a`", "*a*", "_a_", "<a>", "&amp;", "[a](b)", "~~a~~", "$a$", "# ", " #"),
        *('"', "'", ";", ",", "=", "+", "-", "@", "- ", ": ", "!", "{", "%"),
        *("\n", "\r", "\t", " ", "\u00a0", "\u2028", "\x0b", "\x1c", "\x1b", "\x85", "\ufeff"),
    ]
)
_ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.lists(st.one_of(_AWKWARD, _ANY), min_size=1, max_size=20).map("".join).filter(str.strip)

_slugs = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,20}\Z")
_some_texts = st.lists(texts, max_size=3).map(tuple)
_counts = st.integers(1, 9_999_999)
_dates = st.sampled_from(["2018", "2018-01", "2018-01-15", "2018-01-15T17:00+01:00"])
_addresses = st.just("https://example.org/défi_1?a=1&b=*2*")
_hosts = st.builds(Host, ministry=texts, department=st.none() | texts)
# Some codes that YAML could take for something else than text.
_skills = st.builds(
    Skill,
    code=st.sampled_from(["developer", "ux_designer", "1", "null", "2018-01-15"]),
    french=st.none() | texts,
    english=st.none() | texts,
    aliases=_some_texts,
)
_sources = st.builds(
    Source,
    key=st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,5}\Z"),
    title=texts,
    publisher=st.none() | texts,
    date=st.none() | _dates,
    url=st.none() | _addresses,
    note=st.none() | texts,
)


def _sought(skills: tuple[Skill, ...]) -> st.SearchStrategy[tuple[Profile, ...]]:
    """Return the profiles of a challenge: all of them are counted, or none is."""
    some = st.lists(st.sampled_from(skills), min_size=1, unique=True)
    counted = st.fixed_dictionaries(dict.fromkeys(skills, _counts))
    return st.builds(
        lambda chosen, counts: tuple(Profile(skill, counts.get(skill)) for skill in chosen),
        some,
        st.just({}) | counted,
    )


def _challenges(
    skills: tuple[Skill, ...], cited: st.SearchStrategy[tuple[Source, ...]]
) -> st.SearchStrategy[Challenge]:
    return st.builds(
        Challenge,
        slug=_slugs,
        name=texts,
        hosts=st.lists(_hosts, min_size=1, max_size=3).map(tuple),
        profiles=_sought(skills),
        number=st.none() | _counts,
        tagline=st.none() | texts,
        basis=st.sampled_from([None, "stated", "inferred"]),
        expertise=_some_texts,
        funding=st.sampled_from([None, "programme", "host"]),
        page=st.none() | _addresses,
        sources=cited,
        note=st.none() | texts,
    )


def _announced(challenges: tuple[Challenge, ...]) -> Announced | None:
    """Return totals that the challenges add up to."""
    profiles = [profile for challenge in challenges for profile in challenge.profiles]
    skills = dict.fromkeys(profile.skill for profile in profiles)
    counts = [(skill, headcount(profiles, skill.code)) for skill in skills]
    counted = tuple(Profile(skill, count) for skill, count in counts if count is not None)
    return Announced(len(challenges), headcount(profiles), counted) if challenges else None


def _programmes(
    announced: Announced | None, cited: st.SearchStrategy[tuple[Source, ...]]
) -> st.SearchStrategy[Programme]:
    said = ("acronym", "organiser", "selection", "team", "data", "previous", "note")
    counted = ("promotion", "months", "monthly_pay", "max_applications", "session_weeks")
    return st.builds(
        Programme,
        name=texts,
        **dict.fromkeys(said, st.none() | texts),
        **dict.fromkeys(counted, st.none() | _counts),
        **dict.fromkeys(("opens", "closes", "start"), st.none() | _dates),
        mentors=_some_texts,
        apply=st.none() | _addresses,
        announced=st.sampled_from([None, announced]),
        sources=cited,
    )


@st.composite
def _datasets(draw: st.DrawFn) -> Dataset:
    skills = draw(st.lists(_skills, min_size=1, max_size=3, unique_by=lambda s: s.code).map(tuple))
    sources = draw(st.lists(_sources, max_size=2, unique_by=lambda s: s.key).map(tuple))
    cited = st.lists(st.sampled_from(sources), max_size=2).map(tuple) if sources else st.just(())
    challenges = draw(
        st.lists(
            _challenges(skills, cited),
            max_size=3,
            unique_by=(lambda c: c.slug, lambda c: c.number or c.slug),
        ).map(tuple)
    )
    programme = draw(st.none() | _programmes(_announced(challenges), cited))
    return Dataset(challenges, skills, sources, programme)


datasets = _datasets()
