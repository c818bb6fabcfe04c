"""The names that people type for what is declared: a code or a label, in English or in French.

Whatever takes a name (options, commands, columns, sort keys, formats) states its codes and their
labels; only words that are no label are listed here.
"""

from collections.abc import Callable, Iterable, Mapping

from eigcli.errors import UsageError
from eigcli.matching import significant_words, singular
from eigcli.messages import _, in_french, language_of_locale, languages
from eigcli.text import fold, not_found_message

# What people call a code besides its labels.
_OTHER_WORDS = {
    # Commands.
    "list": ("liste", "lister", "défis", "challenges", "chercher"),
    "show": ("voir", "montrer", "fiche"),
    "export": ("exporter",),
    "brief": ("note", "synthèse"),
    "stats": ("statistiques", "compter", "count"),
    "programme": ("program",),
    "open": ("ouvrir",),
    "check": ("vérifier",),
    "init": ("créer",),
    "help": ("aide",),
    # What challenges are chosen, counted and sorted by.
    "skill": ("métier", "compétence", "profil"),
    "ministry": ("ministère",),
    "search": ("recherche", "chercher"),
    "has": ("avec",),
    "sort": ("tri", "trier"),
    "reverse": ("inverse",),
    "limit": ("limite",),
    "sought": ("recherchés",),
    "recruited_total": ("recrutés", "recruited"),
    # What they have.
    "repository": ("code", "dépôt", "code source", "source code"),
    "card": ("fiche",),
    # Where an answer goes, and what is asked.
    "columns": ("colonnes",),
    "ministries": ("ministry", "ministère"),
    "output": ("sortie", "fichier", "file"),
    "force": ("forcer",),
    "by": ("par",),
    "print": ("imprimer", "afficher"),
    "data": ("données",),
    "promotion": ("promo",),
    "lang": ("langue", "language"),
    "table": ("tableau",),
    "plain": ("texte", "text"),
    "html": ("page",),
    "datapackage": ("paquet", "dossier"),
    "dataset": ("données",),
}


def spellings_of(code: str, labels: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what a code is called: its labels in English and French, other words, itself.

    For example `("role", "rôle", "métier", …, "skill")` for `skill`.

    Args:
        code: the code.
        labels: its labels, not translated yet or in the language of the reader.
    """
    stated = [label for label in labels if label]
    others = _OTHER_WORDS.get(code) or _OTHER_WORDS.get(singular(code), ())
    return (*dict.fromkeys((*stated, *map(in_french, stated), *others)), code)


def code_named(
    typed: str, labels: Mapping[str, Iterable[str]], *, exact: bool = False
) -> str | None:
    """Return the code that a name stands for, `None` if it stands for none.

    It is the code, or else one of its spellings, or the plural or singular of one: whatever its
    case and its accents. Where several codes have it, the first is meant.

    For example "métiers" is `skill` among `{"skill": ["role"]}`, and "town" is `None`.

    Args:
        typed: what was typed.
        labels: the codes, each with its labels, see `spellings_of`.
        exact: whether only a code will do.
    """
    if exact or typed in labels:
        return typed if typed in labels else None
    compared: tuple[Callable[[str], object], ...] = (fold, _singular_words)
    spellings = {code: spellings_of(code, own) for code, own in labels.items()}
    for form in compared:
        wanted = form(typed)
        for code, ways in spellings.items():
            if wanted and any(form(way) == wanted for way in ways):
                return code
    return None


def code_called(
    typed: str,
    labels: Mapping[str, Iterable[str]],
    missing: str,
    available: str,
    *,
    exact: bool = False,
) -> str:
    """Return the code that a name stands for, see `code_named`.

    Raises:
        UsageError: that it stands for none, see `not_found_message`.
    """
    if code := code_named(typed, labels, exact=exact):
        return code
    raise UsageError(not_found_message(missing, available, typed, labels))


def language_called(name: str) -> str:
    """Return the code of the language of that name, or of a locale such as `fr_FR`.

    Raises:
        UsageError: that there is none.
    """
    if code := language_of_locale(name):
        return code
    no, there_are = _("no language is called {name}."), _("The languages are {names}.")
    raise UsageError(not_found_message(no, there_are, name, languages()))


def _singular_words(name: str) -> list[str]:
    return [word.removesuffix("s") for word in significant_words(name)]
