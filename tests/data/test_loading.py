"""Loading datasets: from files, and the bundled one."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import in_process
import pytest
from build import challenge, dataset, read, slugs
from conftest import copied_data

from eigcli.data import loading
from eigcli.data.loading import bundled, check, files_at, read_bundled, read_files
from eigcli.data.model import Dataset, Programme, Skill
from eigcli.data.promotions import select_promotions
from eigcli.errors import DatasetError, EigError

DEFI = "challenges: [{slug: %s, name: N, promotion: %s}]"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with files `a` and `b`, of a promotion each."""
    monkeypatch.chdir(tmp_path)
    for name, promotion in (("a", "x"), ("b", "y")):
        (tmp_path / name).write_text(DEFI % (name, promotion))
    return tmp_path


def loaded(*paths: str) -> Dataset:
    return read_files(files_at(paths))


def test_a_source_key_of_eigcli_may_be_reused_but_not_beside_its_data() -> None:
    Path("mine").write_text("sources: {site: {title: My own site}}\nchallenges: []\n")
    [source] = loaded("mine").sources
    assert source.title == "My own site"
    with pytest.raises(DatasetError, match=r"^mine:1:11: vocabulary.*describes 'site' differently"):
        loaded("eig", "mine")


def test_a_check_lists_all_errors_and_warnings_of_all_files() -> None:
    Path("c").write_text(
        "programme: {name: P, announced: {challenges: 2}, opens: soon}\n"
        "skills: {qa: {}}\n"
        "challenges: [{slug: c, name: C, follows: nobody, towns: [Brest], number: x}]"
    )
    whole, found = check(("missing", "c", ".", "a"))
    assert whole is None
    assert [(p.file, p.line, p.severity, p.code) for p in found] == [
        ("missing", 1, "error", "unreadable"),
        ("c", 1, "error", "total"),
        ("c", 1, "error", "wrong-form"),
        ("c", 3, "warning", "unknown-name"),
        ("c", 3, "error", "wrong-form"),
        (".", 1, "error", "unreadable"),
    ]
    assert found[0].text.startswith("cannot read 'missing': ")
    whole, found = check(("a",))
    assert whole == loaded("a")
    assert found == []
    assert slugs(check(("a", "b"), ("y",))[0] or Dataset()) == ["b"]
    with pytest.raises(EigError, match="cannot read 'missing'"):
        loaded("missing")


def test_two_copies_of_a_file_make_no_total_wrong() -> None:
    Path("c").write_text(f"programme: {{name: P, promotion: z, announced: {{challenges: 1}}}}\n{DEFI % ('c', 'z')}")  # fmt: skip
    Path("d").write_text(Path("c").read_text())
    [found] = check(("c", "d"))[1]
    assert found.file == "d"
    assert found.text == "the slug 'c' is also in c:2"


def test_an_unused_role_is_not_reported_beside_an_unknown_one() -> None:
    Path("c").write_text("skills: {qa: {}}\nchallenges: [{slug: a, name: A, people: {aq: 1}}]")
    assert [problem.code for problem in check(("c",))[1]] == ["unknown-name"]


# The bundled data


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Path]:
    """A copy of the bundled data, which is read instead of it."""
    with copied_data(tmp_path / "copied") as folder:
        yield folder


CALL = "programme:\n  name: P\n  promotion: 99  # the next\n  start: 2031-02\n"
NEXT = CALL + "challenges:\n  - slug: next\n    name: N\n    people: {lawyer: 1}\n"


def test_a_new_promotion_needs_only_a_file(copied: Path) -> None:
    before = len(read_bundled().dataset.challenges)
    (copied / "promotions" / "0.yaml").write_text(NEXT)
    (copied / "promotions" / "0.yaml~").write_text("what an editor keeps")
    everything = bundled().dataset
    assert len(everything.challenges) == before + 1
    # By year, whatever its file is called.
    assert everything.promotion_codes[-1] == "99"
    assert slugs(select_promotions(everything, ["2031"])) == ["next"]
    [role] = select_promotions(everything, ["99"]).skills
    assert role.english == "digital lawyer"


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("promotions/0.yaml", NEXT.replace("1}", "one}"), "promotions/0.yaml:8:22: expected a whole number"),
        ("promotions/0.yaml", NEXT.replace("next\n    name", "eig-link\n    promotion: 2\n    name"), "promotions/0.yaml:6:11: the slug 'eig-link' is also in challenges.yaml:"),
        ("promotions/0.yaml", NEXT.replace("slug: next", "slug: eig-link"), "promotions/0.yaml:6:11: the slug 'eig-link' is also in challenges.yaml:"),
        ("vocabulary.yaml", "skills: {developer: {englich: dev}}", "vocabulary.yaml:1:22: a role has no key 'englich'. Did you mean english?"),
    ],
)  # fmt: skip
def test_bundled_files_are_checked(copied: Path, file: str, text: str, problem: str) -> None:
    (copied / file).write_text(text)
    with pytest.raises(DatasetError) as refused:
        bundled()
    assert str(refused.value).startswith(problem)


def test_the_pickle_equals_the_files_and_always_has_the_same_bytes(copied: Path) -> None:
    read_before = bundled()
    compiled = pickle.dumps(read_bundled(), protocol=5)
    assert pickle.dumps(read_bundled(), protocol=5) == compiled
    (copied / loading.compiled_name("bundled")).write_bytes(compiled)
    bundled.cache_clear()
    assert bundled() == read_before
    # A process that reads no file needs no parser.
    code = (
        "import sys; from eigcli.data import loading\n"
        f"loading.data_folder = lambda: {str(copied)!r}\n"
        "print(len(loading.bundled().dataset.challenges), 'yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout == f"{len(read_before.dataset.challenges)} False\n"


@pytest.mark.parametrize("edited", ["synonyms.yaml", "promotions/3.yaml"])
def test_edited_files_are_read_instead_of_what_was_compiled_from_them(
    copied: Path, edited: str
) -> None:
    (copied / loading.compiled_name("bundled")).write_bytes(pickle.dumps("compiled"))
    assert loading.compiled("bundled") == "compiled"
    in_process.forget("eigcli.data.loading")
    file = copied / edited
    file.write_bytes(file.read_bytes().replace(b"e", b"E", 1))  # neither longer nor shorter
    assert loading.compiled("bundled") is None


def test_a_new_file_is_read_besides_what_was_compiled(copied: Path) -> None:
    (copied / loading.compiled_name("bundled")).write_bytes(pickle.dumps("compiled"))
    in_process.forget("eigcli.data.loading")
    (copied / "promotions" / "0.yaml").write_text(NEXT)
    assert bundled().dataset.promotion_codes[-1] == "99"


@pytest.mark.parametrize(
    ("package", "data"),
    [("eigcli/data", "eigcli/data"), ("checkout/src/eigcli/data", "checkout/data")],
)
def test_the_data_is_found_in_a_wheel_and_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, data: str
) -> None:
    folder = tmp_path / data
    folder.mkdir(parents=True)
    (folder / "bodies.yaml").touch()
    monkeypatch.setattr(loading, "__file__", str(tmp_path / package / "loading.py"))
    assert Path(loading.data_folder.__wrapped__()) == folder


def test_only_the_bundled_dataset_is_known_as_bundled() -> None:
    ours = bundled().dataset
    assert loading.is_bundled(ours)
    assert not loading.is_bundled(Dataset())
    call = Programme(name="P", promotion="2")
    assert not loading.is_bundled(dataset(programmes=(call,)))
    own = dataset(challenge("own"), programmes=ours.programmes)
    assert not loading.is_bundled(own)


def test_records_of_a_dataset_go_before_those_of_eigcli() -> None:
    ours = bundled().vocabularies[Skill]
    designer = Skill(code="designer", english="x")
    witch = Skill(code="witch")
    own = dataset(skills=(designer, witch))
    roles = loading.records_of(own, "skills")
    first, second, *_others = roles.values()
    assert first == designer
    assert second == witch
    assert roles["developer"] == ours["developer"]
    assert len(roles) == len(ours) + 1


def test_own_synonyms_of_a_word_replace_those_of_eigcli() -> None:
    shared = loading.synonyms_of(Dataset())
    assert shared["mer"] != ("port",)
    assert loading.synonyms_of(read("synonyms: {mer: [port]}")) == shared | {"mer": ("port",)}
