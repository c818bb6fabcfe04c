"""Query, read and export the challenges of the programme Entrepreneurs d'intérêt général.

    import eigcli

    data = eigcli.load(promotion="all")
    eigcli.write(eigcli.ask(data, "designers à Lyon"), "designers.csv")

See docs/python.md. Each name is imported when it is first used.
"""

__all__ = [
    "Answer", "Body", "Challenge", "Citation", "Dataset", "EigError", "Family", "Figure", "Host",
    "Link", "Pay", "People", "Period", "Problem", "Profile", "Programme", "Skill", "Source",
    "Totals", "Town", "__version__", "answer", "ask", "check", "load", "records", "schema",
    "select", "stats", "tables", "write",
]  # fmt: skip

# ruff: noqa: F403, F405 - the names are listed above
# Type checkers take this name for true; `typing` would take long to import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from eigcli.api import *
    from eigcli.data.model import *
    from eigcli.errors import *
    from eigcli.version import __version__


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'eigcli' has no attribute {name!r}")
    from importlib import import_module

    modules = {"Answer": "api", "EigError": "errors", "Problem": "errors", "__version__": "version"}
    module = modules.get(name, "data.model" if name[0].isupper() else "api")
    return getattr(import_module(f"eigcli.{module}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
