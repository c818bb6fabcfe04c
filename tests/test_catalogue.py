"""The French of messages: of each that the sources have, with its values, and as French is written."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "eigcli"


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (SOURCE / "locale" / "fr.po").open("rb") as file:
        return read_po(file)


def texts_of(message: Message) -> list[str]:
    """Return the text of a message, or those for one thing and for several."""
    string: Any = message.string
    return [string] if isinstance(string, str) else [*string]


def test_every_message_of_the_sources_and_no_other_is_translated(catalogue: Catalog) -> None:
    options = [("**.py", "catalogue:extract")]
    found = {ids for _file, _line, ids, *_rest in extract_from_dir(SOURCE, options)}
    assert {message.id for message in catalogue if message.id} == found
    assert [message.id for message in catalogue if message.id and not all(texts_of(message))] == []


def places_in(texts: Iterable[str]) -> list[str]:
    """Return the names of values in texts, each once; a text for one thing need not say the number."""
    found = re.findall(r"\{\w+\}", " ".join(texts))
    return sorted({*found, "{count}"})


def test_a_translation_has_the_places_of_its_message(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else message.id
        places = places_in(ids)
        for text in texts_of(message):
            assert places_in([text]) == places, text


def test_french_has_its_own_characters(catalogue: Catalog) -> None:
    wrong = r"(?<![\u00a0\n]):(?=\s|$)|(?<!\u202f)[;?!](?=\s|$)|«(?!\u00a0)|(?<!\u00a0)»|\w'\w"
    texts = [text for message in catalogue if message.id for text in texts_of(message)]
    outside_code = [re.sub("`[^`]*`", "", text) for text in texts]
    assert [text for text in outside_code if re.search(wrong, text)] == []
