"""From bytes to a dataset, or to a list of problems, each with its place."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from textwrap import dedent

import pytest
import yaml
from build import problems, problems_with_codes, read, slugs
from corpus import BEYOND_A_SCHEMA, RIGHT, SMALL, WRONG, changed
from hypothesis import example, given
from hypothesis import strategies as st
from steps import counts_steps, steps

from eigcli.data import reading
from eigcli.errors import DatasetError
from eigcli.text import printable

DEFI = "slug: a, name: A"


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_dataset_is_read(text: str) -> None:
    assert problems(text) == []
    assert (
        read(text) == read(dedent(text).encode("utf-8-sig")) == read(dedent(text).encode("utf-16"))
    )


REFUSED = [
    (text, code, problem)
    for refused in (BEYOND_A_SCHEMA, WRONG)
    for code, cases in refused.items()
    for text, problem in cases
]


@pytest.mark.parametrize(("text", "code", "problem"), REFUSED)
def test_a_wrong_dataset_is_refused_with_its_place_and_the_code_of_its_problem(
    text: str | bytes, code: str, problem: str
) -> None:
    assert (code, problem.replace("d.yaml", "a.yaml")) in problems_with_codes(text)


HOST_KEYS = "Known: ministry, department"
MESSAGES: dict[str, list[str]] = {
    # A wrong key is a problem, and so is the key that is missing in its place.
    changed("name: One", "nmae: One\n        tagline: ['']\n        page: x"): [
        "6:5: a challenge lacks the key 'name'",
        "7:5: a challenge has no key 'nmae'. Did you mean name?",
        "8:14: expected text, found a list",
        "9:11: expected an http:// or https:// address, found 'x'",
    ],
    changed("{title: The site}", "{titel: The site}"): ["4:8: a source lacks the key 'title'", "4:9: a source has no key 'titel'. Did you mean title?"],
    # A reference to a wrong record is not.
    changed("{english: developer}", "{english: {}}"): ["2:18: expected text, found a mapping"],
    "{bodies: {M: {kind: club}, N: {part_of: M}}, challenges: []}": ["1:21: expected one of ministry, service, agency, court, authority, local, found 'club'"],
    "{families: {f: {x: y}}, bodies: {M: {family: f}}}": ["1:17: a family has no key 'x'. Known: french, english, aliases"],
    # Keys that are not texts, wherever they stand.
    f"challenges: [{{{DEFI}, [b]: c, hosts: [{{ministry: M, {{d: e}}: f}}]}}]": ["1:33: expected text, found a list", "1:63: expected text, found a mapping"],
    '[{"slug": "a", "name": "A", "profiles": [{"skill": "s", [1]: 2}]}]': ["1:57: expected text, found a list"],
    # A required key without a value is missing.
    f"challenges: [{{{DEFI}, tagline: , hosts: [{{ministry: }}]}}]": ["1:52: a host lacks the key 'ministry'"],
    # All in the order of the file, whatever their sort; names are safe to print.
    'challenges:\n- {slug: a, hosts: [{}], name: A}\n- {slug: a, "n\\em\\n": 1, name: A, note: }\nx: 1': [
        "2:21: a host lacks the key 'ministry'",
        "3:10: the slug 'a' is also in a.yaml:2",
        r"3:13: a challenge has no key 'n\x1bm'. A key of your own begins with x-. Known: slug, ",
        "4:1: the dataset has no key 'x'. Known: programmes, ",
    ],
    # An unknown key of a challenge is answered with the form of an own key.
    f"challenges:\n- {{{DEFI}, Budget €: 1, €: 2}}": [
        "2:22: a challenge has no key 'Budget €'. A key of your own begins with x-. Known: slug, ",
        "2:35: a challenge has no key '€'. A key of your own begins with x-.",
    ],
    "programme: {name: P, x-a: 1}": ["1:22: the programme has no key 'x-a'. Known: name, "],
    # Derived fields, and the key of a vocabulary, cannot be stated.
    f"challenges: [{{{DEFI}, regions: [R], hosts: [{{ministry: M, bodies: []}}]}}]": ["1:33: a challenge has no key 'regions'. ", "1:69: a host has no key 'bodies'. " + HOST_KEYS],
    "skills: {cook: {code: chef}}": ["1:17: a role has no key 'code'. Known: french, french_plural, english, english_plural, aliases"],
    # Only a file that lists roles may use no others.
    f"skills: {{}}\nchallenges: [{{{DEFI}, skills: [witch]}}]": ["2:42: 'witch' is not listed as a role. Known: "],
    f"sources: {{web: {{title: T}}}}\nchallenges: [{{{DEFI}, sources: [report]}}]": ["2:43: 'report' is not listed as a source. Known: web, "],
}  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), MESSAGES.items())
def test_all_problems_are_reported_and_nothing_else(text: str, messages: list[str]) -> None:
    found = problems(text)
    assert len(found) == len(messages)
    # Of messages that end with known names, the beginning is compared.
    assert all(map(str.startswith, found, messages))


def test_problems_are_in_the_order_of_the_files_and_of_their_lines() -> None:
    texts = "challenges: [x,\ny]", "[", "", "challenges: [z]", "[{slug: a}]"
    assert [problem.partition(": ")[0] for problem in problems(*texts)] == [
        *("1:14", "2:1", "b:2:1", "c:1:1", "d:1:14", "e:1:2")
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *(("1", "1"), ("02", "02"), ("no", "no"), ("=", "="), ("2018-01-01", "2018-01-01")),
        *(("'1'", "1"), ("!!str 1", "1"), ("! a", "a"), ("&a b", "b"), ("!!python/name:os.system x", "x")),
        # An apostrophe doubled, escapes in double quotes and nowhere else (half an emoji too).
        *(("'l''été'", "l'été"), (r'"\xe9 \\ud83d"', r"é \ud83d"), (r"'\ud83d\ude00'", r"\ud83d\ude00")),
        # The end of a block is not part of it.
        *((">\n      Lundi\n      soir\n", "Lundi soir"), ("|\n      Lundi soir\n\n", "Lundi soir")),
    ],
)  # fmt: skip
def test_a_text_is_taken_as_it_is_written(value: str, text: str) -> None:
    assert read(f"challenges:\n  - slug: a\n    name: {value}\n").challenges[0].name == text


def test_text_may_be_a_number_wherever_it_stands() -> None:
    loaded = read("""\
        programme: {name: 2, promotion: 02}
        families: {1: {aliases: [no, 3]}}
        challenges: [{slug: 1, name: 1, profiles: {7: '2'}}]
        """)
    [found] = loaded.challenges
    assert [found.slug, found.promotion, *loaded.families[0].aliases] == ["1", "02", "no", "3"]
    assert str(found.seeks[0]) == "2 7"


def test_neither_the_order_of_keys_nor_aliases_nor_tags_matter() -> None:
    head, challenges = dedent(SMALL).split("challenges:")
    assert read(f"challenges:{challenges}{head}") == read(SMALL)
    for tag in ("!", "!!seq", "&a"):
        assert read(changed("[web]", f"{tag} [web]")) == read(SMALL)
    shared = "challenges: [{slug: a, name: &n A, hosts: &h [&d {ministry: M}]}, {slug: b, name: *n, hosts: *h}, {slug: c, name: *n, hosts: [*d]}]"
    host = "hosts: [{ministry: M}]"
    assert read(shared) == read(
        "challenges: [" + ", ".join(f"{{slug: {s}, name: A, {host}}}" for s in "abc") + "]"
    )


def test_pyyaml_without_libyaml_reads_the_same() -> None:
    def bundled_without(attribute: str) -> bytes:
        code = f"import yaml; del yaml.{attribute}; from eigcli.data.loading import bundled; print(bundled().dataset)"
        return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout

    assert bundled_without("CSafeLoader") == bundled_without("Loader")


# Anything at all


_PIECES = [
    *dedent(SMALL).splitlines(keepends=True),
    *("- ", "? ", ": ", "\n", "  ", "[", "]", "{", "}", "&a ", "*a", "|\n", "---\n", "'", '"'),
    *("!!set ", "!!str ", "!!seq ", "!!map ", "!!int ", "challenges:", "skills:", "programme:"),
    *("name: P\n", "\t", "\x1b", "\ufeff", "\ud83d", "9" * 400, "people:", "defaults:", "null", '{"', "synonyms:"),
]  # fmt: skip


@given(
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.text().map(lambda text: text.encode("utf-16", "surrogatepass"))
    | st.lists(st.sampled_from(_PIECES)).map(lambda p: "".join(p).encode("utf-8", "surrogatepass"))
)
@example(b"skills:")
@example(b'[{"slug": "\\ud83d", "name": 1}]')
def test_any_bytes_are_a_dataset_or_a_list_of_problems(content: bytes) -> None:
    try:
        read(content)
    except DatasetError as refused:
        for line in str(refused).split("\n"):
            assert re.match(r"a\.yaml:[1-9]\d*:[1-9]\d*: \S", line)
            assert printable(line) == line


@pytest.fixture(params=["libyaml", "PyYAML"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "PyYAML":
        monkeypatch.delattr(yaml, "CSafeLoader")


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text",
    [
        *("[" * 10_000, "- " * 10_000, "{a: " * 10_000, "[" * 10_000 + "]" * 10_000),
        *(b"a: !%ED%A0%80 b", b"%TAG !e! tag:%ED%A0%80\n---\na: !e!x b", b'a: "\\UFFFFFFFF"', b"%YAML " + b"9" * 5000),
    ],
    ids=["open lists", "nested items", "mappings", "closed lists", "tag", "prefix", "escape", "version"],
)  # fmt: skip
def test_a_file_that_the_parser_refuses_is_one_problem(text: str | bytes) -> None:
    [found] = problems(text)
    assert re.match(r"1:\d+: not valid YAML: [^\n]+\.$", found)


@pytest.mark.usefixtures("loader")
def test_a_hundred_nested_lists_are_not_too_deep() -> None:
    [problem] = problems("[" * 100 + "]" * 100)
    assert problem == "1:2: expected a mapping for a challenge, found a list"


def test_only_the_first_list_of_a_billion_laughs_is_read() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))
    lines = problems(f"a0: &a0 [x]\n{levels}\nchallenges: *a39")
    lists = [line for line in lines if "dataset has no key" not in line]
    assert lists == ["39:6: expected a mapping for a challenge, found a list"]


def test_a_file_with_too_many_values_by_aliases_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "skills: {a: {aliases: &l [x, y]}, b: {aliases: *l}}\nchallenges: []"
    read(text)
    # The pairs of each mapping and the items of each list are counted.
    monkeypatch.setattr(reading, "_MOST_VALUES_A_BYTE", 0)
    monkeypatch.setattr(reading, "_MOST_REPEATED", 10)
    assert len(read(text).skills) == 2
    monkeypatch.setattr(reading, "_MOST_REPEATED", 9)
    with pytest.raises(DatasetError, match="1:1: expected a dataset, found too many values"):
        read(text)


def defis(count: int, **more: str) -> str:
    """Return some challenges in YAML, whose other keys have texts with `#` for their number."""
    keys = "".join(f", {key}: {value}" for key, value in more.items())
    lines = [f"- {{slug: s#, name: N#{keys}}}".replace("#", str(n)) for n in range(count)]
    return "challenges:\n" + "\n".join(lines)


def listed(count: int, item: str) -> str:
    """Return some items in a line, with `#` for their number and `+` for the next number."""
    items = (item.replace("#", str(n)).replace("+", str(n + 1)) for n in range(count))
    return ", ".join(items)


@counts_steps
@pytest.mark.parametrize(
    "text",
    [
        # A new role for each, and a key or a source that is unknown.
        lambda n: defis(n, people="{role_#: 1}"),
        lambda n: defis(n, people="{role_#: 1}", nokey_="1"),
        lambda n: f"sources: {{{listed(n, 's#: S')}}}\n" + defis(n, sources="[report-#]"),
    ],
)
def test_twice_the_input_takes_twice_the_steps(text: Callable[[int], str]) -> None:
    once = steps(lambda: problems(text(500)))
    assert steps(lambda: problems(text(1000))) < 2.2 * once


@pytest.mark.parametrize(("key", "number"), [("towns", 0), ("sources", 1), ("people", 0)])
def test_a_list_that_an_alias_repeats_is_read_once(key: str, number: int) -> None:
    def text(count: int) -> str:
        names = f"&l [{listed(count, 't#')}]"
        return defis(count, **{key: "*l"}).replace("*l", names, 1)

    assert len(problems(text(100))) == number * 100
    with pytest.raises(DatasetError, match="expected a dataset, found too many values"):
        problems(text(2500))


BODIES = ["B#: {followed_by: B+, part_of: B+}", "B#: {part_of: B+}", "B#: {followed_by: X}"]


@pytest.mark.parametrize("body", BODIES)
def test_a_crowd_of_bodies_before_and_above_others_is_refused(body: str) -> None:
    def text(count: int) -> str:
        return f"bodies: {{{listed(count, body)}, X: {{}}}}\n" + defis(count, ministry="B#")

    assert problems(text(300)) == []
    [problem] = problems(text(2000))
    assert problem.endswith(": expected at most 1000 bodies before, after and above one")


def test_an_alias_with_problems_reports_them_once() -> None:
    text = "challenges: [{slug: a, name: A, sources: &s [x, y]}, {slug: b, name: B, sources: *s}]"
    missing = problems(text)
    assert [line.partition(": ")[0] for line in missing] == ["1:46", "1:49"]


def test_known_names_are_listed_once_for_all_problems_of_their_kind() -> None:
    first, *others = problems(
        "challenges: [{slug: a, name: A, foo: 1, sources: [bar]}, {slug: b, name: B, baz: 1}]"
    )
    assert "Known: slug, number" in first
    source, last = others
    assert "is not listed as a source. Known: " in source
    assert last.endswith("a challenge has no key 'baz'. A key of your own begins with x-.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028"])
def test_a_control_character_is_reported_with_its_line_and_column(encoding: str, end: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    for character in ("\x07", "\0", "\x7f", "\uffff"):
        content = f"{mark}été: 1{end}été: 2{end}é: é{character}".encode(encoding)
        assert problems(content) == ["3:5: expected a text in UTF-8 without control characters"]


# JSON


LINE = '{"slug": "%s", "name": "A", "ministry": "M", "skills": ["s"]}'


def test_json_is_a_dataset_a_list_a_record_or_a_record_a_line() -> None:
    one, two = LINE % "a", LINE % "b"
    whole = read(f'{{"challenges": [{one}, {two}], "synonyms": null}}')
    assert slugs(whole) == ["a", "b"]
    assert read(f"[{one},\n{two}]") == read(f"\n{one}\n  \n  {two}\n\n") == whole
    assert read(one).challenges == whole.challenges[:1]
    assert read("[]").challenges == ()


@pytest.mark.parametrize(
    "character", ["\x85", "\u2028", "\x7f", "\ufeff", "é", "\U0001f600", "\\", '"', "\t"]
)
def test_a_text_may_have_any_character_that_json_allows(character: str) -> None:
    for ascii_only in (True, False):
        text = json.dumps(
            [{"slug": "a", "name": f"a{character}b\\ud83d\\ude00"}], ensure_ascii=ascii_only
        )
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            assert read(text.encode(encoding)).challenges[0].name == f"a{character}b\\ud83d\\ude00"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{LINE % 'a'}\n{LINE % '/'}", ["2:10: expected ASCII letters, digits, hyphens, dots or underscores, found '/'"]),
        (f'{LINE % "a"}\n{{"slug": "b"}}', ["2:1: a challenge lacks the key 'name'"]),
        (f"{LINE % 'a'}\n{{", ["2:2: not valid JSON: it ends too early"]),
        ('[{"slug": "a", "name": null}]', ["1:2: a challenge lacks the key 'name'"]),
        ('{"slug": "a", "name": "A", "nmae": "B"}', ["1:28: a challenge has no key 'nmae'. Did you mean name?"]),
        ('{"slug": "a", "name": "A", "sources": [{"key": "k k", "title": "T"}]}', ["1:48: expected ASCII letters, digits, hyphens, dots or underscores, found 'k k'"]),
        ('{"slug": "a", "name": "A", "sources": [{"key": "k", "url": "x"}]}', ["1:40: a source lacks the key 'title'", "1:60: expected an http:// or https:// address, found 'x'"]),
        ('{"slug": "a", "name": "A", "sources": [{"key": "k", "title": "T"}, {"key": "k", "title": "U"}]}', ["1:76: a.yaml:1 describes 'k' differently"]),
        ('[{"slug": "a", "name": "A"}, ["b"]]', ["1:30: expected a mapping for a challenge, found a list"]),
        ('[{"slug": "a", "name": "A", "people": [{"role": "s", "sought": -1}]}]', ["1:64: expected a whole number from 0 to 999999999, found '-1'"]),
    ],
)  # fmt: skip
def test_problems_of_json_have_their_places(text: str, found: list[str]) -> None:
    assert problems(text) == found


# What JSON allows and YAML does not: a line end before a colon, a long key, other encodings.
BEYOND_YAML = [
    (f'[{{"slug"\n:"a", "name"\n\t:\n "A", "x-{"k" * 2000}": 1}}]', {f"x-{'k' * 2000}": 1}),
    ('{"slug": "a", "name": "A", "x-note":\t"a\\/b"}', {"x-note": "a/b"}),
]


@pytest.mark.parametrize(("text", "own"), BEYOND_YAML)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_whatever_json_allows_is_read(text: str, own: dict[str, object], encoding: str) -> None:
    [one] = read(text.encode(encoding)).challenges
    assert one.slug == "a"
    assert one.name == "A"
    assert one.own_keys == own


@pytest.mark.parametrize("number", ["10", "10.0", "10.00"])
def test_a_whole_number_of_json_may_have_decimals_that_are_0(number: str) -> None:
    text = f'[{{"slug": "a", "name": "A", "months": {number}, "people": [{{"role": "r", "sought": {number}}}]}}]'  # fmt: skip
    [one] = read(text).challenges
    assert one.months == 10
    assert one.sought == 10


def test_other_decimals_are_refused() -> None:
    [problem] = problems('[{"slug": "a", "name": "A", "months": 10.5}]')
    assert problem.startswith("1:39: expected a whole number from 1 to")


def test_blank_lines_may_follow_json_lines() -> None:
    lines = f"{LINE % 'a'}\n{LINE % 'b'}" + "\n" * 600_000
    assert len(read(lines).challenges) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[{\"slug\": 'a', \"name\": '\\ud83d\\ude00'}]", r"\ud83d\ude00"),
        ('[{"slug": "a", "name": "A",},] # with a comma too many', "A"),
    ],
)
def test_what_is_nearly_json_is_read_as_yaml(text: str, name: str) -> None:
    assert read(text).challenges[0].name == name


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[{"slug": "a", "name": "A"', "1:27: not valid JSON: it ends too early"),
        ('[{"slug": "a" "name": "A"}]', "1:15: not valid JSON: '\"name\": \"A\"}]' cannot stand here"),
        ('[{"slug": "a", "name": "\\ud83d"}]', "1:24: not valid JSON: '\"\\ud83d\"}]' cannot stand here"),
        ('{"slug":', "1:9: not valid JSON: it ends too early"),
        ('[{"slug": "a"}\n}', "2:1: not valid JSON: '}' cannot stand here"),
        ('{"slug": "a"}\n{"slug": "b"} {', "2:15: not valid JSON: '{' cannot stand here"),
    ],
)  # fmt: skip
def test_what_is_neither_json_nor_yaml_is_refused_where_json_ends(text: str, problem: str) -> None:
    assert problem in problems(text)


def citing(*sources: dict[str, str]) -> str:
    """Return a file whose challenge has these sources."""
    return json.dumps([{"slug": "a", "name": "A", "sources": sources}])


def test_a_source_of_the_same_key_as_one_of_eigcli_must_be_the_same() -> None:
    [site] = read("challenges: [{slug: a, name: A, sources: [site]}]").sources
    ours = vars(site)
    mine = {"key": "site", "title": "My own site"}
    assert read(citing(ours, ours)).sources == (site,)
    [own] = read(citing(mine, mine)).sources
    assert own.title == "My own site"
    for text in (citing(ours, mine), citing(mine, ours)):
        [problem] = problems(text)
        assert problem.endswith(": a.yaml:1 describes 'site' differently")
    _first, second = problems(citing(ours), citing(mine))
    assert second == "b:1:49: a.yaml:1 describes 'site' differently"
