"""The methods by which Keras saves and loads a layer, added to its text."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.text.naming import RESERVED, attribute_name
from migrate.nodes import walk


@dataclass(frozen=True)
class Way:
    """How an argument is written and read: with ``{}`` for where it comes from."""

    saved: str
    loaded: str = ""


PLAIN = Way("{}")
OBJECT = Way("keras.saving.serialize_keras_object({})", "keras.saving.deserialize_keras_object({})")


def with_methods(text: str, ways: Mapping[str, Way]) -> str | None:
    """A class with `get_config` and `from_config`.

    Args:
      ways: of the constructor's parameters; the others are plain.

    Returns:
      None where an argument is not to be had any more.
    """
    (cls,) = ast.parse(text).body
    if not isinstance(cls, ast.ClassDef):
        return None
    methods = {m.name: m for m in cls.body if isinstance(m, ast.FunctionDef)}
    init = methods.get("__init__")
    if init is None or {"get_config", "from_config"} & methods.keys():
        return None
    args = init.args
    names = [a.arg for a in [*args.args[1:], *args.kwonlyargs] if a.arg != "name"]
    if (
        args.kwarg is None
        or not _behind(init)
        or args.vararg is not None
        or not ways.keys() <= set(names)
    ):
        return None
    attributes = _attributes(cls, init, names)
    if attributes is None:
        return None
    lines = text.rstrip("\n").split("\n")
    new = [f"        self.{attributes[n]} = {n}" for n in names if n not in _stored(init)]
    above = [init.body[_behind(init) - 1], *_stored(init).values()]
    at = max(s.end_lineno or 0 for s in above)
    return "\n".join([*lines[:at], *new, *lines[at:], *_methods(ways, attributes), ""])


def _behind(init: ast.FunctionDef) -> int:
    """The place in a constructor behind ``super().__init__()``, which a docstring may come before; 0 for none."""
    for place, statement in enumerate(init.body[:2], 1):
        if ast.unparse(statement).startswith("super().__init__("):
            return place
    return 0


def _stored(init: ast.FunctionDef) -> dict[str, ast.Assign]:
    """The statements right behind ``super().__init__()`` that keep a parameter."""
    found: dict[str, ast.Assign] = {}
    for statement in init.body[_behind(init) :]:
        if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Name):
            break
        if not isinstance(statement.targets[0], ast.Attribute):
            break
        found[statement.value.id] = statement
    return found


def _attributes(
    cls: ast.ClassDef, init: ast.FunctionDef, names: list[str]
) -> dict[str, str] | None:
    """The attribute that keeps each parameter, and that nothing sets again."""
    kept = {n: ast.unparse(s.targets[0]).partition(".")[2] for n, s in _stored(init).items()}
    taken = {n.attr for n in walk(cls) if isinstance(n, ast.Attribute)}
    taken |= {m.name for m in cls.body if isinstance(m, ast.FunctionDef)}
    for name in names:
        if name not in kept:
            kept[name] = attribute_name(name, taken, RESERVED)
            taken.add(kept[name])
    stores = [
        n.attr
        for n in walk(cls)
        if isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load)
    ]
    again = any(stores.count(attribute) > 1 for attribute in kept.values())
    return None if again else {n: kept[n] for n in names}


def _methods(ways: Mapping[str, Way], attributes: Mapping[str, str]) -> list[str]:
    saved = ", ".join(
        f'"{n}": {ways.get(n, PLAIN).saved.format(f"self.{attribute}")}'
        for n, attribute in attributes.items()
    )
    loaded = {n: way.loaded for n, way in ways.items() if way.loaded}
    roots = {text.partition("(")[0].partition(".")[0] for text in loaded.values()}
    given = "config" if "config" not in roots else "given"
    read = {n: text.format(f'{given}["{n}"]') for n, text in loaded.items()}
    named = [n for n in read if n not in {given, "cls"} | roots]  # others would hide what is read
    pairs = ", ".join(f'"{n}": {n if n in named else text}' for n, text in read.items())
    return [
        "",
        "    def get_config(self):",
        f"        return super().get_config() | {{{saved}}}",
        "",
        "    @classmethod",
        f"    def from_config(cls, {given}):",
        *(f"        {n} = {read[n]}" for n in named),
        f"        return cls(**{given} | {{{pairs}}})",
    ]
