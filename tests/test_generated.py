"""What is generated is up to date."""

import generate
import pytest


def test_what_follows_from_the_declarations_is_up_to_date() -> None:
    files = generate.files()
    outdated = [path.name for path, text in files.items() if path.read_text("utf-8") != text]
    assert not outdated, "run `python tools/generate.py`"


@pytest.mark.parametrize("example", generate.WRITERS)
def test_the_examples_are_what_eig_writes_today(example: str) -> None:
    text = generate.WRITERS[example]()
    assert text == (generate.EXAMPLES / example).read_text("utf-8"), "run `tools/generate.py`"
