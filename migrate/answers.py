"""Answers: what a rule file says about a symbol, as data."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from migrate.errors import UsageError


class Kind(str, Enum):
    """What a rule says about a symbol."""

    SAME = "same"  # TF 2 has it, under the same name, with the same meaning
    RENAME = "rename"  # TF 2 has it under another name
    V1 = "v1"  # it lives on in tf.compat.v1
    SCOPE = "scope"  # migrate.compat_scope supplies it
    CALL = "call"  # TF 2 has it with other arguments
    REPLACE = "replace"  # another library has it
    FLAG = "flag"  # no answer, with specific advice
    MISSING = "missing"  # no answer
    PRIVATE = "private"  # not part of the public API; still there on TF 2
    UNKNOWN = "unknown"  # not a symbol of TF 1.15
    NAMESPACE = "namespace"


@dataclass(frozen=True)
class Conversion:
    """An argument whose value changes: its new name, and a text with ``{}`` for the old value."""

    to: str
    text: str


@dataclass(frozen=True)
class CallRule:
    """How a call changes; see ``rules/README.md``."""

    to: str = ""
    params: tuple[str, ...] = ()
    rename: dict[str, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    convert: dict[str, Conversion] = field(default_factory=dict)
    keyword_from: int | None = None
    unless: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()  # only where these are written as strings
    only: dict[str, str] = field(default_factory=dict)  # where the source of these matches a regex
    unless_followed: str = (
        ""  # a regex of what stands behind the call where the rule does not apply
    )
    weights: frozenset[str] = frozenset()  # only where these are weights of a lifted layer
    template: str = ""
    value: str = ""
    add: dict[str, str] = field(default_factory=dict)
    op_name: str = (
        ""  # TF1's default op name, where TF 2's is another: graph programs look ops up by name
    )
    eager_only: bool = False  # graph programs keep the fallback: its ops have TF1's names
    in_graphs: str = ""  # what graph programs call, with TF1's arguments, for its ops' names
    bodies: frozenset[str] = frozenset()  # functions; not for those that may create variables
    code: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Answer:
    """What becomes of one symbol.

    Attributes:
      symbol: the canonical TF1 symbol the answer is for; a prefix of the reference it was asked for.
      kind: see `Kind`.
      to: the new dotted name: ``"tf.math.log"``, ``"migrate.compat_scope.layers.dense"``, ``"absl.flags"``.
      imports: for REPLACE, the import statement by which code reaches ``to``; "" for ``from <module> import <name>``.
      call: for CALL, the argument changes.
      fallback: for CALL, the answer where the call rule does not apply.
      code: a diagnostic to report wherever the symbol is used; "" for none.
      advice: its advice.
    """

    symbol: str
    kind: Kind
    to: str = ""
    imports: str = ""
    call: CallRule | None = None
    code: str = ""
    advice: str = ""
    fallback: Answer | None = None


def import_binding(statement: str) -> tuple[str, str]:
    """(the name that an import statement of one name binds, what it stands for).

    Raises:
      ValueError: it is no such statement.
    """
    try:
        body = ast.parse(statement).body
    except SyntaxError as error:
        raise ValueError(f"{statement!r} is no Python statement") from error
    node = body[0] if len(body) == 1 else None
    if not isinstance(node, (ast.Import, ast.ImportFrom)) or len(node.names) != 1:
        raise ValueError(f"{statement!r} is not an import of one name")
    alias = node.names[0]
    if isinstance(node, ast.Import):
        if "." in alias.name and not alias.asname:
            raise ValueError(f"{statement!r} needs `as` and a name")
        return alias.asname or alias.name, alias.name
    if node.level or alias.name == "*":
        raise ValueError(f"{statement!r} must name its module and one name in it")
    return alias.asname or alias.name, f"{node.module}.{alias.name}"


def read_answers(data: dict[str, Any], path: Path) -> dict[str, Answer]:
    """The answers one file holds, by full symbol."""
    namespace = data.get("namespace", "tf")
    found: dict[str, Answer] = {}

    def full(name: str) -> str:
        return name if name.startswith("tf.") else f"{namespace}.{name}"

    for name in data.get("same", ()):
        found[full(name)] = Answer(full(name), Kind.SAME, full(name))
    for name in data.get("v1", ()):
        symbol = full(name)
        found[symbol] = Answer(symbol, Kind.V1, f"tf.compat.v1.{symbol.removeprefix('tf.')}")
    for name in data.get("scope", ()):
        symbol = full(name)
        to = f"migrate.compat_scope.{symbol.removeprefix('tf.')}"
        found[symbol] = Answer(symbol, Kind.SCOPE, to)
    code, advice = data.get("missing_code", ""), data.get("missing_advice", "")
    for name in data.get("missing", ()):
        found[full(name)] = Answer(full(name), Kind.MISSING, code=code, advice=advice)
    for name in data.get("namespaces", ()):
        found.setdefault(full(name), Answer(full(name), Kind.NAMESPACE))
    for name, to in data.get("rename", {}).items():
        found[full(name)] = Answer(full(name), Kind.RENAME, to)
    try:
        for name, entry in data.get("replace", {}).items():
            imports, to = entry.get("import", ""), entry["to"]
            if imports:
                bound, stem = import_binding(imports)
                to = stem + to[len(bound) :]
            found[full(name)] = Answer(
                *(full(name), Kind.REPLACE, to, imports),
                code=entry.get("code", ""),
                advice=entry.get("advice", ""),
            )
        for name, entry in data.get("flag", {}).items():
            found[full(name)] = Answer(
                full(name), Kind.FLAG, code=entry.get("code", "TF101"), advice=entry["advice"]
            )
        for name, entry in data.get("call", {}).items():
            rule = _call_rule(entry)
            to = rule.to or full(name)
            found[full(name)] = Answer(full(name), Kind.CALL, to, call=rule, code=rule.code)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: rule {name!r}: {type(error).__name__}: {error}") from error
    return found


def _call_rule(entry: dict[str, Any]) -> CallRule:
    known = set(CallRule.__dataclass_fields__)
    unknown = set(entry) - known
    if unknown:
        raise TypeError(f"unknown key {sorted(unknown)[0]!r}")
    values = dict(entry)
    values["params"] = tuple(values.get("params", ()))
    values["drop"] = frozenset(values.get("drop", ()))
    values["bodies"] = frozenset(values.get("bodies", ()))
    values["unless"] = frozenset(values.get("unless", ()))
    values["weights"] = frozenset(values.get("weights", ()))
    values["texts"] = frozenset(values.get("texts", ()))
    values["convert"] = {k: Conversion(**v) for k, v in values.get("convert", {}).items()}
    return CallRule(**values)
