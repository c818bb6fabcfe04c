"""The dataset that `eig init` writes, to start from."""

import re
from pathlib import Path

import pytest
from build import starter
from conftest import Eig

from eigcli.data import model
from eigcli.data.kinds import fields_by_key
from eigcli.data.loading import check

EXPLAINED = (
    *(model.Dataset, model.Programme, model.Period, model.Pay, model.Totals, model.Family),
    *(
        model.Subject,
        model.Body,
        model.Town,
        model.Skill,
        model.Source,
        model.Challenge,
        model.Host,
    ),
    *(model.Figure, model.Link),
)


@pytest.mark.usefixtures("language")
def test_the_starter_is_read_without_a_problem_or_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(starter(), "utf-8")
    dataset, found = check([str(file)])
    assert found == []
    assert dataset
    [first, second] = dataset.challenges
    assert [(p.role.code, p.sought) for p in first.people] == [("developer", 1), ("designer", 1)]
    assert first.basis == second.basis == "stated"
    assert second.sources[0].fields == ("name", "people")


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("cls", EXPLAINED)
def test_the_starter_explains_every_current_key_once(cls: type) -> None:
    declared = fields_by_key(cls).values()
    current = {field.name for field in declared if not field.successor}
    blocks = re.split(r"^(?!#   )", starter(), flags=re.MULTILINE)
    explained = []
    for block in blocks:
        keys = re.findall(r"^#   (\w+): +\S", block, re.MULTILINE)
        explained.append(sorted(keys))
    assert explained.count(sorted(current)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "#   name:                   its name; required",
        "#   pay:                    the monthly pay, net if in euros; a list if it is not the same for all",
        "#   kind:        what kind of body it is: `ministry`, `service`, `agency`, `court`, `authority`, `local`",
        "#   x-…:                 a key of your own: a text, a number or a list of texts",
    ],
)
def test_the_starter_says_if_a_key_is_required_and_its_values(line: str) -> None:
    assert line in starter().splitlines()


def test_init_writes_under_the_given_name_and_never_over_a_file(eig: Eig, tmp_path: Path) -> None:
    written = eig("init", "my call.yaml")
    assert written.returncode == 0
    assert written.stdout == ""
    assert written.stderr == (
        "eig: wrote 'my call.yaml'. After a change: eig check 'my call.yaml'. "
        "To ask it: eig list --data 'my call.yaml'\n"
    )
    assert eig("init", "-").stdout == (tmp_path / "my call.yaml").read_text("utf-8") == starter()
    (tmp_path / "projects.yaml").write_text("mine")
    refused = eig("init")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith("eig: 'projects.yaml' exists already: choose another name")
    assert (tmp_path / "projects.yaml").read_text() == "mine"
