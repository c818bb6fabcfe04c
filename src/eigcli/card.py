"""What a card says of one challenge: every field, in words, ready for any layout."""

from collections.abc import Iterator

from eigcli.columns import host_text, profile_texts
from eigcli.model import Challenge, Source

_BASES = {
    "stated": "stated by a source",
    "inferred": "inferred: no source states the whole split",
}
_FUNDINGS = {
    "programme": "the programme",
    "host": "the host administration",
}


def facts(challenge: Challenge) -> Iterator[tuple[str, str]]:
    """Yield all that is known of a challenge, besides its name and tagline, as labels and values.

    A label with several values comes several times, one after the other.
    """
    if challenge.number is not None:
        yield "Number", str(challenge.number)
    yield "Slug", challenge.slug
    for host in challenge.hosts:
        yield "Host", host_text(host)
    for text, profile in zip(profile_texts(challenge), challenge.profiles, strict=True):
        french = profile.skill.french
        yield "Profile", text if french in (None, profile.skill.label) else f"{text} ({french})"
    if challenge.basis:
        yield "Split", _BASES[challenge.basis]
    if challenge.expertise:
        yield "Expertise", ", ".join(challenge.expertise)
    if challenge.funding:
        yield "Funded by", _FUNDINGS[challenge.funding]
    if challenge.page:
        yield "Page", challenge.page
    if challenge.note:
        yield "Note", challenge.note
    for source in challenge.sources:
        yield "Source", source_text(source)


def source_text(source: Source) -> str:
    """Return a source spelled out: title, publisher, date and address, as far as they are known."""
    return ", ".join(filter(None, (source.title, source.publisher, source.date, source.url)))
