"""The bundled datasets as they are once they are read: a wheel has them, beside their YAML.

To read YAML takes ten times as long, and most commands need all promotions: to answer, or to count
what matches elsewhere. A checkout has none, so that a corrected fact counts at once.
"""

from pathlib import Path
from typing import Any

_FOLDER = "compiled"


def write_compiled(folder: Path, name: str, value: Any) -> Path:
    """Write what `read_compiled` reads; return the file."""
    import pickle

    path = folder / _FOLDER / f"{name}.pickle"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(pickle.dumps(value, protocol=5))
    return path


def read_compiled(folder: Path, name: str) -> Any:
    """Return what was written into a folder of data under a name, `None` where nothing was."""
    path = folder / _FOLDER / f"{name}.pickle"
    if not path.exists():
        return None
    # Imported only here: a checkout does without.
    import pickle

    return pickle.loads(path.read_bytes())  # noqa: S301 - it comes with the code
