"""What was exported in JSON or JSON Lines is read again as the dataset that it is of."""

import json
from pathlib import Path
from typing import Any

import oracle
from conftest import Eig

# What follows from the other fields, and from what the other défis and vocabularies say.
DERIVED = {"departments_of_towns", "regions", "followed_by", "bodies", "families", "aliases"}


def stated(records: Any) -> Any:
    """Return records of JSON without what follows from the rest."""
    if isinstance(records, list):
        return list(map(stated, records))
    if isinstance(records, dict):
        return {key: stated(value) for key, value in records.items() if key not in DERIVED}
    return records


def test_what_is_bundled_comes_back_as_it_was(eig: Eig, tmp_path: Path) -> None:
    first = eig("export", "--promotion", "all", "--format", "json").stdout
    for name in ("d.json", "d.jsonl"):
        eig("export", "--promotion", "all", "--output", name)
        again = eig("export", "--data", name, "--format", "json").stdout
        assert stated(json.loads(again)) == stated(json.loads(first))
        by_year = [
            eig("stats", "-p", "all", *of, "--by", "year", "-f", "csv") for of in ([], ["-d", name])
        ]
        assert by_year[0].stdout == by_year[1].stdout
        assert eig("check", name).stdout == f"{name}: {oracle.bundled_count()} défis; no problems\n"
    # As a part of it, one object as well.
    (tmp_path / "one.json").write_text(json.dumps(json.loads(first)[0]), "utf-8")
    assert eig("list", "--data", "one.json", "--columns", "slug").stdout == "afd-geodata\n"
