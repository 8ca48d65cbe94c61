"""What in a scoped function stands in the way of lifting it, as reasons with the place they rest on.

The codes are those of ``rules/diagnostics.toml`` (TF302 to TF311).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from migrate.model.graph import Creation, Expr, FunctionScopes, ScopeEntry
from migrate.model.name_templates import UNKNOWN
from migrate.model.naming import FunctionNames
from migrate.model.tree import Key, TreeGraph
from migrate.model.values import called
from migrate.outcomes import Reason

_NUMBERED = re.compile(r"_(\d+|\{\.\.\.\})(/|$)")
_NO_COUNTERPART = ("custom_getter", "partitioner", "caching_device")
_PLAIN_REUSE = re.compile(r"None|True|False|[A-Za-z_][\w.]*|.*\bAUTO_REUSE")
_STANDARD = re.compile(r"GraphKeys\.\w*(VARIABLES|WEIGHTS|BIASES|LOSSES)|None")


def hindrances(graph: TreeGraph, key: Key, names: FunctionNames) -> Iterator[Reason]:
    """Everything about one function that lifting would have to overcome, in source order of each kind."""
    function = graph.functions[key]
    yield from _scopes(function)
    yield from _sharing(function)
    yield from _loops(function)
    yield from _values(graph, key, function)
    yield from _features(function)
    yield from _variables(key, names)
    yield from _shapes(function)
    yield from _closures(graph, key, function)


def _scopes(function: FunctionScopes) -> Iterator[Reason]:
    for entry in function.entries:
        if entry.kind != "variable_scope":
            continue
        name = entry.name or entry.default_name
        if name is not None and not entry.jump and _is_computed(name):
            yield Reason("TF302", f"scope name `{name.text}`", name.span.line)


def _is_computed(name: Expr) -> bool:
    """Whether a name comes out of a call or a data structure, which only a run can tell."""
    node = ast.parse(name.text, mode="eval").body
    for part in ast.walk(node):
        if isinstance(part, ast.Subscript):
            return True
        if isinstance(part, ast.Call):
            text = isinstance(part.func, ast.Attribute) and isinstance(
                part.func.value, ast.Constant
            )
            if not text and ast.unparse(part.func) not in ("str", "len", "int", "repr"):
                return True
    return False


def _sharing(function: FunctionScopes) -> Iterator[Reason]:
    either: list[ScopeEntry | Creation] = [*function.entries, *function.creations]
    for what in either:
        reuse = what.arg("reuse") if isinstance(what, Creation) else what.reuse
        if reuse is not None and not _PLAIN_REUSE.fullmatch(reuse.text):
            yield Reason("TF303", f"`reuse={reuse.text}`", reuse.span.line)
    for creation in function.creations:
        arms = {function.branches[i].arm for i in creation.context.branches}
        if arms & {"try", "except"}:
            what_is_made = creation.bound_to or creation.symbol
            yield Reason(
                "TF303", f"`{what_is_made}` is made in a `try` statement", creation.span.line
            )


def _loops(function: FunctionScopes) -> Iterator[Reason]:
    reported: set[int] = set()
    for creation in function.creations:
        for index in creation.context.loops:
            loop = function.loops[index]
            if loop.iterable is None and index not in reported:
                reported.add(index)
                yield Reason("TF304", "a `while` loop creates variables", loop.span.line)


def _values(graph: TreeGraph, key: Key, function: FunctionScopes) -> Iterator[Reason]:
    for module, line in graph.handed_on.get(key, ()):
        where = f"line {line}" if module == key[0] else f"{module}, line {line}"
        yield Reason(
            "TF305",
            f"`{function.qualname}` is passed as a value ({where})",
            line if module == key[0] else 0,
        )
    parameters = {p.name for p in function.params}
    for text, line in function.opaque_calls:
        if text in parameters:
            yield Reason("TF305", f"calls its parameter `{text}`", line)


def _features(function: FunctionScopes) -> Iterator[Reason]:
    for entry in function.entries:
        for name, value in entry.keywords:
            if name in _NO_COUNTERPART and value.text != "None" and entry.kind == "variable_scope":
                yield Reason("TF306", f"`{name}={value.text}`", value.span.line)
        if entry.jump and entry.name is not None and "get_variable_scope" not in entry.name.text:
            yield Reason("TF306", f"re-enters the scope `{entry.name.text}`", entry.span.line)
    for creation in function.creations:
        for name in _NO_COUNTERPART:
            given = creation.arg(name)
            if given is not None and given.text != "None" and creation.kind == "variable":
                yield Reason("TF306", f"`{name}={given.text}`", given.span.line)
        collections = creation.arg("collections")
        if collections is not None and not _is_standard(collections):
            yield Reason("TF306", f"`collections={collections.text}`", collections.span.line)
    for switch in function.reuse:
        yield Reason("TF306", f"`{switch.scope.text}.reuse_variables()`", switch.span.line)


def _is_standard(collections: Expr) -> bool:
    node = ast.parse(collections.text, mode="eval").body
    if isinstance(node, ast.Constant) and node.value is None:
        return True
    if not isinstance(node, (ast.List, ast.Tuple)):
        return False
    return all(_STANDARD.search(ast.unparse(e)) for e in node.elts)


def _variables(key: Key, names: FunctionNames) -> Iterator[Reason]:
    numbered: set[int] = set()
    for variable in names.variables:
        creation = variable.creation
        if variable.owner != key:
            continue
        if creation.name is None and creation.kind in ("layer", "class", "runner"):
            if creation.span.line not in numbered:
                numbered.add(creation.span.line)
                text = f"`{creation.symbol}` without a name"
                yield Reason("TF307", text, creation.span.line)
        elif UNKNOWN in variable.name and creation.name and _is_computed(creation.name):
            text = creation.name.text
            yield Reason("TF309", f"variable name `{text}`", creation.name.span.line)


def _shapes(function: FunctionScopes) -> Iterator[Reason]:
    """Shapes that are computed by a TensorFlow operation where they stand."""
    for creation in function.creations:
        shape = creation.arg("shape")
        if shape is None or creation.kind != "variable":
            continue
        made_by = [text for text, symbol in shape.symbols if called(symbol).kind == "tensor"]
        made_by = [text for text in made_by if f"{text}(" in shape.text]
        if made_by:
            label = creation.name.text.strip("'") if creation.name else creation.bound_to
            text = f"shape of `{label}` depends on the value of `{made_by[0]}(...)`"
            yield Reason("TF311", text, shape.span.line)


def _closures(graph: TreeGraph, key: Key, function: FunctionScopes) -> Iterator[Reason]:
    if ".<locals>." in key[1] and function.free:
        shown = ", ".join(f"`{n}`" for n in function.free[:4])
        more = ", ..." if len(function.free) > 4 else ""
        yield Reason("TF310", f"uses {shown}{more} of `{function.owner}`", function.span.line)
