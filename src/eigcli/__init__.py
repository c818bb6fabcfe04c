"""Query, read and export the challenges of the programme Entrepreneurs d'intérêt général.

    import eigcli

    data = eigcli.load(promotion="all")
    eigcli.write(eigcli.ask(data, "designers à Lyon"), "designers.csv")

See docs/python.md. Each name is imported when it is first used.
"""

__all__ = [
    "Answer", "Body", "Challenge", "ChallengeRecord", "Citation", "Counts", "CountsRecord",
    "Dataset", "DatasetError", "EigError", "Family", "Figure", "Host", "Link", "NoAnswerError",
    "Pay", "People", "Period", "Problem", "Profile", "Programme", "Skill", "Source", "Tables",
    "Totals", "Town", "__version__", "answer", "ask", "check", "load", "records", "schema",
    "select", "stats", "tables", "write",
]  # fmt: skip
# The modules of names that are neither functions nor records of a dataset.
_MODULES = {
    "Answer": "api",
    "ChallengeRecord": "typed",
    "Counts": "api",
    "CountsRecord": "typed",
    "DatasetError": "errors",
    "EigError": "errors",
    "NoAnswerError": "errors",
    "Problem": "errors",
    "Tables": "typed",
    "__version__": "version",
}

# ruff: noqa: F403, F405 - the names are listed above
# Type checkers take this name for true; `typing` would take long to import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from eigcli.api import *
    from eigcli.data.model import *
    from eigcli.errors import *
    from eigcli.typed import *
    from eigcli.version import __version__


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'eigcli' has no attribute {name!r}")
    from importlib import import_module

    is_record = name[0].isupper()
    module = _MODULES.get(name, "data.model" if is_record else "api")
    return getattr(import_module(f"eigcli.{module}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
