"""Builders of challenges and datasets: a test states what matters to it, and nothing else."""

from collections.abc import Iterable
from textwrap import dedent
from typing import Any

from eigcli.data import checking
from eigcli.data.deriving import completed, with_defaults
from eigcli.data.loading import File, bundled, read_files, read_into
from eigcli.data.model import (
    Body,
    Challenge,
    Citation,
    Dataset,
    Family,
    Host,
    Pay,
    Period,
    Profile,
    Programme,
    Skill,
    Source,
    Totals,
)
from eigcli.data.reading import Reader
from eigcli.errors import Code, Problem
from eigcli.messages import language
from eigcli.query.choosing import Answer
from eigcli.report.blocks import Column, Report, Table, text_of
from eigcli.text import packaged_text


def skill(code: str = "cook", **more: Any) -> Skill:
    """Return a role; `more` are its other fields."""
    return Skill(code=code, **more)


def seeking(**counts: int | None) -> tuple[Profile, ...]:
    """Return profiles that seek roles: each has a code and a number of people."""
    return tuple(Profile(skill=skill(code), count=count) for code, count in counts.items())


def host(ministry: str = "M", department: str | None = None) -> Host:
    """Return a host."""
    return Host(ministry=ministry, department=department)


def challenge(slug: str = "a", name: str | None = None, **more: Any) -> Challenge:
    """Return a challenge: hosted by `M`, seeking a cook, unless `more` says otherwise.

    Whom it seeks and recruited is in `people`, or in `seeks` and `recruits`: both follow.
    """
    fields = {"name": name or slug.upper(), "hosts": (host(),), "seeks": seeking(cook=None)}
    stated = with_defaults(Challenge(slug=slug, **fields | more))
    return completed(stated, stated.hosts)


def notices(answer: Answer) -> tuple[str, ...]:
    """Return the lines that a pipe has before an answer, but for its scope."""
    return (*answer.preamble, *answer.reading, *answer.about)


def dataset(*challenges: Challenge, **more: Any) -> Dataset:
    """Return a dataset of challenges, whose roles are those that they seek, in their order."""
    sought = dict.fromkeys(profile.skill for c in challenges for profile in c.seeks)
    return Dataset(challenges=challenges, **{"skills": tuple(sought)} | more)


def cited(source: Source, *fields: str) -> Citation:
    """Return a citation of a source, for these fields."""
    return Citation(source=source, fields=fields)


def parse(content: bytes, name: str) -> Dataset:
    """Return the dataset in the bytes of a file that messages call `name`."""
    return read_files([File(name, content)])


def read(*texts: str | bytes) -> Dataset:
    """Return the dataset in files `a.yaml`, `b.yaml` … with these texts."""
    return read_files(_files(texts))


def problems(*texts: str | bytes) -> list[str]:
    """Return the problems of these files: place and sentence, after the file unless it is `a`."""
    return [line for _, line in problems_with_codes(*texts)]


def problems_with_codes(*texts: str | bytes) -> list[tuple[Code, str]]:
    """Return the problems of these files, as `problems` does, and the code of each before it."""
    reader = Reader(bundled().vocabularies)
    read_into(reader, _files(texts))
    return [(problem.code, _line(problem)) for problem in reader.in_order(reader.problems)]


def findings(*texts: str | bytes) -> list[str]:
    """Return what a check finds in these files, which can be read; `?` is before a warning."""
    reader = Reader(bundled().vocabularies)
    read_into(reader, _files(texts))
    assert reader.problems == []
    checking.compare(reader, Dataset(challenges=(Challenge(slug="elsewhere", name="E"),)))
    return [_line(problem) for problem in reader.in_order((*reader.problems, *reader.warnings))]


def _files(texts: Iterable[str | bytes]) -> list[File]:
    contents = [text if isinstance(text, bytes) else dedent(text).encode() for text in texts]
    return [File(f"{name}.yaml", text) for name, text in zip("abcdef", contents, strict=False)]


def _line(problem: Problem) -> str:
    mark = "?" if problem.severity == "warning" else ""
    file = "" if problem.file == "a.yaml" else f"{problem.file[0]}:"
    return f"{mark}{file}{problem.line}:{problem.column}: {problem.text}"


def starter() -> str:
    """Return the dataset that `eig init` writes, in the language of messages."""
    return packaged_text(f"data/starter.{language()}.yaml")


def slugs(selected: Iterable[Challenge]) -> list[str]:
    """Return the slugs of challenges, in their order."""
    return [challenge.slug for challenge in selected]


def found(*challenges: Challenge, **more: Any) -> Answer:
    """Return an answer of these challenges, whose dataset has `more`."""
    whole = dataset(*challenges, **more)
    return Answer(whole, whole)


def whole(of: Dataset) -> Answer:
    """Return an answer of all challenges of a dataset."""
    return Answer(of, of)


# A text that is markup, a command or a formula in some format.
HOSTILE = "<b>&amp; [red]*_`$|#=1+1\x1b[2J\"'</script> --> \\ :smile: {x} www.a.org"

# Records with values in most fields.
CHEF = skill("cook", french="cuisinier·ère", english="chef", english_plural="chefs")
BAKER = skill("baker", french="boulanger·ère")
BOOK = Source(
    key="k",
    title="Livre",
    publisher="Éditeur",
    date="2017-09",
    url="https://example.org/l",
    note="Lu.",
)
REPORT = Source(key="r", title="Rapport")
SEA = Family(code="sea", english="High seas")
PORT = Body(name="Port", family=SEA)
FULL = challenge(
    "a",
    number=7,
    tagline="nourrir",
    tagline_english="feed",
    other_names=("Aa", "Aaa"),
    promotion="2",
    year=2018,
    hosts=(
        Host(
            ministry="M",
            department="D",
            bodies=(PORT, Body(name="Dock")),
            families=(SEA,),
            aliases=("L",),
        ),
        # What two hosts have in common is listed once.
        Host(ministry="N", bodies=(PORT,), families=(SEA, Family(code="land"))),
    ),
    towns=("Brest", "Lyon"),
    districts=("29 Finistère", "69 Rhône"),
    regions=("Bretagne",),
    themes=("Santé",),
    seeks=(
        Profile(skill=CHEF, count=2),
        Profile(skill=skill("x-y"), count=1),
        Profile(skill=BAKER),
    ),
    basis="stated",
    recruits=(Profile(skill=CHEF, count=1), Profile(skill=BAKER, count=2)),
    expertise=("pain", "soupe"),
    later_expertise=("potage",),
    keywords=("brioche", "bread"),
    funding="host",
    months=10,
    problem="On a faim.",
    made="Du pain.",
    since="En 2020, tous en mangent.",
    phase="stopped",
    phase_since="2020-03",
    product="https://example.org/p",
    repository="https://example.org/r",
    card="https://example.org/c",
    techniques=("Four",),
    follows="b",
    followed_by=("c", "d"),
    page="https://example.org/",
    former_page="https://example.org/f",
    note="Rien.",
    sources=(cited(BOOK, "tagline", "towns"), cited(REPORT, "towns", "tagline_english")),
)
FULL_CALL = Programme(
    name="P",
    acronym="PR",
    description="dire",
    description_english="say",
    language="fr",
    promotion="2",
    organiser="Etalab",
    opens="2017-09-27",
    closes="2017-10-27T17:00+02:00",
    calls=(Period(opens="2017-09"), Period(closes="2018")),
    start="2018-01",
    ends="2018-11-01",
    months=10,
    currency="CHF",
    pay=(
        Pay(experience="e", monthly=3500, variable=10, currency="CHF"),
        Pay(monthly=4000, currency="CHF"),
    ),
    max_applications=3,
    selection="s",
    team="t",
    mentors=("m", "n"),
    session_weeks=2,
    data="d",
    previous="p",
    apply="https://example.org/",
    contact="https://example.org/c",
    announced=Totals(challenges=1, people=3, skills=(Profile(skill=CHEF, count=2),)),
    counted="sought",
    recruited=Totals(challenges=1, people=2, skills=(Profile(skill=CHEF, count=2),)),
    recruited_margin=1,
    licence="etalab-2.0",
    next_call="x",
    note="n",
    sources=(cited(BOOK),),
)


def tables(report: Report) -> list[Table]:
    """Return the tables that people see of a report."""
    return [block for block in report.blocks if isinstance(block, Table)]


def values(report: Report, name: str) -> list[Any]:
    """Return what programs read in a column of a report."""
    return [row[name] for row in report.table.plain()]


def rows(table: Table) -> list[str]:
    """Return the texts of each row of a table, with bars between its cells."""
    return [" | ".join(map(text_of, row)) for row in table.spans]


def codes(table: Table) -> list[str]:
    """Return the codes of each row of a table, with bars between its cells."""
    return [" | ".join(map("".join, row)) for row in table.codes]


def heads(columns: Iterable[Column]) -> str:
    """Return the heads of columns, with bars between them."""
    return " | ".join(column.label for column in columns)
