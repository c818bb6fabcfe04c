"""Generated files are up to date."""

import generate
import pytest

from eigcli.data.kinds import fields_by_key
from eigcli.data.model import Programme


def test_generated_files_are_up_to_date() -> None:
    files = generate.files()
    outdated = [path.name for path, text in files.items() if path.read_text("utf-8") != text]
    assert not outdated, "run `python tools/generate.py`"


@pytest.mark.usefixtures("language")
def test_units_in_the_dictionary_have_n_instead_of_a_number() -> None:
    types = [generate.type_of(f.kind, f) for f in fields_by_key(Programme).values() if f.unit[0]]
    assert types
    assert all("N" in text and not any(map(str.isdigit, text)) for text in types), types
