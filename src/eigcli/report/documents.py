"""The report on documents: what the facts of challenges and of their calls were taken from."""

from collections import Counter
from operator import attrgetter

from eigcli.data.kinds import in_units
from eigcli.data.model import CHALLENGES, COUNT, Dataset, Programme, Source
from eigcli.messages import _
from eigcli.query.choosing import Answer
from eigcli.report.blocks import Column, Report, Table
from eigcli.report.tables import columns_of, exported_columns, facts_of
from eigcli.text import group_digits


def documents(answer: Answer) -> Report:
    """Return the report on the documents behind the challenges of an answer and their calls.

    A fact is a column of a challenge, or a field of a call, that is known. One that several
    documents gave is counted for each of them.
    """
    dataset = answer.listed
    columns = exported_columns(dataset)
    of_challenges = {*facts_of(dataset.challenges, columns)}
    of_call = columns_of(Programme)
    of_calls = facts_of(dataset.programmes, of_call.values())
    facts = of_challenges.union(of_calls)
    known = {(record, name) for record, name, _source in facts}
    counts = Counter(source for _record, _name, source in facts)
    supported = {(challenge, source) for challenge, _name, source in of_challenges}
    challenges = Counter(source for _challenge, source in supported)
    by_key = sorted(counts, key=attrgetter("key"))
    sources = sorted(by_key, key=counts.__getitem__, reverse=True)
    of_source = columns_of(Source)
    about_facts = _("how many facts it gave")
    about_challenges = _("of how many challenges")
    numbers = [
        Column("facts", _("Facts"), counts.__getitem__, COUNT, about_facts),
        Column("challenges", _("Challenges"), challenges.__getitem__, COUNT, about_challenges),
    ]
    on_screen = [*numbers, of_source["date"], of_source["title"]]
    in_pipe = [of_source["key"], *on_screen, of_source["url"]]
    for_programs = [*of_source.values(), *numbers]
    return Report(
        _("Sources"),
        [Table(on_screen, sources)] if sources else [],
        Table(for_programs, sources),
        dataset,
        _headline(dataset, len(known), len(sources)),
        plain_blocks=[Table(in_pipe, sources)],
    )


def _headline(dataset: Dataset, facts: int, documents: int) -> str:
    """Return how many facts there are, of how many challenges, and how many documents."""
    if not documents:
        return _("The dataset names no source.")
    sentence = _("{facts} facts, on {challenges}, rest on {documents} documents.")
    if dataset.programmes:
        sentence = _(
            "{facts} facts, on {challenges} and their calls, rest on {documents} documents."
        )
    return sentence.format(
        facts=group_digits(facts),
        challenges=in_units(len(dataset), CHALLENGES),
        documents=documents,
    )
