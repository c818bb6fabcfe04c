"""The bundled dataset says what the announcement says; a wrong dataset is refused with reasons."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import starmap
from pathlib import Path
from textwrap import dedent

import generate
import oracle
import pytest
import yaml
from build import host
from corpus import BEYOND_A_SCHEMA, SMALL, WRONG, changed, named, stating
from hypothesis import example, given
from hypothesis import strategies as st
from in_process import forget

from eigcli import bundled, dataset, reading
from eigcli.bundled import synonyms_of
from eigcli.errors import DatasetError
from eigcli.files import File
from eigcli.model import Dataset, Pay
from eigcli.people import headcount
from eigcli.promotions import Promotion
from eigcli.text import printable


def parse(text: str | bytes) -> Dataset:
    content = text if isinstance(text, bytes) else dedent(text).encode()
    return dataset.read_files([File("d.yaml", content)])


def problems(text: str | bytes) -> list[str]:
    """Return what is wrong with a dataset: places and sentences, without the name of the file."""
    with pytest.raises(DatasetError) as refused:
        parse(text)
    return [f"{p.line}:{p.column}: {p.text}" for p in refused.value.problems]


# The bundled dataset


def test_the_bundled_dataset_has_what_was_announced(bundled: Dataset) -> None:
    [programme] = bundled.programmes
    assert (programme.opens, programme.closes) == ("2017-09-27", "2017-10-27T17:00+02:00")
    assert (programme.promotion, programme.months, programme.pay) == ("2", 10, (Pay(monthly=4000),))
    assert programme.announced is not None
    assert (programme.announced.challenges, programme.announced.profiles) == (13, 27)
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
    funded = [challenge.slug for challenge in bundled.challenges if challenge.funding == "host"]
    assert funded == ["coacheleves-assistprof", "dataesr"]
    drees = "Direction de la recherche, des études, de l’évaluation et des statistiques (DREES)"
    assert [(host.ministry, host.department) for host in bundled.challenges[1].hosts] == [
        ("Ministère des Solidarités et de la Santé", drees),
        ("Ministère du Travail", drees),
    ]


def test_every_bundled_challenge_says_everything_in_texts_that_are_typeset(
    bundled: Dataset,
) -> None:
    for challenge in bundled.challenges:
        for name in ("tagline", "basis", "expertise", "funding", "page", "sources"):
            assert getattr(challenge, name)
        texts = [challenge.name, challenge.tagline or "", challenge.note or ""]
        texts += [f"{host.ministry} {host.department}" for host in challenge.hosts]
        # With curly apostrophes and single spaces, no-break ones among them.
        assert not [text for text in texts if re.search(r"'|\s\s|^\s|\s$|[\t\n\r]", text)]


@pytest.fixture(params=["wheel", "sources"])
def promotions(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Path]:
    """The folder of promotions in a copy of the data: in the package, or beside its sources."""
    package = tmp_path / {"wheel": "eigcli", "sources": "src/eigcli"}[request.param]
    package.mkdir(parents=True)
    data = (package if request.param == "wheel" else tmp_path) / "data"
    shutil.copytree(generate.DATA.parent, data)
    monkeypatch.delenv("EIG_DATA", raising=False)
    with monkeypatch.context() as patch:
        patch.setattr(bundled, "__file__", str(package / "bundled.py"))
        forget("eigcli.bundled")
        yield data / "promotions"
    forget("eigcli.bundled")


CALL = "programme:\n  name: P\n  promotion: 99  # the next\n  start: 2031-02\n"
DEFI = "challenges:\n  - slug: a\n    name: A\n    ministry: M\n    skills: [{}]\n"


def test_a_new_promotion_is_found_by_being_there(promotions: Path) -> None:
    (promotions / "99.yaml").write_text(CALL + DEFI.format("lawyer"))
    (promotions / "99.yaml~").write_text("what an editor keeps")
    *_others, (code, found) = bundled.bundled().items()
    assert (code, found) == (
        "99",
        bundled.Bundled("promotions/99.yaml", Promotion("2031", "2031", "P"), 1, ()),
    )
    loaded = dataset.load(dataset.Input(promotion=("2031",)))
    assert [challenge.slug for challenge in loaded.challenges] == ["a"]
    assert [skill.english for skill in loaded.skills] == ["digital lawyer"]
    assert (
        len(dataset.load(dataset.Input(promotion=("all",))).challenges)
        == 1 + oracle.bundled_count()
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (CALL + DEFI.format("lawer"), "9:14: no skill has the code 'lawer'. Did you mean lawyer?"),
        (CALL.replace("promotion", "promotoin") + DEFI.format("lawyer"), "3:3: the programme has no key 'promotoin'. Did you mean promotion?"),
    ],
)  # fmt: skip
def test_a_bundled_file_is_checked_when_its_promotion_is_asked_for(
    promotions: Path, text: str, problem: str
) -> None:
    (promotions / "99.yaml").write_text(text)
    assert len(dataset.load().challenges) == 13
    with pytest.raises(DatasetError) as refused:
        dataset.load(dataset.Input(promotion=("99",)))
    assert str(refused.value) == f"promotions/99.yaml:{problem}"


def test_the_vocabulary_is_checked_too(promotions: Path) -> None:
    (promotions.parent / "vocabulary.yaml").write_text("skills: {developer: {englich: dev}}")
    with pytest.raises(DatasetError) as refused:
        dataset.load()
    assert str(refused.value).startswith("vocabulary.yaml:1:22: a skill has no key 'englich'.")


# A dataset of one's own


def test_a_short_dataset_needs_neither_vocabulary_nor_counts() -> None:
    small = parse(
        """\
        challenges:
          - {slug: one, name: One, ministry: Culture, skills: [cook, designer, baker, cook]}
          - {slug: two, name: Two, ministry: Culture, skills: [baker]}
        """
    )
    # In the order of their use; that of eigcli has its labels.
    assert [skill.label for skill in small.skills] == ["cook", "designer", "baker"]
    assert small.skills[1].english_plural == "designers"
    assert small.challenges[0].hosts == (host("Culture"),)
    sought = [profile.skill.code for profile in small.challenges[0].profiles]
    assert sought == ["cook", "designer", "baker"]
    assert headcount(small.challenges[0].profiles) is None


def test_what_a_dataset_lists_itself_goes_before_what_comes_with_eigcli() -> None:
    text = changed("{dev: 1}", "{dev: 1, designer: 2, lawyer: 1}").replace("[web]", "[web, site]")
    text = text.replace("skills:\n", "skills:\n      lawyer: {english: advocate}\n")
    loaded = parse(text)
    assert [skill.label for skill in loaded.skills] == ["advocate", "developer", "designer"]
    assert [source.key for source in loaded.sources] == ["web", "site"]
    assert loaded.synonyms == ()


@pytest.mark.parametrize("word", ["mer", "Mer", "MÈR"])
def test_own_synonyms_of_a_word_replace_those_of_eigcli_however_it_is_written(word: str) -> None:
    shared = dict(synonyms_of(parse("challenges: []")))
    own = synonyms_of(parse(f"{{synonyms: {{{word}: [port]}}, challenges: []}}"))
    assert shared["mer"] != ("port",)
    assert dict(own) == {other: shared[other] for other in shared if other != "mer"} | {
        word: ("port",)
    }


def test_the_order_of_the_file_does_not_matter() -> None:
    head, challenges = dedent(SMALL).split("challenges:")
    assert parse(f"challenges:{challenges}{head}") == parse(SMALL)


@pytest.mark.parametrize("block", [">\n      Lundi\n      soir\n", "|\n      Lundi soir\n\n"])
def test_the_line_end_of_a_block_of_text_is_not_part_of_it(block: str) -> None:
    text = f"challenges:\n  - slug: a\n    name: A\n    note: {block}    ministry: M\n    skills: [s]\n"
    assert parse(text.encode()).challenges[0].note == "Lundi soir"


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
    assert parse(dedent(named("Été")).encode(encoding)).challenges[0].name == "Été"


def test_two_escapes_of_json_are_one_character() -> None:
    defi = {"slug": "a", "name": "\U0001f600", "ministry": "M", "skills": ["c"]}
    assert parse(json.dumps({"challenges": [defi]})).challenges[0].name == "\U0001f600"


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
    ("value", "text"), [("a", "a"), ("'1'", "1"), ("!!str 1", "1"), ("! a", "a"), ("&a b", "b")]
)
def test_what_is_quoted_or_tagged_as_text_is_text(value: str, text: str) -> None:
    assert parse(named(value)).challenges[0].name == text


@pytest.mark.parametrize("tag", ["!", "!!seq", "&a"])
def test_a_list_may_have_the_tag_of_a_list(tag: str) -> None:
    assert parse(changed("[web]", f"{tag} [web]")) == parse(SMALL)


# What is wrong with it


@pytest.mark.parametrize(("text", "problem"), [*BEYOND_A_SCHEMA, *WRONG])
def test_a_wrong_dataset_is_refused_where_it_is_wrong(text: str | bytes, problem: str) -> None:
    assert problem in problems(text)


QUOTES = "put it in quotes"
REST = "name: N, ministry: M, skills: [s]"
MESSAGES: dict[str, list[str]] = {
    # What stands for something else is no text.
    **{named(value): [f"7:11: expected text, found a number: {QUOTES}"] for value in ("1", "0x1F", "1.5", "!!float 1", "! 1")},
    named("2018-01-01"): [f"7:11: expected text, found a date: {QUOTES}"],
    named("="): ["7:11: expected text, found a value with the tag 'tag:yaml.org,2002:value'"],
    # A slug is taken once, and a number once in its promotion; not where it is wrong.
    f"challenges:\n  - {{slug: a, {REST}}}\n  - {{slug: a, {REST}}}": ["3:12: the slug 'a' is taken, on line 2"],
    f"challenges:\n  - {{number: 1, slug: a, {REST}}}\n  - {{number: 1, slug: b, {REST}}}": ["3:14: the number '1' is taken, on line 2"],
    f"challenges:\n  - {{slug: /, {REST}}}\n  - {{slug: /, {REST}}}": [f"{line}:12: expected ASCII letters, digits, hyphens, dots or underscores, found '/'" for line in (2, 3)],
    "programme: {name: P, announced: {}}\nchallenges: []": ["1:33: expected at least one, found none"],
    # What is of another kind is not called empty as well, nor what refers to a broken entry wrong.
    "challenges: [{slug: a, name: A, hosts: {}, profiles: []}]": ["1:40: expected a list, found a mapping: write hosts: [{ministry: …}]", "1:54: expected a mapping, found a list: write profiles: {developer: 1}"],
    changed("{english: developer}", "{english: 1}"): [f"2:18: expected text, found a number: {QUOTES}"],
    # A key is suggested rather than a shorthand that is called so.
    changed("name: One", "name: One\n        host: 1"): ["8:5: a challenge has no key 'host'. Did you mean hosts?"],
    changed("{title: The site}", "{titel: The site}"): ["4:9: a source has no key 'titel'. Did you mean title?"],
    # Everything is reported, in the order of the file.
    "{1: a, 2: b, challenges: []}": [f"1:{column}: expected text, found a number: {QUOTES}" for column in (2, 8)],
    changed("name: One", "nmae: One\n        tagline: 1\n        page: x"): [
        "7:5: a challenge has no key 'nmae'. Did you mean name?",
        f"8:14: expected text, found a number: {QUOTES}",
        "9:11: expected an http:// or https:// address, found 'x'",
    ],
    "challenges:\n- {slug: a, hosts: [{}], name: A, skills: [s]}\n- {slug: a, name: B, ministry: C, skills: []}": [
        "2:21: a host lacks the key 'ministry'",
        "3:10: the slug 'a' is taken, on line 2",
        "3:43: expected at least one, found none",
    ],
    # Names are safe to print.
    changed("name: One", '"n\\eme\\n": One'): [r"7:5: a challenge has no key 'n\x1bme\n'. Did you mean name?"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), MESSAGES.items())
def test_all_problems_are_reported_and_nothing_else(text: str, messages: list[str]) -> None:
    assert problems(text) == messages


def test_problems_are_in_the_order_of_the_files_and_of_their_lines() -> None:
    files = {"b.yaml": b"challenges: [x,\ny]", "a.yaml": b"challenges: [z]"}
    with pytest.raises(DatasetError) as refused:
        dataset.read_files(list(starmap(File, files.items())))
    places = [(problem.file, problem.line) for problem in refused.value.problems]
    assert places == [("b.yaml", 1), ("b.yaml", 2), ("a.yaml", 1)]


def test_whoever_invents_a_key_is_told_its_form() -> None:
    [problem] = problems(changed("name: One", "name: One\n        Budget €: 1"))
    own = "A key of your own begins with x-, such as x-budget."
    assert problem.startswith(f"8:5: a challenge has no key 'Budget €'. {own} Known: slug, number")
    # Only défis have such keys.
    [other] = problems(changed("{english: developer}", "{wage: 1}"))
    assert own not in other


# Anything at all


_PIECES = [
    *dedent(SMALL).splitlines(keepends=True),
    *("- ", "? ", ": ", "\n", "  ", "[", "]", "{", "}", "&a ", "*a", "|\n", "---\n", "'", '"'),
    *("!!set ", "!!str ", "!!seq ", "!!map ", "!!int ", "challenges:", "skills:", "programme:"),
    *("name: P\n", "\t", "\x1b", "\ufeff", "\ud83d", "9" * 400),
]


@given(
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.text().map(lambda text: text.encode("utf-16", "surrogatepass"))
    | st.lists(st.sampled_from(_PIECES)).map(lambda p: "".join(p).encode("utf-8", "surrogatepass"))
)
@example(b"skills:")
def test_any_bytes_are_a_dataset_or_a_list_of_problems(content: bytes) -> None:
    try:
        assert isinstance(parse(content), Dataset)
    except DatasetError as refused:
        for line in str(refused).split("\n"):
            assert re.match(r"d\.yaml:[1-9]\d*:[1-9]\d*: \S", line)
            assert printable(line) == line


LOADERS = {"libyaml": yaml.CSafeLoader, "PyYAML": yaml.SafeLoader}


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(reading, "_Loader", LOADERS[request.param])
    return str(request.param)


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "- " * 10_000, "{a: " * 10_000, "[" * 10_000 + "]" * 10_000],
    ids=["open lists", "nested items", "mappings", "closed lists"],
)
def test_deep_nesting_is_refused(loader: str, text: str) -> None:
    [found] = problems(text)
    # Where it looks ahead, libyaml has a limit of its own.
    column = r"\d+" if loader == "libyaml" else "1"
    assert re.fullmatch(
        rf"1:{column}: not valid YAML: values stand too deep in one another\.", found
    )


@pytest.mark.usefixtures("loader")
def test_nesting_of_a_hundred_is_not_too_deep() -> None:
    [problem] = problems("[" * 100 + "]" * 100)
    assert problem.startswith("1:1: expected a mapping, found a list")


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
    found = []
    for loader in LOADERS.values():
        monkeypatch.setattr(reading, "_Loader", loader)
        found += problems(text)
    # One of the parsers has words of its own for it.
    assert len(found) == 2
    assert "1:1: not valid YAML: an escape or a number in it is out of range" in found


def test_of_a_billion_laughs_only_the_first_list_is_looked_into() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))
    lines = problems(f"a0: &a0 [x]\n{levels}\nchallenges: *a39")
    lists = [line for line in lines if "dataset has no key" not in line]
    assert lists == ["39:6: expected a mapping for a challenge, found a list"]


def test_thousands_of_problems_are_all_found() -> None:
    text = "challenges:\n" + "- {slug: a, nmae: A, hosts: [], profiles: {}}\n" * 3000
    lines = problems(text)
    assert len([line for line in lines if "a challenge has no key 'nmae'" in line]) == 3000
    assert "Did you mean name?" in lines[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028"])
def test_what_is_no_text_is_found_in_its_line_and_column(encoding: str, end: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    content = f"{mark}été: 1{end}été: 2{end}é: é\x07".encode(encoding)
    assert problems(content) == ["3:5: expected a text in UTF-8 without control characters"]


def read_character(code: int) -> tuple[str | None, list[str]]:
    """Return what a text that ends with this character is read as, and what is wrong with it."""
    mark, reader = yaml.Mark("d.yaml", 0, 0, 0, "", 0), reading.Reader()
    text = reader.text(yaml.ScalarNode("tag:yaml.org,2002:str", f"a{chr(code)}", mark, mark))
    return text, [problem.text for problem in reader.problems]


def test_half_a_character_is_no_text_but_others_that_cannot_be_printed_are() -> None:
    for code in (0, 0xD800, 0xDBFF, 0xDC00, 0xDFFF):
        refusal = f"the character U+{code:04X} cannot be part of a text"
        assert read_character(code) == (None, [refusal])
    for code in (0xD7FF, 0xE000, 0xFFFF, 0x10000):
        assert read_character(code) == (f"a{chr(code)}", [])


# More than anybody needs


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


def test_an_unknown_key_is_answered_with_what_it_may_mean_or_all_known_keys() -> None:
    # What people call a field, wherever they read it.
    [problem] = problems(
        "challenges: [{slug: a, name: N, ministry: M, skills: [x], Role split: y}]"
    )
    assert problem.endswith("has no key 'Role split'. Did you mean basis?")
    [problem] = problems("challenges: [{slug: a, name: N, ministry: M, skills: [x], zzzz: y}]")
    known = problem.partition(". Known: ")[2].split(", ")
    assert {"slug", "name", "sources", "note"} < {*known}


def test_more_problems_than_anybody_reads_are_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_PROBLEMS", 2)
    both = problems("challenges: [1, a]")
    assert len(both) == 2
    more = "1:1: there are more problems than these 2"
    assert problems("challenges: [1, a, [], 2]") == [more, *both]


def allow_values(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Let a dataset have so many values; the vocabularies that all share are not among them."""
    parse("challenges: []")
    monkeypatch.setattr(reading, "_MOST_VALUES", most)


def too_many(most: str) -> list[str]:
    return [f"1:1: expected a dataset, found more than {most} values"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # A mapping, a key and a list.
        ("challenges: []", 3),
        # Keys and values: of the dataset 4, of the skills 4, of each skill 2 and 2 aliases.
        ("skills: {a: {aliases: &l [x, y]}, b: {aliases: *l}}\nchallenges: []", 16),
    ],
)
def test_more_values_than_a_dataset_has_are_not_read_wherever_an_alias_repeats_them(
    monkeypatch: pytest.MonkeyPatch, text: str, values: int
) -> None:
    allow_values(monkeypatch, values)
    assert parse(text).challenges == ()
    allow_values(monkeypatch, values - 1)
    assert problems(text) == too_many(str(values - 1))


@pytest.mark.parametrize(
    "text",
    [
        *(f"-{f'{end} a: b' * 400}" for end in ("\n", "\r", "\u0085", "\u2028", "\u2029")),
        *("- " * 900 + "a", ("- " * 900 + "a").encode("utf-16"), "? " * 900 + "a"),
        *("[" * 900 + "]" * 900, "{? " * 900 + "}" * 900),
        *(f"[{'a,' * 900}]", f"[{'a: b,' * 400}]", f"[{{{'a,' * 400}}}]"),
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
    allow_values(monkeypatch, 700)
    assert problems(text) == too_many("700")


def test_a_small_file_does_not_stand_for_millions_of_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A long text counts each time that an alias repeats it.
    text = f"&long {'é' * 300_000}, {'*long, ' * 10_000}"
    assert problems(stating(f"expertise: [{text}]")) == too_many("10,000,000")
    allow_values(monkeypatch, 20_000)
    words = ", ".join(["x"] * 1000)
    skills = "".join(f"  s{number}: {{aliases: *words}}\n" for number in range(1000))
    text = f"skills:\n  s: {{aliases: &words [{words}]}}\n{skills}challenges: []"
    assert problems(text) == too_many("20,000")


def test_as_many_challenges_as_the_largest_file_has_are_not_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head, challenges = generate.DATA.read_text("utf-8").split("challenges:\n")
    repeated = (re.sub(r"(?<=slug: )", f"{n}-", challenges) for n in range(100))
    head = re.sub(r"(?s)  announced:.*(?=  recruited:)", "", head)
    text = head + "challenges:\n" + re.sub(r"\n    number: \d+", "", "".join(repeated))
    # Of those in such a file, which are some 40,000.
    allow_values(monkeypatch, reading._MOST_VALUES * 1300 // 40_000)  # noqa: SLF001
    assert len(parse(text).challenges) == 1300
