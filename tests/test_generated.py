"""What is generated is up to date, and the JSON Schema says of a dataset what the loader says."""

import json
from contextlib import suppress
from textwrap import dedent
from typing import Any

import generate
import pytest
import yaml
from build import parse
from corpus import BEYOND_A_SCHEMA, RIGHT, WRONG
from jsonschema import Draft202012Validator

from eigcli.errors import DatasetError

SCHEMA = json.loads(generate.SCHEMA.read_text("utf-8"))


class _Yaml12(yaml.SafeLoader):
    """Reads what an editor reads: in YAML 1.2 a date is a text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def is_valid(text: str | bytes) -> bool:
    value: Any = yaml.load(dedent(text) if isinstance(text, str) else text, Loader=_Yaml12)
    return Draft202012Validator(SCHEMA).is_valid(value)


def is_loaded(text: str) -> bool:
    try:
        parse(dedent(text).encode(), "d.yaml")
    except DatasetError:
        return False
    return True


def test_what_follows_from_the_declarations_is_up_to_date() -> None:
    files = generate.files()
    outdated = [path.name for path, text in files.items() if path.read_text("utf-8") != text]
    assert not outdated, "run `python tools/generate.py`"


@pytest.mark.parametrize("example", generate.WRITERS)
def test_the_examples_are_what_eig_writes_today(example: str) -> None:
    text = generate.WRITERS[example]()
    assert text == (generate.EXAMPLES / example).read_text("utf-8"), "run `tools/generate.py`"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", [generate.DATA.read_text("utf-8"), *RIGHT])
def test_what_is_loaded_is_valid(text: str) -> None:
    assert is_loaded(text)
    assert is_valid(text)


@pytest.mark.parametrize("text", [text for text, _ in WRONG])
def test_what_is_refused_is_invalid(text: str) -> None:
    assert not is_loaded(text)
    assert not is_valid(text)


@pytest.mark.parametrize("text", [text for text, _ in BEYOND_A_SCHEMA])
def test_what_only_the_loader_refuses_is_valid_or_no_plain_yaml(text: str | bytes) -> None:
    with suppress(yaml.YAMLError):
        assert is_valid(text)
