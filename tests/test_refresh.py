"""What a clone says otherwise than the data is printed; nothing is written."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import refresh
from build import challenge
from build import dataset as dataset_of

from eigcli.data.loading import bundled
from eigcli.data.model import Dataset, Source

MIT = """\
MIT License

Copyright (c) 2019 Us

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
CODE = "https://code.example/one"
CARD = """\
---
title: One
link: https://one.example/?utm_campaign=x
repository: https://code.example/one.git
phases:
- name: construction
  start: 2019-01-15
- name: {phase}
  start: 2020-03-01
---
{text}
"""


class Clone:
    """A repository that a test makes."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder)
        self.git("init", "-q", folder)
        self.git("remote", "add", "origin", f"{CODE}.git")

    def git(self, *arguments: Any, day: str = "2020-01-01", author: str = "A Person") -> None:
        when = f"{day}T12:00:00Z"
        of = {"GIT_AUTHOR_NAME": author, "GIT_COMMITTER_NAME": author}
        of |= {"GIT_AUTHOR_EMAIL": "a@b.example", "GIT_COMMITTER_EMAIL": "a@b.example"}
        of |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        Path(self.path).mkdir(exist_ok=True)
        command = [str(argument) for argument in ("git", *arguments)]
        subprocess.run(command, cwd=self.path, env=os.environ | of, check=True)

    def commit(self, name: str, text: str, day: str, author: str = "A Person") -> None:
        """Commit a file as it is on a day."""
        file = Path(self.path, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "change", day=day, author=author)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "clone")


def of_code(clone: Clone, **known: Any) -> list[str]:
    """Return what a clone of code says otherwise than a challenge of which this is known."""
    one = challenge("one", **{"repository": CODE} | known)
    return [*refresh.of_code(clone.path, f"{CODE}.git", dataset_of(one))]


def test_code_has_a_licence_a_last_change_by_a_person_and_may_be_archived(clone: Clone) -> None:
    clone.commit("README.md", "Code.\n", "2019-02-01")
    clone.commit("LICENSE", MIT, "2019-03-01")
    clone.commit("README.md", "Code.\nThis project is no longer maintained.\n", "2020-04-01")
    clone.commit("more.py", "", "2021-05-01")
    clone.commit("lock", "", "2023-01-01", author="dependabot[bot]")
    assert of_code(clone) == [
        "one: repository_changed: not known in the data, now 2021-05-01",
        "one: repository_licence: not known in the data, now MIT",
        "one: repository_archived: not known in the data, now 2020-04-01",
    ]
    known = {"repository_licence": "MIT", "repository_archived": "2020-04"}
    assert of_code(clone, **known, repository_changed="2021-05-01") == []
    # The clone is older than what is known.
    assert of_code(clone, **known, repository_changed="2022") == []
    assert of_code(clone, **known, repository_changed="2020-05-01") == [
        "one: repository_changed: 2020-05-01 in the data, now 2021-05-01"
    ]
    assert of_code(clone, repository="https://code.example/two") == [
        "https://code.example/one.git: no challenge has this repository"
    ]


def test_what_code_does_not_say_is_no_difference(clone: Clone) -> None:
    clone.commit("LICENCE", "All rights reserved.\n", "2019-02-01")
    clone.commit("README.md", "Users archive their files with it.\n", "2019-02-01")
    assert of_code(clone, repository_changed="2019-02-01", repository_licence="EPL-2.0") == []


@pytest.mark.parametrize(
    ("known", "found", "same"),
    [
        ("AGPL-3.0-or-later", "AGPL-3.0", True),
        ("AGPL-3.0", "GPL-3.0", False),
        ("2020", "2020-01-02", True),
        ("2020-01", "2020-11-02", False),
        ("https://a.b", "https://a.b/c", False),
    ],
)
def test_values_agree_as_far_as_both_are_known(known: str, found: str, *, same: bool) -> None:
    assert refresh.is_same(known, found) == same


def register(*, day: str, **known: Any) -> Dataset:
    card = "https://beta.gouv.fr/startups/one.html"
    known = {"product": "https://one.example", "repository": CODE, "phase": "operated"} | known
    sources = (Source(key="beta", title="B", date=day),)
    return dataset_of(challenge("one", card=card, **known), challenge("two"), sources=sources)


def test_a_card_has_a_phase_addresses_and_a_text(clone: Clone) -> None:
    path = "content/_startups/one.md"
    clone.commit(path, CARD.format(phase="opere", text="It is used."), "2020-06-01")
    copied = {"day": "2020-07-01", "phase_since": "2020-03"}
    assert [*refresh.of_register(clone.path, register(**copied))] == []
    ended = CARD.format(phase="abandon", text="It was used.").replace(
        "03-01", "03-01\n  end: 2021-02-01"
    )
    clone.commit(path, ended, "2021-02-03")
    assert [
        *refresh.of_register(clone.path, register(**copied, product="https://old.example"))
    ] == [
        "one: phase: operated in the data, now stopped",
        "one: product: https://old.example in the data, now https://one.example/?utm_campaign=x",
        "one: phase: stopped ended 2021-02-01, no other follows",
        "one: its text changed since 2020-07-01 (last 2021-02-03): read it again",
    ]
    clone.git("mv", path, "content/_startups/other.md")
    clone.git("commit", "-q", "-m", "move")
    assert [*refresh.of_register(clone.path, register(**copied))] == [
        f"one: card: {path} is not in the register any more"
    ]


def test_clones_are_told_by_what_they_hold_and_where_they_come_from(
    clone: Clone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clone.commit("README.md", "Code.\n", "2019-02-01")
    beta = Clone(tmp_path / "register")
    beta.commit("content/_startups/none.md", CARD.format(phase="opere", text=""), "2019-02-01")
    assert refresh.main([clone.path, f"https://code.example/b={clone.path}", beta.path]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[:2] == [
        f"https://code.example/{name}: no challenge has this repository"
        for name in ("one.git", "b")
    ]
    cards = [c for c in bundled().dataset if c.card]
    assert len(printed) == 2 + len(cards)
    assert refresh.main([]) == 0
