"""What is generated is up to date."""

import generate
import pytest

from eigcli.data.kinds import fields_by_key
from eigcli.data.model import Programme


def test_what_follows_from_the_declarations_is_up_to_date() -> None:
    files = generate.files()
    outdated = [path.name for path, text in files.items() if path.read_text("utf-8") != text]
    assert not outdated, "run `python tools/generate.py`"


@pytest.mark.usefixtures("language")
def test_a_unit_in_the_dictionary_has_no_number_that_looks_like_a_value() -> None:
    types = [generate.type_of(f.kind, f) for f in fields_by_key(Programme).values() if f.unit[0]]
    assert types
    assert all("N" in text and not any(map(str.isdigit, text)) for text in types), types
