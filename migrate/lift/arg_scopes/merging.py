"""What the scopes around all calls of a function give it: written out in it, or handed to it as parameters."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from migrate.lift.arg_scopes.defaults import Defaults
from migrate.lift.arg_scopes.reading import Env
from migrate.lift.arg_scopes.values import (
    Hole,
    References,
    Unknown,
    Value,
    filled,
    renamed,
    same,
    through,
)
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.nodes import walk

# Which layers there are depends on them, so they are written out or it stays as it is.
_WRITTEN_OUT = frozenset(("normalizer_fn", "normalizer_params"))


@dataclass(frozen=True, eq=False)
class Site:
    """A call of the function.

    Attributes:
      env: what is given there that the function needs, in the terms of the caller.
      arguments: what the call itself gives, by parameter.
    """

    env: Env
    arguments: Mapping[str, ast.expr]


@dataclass(frozen=True, eq=False)
class Handed:
    """A parameter that a function gets.

    Attributes:
      given: what each of its calls gives; None where that is the default.
    """

    name: str
    default: ast.expr | None
    given: tuple[ast.expr | None, ...]


@dataclass(eq=False)
class Merged:
    """What a function gets from scopes, in its own terms, and its new parameters."""

    env: Env = field(default_factory=dict)
    handed: dict[str, Handed] = field(default_factory=dict)


def merged(
    references: References,
    source: LiftSource,
    node: FunctionNode,
    sites: Sequence[Site],
    defaults: Defaults,
) -> Merged:
    """What all calls of a function have in common, with parameters for the rest.

    Args:
      defaults: what functions have that are given nothing.

    Raises:
      Unknown: they have too little in common.
    """
    return _Merging(references, source, node, sites, defaults).result()


class _Merging:
    def __init__(
        self,
        references: References,
        source: LiftSource,
        node: FunctionNode,
        sites: Sequence[Site],
        defaults: Defaults,
    ) -> None:
        self._references = references
        self._source = source
        self._sites = sites
        self._defaults = defaults
        self._hidden = local_names(node)
        stored = {n.id for n in own_nodes(node.body) if isinstance(n, ast.Name) and _stored(n)}
        self._own = {a.arg: a.arg not in stored for a, _, _ in parameters(node)}
        self._found = Merged()
        self._reused: dict[str, tuple[ast.expr, ...]] = {}

    def result(self) -> Merged:
        for key in dict.fromkeys(key for site in self._sites for key in site.env):
            found = [site.env.get(key) for site in self._sites]
            default = self._defaults.of(*key) if None in found else None
            values = [v for v in (value or default for value in found) if v is not None]
            if len(values) != len(found):
                shown = key[0].rpartition(".")[2]
                raise Unknown(f"is given `{key[1]}=` of `{shown}` by some calls only")
            self._found.env[key] = self._one(key, values, default)
        return self._found

    def _one(self, key: tuple[str, str], values: list[Value], default: Value | None) -> Value:
        if not all(same(v.shape, values[0].shape) for v in values):
            if key[1] in _WRITTEN_OUT:
                raise Unknown(f"is given different `{key[1]}=`")
            shape: ast.expr = ast.Name(key[1], ast.Load())
            usual = default.expanded if default is not None else None
            values = [Value(shape, {key[1]: Hole(v.expanded, usual)}) for v in values]
        values = self._without_constants(values)
        values = self._without_strange(values)
        names: dict[str, str] = {}
        for hole in values[0].holes:
            given = tuple(v.holes[hole].given for v in values)
            names[hole] = self._parameter(key, hole, values[0].holes[hole].default, given)
        return renamed(through(values[0], names), names)

    def _without_constants(self, values: list[Value]) -> list[Value]:
        """With what is the same for all calls, and known to the function's module, written out."""
        for hole, one in values[0].holes.items():
            given = [v.holes[hole].given for v in values]
            alike = all(same(g, given[0]) for g in given) and one.default is None
            if not alike or self._references.local(given[0]):
                continue
            if self._references.spelled(given[0], self._source, self._hidden) is not None:
                values = [_filled(v, hole, given[0]) for v in values]
        return values

    def _without_strange(self, values: list[Value]) -> list[Value]:
        """With holes for what the function's module has no name for.

        Raises:
          Unknown: it is a function or class, which the module would have to import.
        """
        names = [n.id for n in walk(values[0].shape) if isinstance(n, ast.Name)]
        for name in dict.fromkeys(n for n in names if n in self._references.found):
            here = ast.Name(name, ast.Load())
            if self._references.spelled(here, self._source, self._hidden) is not None:
                continue
            reference = self._references.found[name]
            if reference.symbol or reference.target is not None or reference.known:
                raise Unknown(f"is given `{reference.text}`, which its module does not know")
            hole = reference.text.rpartition(".")[2].lower()
            if hole in values[0].holes:
                raise Unknown(f"is given two values called `{hole}`")
            values = [
                Value(
                    filled(v.shape, {name: ast.Name(hole, ast.Load())}),
                    {**v.holes, hole: Hole(here)},
                )
                for v in values
            ]
        return values

    def _parameter(
        self,
        key: tuple[str, str],
        hole: str,
        default: ast.expr | None,
        given: tuple[ast.expr, ...],
    ) -> str:
        """The parameter of the function that stands for a hole, a new one if there is none."""
        layer = key[0].rpartition(".")[2].rpartition(":")[2]
        for name in (hole, f"{layer}_{hole}", f"{layer}_{key[1]}"):
            if name in self._own:
                if self._own[name] and self._is_given(name, given):
                    return name
                continue
            known = self._found.handed.get(name)
            if known is not None:
                before = self._reused[name]
                if all(same(a, b) for a, b in zip(before, given, strict=True)):
                    return name
                continue
            if name in self._hidden or any(name in site.arguments for site in self._sites):
                continue
            if default is not None:
                if self._references.spelled(default, self._source, self._hidden) is None:
                    default = None
            shown = tuple(None if default is not None and same(g, default) else g for g in given)
            self._found.handed[name] = Handed(name, default, shown)
            self._reused[name] = given
            return name
        raise Unknown(f"has no free name for `{hole}`")

    def _is_given(self, name: str, given: Collection[ast.expr]) -> bool:
        """Whether every call gives a parameter that already."""
        for site, wanted in zip(self._sites, given, strict=True):
            passed = site.arguments.get(name)
            if passed is None or not same(passed, wanted):
                return False
        return True


def _filled(value: Value, hole: str, given: ast.expr) -> Value:
    holes = {n: h for n, h in value.holes.items() if n != hole}
    return Value(filled(value.shape, {hole: given}), holes)


def _stored(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)
