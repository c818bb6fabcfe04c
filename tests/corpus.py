"""Right and wrong datasets, and the problems of the wrong ones."""

from eigcli.errors import Code

SMALL = """\
    skills:
      dev: {english: developer}
    sources:
      web: {title: The site}
    challenges:
      - slug: one
        name: One
        hosts: [{ministry: Culture}]
        profiles: {dev: 1}
        sources: [web]
    """


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


def named(value: str) -> str:
    """Return a dataset whose challenge has this name, as YAML has it."""
    return changed("name: One", f"name: {value}")


def stating(keys: str) -> str:
    """Return a dataset whose challenge states these keys instead of its sources."""
    return changed("sources: [web]", keys)


def source_with(keys: str) -> str:
    return changed("{title: The site}", f"{{title: T, {keys}}}")


def family_with(aliases: str) -> str:
    """Return a dataset whose first line has a family with these aliases, as YAML has them."""
    return changed("skills:\n", f"families: {{sea: {{aliases: {aliases}}}}}\n    skills:\n")


RIGHT = [
    SMALL,
    "challenges: []",
    "{challenges: [], skills: {}, sources: {}}",
    "challenges: [{slug: a, name: A, ministry: M, skills: [s, t]}]",
    "challenges: [{slug: a, name: A}]",
    "{programme: {name: P, currency: USD, pay: [{monthly: 1}]}, challenges: []}",
    # Every key of vocabularies, and of what became of a challenge.
    """\
    families: {sea: {french: Mer, english: Sea, aliases: [Océan]}, land: {}}
    bodies:
      Port d'État: {family: sea, kind: agency, acronym: P, english: Port, aliases: [Q], part_of: M, followed_by: N}
      M: {family: culture}
      N: {part_of: Etalab}
    towns: {Brest: {insee: "29019", department: 29 Finistère, region: Bretagne, formerly: B}, Lieu: {}}
    sources: {web: {title: The site}}
    challenges:
      - slug: one
        name: One
        tagline_english: T
        ministry: M
        towns: [Brest]
        skills: [s]
        keywords: [k, l]
        problem: P
        made: M
        since: S
        card: https://x.y/c
        phase: handed-over
        phase_since: 2020-01
        techniques: [t]
        follows: elsewhere
        sources: [web, {site: [name, ministry]}, {web: [phase]}]
    """,
    # Bundled records may be referred to.
    "challenges: [{slug: a, name: A, ministry: M, skills: [designer], sources: [site]}]",
    changed("profiles: {dev: 1}", "profiles: {dev: 1, designer: 2}"),
    "challenges: [{slug: A.b_c-1, name: '1', ministry: M, skills: [s], number: 999999999}]",
    stating("sources: []\n        expertise: []\n        basis: inferred"),
    stating("funding: host\n        page: http://x.y/é?a#b"),
    stating("page: https://x.y/?from=http://z"),
    # A text is taken as it is written, whatever YAML takes it for: a number, a date, yes or no.
    *map(named, ("1", "0x1F", "1.5", "! 1", "2018-01-01", "yes", "!!float 1")),
    changed("hosts: [{ministry: Culture}]", "ministry: 1"),
    *(stating(f"promotion: {code}") for code in ("02", "0x10", "1_0", "2.5", "1000000000", "yes")),
    *(
        f"challenges: []\nsynonyms: {{{words}}}"
        for words in ("2: [deux]", "ia: [1]", "ia: []", "ia: ")
    ),
    family_with("[1, no]"),
    # A record instead of a list, and its one required field instead of a record.
    changed("{ministry: Culture}", "Culture"),
    "programmes: {name: P}\nchallenges: []",
    "programme: P",
    # A key may have no value, lists and mappings may be empty.
    "challenges:\nsynonyms:\nskills: ~",
    family_with(""),
    changed("profiles: {dev: 1}", "profiles:"),
    "{}",
    "programme: []",
    changed("[{ministry: Culture}]", "[]"),
    changed("{dev: 1}", "{}"),
    changed("{dev: 1}", "{dev: }"),
    *(
        stating(f"page: '{address}'")
        for address in (
            *("https://x.y:8443/a?b=c@d#e:f", "http://localhost:80", "https://x.y?q=é"),
            *("https://x.y#a", "https://défi.gouv.fr/Été–à-l’État/", "http://[::1]:80/"),
            "https://例え.jp/",
        )
    ),
    changed("{english: developer}", "{french: développeur·euse, aliases: [dev, '2']}"),
    *(
        source_with(f"date: {date}")
        for date in (
            "2018",
            "2018-01",
            "2018-01-15",
            "2018-01-15T17:00",
            "2018-01-15T17:00+01:00",
            "2018-01-15T17:00:30Z",
            "2018-01-15T17:00Z",
        )
    ),
    "{programme: {name: P}, challenges: []}",
    # As far as both dates are known, one is not before the other.
    "{programme: {name: P, opens: 2018-01-15, closes: 2018, start: 2018-02, ends: 2018-02-01}, challenges: []}",
    "{programmes: [{name: P, promotion: 1}, {name: Q, promotion: dig}], challenges: []}",
    "{synonyms: {}, challenges: []}",
    "{synonyms: {ia: [intelligence artificielle, machine learning], l'eau: [mer], '2': [deux]}, challenges: []}",
    family_with("[Océan, ministère de la mer]"),
    family_with("[]"),
    *(
        stating(f"promotion: {code}")
        for code in ("2", "0", "999999999", "'2'", "'02'", "dig", "2018-01", "D.1_a-b")
    ),
    # An alias may stand for a text, a key, a list, a host or a record.
    "challenges: [{slug: &a a, name: *a, ministry: *a, skills: [*a]}]",
    "challenges: [{slug: &n name, *n : N, ministry: M, skills: [s]}]",
    "skills: {dev: {aliases: [&d d], french: *d}}\nsources: {s: &s {title: T}, t: *s}\nchallenges: []",
    """\
    challenges:
      - {slug: a, name: A, hosts: &hosts [&host {ministry: M}], profiles: &one {cook: &n 1}}
      - {slug: b, name: B, hosts: *hosts, profiles: *one, expertise: &words [soup]}
      - {slug: c, name: C, hosts: [*host, {ministry: N}], profiles: {cook: *n}, expertise: *words}
    """,
    """\
    programme: {name: P, acronym: P, promotion: 2, organiser: O, opens: 2017-09-27,
      closes: 2017-10-27T17:00+02:00, start: 2018-01, months: 10, monthly_pay: 4000,
      max_applications: 3, selection: S, team: T, mentors: [a, b], session_weeks: 2, data: D,
      previous: P, apply: https://example.org/, sources: [web], note: N,
      announced: {challenges: 1, profiles: 2, skills: {s: 2}}}
    skills: {s: {french: S, english: S, aliases: [s]}}
    sources: {web: {title: T, publisher: P, date: 2018, url: https://example.org/, note: N}}
    challenges:
      - {slug: a, name: A, number: 1, tagline: T, hosts: [{ministry: M, department: D}],
         profiles: {s: 2}, basis: stated, expertise: [e], funding: host, page: https://example.org/,
         sources: [web], note: N}
    """,
]

# Wrong datasets by the code of a problem of theirs, which stands beside each. These need more than a
# schema to be judged: they are not YAML, or a name in them stands for nothing or twice, or a date
# does not exist.
BEYOND_A_SCHEMA: dict[Code, list[tuple[str | bytes, str]]] = {
    # What YAML itself refuses.
    "not-yaml": [
        ("a: [", "2:1: not valid YAML: while parsing a flow node, did not find expected node content."),
        ("a: 'x", "1:4: not valid YAML: while scanning a quoted scalar, found unexpected end of stream."),
        ("a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> x\n", "3:4: not valid YAML: while scanning a simple key, could not find expected ':'."),
        ("? - a\n  b: 1\n", "2:3: not valid YAML: while parsing a block collection, did not find expected '-' indicator."),
        ("!<tag a", "1:6: not valid YAML: while scanning a tag, did not find the expected '>'."),
        ("a: 1\n---\nb: 2", "2:1: not valid YAML: expected a single document in the stream, but found another document."),
        ("a:\n\tb: 1", "2:1: not valid YAML: while scanning for the next token, found character that cannot start any token."),
        ("a: b\n\tc: d", "2:1: not valid YAML: while scanning a plain scalar, found a tab character that violates indentation."),
        (named("@One"), "7:11: not valid YAML: while scanning for the next token, found character that cannot start any token."),
        (named("Santé: One"), "7:16: not valid YAML: mapping values are not allowed in this context. A text with ': ' in it needs quotes."),
        (named("One\n          tagline: T"), "8:14: not valid YAML: mapping values are not allowed in this context."),
        (named("'One': Two"), "7:16: not valid YAML: mapping values are not allowed in this context. A text with ': ' in it needs quotes."),
        (named("|x"), "7:12: not valid YAML: while scanning a block scalar, did not find expected comment or line break."),
        (named("'l'état'"), "7:14: not valid YAML: while parsing a block mapping, did not find expected key."),
        (b"challenges: []\nx: \xff", "2:4: expected a text in UTF-8 without control characters"),
        ("challenges: [*a]", "1:14: not valid YAML: found undefined alias."),
        (changed("{dev: 1}", "&dev {dev: *dev }").replace("name: One", "name: *dev"), "7:11: not valid YAML: found undefined alias."),
        (named("&n One").replace("Culture", "&n Culture"), "8:24: not valid YAML: found duplicate anchor; first occurrence, second occurrence."),
    ],
    # A key twice, or two keys for one field.
    "repeated": [
        ("challenges: []\nchallenges: []", "2:1: the key 'challenges' is twice in the dataset"),
        (named("One\n        name: Two"), "8:5: the key 'name' is twice in a challenge"),
        (changed("{dev: 1}", "[{dev: 1}, {dev: 2}]"), "9:27: 'dev' is already in this list"),
        ("challenges: []\nsynonyms: {ia: [a], ia: [b]}", "2:21: the key 'ia' is twice in a synonym"),
        (changed("hosts: [", "ministry: Culture\n        hosts: ["), "9:5: 'hosts' repeats another key: keep one"),
        (changed("Culture}]", "Culture}]\n        ministry: Culture"), "9:5: 'ministry' repeats another key: keep one"),
        (changed("profiles: {", "skills: [dev]\n        profiles: {"), "10:5: 'profiles' repeats another key: keep one"),
        (changed("{dev: 1}", "{dev: 1}\n        skills: [dev]"), "10:5: 'skills' repeats another key: keep one"),
        ("programme: {name: P}\nprogrammes: [{name: Q}]\nchallenges: []", "2:1: 'programmes' repeats another key: keep one"),
        ("programmes: []\nprogramme: {name: P}\nchallenges: []", "2:1: 'programme' repeats another key: keep one"),
    ],
    # A list for a text, a text for a list, nothing for a name, and values that contain themselves.
    "wrong-type": [
        (named("!!str [a]"), "7:11: expected text, found a list"),
        (changed("name: One", "!!str [a]: One"), "7:5: expected text, found a list"),
        (changed("[web]", "!!seq web"), "10:14: expected a list such as [a, b], found 'web'"),
        (changed("{dev: 1}", "!!map dev"), "9:15: expected a list such as [a, b], found 'dev'"),
        (changed("{dev: 1}", "{dev: !!int [1]}"), "9:21: expected a whole number from 1 to 999999999, found a list"),
        ("&a {challenges: [], *a : 1}", "1:1: expected text, found a mapping"),
    ],
    # A key of a vocabulary that has none such.
    "unknown-name": [
        (changed("{dev: 1}", "{dve: 1}"), "9:16: 'dve' is not listed as a role. Did you mean dev?"),
        (changed("[web]", "[wbe]"), "10:15: 'wbe' is not listed as a source. Did you mean web?"),
        # Names of bundled records, misspelt.
        ("skills: {}\nchallenges: [{slug: a, name: A, ministry: M, skills: [develper]}]", "2:55: 'develper' is not listed as a role. Did you mean developer?"),
        ("challenges: [{slug: a, name: A, ministry: M, sources: {site: [tagine]}}]", "1:63: no field is called 'tagine'. Did you mean tagline?"),
        ("challenges: [{slug: a, name: A, ministry: M, skills: [s], sources: [stie]}]", "1:69: 'stie' is not listed as a source. Did you mean site?"),
    ],
    # An end before its beginning.
    "date-order": [
        ("programme: {name: P, opens: 2018-02, closes: 2018-01-31}\nchallenges: []", "1:46: '2018-01-31' is before '2018-02', the date of opens"),
        ("programme: {name: P, start: 2018-01-15, ends: 2017}\nchallenges: []", "1:47: '2017' is before '2018-01-15', the date of start"),
        ("programme: {name: P, calls: [{closes: 2018-01-15T17:00, opens: 2018-01-16}]}\nchallenges: []", "1:39: '2018-01-15T17:00' is before '2018-01-16', the date of opens"),
    ],
    # A text or a number that is not as its field wants it.
    "wrong-form": [
        (source_with("date: 2018-02-30"), "4:25: expected a calendar date such as 2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00, found '2018-02-30'"),
        # A number for the schema.
        *(
            (changed("{dev: 1}", f"{{dev: {number}}}"), f"9:21: expected a whole number from 1 to 999999999, found {found}")
            for number, found in (("1000000000", "'1000000000'"), ("9" * 3000, f"'{'9' * 59}…'"))
        ),
        *((stating(f"promotion: {code}"), f"10:16: expected ASCII letters, digits, hyphens, dots or underscores, found '{code}'") for code in ("+1", "-0", "-1")),
    ],
    # What two records cannot share.
    "taken": [
        ("challenges: [&c {slug: a, name: A, ministry: M, skills: [s]}, *c]", "1:24: the slug 'a' is also in d.yaml:1"),
        ("challenges: [{slug: a, name: A, ministry: M, year: 2020}, {slug: a, name: B, ministry: M, year: 2021}]", "1:66: the slug 'a' is also in d.yaml:1"),
        ("challenges: []\nprogrammes: [{name: P, promotion: 1}, {name: Q, promotion: '1'}]", "2:60: the promotion '1' is also in d.yaml:2"),
    ],
    # Keys that a record does not have.
    "unknown-key": [
        ("<<: {challenges: []}", "1:1: the dataset has no key '<<'. Known: programmes, programme, families, bodies, towns, subjects, skills, sources, synonyms, defaults, challenges, columns and 1 more"),
    ],
}  # fmt: skip

# These are invalid by the schema, too.
WRONG: dict[Code, list[tuple[str, str]]] = {
    # Keys that a record does not have.
    "unknown-key": [
        (changed("profiles:", "peple:"), "9:5: a challenge has no key 'peple'. Did you mean people?"),
        ("defaults: {sources: {site: [towns]}}\nchallenges: [{slug: a, name: A, sourcs: [site]}]", "2:33: a challenge has no key 'sourcs'. Did you mean sources?"),
        ("a: {slug: a}\nb: {slug: b}", "1:1: the dataset has no key 'a'. Known: programmes, programme, families, bodies, towns, subjects, skills, sources, synonyms, defaults, challenges, columns and 1 more"),
        ("challenges: []\n1: x", "2:1: the dataset has no key '1'. Known: programmes, programme, families, bodies, towns, subjects, skills, sources, synonyms, defaults, challenges, columns and 1 more"),
        ("challenges: []\nskils: {}", "2:1: the dataset has no key 'skils'. Did you mean skills?"),
        ("programme: &p {name: P, announced: *p}\nchallenges: []", "1:16: a total has no key 'name'. Known: challenges, people, profiles, skills"),
    ],
    # A key of a vocabulary that has none such.
    "unknown-name": [
        ("challenges: [{slug: a, name: A, people: {Développeuse: 1}}]", "1:42: 'Développeuse' is not listed as a role. Did you mean developer?"),
        (changed("{dev: 1}", "{d/v: 1}"), "9:16: 'd/v' is not listed as a role. Did you mean dev?"),
    ],
    # A text or a number that is not as its field wants it.
    "wrong-form": [
        ("challenges: [{slug: a, name: A, people: {Fée: 1}}]", "1:42: expected ASCII letters, digits, hyphens, dots or underscores, found 'Fée'"),
        (source_with("date: 2018-01-15T17:00+01:60"), "4:25: expected a calendar date such as 2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00, found '2018-01-15T17:00+01:60'"),
        ("challenges: [{slug: a, name: A, year: 2024-05}]", "1:39: expected a year such as 2018, found '2024-05'"),
        (changed("slug: one", "slug: o/ne"), "6:11: expected ASCII letters, digits, hyphens, dots or underscores, found 'o/ne'"),
        (named('"a\\0b"'), "7:11: expected text, found 'a\\x00b'"),
        (changed("dev: {", "d/v: {"), "2:3: expected ASCII letters, digits, hyphens, dots or underscores, found 'd/v'"),
        (changed("web: {", "w b: {"), "4:3: expected ASCII letters, digits, hyphens, dots or underscores, found 'w b'"),
        ("challenges: [{slug: a, name: A, ministry: M, skills: [d/v]}]", "1:55: expected ASCII letters, digits, hyphens, dots or underscores, found 'd/v'"),
        ("challenges: [{slug: a, name: A, ministry: M, profiles: {d/v: 1}}]", "1:57: expected ASCII letters, digits, hyphens, dots or underscores, found 'd/v'"),
        *(
            (source_with(f"url: {url}"), f"4:24: expected an http:// or https:// address, found '{url}'")
            for url in ("ftp://x", "http://", "http:///x")
        ),
        # Addresses that pass for those of another host.
        (stating("page: https://x.y@evil.example/"), "10:11: expected an http:// or https:// address, found 'https://x.y@evil.example/'"),
        (stating("page: 'https://evil.example\\@x.y/'"), "10:11: expected an http:// or https:// address, found 'https://evil.example\\@x.y/'"),
        *(
            (stating(f'page: "{written}"'), f"10:11: expected an http:// or https:// address, found '{written}'")
            for written in (
                *("https://@", "https://:80", "https://?x", "https://#x", "https://@/x", "https://@:80", "https://user@", "https://user@/x", "https://user@:80", "https:///x", "https://"),
                *(f"https://x.y/{hidden}z" for hidden in (r"\t", r"\n", r"\x1b", r"\x7f", r"\x85", r"\xad")),
                *(f"https://x.y/{hidden}z" for hidden in (r"\u061c", r"\u200b", r"\u200e", r"\u2028", r"\u202e", r"\u2066", r"\ufeff")),
                *(r"https://\u202ex.y", r"https://x\u200b.y", r"https://x.y\u202c", "https://x.y/a b"),
            )
        ),
        *(
            (source_with(f"date: {date}"), f"4:25: expected a calendar date such as 2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00, found '{date}'")
            for date in ("05/01/2018", "5.1.2018", "5-01-2018")
        ),
        (source_with("date: 01/31/2018"), "4:25: expected a calendar date such as 2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00, found '01/31/2018'"),
        (source_with("date: 31/31/2018"), "4:25: expected a calendar date such as 2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00, found '31/31/2018'"),
        (source_with("date: soon"), "4:25: expected a calendar date such as 2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00, found 'soon'"),
        (stating("basis: guessed"), "10:12: expected one of stated, inferred, selected, found 'guessed'"),
        (stating("funding: nobody"), "10:14: expected one of programme, host, found 'nobody'"),
        *(
            (f"programme: {{name: P, currency: {code}}}\nchallenges: []", f"1:32: expected an ISO 4217 currency code such as EUR, found '{code}'")
            for code in ("dollars", "usd", "€")
        ),
        (named("'  '"), "7:11: expected text, found '  '"),
        (changed("{dev: 1}", "{dev: 0}"), "9:21: expected a whole number from 1 to 999999999, found '0'"),
        ("challenges: []\nsynonyms: {machine learning: [ia]}", "2:12: expected one word, found 'machine learning'"),
        ('challenges: []\nsynonyms: {"i\\ta": [a]}', r"2:12: expected one word, found 'i\ta'"),
        *(
            (stating(f"promotion: {code}"), f"10:16: expected ASCII letters, digits, hyphens, dots or underscores, found {found}")
            for code, found in (("+a", "'+a'"), ("é", "'é'"))
        ),
    ],
    # What YAML itself refuses.
    "not-yaml": [
        ("", "1:1: expected a mapping, found an empty file"),
    ],
    # A list for a text, a text for a list, nothing for a name, and values that contain themselves.
    "wrong-type": [
        ("just text", "1:1: expected a mapping for the dataset, found 'just text'"),
        ("skills: []\nchallenges: []", "1:9: expected a mapping for skills, found a list"),
        ("sources: []\nchallenges: []", "1:10: expected a mapping for sources, found a list"),
        ("programme: {name: P, announced: []}\nchallenges: []", "1:33: expected a mapping for a total, found a list"),
        ("challenges: [1]", "1:14: expected a mapping for a challenge, found '1'"),
        (changed("[web]", "[~]"), "10:15: expected text, found nothing"),
        (changed("[web]", "[[web]]"), "10:15: expected text, found a list"),
        ("bodies: {M: {family: [a]}}", "1:22: expected text, found a list"),
        (source_with("date: [2018]"), "4:25: expected a calendar date such as 2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00, found a list"),
        (changed("dev: {english: developer}", "dev: developer"), "2:8: expected a mapping for a role, found 'developer'"),
        *(
            (family_with(value), f"1:{problem}")
            for value, problem in (("Valois", "27: expected a list such as [a, b], found 'Valois'"), ("['']", "28: expected text, found ''"))
        ),
        ("&a [*a]", "1:1: expected a mapping for a challenge, found a list"),
        ("challenges: &a [*a]", "1:13: expected a mapping for a challenge, found a list"),
        ("challenges: &a [{slug: a, name: A, ministry: M, skills: *a, expertise: *a}]", "1:17: expected text, found a mapping"),
        ("&a {challenges: [], skills: *a}", "1:17: expected a mapping for a role, found a list"),
        (named("[a]"), "7:11: expected text, found a list"),
        (changed("{dev: 1}", "{dev: [1]}"), "9:21: expected a whole number from 1 to 999999999, found a list"),
        ("challenges: []\nsynonyms: {ia: algorithme}", "2:16: expected a list such as [a, b], found 'algorithme'"),
        ("challenges: []\nsynonyms: {ia: {a: b}}", "2:16: expected a list such as [a, b], found a mapping"),
        (stating("promotion: [2]"), "10:16: expected ASCII letters, digits, hyphens, dots or underscores, found a list"),
        (named("''"), "7:11: expected text, found ''"),
        (stating("promotion: ''"), "10:16: expected ASCII letters, digits, hyphens, dots or underscores, found ''"),
        ("challenges: []\nsynonyms: {ia: ['']}", "2:17: expected text, found ''"),
        ("challenges: []\nsynonyms: {'': [ia]}", "2:12: expected one word, found ''"),
    ],
    # Keys that a record must have.
    "missing-key": [
        ("challenges: {}", "1:13: a challenge lacks the key 'slug'"),
        ("programme: {}\nchallenges: []", "1:12: the programme lacks the key 'name'"),
        (changed("slug: one\n        ", ""), "6:5: a challenge lacks the key 'slug'"),
        (changed("name: One", "name:"), "6:5: a challenge lacks the key 'name'"),
        (changed("{title: The site}", "{date: 2018}"), "4:8: a source lacks the key 'title'"),
        ("challenges: [&a {slug: a, name: A, hosts: [*a], profiles: *a}]", "1:14: a host lacks the key 'ministry'"),
    ],
}  # fmt: skip
