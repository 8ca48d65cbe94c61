"""The names of a model's variables, in memory and as a JSON file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_FORMAT = "migrate.checkpoint names"


class NamesUnreadable(ValueError):
    """A file of names is missing or is not one. The message names the file."""


@dataclass(frozen=True)
class VariableName:
    """One variable.

    Attributes:
        name: its TF1 name, with ``/part_N`` for a shard.
        shape: its shape; None where it is not fully known.
        dtype: its dtype, such as ``"float32"``.
        trainable: whether it is trained.
        key: the checkpoint key that holds its value; a shard's is that of the whole variable.
        offset: for a shard, the first index of it in the whole, per axis.
        full_shape: for a shard, the shape of the whole.
    """

    name: str
    shape: tuple[int, ...] | None
    dtype: str
    trainable: bool
    key: str
    offset: tuple[int, ...] | None = None
    full_shape: tuple[int, ...] | None = None


class NameMap(Mapping[str, VariableName]):
    """TF1 name -> :class:`VariableName`, in the order in which the variables were made."""

    def __init__(self, rows: Iterable[VariableName]) -> None:
        self._rows = {row.name: row for row in rows}

    def __getitem__(self, name: str) -> VariableName:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<NameMap of {len(self)} variables>"

    def __str__(self) -> str:
        return "\n".join(f"{row.name} {row.dtype}{list(row.shape or ())}" for row in self.values())


def write_name_map(names: NameMap, path: str | os.PathLike[str]) -> None:
    """Writes a name map as JSON, one variable per line."""
    rows = ",\n".join("  " + json.dumps(_fields(row)) for row in names.values())
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            f'{{"format": {json.dumps(_FORMAT)}, "version": 1, "variables": [\n{rows}\n]}}\n'
        )


def read_names(path: str | os.PathLike[str]) -> NameMap:
    """Reads what :func:`migrate.checkpoint.write_names` wrote, or a plain list of such rows.

    A row needs ``name``, ``shape`` and ``dtype``; that is what a few lines of TF1 code can write too.

    Raises:
        NamesUnreadable: the file is missing or is something else.
    """
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except (OSError, ValueError) as error:
        raise NamesUnreadable(f"{os.fspath(path)}: cannot be read as JSON ({error})") from error
    rows = data.get("variables") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise NamesUnreadable(
            f"{os.fspath(path)}: this is not a list of names; migrate.checkpoint.write_names writes one"
        )
    return NameMap(_row(row, f"{os.fspath(path)}: entry {i + 1}") for i, row in enumerate(rows))


def _fields(row: VariableName) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": row.name,
        "shape": row.shape,
        "dtype": row.dtype,
        "trainable": row.trainable,
    }
    if row.key != row.name:
        fields |= {"key": row.key, "offset": row.offset, "full_shape": row.full_shape}
    return fields


def _row(row: Any, where: str) -> VariableName:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str):
        raise NamesUnreadable(f"{where}: an object with name, shape and dtype is expected")
    try:
        return VariableName(
            row["name"],
            _numbers(row.get("shape")),
            str(row.get("dtype", "float32")),
            bool(row.get("trainable", True)),
            str(row.get("key", row["name"])),
            _numbers(row.get("offset")),
            _numbers(row.get("full_shape")),
        )
    except (TypeError, ValueError) as error:
        raise NamesUnreadable(f"{where}: a shape is a list of numbers ({error})") from error


def _numbers(value: Any) -> tuple[int, ...] | None:
    return None if value is None else tuple(int(n) for n in value)
