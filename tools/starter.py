"""The datasets that `eig init` writes: two défis, and every key that there is, explained."""

import re
from collections.abc import Iterator

from eigcli.bodies import Body, Family, Town
from eigcli.fields import Kind, fields_of
from eigcli.kinds import Choice, Citation, Many
from eigcli.messages import N_, _, language
from eigcli.model import (
    Announced,
    Challenge,
    Dataset,
    Host,
    Pay,
    Period,
    Programme,
    Recruited,
    Source,
)
from eigcli.people import Skill

# What has keys, by what stands between { and } below, and the headings of the explanations.
RECORDS: dict[str, tuple[type, str]] = {
    "dataset": (Dataset, N_("The keys of a dataset")),
    "programme": (Programme, N_("The keys of the programme")),
    "calls": (Period, N_("The keys of one of its calls, where there are several")),
    "pay": (Pay, N_("The keys of one of its kinds of pay, where there are several")),
    "announced": (Announced, N_("The keys of what it announced")),
    "recruited": (Recruited, N_("The keys of whom it recruited")),
    "family": (Family, N_("The keys of a family of ministries, below its code")),
    "body": (Body, N_("The keys of a ministry or another body, below its name")),
    "town": (Town, N_("The keys of a town, below its name")),
    "skill": (Skill, N_("The keys of a role, below its code")),
    "source": (Source, N_("The keys of a source, below the key that the others refer to")),
    "challenge": (Challenge, N_("The keys of a défi")),
    "host": (Host, N_("The keys of one of its hosts")),
}

# The example in French, the language of the datasets that come with eig.
_EXAMPLE = """\
# {dataset}

# {programme}
#
# {calls}
#
# {pay}
#
# {announced}
#
# {recruited}
programme:
  name: Entrepreneurs d’intérêt local
  language: fr
  promotion: pilot
  organiser: Ville d’Exemple
  opens: 2027-01-11
  closes: 2027-02-12T17:00+01:00
  start: 2027-09
  months: 10
  monthly_pay: 3500
  announced:
    challenges: 2
    profiles: 3
    skills: {developer: 2, designer: 1}
  licence: etalab-2.0
  sources: [appel]

# {family}
families:
  exemple: {french: Ville et quartiers, english: City and districts}

# {body}
bodies:
  Ville d’Exemple: {family: exemple, kind: local, english: City of Example}

# {town}
towns:
  Exemple: {department: 29 Finistère, region: Bretagne}

# {skill}
skills:
  developer:
    french: développeur·euse
    french_plural: développeur·euses
    english: developer
    english_plural: developers
    aliases: [dev]
  designer: {french: designer, french_plural: designers}

# {source}
sources:
  appel: {title: Appel à candidatures, publisher: Ville d’Exemple, date: 2027-01-11}

synonyms:
  cantine: [restauration scolaire]

# {challenge}
#
# {host}
challenges:
  - slug: cantines
    number: 1
    name: Cantines ouvertes
    tagline: prévoir les repas pour moins gaspiller
    hosts:
      - {ministry: Ville d’Exemple, department: Direction de l’éducation}
    towns: [Exemple]
    themes: [Éducation]
    profiles: {developer: 1, designer: 1}
    basis: stated
    expertise: [science des données, design de service]
    sources:
      - appel: [name, tagline, profiles]

  - slug: arbres
    number: 2
    name: Arbres
    ministry: Ville d’Exemple
    profiles: {developer: 1}
"""

# The same in English.
_EXAMPLE_ENGLISH = """\
# {dataset}

# {programme}
#
# {calls}
#
# {pay}
#
# {announced}
#
# {recruited}
programme:
  name: City Fellows
  language: en
  promotion: pilot
  organiser: City of Example
  opens: 2027-01-11
  closes: 2027-02-12T17:00-05:00
  start: 2027-09
  months: 10
  currency: USD
  monthly_pay: 5000
  announced:
    challenges: 2
    profiles: 3
    skills: {developer: 2, designer: 1}
  licence: CC-BY-4.0
  sources: [call]

# {family}
families:
  example: {english: City and districts}

# {body}
bodies:
  City of Example: {family: example, kind: local}

# {town}
towns:
  Example: {region: New Example}

# {skill}
skills:
  developer:
    english: developer
    english_plural: developers
    aliases: [dev]
  designer: {english: designer, english_plural: designers}

# {source}
sources:
  call: {title: Call for applications, publisher: City of Example, date: 2027-01-11}

synonyms:
  canteen: [school meals]

# {challenge}
#
# {host}
challenges:
  - slug: canteens
    number: 1
    name: Open canteens
    tagline: foresee meals, and waste less
    hosts:
      - {ministry: City of Example, department: Department of Education}
    towns: [Example]
    themes: [Education]
    profiles: {developer: 1, designer: 1}
    basis: stated
    expertise: [data science, service design]
    sources:
      - call: [name, tagline, profiles]

  - slug: trees
    number: 2
    name: Trees
    ministry: City of Example
    profiles: {developer: 1}
"""


def keys_of(cls: type) -> Iterator[tuple[str, str]]:
    """Yield each key of a record in YAML, and for people what it says and whether it is needed."""
    for declared in fields_of(cls):
        keys = declared.keys
        for key, sentence in keys.items():
            about = _(sentence) + _more_on(declared.kind, _(sentence))
            others = [other for other in keys if other != key]
            if declared.required and others:
                text = _("{about}; required, or `{key}` instead")
                about = text.format(about=about, key=others[0])
            elif declared.required:
                about = _("{about}; required").format(about=about)
            yield key, about
    if cls is Challenge:
        yield "x-…", _("a key of your own: a text, a number or a list of texts")


def _more_on(kind: Kind, about: str) -> str:
    """Return what a sentence on a field leaves out of what is written: its codes, its form."""
    if isinstance(kind, Choice) and not any(f"`{code}`" in about for code in kind.choices):
        return _(": {codes}").format(codes=", ".join(f"`{code}`" for code in kind.choices))
    if isinstance(kind, Many) and isinstance(kind.item, Citation):
        return _("; `key: [name, towns]` says which fields it gave")
    return ""


def key_comments(cls: type) -> list[str]:
    """Return a comment on each key of a record."""
    keys = dict(keys_of(cls))
    width = max(map(len, keys)) + 1
    return [f"#   {key + ':':<{width}} {about}" for key, about in keys.items()]


def starter() -> str:
    """Return the dataset in YAML, in the language of messages."""
    lines = [
        "# yaml-language-server: $schema=challenges.schema.json",
        _("# Editors check this file by that schema: eig schema dataset > challenges.schema.json"),
        "#",
        _("# A dataset for eig. Write your own défis in place of these two."),
        _("# Dates are as precise as you know them: 2027, 2027-01 or 2027-01-11T17:00+01:00."),
        _("# Ministries, families, towns and roles that eig knows need not be listed."),
        "#",
    ]
    example = _EXAMPLE if language() == "fr" else _EXAMPLE_ENGLISH
    for line in example.splitlines():
        if mark := re.fullmatch(r"# \{(\w+)\}", line):
            cls, heading = RECORDS[mark[1]]
            lines += [f"# {_(heading)}", *key_comments(cls)]
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"
