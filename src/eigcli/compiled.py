"""The bundled datasets as they are once they are read: a wheel has them, beside their YAML.

To read YAML takes ten times as long, and most commands need all promotions: to answer, or to count
what matches elsewhere. A checkout has none, so that a corrected fact counts at once.
"""

from collections.abc import Callable
from dataclasses import is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = "compiled"


def write_compiled(folder: Path, name: str, value: Any) -> Path:
    """Write what `read_compiled` reads; return the file."""
    import pickle

    class Pickler(pickle.Pickler):
        def reducer_override(self, part: Any) -> Any:
            """Return how a record is made again; of anything else, what is usual."""
            if not _is_record(part):
                return NotImplemented
            return _record, (type(part), *(getattr(part, name) for name in part.__slots__))

    path = folder / _FOLDER / f"{name}.pickle"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        Pickler(file, protocol=5).dump(_shared(value, {}))
    return path


def read_compiled(folder: Path, name: str) -> Any:
    """Return what was written into a folder of data under a name, `None` where nothing was."""
    path = folder / _FOLDER / f"{name}.pickle"
    if not path.exists():
        return None
    # Imported only here: a checkout does without.
    import pickle

    return pickle.loads(path.read_bytes())  # noqa: S301 - it comes with the code


def _is_record(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def _record(cls: Any, *values: Any) -> Any:
    """Return a record with the values of its fields, in their order.

    To make one as usual, from names and defaults, takes longer than all else that is read.
    """
    record: Any = object.__new__(cls)
    for assign, value in zip(_assigning(cls), values, strict=True):
        assign(record, value)
    return record


@cache
def _assigning(cls: Any) -> list[Callable[[Any, Any], None]]:
    """Return for each field of a record what gives it its value, though the record is frozen."""
    return [getattr(cls, name).__set__ for name in cls.__slots__]


def _shared(value: Any, known: dict[Any, Any]) -> Any:
    """Return a value in which equal parts are one: each is written and read once.

    Args:
        value: the value.
        known: the parts that there were already.
    """
    if isinstance(value, dict):
        return {_shared(key, known): _shared(part, known) for key, part in value.items()}
    if type(value) is tuple:
        value = tuple(_shared(part, known) for part in value)
    elif _is_record(value):
        parts = {name: _shared(getattr(value, name), known) for name in value.__slots__}
        value = replace(value, **parts)
    return known.setdefault((type(value), value), value)
