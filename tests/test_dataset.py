"""The bundled dataset says what the announcement says; a wrong dataset is refused with reasons."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path
from textwrap import dedent

import generate
import oracle
import pytest
import yaml
from build import host
from corpus import BEYOND_A_SCHEMA, SMALL, WRONG, changed
from hypothesis import given
from hypothesis import strategies as st
from in_process import forget

from eigcli import dataset, reading
from eigcli.errors import DatasetError
from eigcli.model import Dataset
from eigcli.people import headcount
from eigcli.text import printable


def parse(text: str | bytes) -> Dataset:
    content = text if isinstance(text, bytes) else dedent(text).encode()
    return dataset.parse(content, "d.yaml")


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(DatasetError) as refused:
        parse(text)
    return str(refused.value).splitlines()


# The bundled dataset


@pytest.mark.parametrize("block", [">\n      Lundi\n      soir\n", "|\n      Lundi soir\n\n"])
def test_the_line_end_of_a_block_of_text_is_not_part_of_it(block: str) -> None:
    text = f"challenges:\n  - slug: a\n    name: A\n    note: {block}    ministry: M\n    skills: [s]\n"
    assert dataset.parse(text.encode(), "d.yaml").challenges[0].note == "Lundi soir"


def test_the_bundled_dataset_has_what_was_announced(bundled: Dataset) -> None:
    profiles = [profile for challenge in bundled.challenges for profile in challenge.profiles]
    assert [challenge.number for challenge in bundled.challenges] == list(range(1, 14))
    assert headcount(profiles) == 27
    assert {skill.code: oracle.sought(profiles, skill.code) for skill in bundled.skills} == {
        "developer": 8,
        "designer": 5,
        "data-scientist": 11,
        "geomatician": 2,
        "project-manager": 1,
    }


def test_every_bundled_challenge_says_everything(bundled: Dataset) -> None:
    for challenge in bundled.challenges:
        assert challenge.tagline
        assert challenge.basis
        assert challenge.expertise
        assert challenge.funding
        assert challenge.page
        assert challenge.sources


def test_lab_sante_has_two_ministries_and_one_department(bundled: Dataset) -> None:
    drees = "Direction de la recherche, des études, de l’évaluation et des statistiques (DREES)"
    assert bundled.challenges[1].hosts == (
        host("Ministère des Solidarités et de la Santé", drees),
        host("Ministère du Travail", drees),
    )


def test_the_two_starred_challenges_are_funded_by_their_hosts(bundled: Dataset) -> None:
    funded = [challenge.slug for challenge in bundled.challenges if challenge.funding == "host"]
    assert funded == ["coacheleves-assistprof", "dataesr"]


def test_bundled_texts_are_typeset_with_single_spaces_and_curly_apostrophes() -> None:
    for challenge in dataset.load().challenges:
        texts = [challenge.name, challenge.tagline or "", challenge.note or ""]
        texts += [f"{host.ministry} {host.department}" for host in challenge.hosts]
        assert not [text for text in texts if "'" in text or "  " in text or text != text.strip()]


def test_the_programme_is_the_announced_one(bundled: Dataset) -> None:
    programme = bundled.programmes[0]
    assert (programme.opens, programme.closes) == ("2017-09-27", "2017-10-27T17:00+02:00")
    assert (programme.promotion, programme.months, programme.monthly_pay) == ("2", 10, 4000)
    assert programme.announced is not None
    assert (programme.announced.challenges, programme.announced.profiles) == (13, 27)


@pytest.fixture(params=["wheel", "sources"])
def data(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Path]:
    """A copy of the bundled data that eigcli reads: in its package, or beside its sources."""
    package = tmp_path / {"wheel": "eigcli", "sources": "src/eigcli"}[request.param]
    package.mkdir(parents=True)
    folder = (package if request.param == "wheel" else tmp_path) / "data"
    shutil.copytree(generate.DATA.parent, folder)
    monkeypatch.delenv("EIG_DATA", raising=False)
    with monkeypatch.context() as patch:
        patch.setattr(dataset, "__file__", str(package / "dataset.py"))
        forget("eigcli.dataset")
        yield folder
    forget("eigcli.dataset")


CALL = "programme: {name: P,\n  promotion: 8,\n  start: 2031-02}\n"
DEFI = "\n  - slug: a\n    name: A\n    ministry: M\n"


def test_a_new_promotion_is_found_by_being_there(data: Path) -> None:
    (data / "promotions" / "8.yaml").write_text(f"{CALL}challenges:{DEFI}    skills: [lawyer]\n")
    assert dataset.bundled()["8"] == ("promotions/8.yaml", "2031", 1)
    assert list(dataset.bundled())[-1] == "8"
    loaded = dataset.load(dataset.Input(promotion=("2031",)))
    assert [challenge.slug for challenge in loaded.challenges] == ["a"]
    assert loaded.skills[0].english == "digital lawyer"
    assert len(dataset.load(dataset.Input(promotion=("all",))).challenges) == 132


def test_a_bundled_file_may_name_only_the_roles_of_the_vocabulary(data: Path) -> None:
    (data / "promotions" / "8.yaml").write_text(f"{CALL}challenges:{DEFI}    skills: [lawer]\n")
    with pytest.raises(DatasetError, match="no skill has the code 'lawer'") as refused:
        dataset.load(dataset.Input(promotion=("8",)))
    assert str(refused.value).startswith("promotions/8.yaml:8:14: ")
    # What is not asked for is not read.
    assert len(dataset.load().challenges) == 13


# A dataset of one's own


def test_values_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        parse(SMALL).challenges[0].name = "Two"  # type: ignore[misc]


def test_a_short_dataset_needs_neither_vocabulary_nor_counts() -> None:
    small = parse(
        """\
        challenges:
          - {slug: one, name: One, ministry: Culture, skills: [cook, baker, cook]}
          - {slug: two, name: Two, ministry: Culture, skills: [baker]}
        """
    )
    assert [skill.code for skill in small.skills] == ["cook", "baker"]
    assert small.challenges[0].hosts == (host("Culture"),)
    assert [profile.skill.code for profile in small.challenges[0].profiles] == ["cook", "baker"]
    assert headcount(small.challenges[0].profiles) is None


def test_the_order_of_the_file_does_not_matter() -> None:
    head, challenges = dedent(SMALL).split("challenges:")
    assert parse(f"challenges:{challenges}{head}") == parse(SMALL)


def test_a_dataset_may_have_no_challenges() -> None:
    assert parse("challenges: []").challenges == ()


def test_what_an_alias_stands_for_is_as_if_it_were_written_out() -> None:
    shared = """\
        challenges:
          - {slug: a, name: &n A, hosts: &h [{ministry: M}, &d {ministry: M, department: D}], skills: &s [s]}
          - {slug: b, name: *n, hosts: *h, skills: *s}
          - {slug: c, name: *n, hosts: [*d], skills: *s}
        """
    written = """\
        challenges:
          - {slug: a, name: A, hosts: [{ministry: M}, {ministry: M, department: D}], skills: [s]}
          - {slug: b, name: A, hosts: [{ministry: M}, {ministry: M, department: D}], skills: [s]}
          - {slug: c, name: A, hosts: [{ministry: M, department: D}], skills: [s]}
        """
    assert parse(shared) == parse(written)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    assert parse(dedent(changed("One", "Été")).encode(encoding)).challenges[0].name == "Été"


@pytest.mark.parametrize(
    "date", ["2018", "2018-01", "2018-01-15", "2018-01-15T17:00", "2018-01-15T17:00+01:00"]
)
def test_dates_are_as_precise_as_they_are_known(date: str) -> None:
    source = parse(changed("{title: The site}", f"{{title: The site, date: {date}}}")).sources[0]
    assert source.date == date


def test_pyyaml_without_libyaml_reads_the_same() -> None:
    code = (
        "import yaml; del yaml.CSafeLoader\n"
        "from eigcli import dataset, reading\n"
        "assert reading._Loader is yaml.SafeLoader\n"
        "print(dataset.load())"
    )
    slow = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert slow.stdout.decode() == f"{dataset.load()}\n"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("yes", "true or false: put it in quotes"),
        ("1", "a number: put it in quotes"),
        ("0x1F", "a number: put it in quotes"),
        ("1.5", "a number: put it in quotes"),
        ("!!float 1", "a number: put it in quotes"),
        ("! 1", "a number: put it in quotes"),
        ("2018-01-01", "a date: put it in quotes"),
        ("~", "nothing"),
        ("=", "a value with the tag 'tag:yaml.org,2002:value'"),
        ("<<", "a value with the tag 'tag:yaml.org,2002:merge'"),
    ],
)
def test_what_stands_for_something_else_is_no_text(value: str, found: str) -> None:
    assert problems(changed("name: One", f"name: {value}")) == [
        f"d.yaml:7:11: expected text, found {found}"
    ]


@pytest.mark.parametrize(
    ("value", "text"), [("a", "a"), ("'1'", "1"), ("!!str 1", "1"), ("! a", "a"), ("&a b", "b")]
)
def test_what_is_quoted_or_tagged_as_text_is_text(value: str, text: str) -> None:
    assert parse(changed("name: One", f"name: {value}")).challenges[0].name == text


@pytest.mark.parametrize("tag", ["!", "!!seq", "&a"])
def test_a_list_may_have_the_tag_of_a_list(tag: str) -> None:
    assert parse(changed("[web]", f"{tag} [web]")) == parse(SMALL)


# What is wrong with it


@pytest.mark.parametrize(("text", "problem"), [*BEYOND_A_SCHEMA, *WRONG])
def test_a_wrong_dataset_is_refused_where_it_is_wrong(text: str | bytes, problem: str) -> None:
    assert f"d.yaml:{problem}" in problems(text)


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ("slug: a, number: 2", "3:12: the slug 'a' is taken, on line 2"),
        ("slug: b, number: 1", "3:23: the number '1' is taken, on line 2"),
    ],
)
def test_a_slug_and_a_number_are_taken_once(second: str, problem: str) -> None:
    rest = "name: N, ministry: M, skills: [s]"
    text = f"challenges:\n  - {{slug: a, number: 1, {rest}}}\n  - {{{second}, {rest}}}"
    assert problems(text) == [f"d.yaml:{problem}"]


def test_what_is_wrong_is_not_taken() -> None:
    rest = "name: N, ministry: M, skills: [s]"
    assert problems(f"challenges:\n  - {{slug: /, {rest}}}\n  - {{slug: /, {rest}}}") == [
        f"d.yaml:{line}:12: expected ASCII letters, digits, hyphens, dots or underscores, found '/'"
        for line in (2, 3)
    ]


@pytest.mark.parametrize(
    ("announced", "problem"),
    [
        ("challenges: 2", "46: 2 announced for challenges, but the défis add up to 1"),
        ("profiles: 4", "44: 4 announced for profiles, but the défis add up to 3"),
        ("skills: {dev: 2}", "48: 2 announced for dev, but the défis add up to 1"),
    ],
)
def test_announced_totals_must_be_those_of_the_challenges(announced: str, problem: str) -> None:
    text = f"""\
        programme: {{name: P, announced: {{{announced}}}}}
        skills: {{dev: {{}}, ops: {{}}}}
        challenges:
          - {{slug: a, name: A, ministry: M, profiles: {{dev: 1, ops: 2}}}}
        """
    assert problems(text) == [f"d.yaml:1:{problem}"]


def test_announced_profiles_must_be_counted() -> None:
    text = """\
        programme: {name: P, announced: {profiles: 4}}
        challenges: [{slug: a, name: A, ministry: M, skills: [dev]}]
        """
    assert problems(text) == ["d.yaml:1:44: 4 announced for profiles, but not all défis count them"]


def test_what_is_of_another_kind_is_not_called_empty_as_well() -> None:
    text = "challenges: [{slug: a, name: A, hosts: {}, profiles: []}]"
    assert problems(text) == [
        "d.yaml:1:40: expected a list, found a mapping",
        "d.yaml:1:54: expected a mapping for profiles, found a list",
    ]


def test_an_announcement_of_nothing_is_refused() -> None:
    text = "programme: {name: P, announced: {}}\nchallenges: []"
    assert problems(text) == ["d.yaml:1:33: expected at least one, found none"]


def test_what_refers_to_a_broken_entry_is_not_reported_as_well() -> None:
    text = changed("{title: The site}", "{titel: The site}")
    assert problems(changed("{english: developer}", "{english: 1}")) == [
        "d.yaml:2:18: expected text, found a number: put it in quotes"
    ]
    assert [line.split(":")[1] for line in problems(text)] == ["4", "4"]


def test_every_key_that_is_no_text_is_reported() -> None:
    assert problems("{1: a, 2: b, challenges: []}") == [
        "d.yaml:1:2: expected text, found a number: put it in quotes",
        "d.yaml:1:8: expected text, found a number: put it in quotes",
    ]


def test_all_that_is_wrong_with_a_record_is_reported() -> None:
    assert problems(changed("name: One", "nmae: One\n        tagline: 1\n        page: x")) == [
        "d.yaml:6:5: a challenge lacks the key 'name'",
        "d.yaml:7:5: a challenge has no key 'nmae'. Did you mean name?",
        "d.yaml:8:14: expected text, found a number: put it in quotes",
        "d.yaml:9:11: expected an http:// or https:// address, found 'x'",
    ]


def test_names_in_problems_are_safe_to_print() -> None:
    text = changed("name: One", '"n\\em\\n": One')
    assert r"d.yaml:7:5: a challenge has no key 'n\x1bm\n'. Did you mean name?" in problems(text)[1]


def test_all_problems_are_reported_in_the_order_of_the_file() -> None:
    lines = problems(
        """\
        challenges:
          - slug: a
            nam: A
            hosts: [{}]
            profiles: {dev: 0}
          - slug: a
            name: B
            ministry: C
            skills: []
        """
    )
    places = [tuple(map(int, re.findall(r":(\d+):(\d+): ", line)[0])) for line in lines]
    assert places == sorted(places)
    assert len(lines) == 6


# Anything at all


_PIECES = [
    *dedent(SMALL).splitlines(keepends=True),
    *(
        "- ",
        "? ",
        ": ",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!set ",
        "!!str ",
        "!!seq ",
        "!!map ",
        "!!int ",
        "|\n",
        "---\n",
        "'",
        '"',
    ),
    *(
        "challenges:",
        "skills:",
        "programme:",
        "name: P\n",
        "\t",
        "\x1b",
        "\ufeff",
        "\ud83d",
        "9" * 400,
    ),
]


@given(
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.text().map(lambda text: text.encode("utf-16", "surrogatepass"))
    | st.lists(st.sampled_from(_PIECES)).map(lambda p: "".join(p).encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_a_dataset_or_a_list_of_problems(content: bytes) -> None:
    try:
        assert isinstance(dataset.parse(content, "d.yaml"), Dataset)
    except DatasetError as refused:
        for line in str(refused).split("\n"):
            assert re.match(r"d\.yaml:[1-9]\d*:[1-9]\d*: \w", line)
            assert printable(line) == line


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "- " * 10_000, "{a: " * 10_000, "[" * 10_000 + "]" * 10_000],
    ids=["open lists", "nested items", "mappings", "closed lists"],
)
@pytest.mark.parametrize(
    ("loader", "problem"),
    [
        # Where it looks ahead, libyaml has a limit and words of its own.
        (yaml.CSafeLoader, r"1:\d+: not valid YAML: values stand too deep in one another\."),
        (yaml.SafeLoader, r"1:1: not valid YAML: values stand too deep in one another\."),
    ],
    ids=["libyaml", "PyYAML"],
)
def test_deep_nesting_is_refused(
    text: str, loader: type[yaml.SafeLoader], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_Loader", loader)
    [found] = problems(text)
    assert re.fullmatch(rf"d\.yaml:{problem}", found)


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "PyYAML"])
def test_nesting_of_a_hundred_is_not_too_deep(
    loader: type[yaml.SafeLoader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_Loader", loader)
    assert problems("[" * 100 + "]" * 100) == [
        "d.yaml:1:1: expected a mapping, found a list: put 'challenges:' above it"
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"a: !%ED%A0%80 b",
        b"%TAG !e! tag:%ED%A0%80\n---\na: !e!x b",
        b'a: "\\UFFFFFFFF"',
        b"%YAML " + b"9" * 5000,
    ],
)
def test_what_is_out_of_range_is_refused(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        monkeypatch.setattr(reading, "_Loader", loader)
        said += problems(text)
    # One of the parsers has words of its own for it.
    assert len(said) == 2
    assert "d.yaml:1:1: not valid YAML: an escape or a number in it is out of range" in said


def test_of_a_billion_laughs_only_the_first_list_is_looked_into() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))
    lines = problems(f"a0: &a0 [x]\n{levels}\nchallenges: *a39")
    lists = [line for line in lines if "dataset has no key" not in line]
    assert lists == ["d.yaml:39:6: expected a mapping for a challenge, found a list"]


def test_a_long_text_counts_each_time_that_an_alias_repeats_it() -> None:
    text = f"&long {'é' * 300_000}, {'*long, ' * 10_000}"
    assert problems(changed("sources: [web]", f"expertise: [{text}]")) == [
        "d.yaml:1:1: expected a dataset, found more than 10\u202f000\u202f000 values"
    ]


def test_thousands_of_problems_are_all_reported() -> None:
    text = "challenges:\n" + "- {slug: a, nmae: A, hosts: [], profiles: {}}\n" * 3000
    lines = problems(text)
    assert len([line for line in lines if "a challenge has no key 'nmae'" in line]) == 3000
    assert "Did you mean name?" in lines[1]


def test_a_number_of_a_million_digits_is_refused() -> None:
    assert len(problems(changed("{dev: 1}", f"{{dev: {'9' * 1_000_000}}}"))) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_what_is_no_text_is_found_in_its_line_and_column(encoding: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    content = f"{mark}été: 1\nété: 2\né: é\x07".encode(encoding)
    assert problems(content) == ["d.yaml:3:5: expected a text in UTF-8 without control characters"]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028"])
def test_what_is_no_text_is_found_after_any_end_of_a_line(end: str) -> None:
    content = f"a: 1{end}b: \x07".encode()
    assert problems(content) == ["d.yaml:2:4: expected a text in UTF-8 without control characters"]


def test_two_escapes_of_json_are_one_character() -> None:
    text = json.dumps(
        {"challenges": [{"slug": "a", "name": "\U0001f600", "ministry": "M", "skills": ["c"]}]}
    )
    assert dataset.parse(text.encode(), "d.json").challenges[0].name == "\U0001f600"


def scalar(character: str) -> reading.Node:
    mark = yaml.Mark("d.yaml", 0, 0, 0, "", 0)
    return yaml.ScalarNode("tag:yaml.org,2002:str", f"a{character}", mark, mark)


@pytest.mark.parametrize("code", [0, 0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_half_a_character_is_no_text(code: int) -> None:
    reader = reading.Reader()
    assert reader.text(scalar(chr(code))) is None
    [problem] = reader.problems
    assert problem.text == f"the character U+{code:04X} cannot be part of a text"


@pytest.mark.parametrize("code", [0xD7FF, 0xE000, 0xFFFF, 0x10000])
def test_other_characters_that_cannot_be_printed_are_text(code: int) -> None:
    assert reading.Reader().text(scalar(chr(code))) == f"a{chr(code)}"


def test_what_a_name_may_mean_is_suggested_until_it_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "_MOST_COMPARED", 3)
    lines = [f"  - {{slug: s{n}, name: N, ministry: M, skills: [dve]}}\n" for n in range(5)]
    one = problems("skills: {dev: {}}\nchallenges:\n" + "".join(lines))
    ends = [problem.partition("'dve'")[2] for problem in one]
    assert ends == [". Did you mean dev?"] * 3 + ["."] * 2
    many = problems("skills: {a: {}, b: {}, c: {}, dev: {}}\nchallenges:\n" + "".join(lines))
    ends = [problem.partition("'dve'")[2] for problem in many]
    assert ends == [". Known: a, b, c, dev"] + ["."] * 4


def test_more_problems_than_anybody_reads_are_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_PROBLEMS", 2)
    expected = "expected a mapping for a challenge, found"
    assert problems("challenges: [1, a]") == [
        f"d.yaml:1:14: {expected} a number",
        f"d.yaml:1:17: {expected} text",
    ]
    assert problems("challenges: [1, a, [], 2]") == [
        "d.yaml:1:1: there are more problems than these 2",
        f"d.yaml:1:14: {expected} a number",
        f"d.yaml:1:17: {expected} text",
    ]


def test_more_values_than_a_dataset_has_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "challenges: []"
    # A mapping, a key and a list.
    monkeypatch.setattr(reading, "_MOST_VALUES", 3)
    assert parse(text).challenges == ()
    monkeypatch.setattr(reading, "_MOST_VALUES", 2)
    assert problems(text) == ["d.yaml:1:1: expected a dataset, found more than 2 values"]


@pytest.mark.parametrize(
    "text",
    [
        "-" + "\n a: b" * 400,
        "-" + "\r a: b" * 400,
        "-" + "\u0085 a: b" * 400,
        "-" + "\u2028 a: b" * 400,
        "-" + "\u2029 a: b" * 400,
        "- " * 900 + "a",
        ("- " * 900 + "a").encode("utf-16"),
        "? " * 900 + "a",
        "[" * 900 + "]" * 900,
        "{? " * 900 + "}" * 900,
        f"[{'a,' * 900}]",
        f"[{'a: b,' * 400}]",
        f"[{{{'a,' * 400}}}]",
    ],
    ids=[
        *("lines", "returns", "next lines", "line separators", "paragraph separators"),
        *("nested items", "nested items in UTF-16", "nested keys"),
        *("nested lists", "nested mappings", "items", "pairs", "keys"),
    ],
)
def test_too_many_values_are_not_read_however_they_are_written(
    text: str | bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where no list is expected, what is in it is not read, and so is not counted then.
    monkeypatch.setattr(reading, "_MOST_VALUES", 700)
    assert problems(text) == ["d.yaml:1:1: expected a dataset, found more than 700 values"]


def test_a_hundred_thousand_challenges_are_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    head, challenges = generate.DATA.read_text("utf-8").split("challenges:\n")
    repeated = (re.sub(r"(?<=slug: )", f"{n}-", challenges) for n in range(100))
    head = re.sub(r"(?s)  announced:.*(?=  recruited:)", "", head)
    text = head + "challenges:\n" + re.sub(r"\n    number: \d+", "", "".join(repeated))
    most = reading._MOST_VALUES * 1300 // 100_000  # noqa: SLF001
    monkeypatch.setattr(reading, "_MOST_VALUES", most)
    assert len(parse(text).challenges) == 1300


def test_values_are_counted_wherever_an_alias_repeats_them(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "skills: {a: {aliases: &l [x, y]}, b: {aliases: *l}}\nchallenges: []"
    # Keys and values: of the dataset 4, of the skills 4, of each skill 2 and 2 aliases.
    monkeypatch.setattr(reading, "_MOST_VALUES", 16)
    assert [skill.aliases for skill in parse(text).skills] == [("x", "y")] * 2
    monkeypatch.setattr(reading, "_MOST_VALUES", 15)
    assert problems(text) == ["d.yaml:1:1: expected a dataset, found more than 15 values"]


def test_a_small_file_does_not_stand_for_millions_of_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "_MOST_VALUES", 20_000)
    words = ", ".join(["x"] * 1000)
    skills = "".join(f"  s{number}: {{aliases: *words}}\n" for number in range(1000))
    text = f"skills:\n  s: {{aliases: &words [{words}]}}\n{skills}challenges: []"
    [problem] = problems(text)
    assert problem == "d.yaml:1:1: expected a dataset, found more than 20\u202f000 values"
