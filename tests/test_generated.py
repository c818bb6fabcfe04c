"""What is generated is up to date."""

import generate


def test_what_follows_from_the_declarations_is_up_to_date() -> None:
    files = generate.files()
    outdated = [path.name for path, text in files.items() if path.read_text("utf-8") != text]
    assert not outdated, "run `python tools/generate.py`"
