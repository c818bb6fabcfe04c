"""Which datasets and promotions are asked about, and what comes with eigcli."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from build import dataset, read, slugs
from conftest import copied_data

from eigcli.data import loading
from eigcli.data.loading import Input, bundled, check, load, read_bundled
from eigcli.data.model import Dataset, Programme, Skill
from eigcli.errors import DatasetError, EigError, UsageError

DEFI = "challenges: [{slug: %s, name: N, promotion: %s}]"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with files `a` and `b`, of a promotion each."""
    monkeypatch.chdir(tmp_path)
    for name, promotion in (("a", "x"), ("b", "y")):
        (tmp_path / name).write_text(DEFI % (name, promotion))
    return tmp_path


# What is asked about


ALL = str(len(bundled().dataset.challenges))


@pytest.mark.parametrize(
    ("data", "promotion", "env", "found"),
    [
        # By itself, a promotion of what comes with eigcli: of files, all of them.
        ((), (), {}, "13"),
        ((), (), {"EIG_PROMOTION": "all"}, ALL),
        ((), (), {"EIG_PROMOTION": " "}, "13"),
        ((), ("all",), {}, ALL),
        (("a", "b"), (), {"EIG_PROMOTION": "x"}, "a b"),
        (("b", "a"), ("x",), {}, "a"),
        (("a", "b"), ("all",), {}, "a b"),
        # What is given goes before what EIG_DATA lists.
        ((), (), {"EIG_DATA": f"b{os.pathsep}{os.pathsep}a"}, "b a"),
        (("a",), (), {"EIG_DATA": "b"}, "a"),
        # A file that is given twice is read once.
        (("a", "b", "a"), (), {}, "a b"),
        # What comes with eigcli may be one of several, or all by its name.
        (("eig", "a"), ("x,2021",), {}, "16"),
        (("eig",), (), {"EIG_DATA": "a"}, "13"),
        ((), (), {"EIG_DATA": "eig"}, "13"),
    ],
)
def test_the_nearest_word_on_the_dataset_counts(
    monkeypatch: pytest.MonkeyPatch,
    data: tuple[str, ...],
    promotion: tuple[str, ...],
    env: dict[str, str],
    found: str,
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    loaded = slugs(load(Input(data, promotion)))
    assert found == (" ".join(loaded) if len(loaded) < 5 else str(len(loaded)))


def test_what_is_named_wrongly_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    for ask in (load, check):
        with pytest.raises(UsageError) as refused:
            ask(Input(("a",), ("z",)))
        assert str(refused.value) == "no promotion is called 'z'. The promotions are x, all."
    monkeypatch.setenv("EIG_PROMOTION", "99")
    with pytest.raises(UsageError, match=r"^EIG_PROMOTION: no promotion is called '99'"):
        load()


def test_a_document_of_eigcli_is_no_other_one_beside_it() -> None:
    Path("mine").write_text("sources: {site: {title: My own site}}\nchallenges: []\n")
    [source] = load(Input(("mine",))).sources
    assert source.title == "My own site"
    with pytest.raises(DatasetError, match=r"^mine:1:11: 'site' is described otherwise in voc"):
        load(Input(("eig", "mine")))


def test_what_is_asked_about_may_be_a_part() -> None:
    assert [Input().is_default, Input(promotion=("2",)).is_default] == [True, False]
    given = Input(("a",), ("x", "y"))
    assert given.with_promotions(["z"]).promotion == ("x", "y", "z")
    assert given.of_all_promotions.promotion == ("all",)


def test_promotions_complete_a_value() -> None:
    found = dict(loading.promotion_candidates(Input(), ""))
    assert (found["all"], found["2"]) == ("all of them", "2018, 13 défis")
    assert dict(loading.promotion_candidates(Input(("a",)), "")) == {
        "all": "all of them",
        "x": "1 défi",
    }
    # What cannot be read, or is read only once, completes none.
    Path("broken").write_text("[")
    for data in (("broken",), ("-",), ("missing",)):
        assert list(dict(loading.promotion_candidates(Input(data), ""))) == ["all"]


def test_a_file_that_is_read_is_known_by_any_name() -> None:
    Path("link").symlink_to("a")
    assert [Input(("a",)).reads(file) for file in ("a", "link", "b", "-", "missing")] == [
        *(True, True, False, False, False),
    ]
    assert [Input(data).reads("a") for data in ((), ("eig",), ("eig", "a"))] == [False, False, True]
    standard_input = os.dup(0)
    with open("a", encoding="utf-8") as file:  # noqa: PTH123 - a number is no path
        os.dup2(file.fileno(), 0)
    assert Input(("-",)).reads("a")
    os.dup2(standard_input, 0)
    os.close(standard_input)


# What is wrong with it


def test_a_check_tells_all_at_once_errors_and_warnings_whatever_their_sort() -> None:
    Path("c").write_text(
        "programme: {name: P, announced: {challenges: 2}, opens: soon}\n"
        "skills: {qa: {}}\n"
        "challenges: [{slug: c, name: C, follows: nobody, towns: [Brest], number: x}]"
    )
    whole, found = check(Input(("missing", "c", ".", "a")))
    assert whole is None
    assert [(p.file, p.line, p.severity, p.code) for p in found] == [
        ("missing", 1, "error", "unreadable"),
        ("c", 1, "error", "total"),
        ("c", 1, "error", "wrong-form"),
        ("c", 2, "warning", "unused"),
        ("c", 3, "warning", "unknown-name"),
        ("c", 3, "error", "wrong-form"),
        (".", 1, "error", "unreadable"),
    ]
    assert found[0].text.startswith("cannot read 'missing': ")
    whole, found = check(Input(("a",)))
    assert (whole, found) == (load(Input(("a",))), [])
    assert slugs(check(Input(("a", "b"), ("y",)))[0] or Dataset()) == ["b"]
    with pytest.raises(EigError, match="cannot read 'missing'"):
        load(Input(("missing",)))


def test_of_two_copies_of_a_file_no_total_is_wrong() -> None:
    Path("c").write_text(f"programme: {{name: P, promotion: z, announced: {{challenges: 1}}}}\n{DEFI % ('c', 'z')}")  # fmt: skip
    Path("d").write_text(Path("c").read_text())
    [found] = check(Input(("c", "d")))[1]
    assert (found.file, found.text) == ("d", "the slug 'c' is taken, in c:2")


def test_what_nothing_uses_is_not_told_where_what_is_wrong_may_use_it() -> None:
    Path("c").write_text("skills: {qa: {}}\nchallenges: [{slug: a, name: A, people: {aq: 1}}]")
    assert [problem.code for problem in check(Input(("c",)))[1]] == ["unknown-name"]


# What comes with eigcli


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Path]:
    """A copy of the bundled data, which is the one that is read."""
    with copied_data(tmp_path / "copied") as folder:
        yield folder


CALL = "programme:\n  name: P\n  promotion: 99  # the next\n  start: 2031-02\n"
NEXT = CALL + "challenges:\n  - slug: next\n    name: N\n    people: {lawyer: 1}\n"


def test_a_new_promotion_is_found_by_being_there(copied: Path) -> None:
    before = len(read_bundled().dataset.challenges)
    (copied / "promotions" / "0.yaml").write_text(NEXT)
    (copied / "promotions" / "0.yaml~").write_text("what an editor keeps")
    # By year, whatever its file is called.
    assert bundled().dataset.promotion_codes[-1] == "99"
    assert slugs(load(Input(promotion=("2031",)))) == ["next"]
    assert [role.english for role in load(Input(promotion=("99",))).skills] == ["digital lawyer"]
    assert len(bundled().dataset.challenges) == before + 1


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("promotions/0.yaml", NEXT.replace("1}", "one}"), "promotions/0.yaml:8:22: expected a whole number"),
        ("promotions/0.yaml", NEXT.replace("next\n    name", "eig-link\n    name"), "promotions/0.yaml:6:11: the slug 'eig-link' is taken, in challenges.yaml:"),
        ("vocabulary.yaml", "skills: {developer: {englich: dev}}", "vocabulary.yaml:1:22: a role has no key 'englich'. Did you mean english?"),
    ],
)  # fmt: skip
def test_what_is_bundled_is_checked(copied: Path, file: str, text: str, problem: str) -> None:
    (copied / file).write_text(text)
    with pytest.raises(DatasetError) as refused:
        bundled()
    assert str(refused.value).startswith(problem)


def test_what_is_pickled_is_what_is_read_always_in_the_same_bytes(copied: Path) -> None:
    read_before = bundled()
    compiled = pickle.dumps(tuple(read_bundled()), protocol=5)
    assert pickle.dumps(tuple(read_bundled()), protocol=5) == compiled
    (copied / "bundled.pickle").write_bytes(compiled)
    (copied / "bodies.yaml").unlink()
    bundled.cache_clear()
    assert bundled() == read_before
    # A process that reads no file needs no parser.
    code = (
        "import sys; from pathlib import Path; from eigcli.data import loading\n"
        f"loading.data_folder = lambda: Path({str(copied)!r})\n"
        "print(len(loading.load().challenges), 'yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout == "13 False\n"


@pytest.mark.parametrize(
    ("package", "data"),
    [("eigcli/data", "eigcli/data"), ("checkout/src/eigcli/data", "checkout/data")],
)
def test_a_wheel_has_the_data_beside_its_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, data: str
) -> None:
    folder = tmp_path / data
    folder.mkdir(parents=True)
    (folder / "bodies.yaml").touch()
    monkeypatch.setattr(loading, "__file__", str(tmp_path / package / "loading.py"))
    assert loading.data_folder.__wrapped__() == folder


def test_a_dataset_is_known_to_be_bundled_by_its_programmes() -> None:
    assert loading.is_bundled(load())
    assert not loading.is_bundled(Dataset())
    assert not loading.is_bundled(dataset(programmes=(Programme(name="P", promotion="2"),)))
    assert loading.bundled_date() >= "2026-08-20"


def test_records_of_a_dataset_go_before_those_of_eigcli() -> None:
    own = Skill(code="designer", english="x"), Skill(code="witch")
    roles = loading.records_of(dataset(skills=own), "skills")
    assert list(roles.values())[:2] == [*own]
    assert roles["developer"] == bundled().known[Skill]["developer"]
    assert len(roles) == len(bundled().known[Skill]) + 1


@pytest.mark.parametrize("word", ["mer", "Mer", "MÈRS"])
def test_own_synonyms_of_a_word_replace_those_of_eigcli_however_it_is_written(word: str) -> None:
    shared = dict(loading.synonyms_of(Dataset()))
    own = loading.synonyms_of(read(f"synonyms: {{{word}: [port]}}"))
    assert shared["mer"] != ("port",)
    assert dict(own) == {other: shared[other] for other in shared if other != "mer"} | {
        word: ("port",)
    }
