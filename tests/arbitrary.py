"""Hypothesis strategies for challenges that say anything a dataset may say."""

from hypothesis import strategies as st

from eigcli.model import Challenge, Dataset, Host, Profile, Skill

SKILLS = (Skill("developer", "développeur·euse", "developer"), Skill("ux_designer"))

# Any text that the loader accepts: with something to see, without NUL and surrogates. What the
# formats must take care of is drawn more often than chance would.
_AWKWARD = st.sampled_from(list("|\\`*_<>&[]()~$\"',;=+-@#!:\n\r\t \u00a0\u2028\x0b\x1c\x1b\x85"))
_ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(st.one_of(_AWKWARD, _ANY), min_size=1, max_size=30).filter(str.strip)

hosts = st.builds(Host, ministry=texts, department=st.none() | texts)
profiles = st.builds(
    Profile, skill=st.sampled_from(SKILLS), count=st.none() | st.integers(1, 999_999_999)
)
challenges = st.builds(
    Challenge,
    slug=st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,20}\Z"),
    name=texts,
    hosts=st.lists(hosts, min_size=1, max_size=3).map(tuple),
    profiles=st.lists(
        profiles, min_size=1, max_size=2, unique_by=lambda profile: profile.skill.code
    ).map(tuple),
    number=st.none() | st.integers(1, 999_999_999),
    tagline=st.none() | texts,
    basis=st.sampled_from([None, "stated", "inferred"]),
    expertise=st.lists(texts, max_size=3).map(tuple),
    funding=st.sampled_from([None, "programme", "host"]),
    page=st.none() | st.just("https://example.org/défi_1?a=1&b=*2*"),
    note=st.none() | texts,
)
datasets = st.builds(
    Dataset,
    challenges=st.lists(challenges, max_size=3).map(tuple),
    skills=st.just(SKILLS),
)
