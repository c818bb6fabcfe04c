"""The report on documents: what the facts of challenges and of their calls were taken from."""

from collections import Counter
from collections.abc import Collection
from typing import Any

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
    of_challenges = [*facts_of(dataset.challenges, exported_columns(dataset))]
    of_calls = [*facts_of(dataset.programmes, columns_of(Programme).values())]
    facts = Counter(source for _owner, _name, source in (*of_challenges, *of_calls))
    pairs = {(challenge, source) for challenge, _name, source in of_challenges}
    challenges = Counter(source for _challenge, source in pairs)
    sources = sorted(facts, key=lambda source: -facts[source])
    columns = columns_of(Source)
    numbers = [
        Column("facts", _("Facts"), facts.__getitem__, COUNT, _("how many facts it gave")),
        Column("challenges", _("Défis"), challenges.__getitem__, COUNT, _("of how many défis")),
    ]
    in_pipe = [columns["key"], *numbers, columns["date"], columns["title"], columns["url"]]
    return Report(
        _("Sources"),
        [Table([*numbers, columns["date"], columns["title"]], sources)],
        Table([*columns.values(), *numbers], sources),
        dataset,
        _headline(dataset, {fact[:2] for fact in (*of_challenges, *of_calls)}, sources),
        plain_blocks=[Table(in_pipe, sources)],
    )


def _headline(dataset: Dataset, facts: Collection[Any], sources: Collection[Source]) -> str:
    sentence = _("{facts} facts, on {challenges}, rest on {documents} documents.")
    if dataset.programmes:
        sentence = _(
            "{facts} facts, on {challenges} and their calls, rest on {documents} documents."
        )
    return sentence.format(
        facts=group_digits(len(facts)),
        challenges=in_units(len(dataset.challenges), CHALLENGES),
        documents=len(sources),
    )
