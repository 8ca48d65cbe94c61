"""Name expressions as templates: what is known as text, what is not in braces."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import lru_cache

from migrate.model.graph import Expr

UNKNOWN = "{...}"
_NONE = "None"
_SHORT = 24
_FORMAT = re.compile(r"%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?([sdirfgx%])")
_FIELD = re.compile(r"\{(\w*)(?:![rsa])?(?::[^{}]*)?\}")


class Names:
    """What the names in a name expression stand for.

    Attributes:
      values: parameter -> template; ``"None"`` for None.
      constants: the module's literal constants, as source text.
    """

    def __init__(self, values: Mapping[str, str], constants: Mapping[str, str]) -> None:
        self.values = values
        self.constants = constants

    def template(self, expr: Expr | None) -> str:
        """The template of a name expression; ``"None"`` when it is None or missing."""
        if expr is None:
            return _NONE
        node = _parse(expr.text)
        return UNKNOWN if node is None else self._of(node)

    def _of(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant):
            return str(node.value)
        if isinstance(node, ast.Name):
            if node.id in self.values:
                return self.values[node.id]
            constant = self.constants.get(node.id)
            return str(ast.literal_eval(constant)) if constant is not None else f"{{{node.id}}}"
        if isinstance(node, ast.Attribute):
            return _shown(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _is_text(node.left):
            return self._percent(node)
        if isinstance(node, ast.BinOp):
            if isinstance(node.op, ast.Add) and not _is_number(node):
                return self._of(node.left) + self._of(node.right)
            return _shown(node)
        if isinstance(node, ast.JoinedStr):
            parts = []
            for part in node.values:
                inner = part.value if isinstance(part, ast.FormattedValue) else part
                parts.append(self._of(inner))
            return "".join(parts)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return self._either(node)
        if isinstance(node, ast.IfExp):
            arms = {self._of(node.body), self._of(node.orelse)}
            return arms.pop() if len(arms) == 1 else UNKNOWN
        if isinstance(node, ast.Call):
            return self._call(node)
        return UNKNOWN

    def _either(self, node: ast.BoolOp) -> str:
        for value in node.values:
            found = self._of(value)
            if found not in (_NONE, "", "False"):
                return found
        return found

    def _percent(self, node: ast.BinOp) -> str:
        left = node.left
        if not (isinstance(left, ast.Constant) and isinstance(left.value, str)):
            return UNKNOWN
        values = list(node.right.elts) if isinstance(node.right, ast.Tuple) else [node.right]
        if isinstance(node.right, ast.Dict):
            return UNKNOWN
        given = iter(values)

        def fill(match: re.Match[str]) -> str:
            if match.group(2) == "%":
                return "%"
            value = next(given, None)
            return self._of(value) if value is not None else UNKNOWN

        return _FORMAT.sub(fill, left.value)

    def _call(self, node: ast.Call) -> str:
        func = node.func
        if isinstance(func, ast.Name) and func.id == "str" and len(node.args) == 1:
            return self._of(node.args[0])
        if not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Constant):
            return _shown(node)
        text = func.value.value
        if func.attr == "join" and text == "/" and len(node.args) == 1:
            parts = node.args[0]
            if isinstance(parts, (ast.List, ast.Tuple)):
                return "/".join(self._of(e) for e in parts.elts)
        if func.attr != "format" or not isinstance(text, str):
            return UNKNOWN
        named = {k.arg: k.value for k in node.keywords if k.arg}
        position = iter(range(len(node.args)))

        def fill(match: re.Match[str]) -> str:
            key = match.group(1) or str(next(position, -1))
            if key in named:
                return self._of(named[key])
            index = int(key) if key.lstrip("-").isdigit() else -1
            return self._of(node.args[index]) if 0 <= index < len(node.args) else UNKNOWN

        return _FIELD.sub(fill, text)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_number(node: ast.expr) -> bool:
    """Whether an addition is one of numbers, as far as a look at it tells."""
    if isinstance(node, ast.BinOp):
        if not isinstance(node.op, ast.Add):
            return not (isinstance(node.op, ast.Mod) and _is_text(node.left))
        return _is_number(node.left) or _is_number(node.right)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (int, float))
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("len", "int")


def _shown(node: ast.expr) -> str:
    """A short expression in braces, for the reader."""
    text = ast.unparse(node)
    return f"{{{text}}}" if len(text) <= _SHORT and not set(text) & set("{}'\"") else UNKNOWN


def is_static(template: str) -> bool:
    return "{" not in template


@lru_cache(maxsize=65536)
def _parse(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return None


def join(path: str, name: str) -> str:
    """A name below a scope; either may be ""."""
    return f"{path}/{name}" if path and name else path or name
