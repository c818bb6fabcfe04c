"""The report on what a word means."""

from dataclasses import replace

from eigcli.messages import _
from eigcli.query.choosing import Answer
from eigcli.report.blocks import Column, Report, Table, Text, line_of


def definition(answer: Answer) -> Report:
    """Return the sentence that says what a word means, if a question asks that."""
    sentence = answer.asked.definition
    column = Column("definition", _("Definition"), lambda text: text)
    return Report(
        _("Definition"),
        [Text([line_of(sentence)])],
        Table([column], [sentence]),
        replace(answer.whole, challenges=()),
        plain_blocks=[sentence],
    )
