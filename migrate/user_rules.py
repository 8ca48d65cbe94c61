"""Checks of a project's own rule files, so that a mistake in one is an error that names it, not a rule that is not there."""

from __future__ import annotations

import dataclasses
import difflib
from pathlib import Path
from typing import Any

from migrate import user_layers
from migrate.answers import CallRule, import_binding
from migrate.errors import UsageError

_LISTS = ("same", "v1", "scope")
_TABLES = ("rename", "replace", "flag", "call")
_KEYS = {
    "replace": ({"to"}, {"to", "import", "code", "advice"}),
    "flag": ({"advice"}, {"advice", "code"}),
    "call": (set(), {f.name for f in dataclasses.fields(CallRule)}),
}


def check(data: dict[str, Any], path: Path, codes: frozenset[str]) -> None:
    """Checks what a rule file of the user's holds; `codes` are the diagnostics there are.

    Raises:
      UsageError: something in it has another name or type than ``rules/README.md`` says.
    """
    _known(path, "the file", set(data), {"namespace", "layer", *_LISTS, *_TABLES})
    user_layers.check(path, data.get("layer", {}))
    if not isinstance(data.get("namespace", "tf"), str):
        raise UsageError(f"{path}: `namespace` must be a string")
    for key in _LISTS:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise UsageError(f"{path}: `{key}` must be a list of symbols")
    for table in _TABLES:
        entries = data.get(table, {})
        if not isinstance(entries, dict):
            raise UsageError(
                f'{path}: `{table}` must be a table, as [{table}."tf.contrib.foo.bar"]'
            )
        for symbol, entry in entries.items():
            _check_entry(path, table, symbol, entry, codes)


def _check_entry(path: Path, table: str, symbol: str, entry: Any, codes: frozenset[str]) -> None:
    where = f"{path}: {table} {symbol!r}"
    if table == "rename":
        if not isinstance(entry, str) or not entry.startswith(("tf.", "migrate.compat_scope.")):
            raise UsageError(f"{where}: a new name begins with `tf.` or `migrate.compat_scope.`")
        return
    if not isinstance(entry, dict):
        raise UsageError(f"{where}: must be a table; is the symbol in quotes?")
    required, known = _KEYS[table]
    _known(path, f"{table} {symbol!r}", set(entry), known)
    for key in sorted(required - set(entry)):
        raise UsageError(f"{where}: `{key}` is missing")
    if table == "call" and not ({"to", "template", "value"} & set(entry) or "params" in entry):
        raise UsageError(f"{where}: says neither `params` nor `to`, `template` or `value`")
    for key in ("to", "template", "value", "advice", "import", "code"):
        if key in entry and not isinstance(entry[key], str):
            raise UsageError(f"{where}: `{key}` must be a string")
    if "import" in entry:
        _check_import(where, entry)
    for key in ("params", "drop", "unless", "bodies"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise UsageError(f"{where}: `{key}` must be a list of parameter names")
    if table == "call":
        params = set(entry.get("params", ()))
        used = {*entry.get("rename", {}), *entry.get("drop", ()), *entry.get("convert", {})}
        for name in sorted((used | set(entry.get("unless", ()))) - params):
            raise UsageError(f"{where}: `{name}` is not one of its `params`")
    if entry.get("code", "TF101") not in codes:
        raise UsageError(f"{where}: there is no diagnostic {entry['code']} (see `migrate explain`)")


def _check_import(where: str, entry: dict[str, Any]) -> None:
    """`import` is one statement that binds one name, with which `to` begins."""
    try:
        bound, _ = import_binding(entry["import"])
    except ValueError as error:
        raise UsageError(f"{where}: `import`: {error}") from error
    if entry["to"].partition(".")[0] != bound:
        raise UsageError(f"{where}: `to` must begin with `{bound}`, which `import` binds")


def _known(path: Path, what: str, keys: set[str], known: set[str]) -> None:
    for key in sorted(keys - known):
        near = difflib.get_close_matches(key, sorted(known), 1)
        hint = f"; did you mean `{near[0]}`?" if near else f" (known: {', '.join(sorted(known))})"
        raise UsageError(f"{path}: {what}: unknown key `{key}`{hint}")
