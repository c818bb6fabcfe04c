"""What may complete a word, as an option is told of it, and options in groups."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import pytest
import typer

from eigcli import cli
from eigcli.app import command, completer, expanded
from eigcli.model import Dataset
from eigcli.options import Option

CHALLENGE = (
    "challenges: [{slug: a, name: 'é-b .,@·’–; $(id) `x` \"y\" <z>', ministry: M, skills: [s]}]"
)


def _candidates(whole: Dataset, begun: str) -> Iterator[tuple[str, str]]:
    yield "", "nothing to insert"
    for challenge in whole.challenges:
        yield f"{begun}{challenge.slug}", "earlier"
        yield f"{begun}{challenge.slug}", challenge.name


def offered(data: str | None) -> list[tuple[str, str]]:
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
    values = [value for value, _ in offered(None)]
    assert (len(values), values[0]) == (13, "xpredisauvetage")


def test_nothing_is_offered_of_what_is_no_dataset(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wrong").write_text("a: [", "utf-8")
    for name in ("missing", "wrong", ""):
        assert offered(str(tmp_path / name)) == []
    assert capfd.readouterr() == ("", "")


class Wishes(NamedTuple):
    """Options as a module declares them."""

    dish_name: Annotated[str | None, Option("What to cook.", short="-n", metavar="DISH")] = None
    spices: Annotated[tuple[str, ...], Option("Repeated: all of them.", metavar="SPICE")] = ()
    plates: Annotated[int, Option("How many.", metavar="N", minimum=2)] = 3


def ordered(arguments: list[str]) -> list[Wishes]:
    app, orders = typer.Typer(rich_markup_mode=None), list[Wishes]()

    def cook(wishes: Wishes) -> None:
        """Cook something."""
        orders.append(wishes)

    command(app, "dine")(cook)
    command(app)(cook)
    app(arguments, standalone_mode=False)
    return orders


def test_a_group_of_options_is_given_as_one_value() -> None:
    assert ordered(["cook"]) == ordered(["dine"]) == [Wishes(None, (), 3)]
    assert ordered(["dine", "--dish-name", "pie", "--spices", "a", "--spices", "b"]) == [
        Wishes("pie", ("a", "b"), 3)
    ]
    assert ordered(["cook", "-n", "pie", "--plates", "2"]) == [Wishes("pie", (), 2)]


def test_an_option_has_its_minimum_and_its_words_in_the_help(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(typer.BadParameter, match="2"):
        ordered(["cook", "--plates", "1"])
    ordered(["cook", "--help"])
    usage, shown = capfd.readouterr().out.split("\n\n", 1)
    assert usage.endswith("cook [OPTIONS]")
    help_, wishes, options = shown.split("\n\n")
    assert help_ == "  Cook something."
    assert [" ".join(line.split()) for line in wishes.splitlines()] == [
        "Wishes:",
        "-n, --dish-name DISH What to cook.",
        "--spices SPICE Repeated: all of them.",
        "--plates N How many. [default: 3; x>=2]",
    ]
    assert options.startswith("Options:\n")


def test_what_is_expanded_is_documented_as_before() -> None:
    def cook(wishes: Wishes) -> None:
        """Cook something."""

    assert expanded(cook).__doc__ == "Cook something."
    assert list(expanded(cook).__annotations__) == ["dish_name", "spices", "plates"]
