"""Query, read and export the challenges of the programme Entrepreneurs d'intérêt général.

    import eigcli

    data = eigcli.load(promotion="all")
    eigcli.write(eigcli.ask("designers à Lyon", data), "designers.csv")

See docs/python.md. What there is, is imported when it is first asked for.
"""

__version__ = "0.2.0"

__all__ = [
    "Announced",
    "Body",
    "Challenge",
    "Dataset",
    "EigError",
    "Family",
    "Host",
    "Pay",
    "Period",
    "Problem",
    "Profile",
    "Programme",
    "Recruited",
    "Skill",
    "Source",
    "Town",
    "__version__",
    "ask",
    "load",
    "records",
    "select",
    "tables",
    "write",
]

# Type checkers take this name for true; `typing` would take long to import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from eigcli.api import ask, load, records, select, tables, write
    from eigcli.bodies import Body, Family, Town
    from eigcli.errors import EigError, Problem
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
    from eigcli.people import Profile, Skill

# Which module has each name.
_MODULES = {
    **dict.fromkeys(("ask", "load", "records", "select", "tables", "write"), "api"),
    **dict.fromkeys(("Body", "Family", "Town"), "bodies"),
    **dict.fromkeys(("EigError", "Problem"), "errors"),
    **dict.fromkeys(("Announced", "Challenge", "Dataset", "Host", "Pay", "Period"), "model"),
    **dict.fromkeys(("Programme", "Recruited", "Source"), "model"),
    **dict.fromkeys(("Profile", "Skill"), "people"),
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module 'eigcli' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"eigcli.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
