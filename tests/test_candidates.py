"""What may complete a word, as an option is told of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from eigcli import cli
from eigcli.app import completer
from eigcli.dataset import Input, peek

CHALLENGE = (
    "challenges: [{slug: a, name: 'é-b .,@·’–; $(id) `x` \"y\" <z>', ministry: M, skills: [s]}]"
)


def _candidates(given: Input, begun: str) -> Iterator[tuple[str, str]]:
    yield "", "nothing to insert"
    for challenge in peek(given).challenges:
        yield f"{begun}{challenge.slug}", "earlier"
        yield f"{begun}{challenge.slug}", challenge.name


def offered(*data: str) -> list[tuple[str, str]]:
    context = typer.Context(typer.main.get_command(cli.app))
    context.params["data"] = data
    return completer(_candidates)(context, "x")


def test_each_value_of_the_dataset_is_offered_once_with_what_no_shell_evaluates(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(CHALLENGE, "utf-8")
    assert offered(str(file)) == [("xa", "é-b .,@·’–    id   x   y   z ")]


def test_the_bundled_dataset_is_asked_where_no_other_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("EIG_DATA", raising=False)
    values = [value for value, _meaning in offered()]
    assert (len(values), values[0]) == (13, "xpredisauvetage")


def test_nothing_is_offered_of_what_is_no_dataset(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wrong").write_text("a: [", "utf-8")
    for name in ("missing", "wrong", ""):
        assert offered(str(tmp_path / name)) == []
    assert capfd.readouterr() == ("", "")
