"""The types of the records that functions in Python return: a `TypedDict` for each kind of them.

They follow from the JSON Schemas of exports and of counts, and from the columns of tables.
"""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from schemas import Schema, export_schema

from eigcli.api import Measure
from eigcli.data.model import PhaseCode, StateCode
from eigcli.report.blocks import Column, Table

_START = '''"""The types of the records that functions return, made by tools/generate.py.

A key of one's own (`x-…`) is in a record, but not in its type.
"""

from typing import Literal, TypedDict

from eigcli.api import Measure
from eigcli.data.model import PhaseCode, StateCode
'''
_TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}
_NAMED: dict[tuple[str, ...], str] = {
    get_args(Measure): "Measure",
    get_args(PhaseCode): "PhaseCode",
    get_args(StateCode): "StateCode",
}


def typed_records(counts: Schema, relations: Sequence[Table]) -> str:
    """Return the module of the types of records.

    Args:
        counts: the JSON Schema of counts.
        relations: the tables of a dataset.
    """
    challenges = export_schema()
    classes = _Classes(challenges["$defs"])
    classes.add_record("ChallengeRecord", "A challenge.", challenges["$defs"]["Challenge"])
    classes.add_record("CountsRecord", "A row of counts.", counts["$defs"]["row"])
    names = {}
    for relation in relations:
        name = f"{relation.name.capitalize()}Row"
        columns = {column.name: _type_of_column(column, relation) for column in relation.columns}
        classes.add(name, f"A row of the table `{relation.name}`.", columns)
        names[relation.name] = f"list[{name}]"
    classes.add("Tables", "The tables of a dataset by name.", names)
    return "\n\n".join([_START, *classes.texts])


class _Classes:
    """The classes of records, each after those that it names.

    Args:
        definitions: the schemas that others refer to, by their names.
    """

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self.texts: list[str] = []
        self._definitions = definitions

    def add(self, name: str, about: str, types: Mapping[str, str]) -> None:
        """Add a class with the types of its keys."""
        lines = [f"class {name}(TypedDict):", f'    """{about}"""', ""]
        lines += [f"    {key}: {type_name}" for key, type_name in types.items()]
        self.texts.append("\n".join(lines) + "\n")

    def add_record(self, name: str, about: str, schema: Schema) -> None:
        """Add a class for records of a schema."""
        properties = schema["properties"]
        types = {key: self._type_of(value, key) for key, value in properties.items()}
        self.add(name, about, types)

    def _type_of(self, schema: Schema, key: str) -> str:
        """Return the type of the values of a schema; what they are records of is added.

        Args:
            schema: the schema.
            key: the key that has them.
        """
        if "anyOf" in schema:
            types = [self._type_of(possible, key) for possible in schema["anyOf"]]
            return "str" if "str" in types and "None" not in types else " | ".join(types)
        if "enum" in schema:
            return _type_of_codes(schema["enum"])
        if "$ref" in schema:
            _start, _slash, name = schema["$ref"].rpartition("/")
            schema = self._definitions[name]
        if "properties" in schema:
            name = f"{key.removesuffix('s').capitalize()}Record"
            self.add_record(name, f"An item of `{key}`.", schema)
            return name
        names = schema.get("type", "string")  # a text may be told by its pattern alone
        if names == "array":
            item = self._type_of(schema["items"], key)
            return f"list[{item}]"
        if isinstance(names, str):
            names = [names]
        return " | ".join(_TYPES[name] for name in names)


def _type_of_codes(codes: Sequence[str]) -> str:
    """Return the type of one of some codes."""
    named = _NAMED.get(tuple(codes))
    if named:
        return named
    listed = ", ".join(f'"{code}"' for code in codes)
    return f"Literal[{listed}]"


def _type_of_column(column: Column, relation: Table) -> str:
    """Return the type of the values of a column."""
    kind: Any = column.kind
    if kind.several:
        return "list[str]"
    name = "str"
    if kind.numeric:
        name = "float" if kind.fractional else "int"
    is_required = column.field is not None and column.field.required
    if is_required or column.name in relation.key:
        return name
    return f"{name} | None"
