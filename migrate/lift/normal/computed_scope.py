"""Scopes that a function names by its parameters, ``'layer_%d' % i``: whoever makes the layer gives it that name."""

from __future__ import annotations

import ast
import builtins
import copy
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from migrate.nodes import walk

_QUOTED = re.compile(r"[\\'\"{}\n]")
_ATOMS = (ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Call)


@dataclass(frozen=True, eq=False)
class Naming:
    """The name of a layer, as an expression over parameters of the function that it was.

    Attributes:
      expression: the name that the function gave its scope.
      parameters: the parameters it reads, with their defaults.
    """

    expression: ast.expr
    parameters: Mapping[str, ast.expr | None]

    def given(self, arguments: Mapping[str, ast.expr]) -> ast.expr | None:
        """The expression with the arguments of a call; None when one is missing or cannot stand in it."""
        text = self.text({n: (v, ast.unparse(v)) for n, v in arguments.items()})
        return None if text is None else ast.parse(text, mode="eval").body

    def text(self, arguments: Mapping[str, tuple[ast.expr, str]]) -> str | None:
        """The same as text, where an argument comes with what is written for it."""
        known: dict[str, tuple[ast.expr, str]] = {}
        for name, default in self.parameters.items():
            if name in arguments:
                known[name] = arguments[name]
            elif default is not None:
                known[name] = default, ast.unparse(default)
            else:
                return None
        return self._filled(known)

    @property
    def source(self) -> str:
        """The expression with the names of the parameters."""
        return ast.unparse(self.expression)

    def _filled(self, known: Mapping[str, tuple[ast.expr, str]]) -> str | None:
        whole = _Filled({n: v for n, (v, _) in known.items()}).visit(copy.deepcopy(self.expression))
        told = folded(whole)
        if told is not None:
            return repr(told)
        in_string = any(isinstance(n, ast.JoinedStr) for n in walk(self.expression))
        if in_string and any(_QUOTED.search(shown) for _, shown in known.values()):
            return None  # Python before 3.12 takes no such thing inside the braces of a string
        text = ast.unparse(_Marked(known).visit(copy.deepcopy(self.expression)))
        for name, (node, shown) in known.items():
            text = text.replace(_mark(name), shown if isinstance(node, _ATOMS) else f"({shown})")
        return text


def folded(node: ast.expr) -> str | int | None:
    """The value of a name that is made of constants only, as people write them."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, (str, int)) else None
    if isinstance(node, ast.JoinedStr):
        parts: list[str] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue) and (part.conversion != -1 or part.format_spec):
                return None
            value = folded(part.value if isinstance(part, ast.FormattedValue) else part)
            if value is None:
                return None
            parts.append(str(value))
        return "".join(parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        left = folded(node.left)
        items = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        right = [folded(item) for item in items]
        if isinstance(node.op, ast.Add) and isinstance(left, int) and isinstance(right[0], int):
            return left + right[0]
        if not isinstance(left, str) or None in right:
            return None
        if isinstance(node.op, ast.Mod):
            try:
                return left % tuple(right) if left.count("%") == len(right) else None
            except (TypeError, ValueError):
                return None
        return left + right[0] if isinstance(right[0], str) and len(right) == 1 else None
    if isinstance(node, ast.Call) and not node.keywords:
        given = [folded(a) for a in node.args]
        if None in given:
            return None
        if isinstance(node.func, ast.Name) and node.func.id == "str" and len(given) == 1:
            return str(given[0])
        if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            form = folded(node.func.value)
            if isinstance(form, str) and form.count("{}") == form.count("{") == len(given):
                return form.format(*given)
    return None


class _Filled(ast.NodeTransformer):
    """Puts arguments where the parameters stand."""

    def __init__(self, given: Mapping[str, ast.expr]) -> None:
        self._given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._given.get(node.id, node)


class _Marked(ast.NodeTransformer):
    """Puts marks where the parameters stand."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(_mark(node.id), node.ctx) if node.id in self._names else node


def _mark(name: str) -> str:
    return f"__tf1_scope_{name}__"


def computed(name: ast.expr, parameters: Mapping[str, ast.expr | None], is_config: bool) -> bool:
    """Whether a scope's name is made of parameters (and of nothing else that a caller might not know)."""
    if isinstance(name, (ast.Name, ast.Constant)) or not is_config:
        return False
    names = [n for n in walk(name) if isinstance(n, ast.Name)]
    known = all(n.id in parameters or hasattr(builtins, n.id) for n in names)
    shown = [n.value for n in walk(name) if isinstance(n, ast.Constant)]
    plain = not any(isinstance(n, (ast.Lambda, ast.comprehension)) for n in walk(name))
    levels = any(isinstance(text, str) and "/" in text for text in shown)
    return known and plain and not levels and any(n.id in parameters for n in names)
