"""What a method is given where its body stands in place of its call: values, and names that mean nothing else there."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from migrate.lift.normal.classes.template_bodies import free_name, is_dotted
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource, parameters, stores
from migrate.nodes import walk


@dataclass(frozen=True, eq=False)
class Given:
    """A call of a method.

    Attributes:
      values: by position, without the object itself.
      callers: the methods around, from the outermost.
      changed: the attributes that may be set meanwhile.
    """

    source: LiftSource
    call: ast.Call
    values: Sequence[ast.expr]
    called: FunctionNode
    callers: Sequence[FunctionNode]
    changed: Collection[str]

    def bound(
        self, target: str, back: ast.stmt | None, last: bool, taken: set[str]
    ) -> tuple[list[str], dict[str, str]]:
        """Statements that give the parameters their values, and new names for what is called as something else here.

        Args:
          target: the name that the call's value is given.
          back: see `given_back`.
          last: the one method around does nothing more with its names.
          taken: the names made up before; the new ones are added.
        """
        called, given = self.called, self._given()
        names = {n.id for m in self.callers for n in walk(m) if isinstance(n, ast.Name)}
        names |= {a.arg for m in self.callers for a, _, _ in parameters(m)}
        set_there = stores(called)
        inner = {n.id for n in walk(called) if isinstance(n, ast.Name)}
        inner |= {a.arg for a, _, _ in parameters(called)}
        made: set[str] = set()
        lines: list[str] = []
        renamed: dict[str, str] = {}

        def fresh(name: str) -> str:
            others = inner - {name}
            made.add(new := free_name(name, names | taken | made | others))
            return new

        for argument, default, _ in parameters(called)[1:]:
            name = argument.arg
            value = given.get(name) or default
            if value is None:
                raise Refused("TF310", f"`{ast.unparse(self.call)}`", self.call.lineno)
            text = self.source.segment(value)
            if name not in set_there and self._is_simple(value):
                renamed[name] = text
            elif text == target and isinstance(value, ast.Name):
                renamed[name] = target
            elif last and text not in inner and self._is_last_use(value, given):
                renamed[name] = text  # which nobody asks for any more
            else:
                renamed[name] = new = fresh(name)
                lines.append(f"{new} = {text}")
        if isinstance(back, ast.Assign) and target:
            name, old = ast.unparse(back.targets[0]), {k for k, v in renamed.items() if v == target}
            late = [n for n in walk(called) if isinstance(n, ast.Name) and n.id in old]
            if name not in renamed and all(n.lineno <= back.lineno for n in late):
                renamed[name] = target  # which nobody asks for any more
        for name in sorted(set_there - renamed.keys()):
            if name in names | taken:
                renamed[name] = fresh(name)
        taken |= made
        return lines, {k: v for k, v in renamed.items() if k != v}

    def _given(self) -> dict[str, ast.expr]:
        places = parameters(self.called)[1:]
        odd = any(isinstance(a, ast.Starred) for a in self.values)
        odd = odd or any(by_name for _, (_, _, by_name) in zip(self.values, places, strict=False))
        given = {a.arg: v for (a, _, _), v in zip(places, self.values, strict=False)}
        keywords = {k.arg or "**": k.value for k in self.call.keywords}
        odd = odd or not keywords.keys() <= {a.arg for a, _, _ in places} - given.keys()
        if odd or len(self.values) > len(places):
            raise Refused("TF310", f"`{ast.unparse(self.call)}`", self.call.lineno)
        return given | keywords

    def _is_simple(self, value: ast.expr) -> bool:
        """Whether an argument means the same wherever it is written in the method."""
        if isinstance(value, (ast.Name, ast.Constant)):
            return True
        attributes = {n.attr for n in walk(value) if isinstance(n, ast.Attribute)}
        return is_dotted(value) and not attributes & set(self.changed)

    def _is_last_use(self, value: ast.expr, given: dict[str, ast.expr]) -> bool:
        """Whether an argument is a local of the method around that nothing else is given."""
        caller = self.callers[-1]
        local = stores(caller) | {a.arg for a, _, _ in parameters(caller)}
        late = (ast.Lambda, ast.FunctionDef, ast.GeneratorExp)
        if any(isinstance(n, late) and n is not caller for n in walk(caller)):
            return False
        if not isinstance(value, ast.Name) or value.id not in local or value.id == "self":
            return False
        passed = [n.id for v in given.values() for n in walk(v) if isinstance(n, ast.Name)]
        return passed.count(value.id) == 1
