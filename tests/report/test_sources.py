"""`eig sources`: what the facts rest on."""

import csv
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from conftest import Eig

OWN = """\
sources:
  report: {title: The report, url: https://example.org/report}
  minutes: {title: The minutes}
challenges:
  - {slug: a, name: A, months: 3, sources: [{report: [name, months]}, {minutes: [name]}]}
  - {slug: b, name: B, sources: [minutes]}
"""


def test_each_document_has_the_number_of_its_facts_and_of_their_challenges(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(OWN)
    result = eig("sources", "--data", "own.yaml", "--format", "csv")
    rows = {row["key"]: row for row in csv.DictReader(result.lines)}
    assert {key: (row["facts"], row["challenges"]) for key, row in rows.items()} == {
        "minutes": ("2", "2"),
        "report": ("2", "1"),
    }
    assert rows["report"]["url"] == "https://example.org/report"
    screen = eig("sources", "--data", "own.yaml", "--format", "table").stdout
    assert screen.startswith("3 facts, on 2 challenges, rest on 2 documents.\n")


def test_of_the_programme_they_are_the_facts_of_a_database(eig: Eig, tmp_path: Path) -> None:
    eig("export", "-p", "2", "-f", "sqlite", "-o", "defis.db")
    query = "select distinct source, challenge from facts"
    with closing(sqlite3.connect(tmp_path / "defis.db")) as database:
        rows = database.execute(query).fetchall()
    challenges = Counter(source for source, _challenge in rows)
    documents = eig("sources", "-p", "2", "--json").json()
    shown = {row["key"]: row["challenges"] for row in documents}
    assert +Counter(shown) == challenges
    # Documents on the call alone, too.
    assert len(shown) > len(challenges)


def test_documents_are_those_of_what_is_asked_for(eig: Eig) -> None:
    keys = eig("sources", "predisauvetage").stdout
    assert "\tL’annonce" not in keys
    assert keys.splitlines()[0].split("\t")[0] in {"eigcli", "site"}
    assert "gendarmerie" not in keys
    assert "gendarmerie" in eig("sources").stdout
