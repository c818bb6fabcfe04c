"""The report on documents: what the facts of challenges and of their calls were taken from."""

from collections import Counter
from typing import Any

from eigcli.data.kinds import in_units
from eigcli.data.model import CHALLENGES, COUNT, Dataset, Programme, Source
from eigcli.messages import _
from eigcli.query.choosing import Answer
from eigcli.report.blocks import Column, Report, Table
from eigcli.report.tables import columns_of, exported_columns, facts_of
from eigcli.text import group_digits

# A challenge or a call, the name of one of its columns, and a document that gave it.
_Facts = set[tuple[Any, str, Source]]


def documents(answer: Answer) -> Report:
    """Return the report on the documents behind the challenges of an answer and their calls.

    A fact is a column of a challenge, or a field of a call, that is known. One that several
    documents gave is counted for each of them.
    """
    dataset = answer.listed
    columns = exported_columns(dataset)
    of_challenges = {*facts_of(dataset.challenges, columns)}
    of_call = columns_of(Programme)
    facts = {*of_challenges, *facts_of(dataset.programmes, of_call.values())}
    counts = Counter(source for _record, _name, source in facts)
    supported = {(challenge, source) for challenge, _name, source in of_challenges}
    challenges = Counter(source for _challenge, source in supported)
    sources = sorted(counts, key=lambda source: (-counts[source], source.key))
    numbers = [
        _number_column("facts", _("Facts"), _("how many facts it gave"), counts),
        _number_column("challenges", _("Challenges"), _("of how many challenges"), challenges),
    ]
    of_source = columns_of(Source)
    on_screen = [*numbers, of_source["date"], of_source["title"]]
    in_pipe = [of_source["key"], *on_screen, of_source["url"]]
    for_programs = [*of_source.values(), *numbers]
    return Report(
        _("Sources"),
        [Table(on_screen, sources)],
        Table(for_programs, sources),
        dataset,
        _headline(dataset, facts),
        plain_blocks=[Table(in_pipe, sources)],
    )


def _number_column(name: str, label: str, about: str, counts: Counter[Source]) -> Column:
    return Column(name, label, counts.__getitem__, COUNT, about)


def _headline(dataset: Dataset, facts: _Facts) -> str:
    sentence = _("{facts} facts, on {challenges}, rest on {documents} documents.")
    if dataset.programmes:
        sentence = _(
            "{facts} facts, on {challenges} and their calls, rest on {documents} documents."
        )
    known = {(record, name) for record, name, _source in facts}
    documents = {source for _record, _name, source in facts}
    return sentence.format(
        facts=group_digits(len(known)),
        challenges=in_units(len(dataset.challenges), CHALLENGES),
        documents=len(documents),
    )
