"""What was exported in JSON or JSON Lines is read again as the dataset that it is of."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import oracle
import pytest
from arbitrary import datasets
from build import FULL, challenge, parse, seeking
from build import dataset as dataset_of
from conftest import Eig
from hypothesis import given

from eigcli.errors import DatasetError
from eigcli.formats.json import write as write_json
from eigcli.formats.jsonl import write as write_lines
from eigcli.model import Dataset
from eigcli.reports import Listing

# What follows from the other fields, and from what the other défis and vocabularies say; and what
# eigcli says of a role where the export says nothing.
DERIVED = {
    *("departments_of_towns", "regions", "followed_by"),
    *("bodies", "families", "aliases", "french", "english"),
}


def parsed(text: str) -> Dataset:
    return parse(text.encode("utf-8", "surrogatepass"), "d.json")


def problems(text: str) -> list[str]:
    with pytest.raises(DatasetError) as refused:
        parsed(dedent(text))
    return str(refused.value).splitlines()


def stated(records: Any) -> Any:
    """Return records of JSON without what follows from the rest."""
    if isinstance(records, list):
        return list(map(stated, records))
    if isinstance(records, dict):
        return {key: stated(value) for key, value in records.items() if key not in DERIVED}
    return records


@pytest.mark.parametrize("write", [write_json, write_lines])
@given(dataset=datasets)
def test_what_was_written_is_read_again_whatever_it_says(write: Any, dataset: Dataset) -> None:
    text = "".join(write(Listing(dataset)))
    if not text:  # no line says nothing, and is no dataset
        return
    again = json.loads("".join(write_json(Listing(parsed(text)))))
    assert stated(again) == stated(json.loads("".join(write_json(Listing(dataset)))))


def test_what_is_bundled_comes_back_as_it_was(eig: Eig, tmp_path: Path) -> None:
    for name in ("d.json", "d.jsonl"):
        eig("export", "--promotion", "all", "--output", name)
        again = eig("export", "--data", name, "--format", "json").stdout
        first = eig("export", "--promotion", "all", "--format", "json").stdout
        assert stated(json.loads(again)) == stated(json.loads(first))
        by_year = [
            eig("stats", "-p", "all", *of, "--by", "year", "-f", "csv") for of in ([], ["-d", name])
        ]
        assert by_year[0].stdout == by_year[1].stdout
        assert eig("check", name).stdout == f"{name}: {oracle.bundled_count()} défis; no problems\n"
    # As a part of it, one object as well.
    (tmp_path / "one.json").write_text(
        json.dumps(json.loads((tmp_path / "d.json").read_text("utf-8"))[0]), "utf-8"
    )
    assert eig("list", "--data", "one.json", "--columns", "slug").stdout == "afd-geodata\n"


def test_a_dataset_in_json_may_have_all_that_one_in_yaml_has() -> None:
    text = """\
        {"programme": {"name": "P", "promotion": "1", "acronym": null, "calls": []},
        "skills": {"dev": {"french": "dév", "english": null}},
        "sources": {"web": {"title": "The site", "url": null}},
        "challenges": [
        {"slug": "a", "name": "A", "ministry": "M", "profiles": {"dev": 1}, "sources": ["web"]},
        {"slug": "b", "name": "B", "ministry": "M", "skills": ["dev"], "sources": [{"web": ["name"]}]}]}
        """
    first, second = parsed(dedent(text)).challenges
    assert (first.promotion, first.profiles[0].skill.french) == ("1", "dév")
    assert [s.fields for s in (*first.sources, *second.sources)] == [(), ("name",)]


def test_roles_and_sources_that_nothing_else_describes_are_those_of_the_export() -> None:
    exported = "".join(write_json(Listing(dataset_of(FULL))))
    [again] = parsed(exported).challenges
    assert [p.skill.label for p in again.profiles] == ["chef", "x-y", "boulanger·ère"]
    assert [p.count for p in again.profiles] == [2, 1, None]
    assert again.sources == FULL.sources
    # A role of eigcli keeps what is known of it.
    designer = "".join(write_json(Listing(dataset_of(challenge(profiles=seeking(designer=2))))))
    assert parsed(designer).challenges[0].profiles[0].skill.french == "designer"


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\x7f", "\ufeff", "é", "\U0001f600"])
def test_a_text_has_any_character_that_json_lets_in(character: str) -> None:
    text = f'{{"slug": "a", "name": "a{character}b", "ministry": "M", "skills": ["s"]}}'
    assert parsed(text).challenges[0].name == f"a{character}b"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    text = '[{"slug": "a", "name": "\u2028é", "ministry": "M", "skills": ["s"]}]'
    assert parse(text.encode(encoding), "d.json").challenges[0].name == "\u2028é"


LINE = '{"slug": "%s", "name": "A", "ministry": "M", "skills": ["s"]}'


def test_empty_lines_between_records_are_none() -> None:
    text = "\n".join(["", LINE % "a", "  ", LINE % "b", "", LINE % "c", ""])
    assert [c.slug for c in parsed(text).challenges] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{LINE % 'a'}\n{LINE % '/'}", ["2:10: expected ASCII letters, digits, hyphens, dots or underscores, found '/'"]),
        (f'{LINE % "a"}\n{{"slug": "b"}}', ["2:1: a challenge lacks the key 'name'"]),
        (f"{LINE % 'a'}\n{{", ["3:1: not valid YAML: a '[' or a '{' is not closed, or a comma is missing."]),
        ('[{"slug": "a", "name": null}]', ["1:2: a challenge lacks the key 'name'"]),
        ('{"slug": "a", "name": "A", "nmae": "B"}', ["1:28: a challenge has no key 'nmae'. Did you mean name?"]),
        ('{"slug": "a", "name": "A", "sources": [{"key": "k k", "title": "T"}]}', ["1:48: expected ASCII letters, digits, hyphens, dots or underscores, found 'k k'"]),
        ('{"slug": "a", "name": "A", "sources": [{"key": "k", "url": null}]}', ["1:40: a source lacks the key 'title'"]),
        ('{"slug": "a", "name": "A", "sources": [{"key": "k", "title": "T"}, {"key": "k", "title": "U"}]}', ["1:76: the key 'k' is that of another source, in d.json:1"]),
        ('{"slug": "a", "name": "A", "profiles": [{"count": 1}]}', ["1:41: a profile lacks the key 'skill'"]),
        ('[{"slug": "a", "name": "\xe9"}]', []),
        ('[{"slug": "a", "name": "A"}, ["b"]]', ["1:30: expected a mapping for a challenge, found a list"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place(text: str, found: list[str]) -> None:
    if found:
        told = [line.removeprefix("d.json:") for line in problems(text)]
        assert set(found) <= set(told)
    else:
        with pytest.raises(DatasetError, match="UTF-8"):
            parse(text.encode("latin-1"), "d.json")


def test_two_exports_go_together_unless_they_call_two_documents_the_same(
    eig: Eig, tmp_path: Path
) -> None:
    for name, title in (("a", "T"), ("b", "T"), ("c", "U")):
        source = {"key": "k", "title": title, "fields": ["name"]}
        record = {"slug": name, "name": "N", "ministry": "M", "skills": ["s"], "sources": [source]}
        (tmp_path / f"{name}.json").write_text(json.dumps([record]))
    listed = eig("list", "-d", "a.json", "-d", "b.json", "-c", "slug")
    assert listed.stdout == "a\nb\n"
    refused = eig("list", "-d", "a.json", "-d", "c.json")
    assert refused.stderr == ("c.json:1:83: the key 'k' is that of another source, in a.json:1\n")


def test_in_yaml_nothing_is_still_a_mistake_and_what_follows_is_no_key() -> None:
    record = "{slug: a, name: A, ministry: M, skills: [s], tagline: null, regions: [R]}"
    told = problems(f"challenges: [{record}]")
    assert told[0] == "d.json:1:68: 'tagline' says nothing: leave the key out"
    assert "a challenge has no key 'regions'" in told[1]
