"""RNN cells that a tree defines: classes whose objects make no variables until a layer runs them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace

from migrate.lift.cells.cells import cell_layer
from migrate.lift.classes.keras_bases import cell_base
from migrate.lift.classes.parts import ClassParts, self_attribute
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.source.view import View
from migrate.lift.text.own_classes import class_in, tensorflow_name
from migrate.lift.text.render import INDENT
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

_SIZES = ("state_size", "output_size")
# What TF1's base class has, and runs cells by.
_INHERITED = frozenset({"zero_state", "get_initial_state", "build", "call"})


def cell_classes(sources: Mapping[str, LiftSource], graph: TreeGraph) -> dict[Key, Key]:
    """The cells whose call makes variables: what runs when an object is made -> the call."""
    found = {}
    for source in sources.values():
        for node in source.tree.body:
            call = (source.module, f"{getattr(node, 'name', '')}.__call__")
            if isinstance(node, ast.ClassDef) and call in graph.creating:
                if cell_base(source, node):
                    found[source.module, f"{node.name}.__init__"] = call
    return found


def check_cell(source: LiftSource, parts: ClassParts) -> None:
    """A cell has the sizes of its output and state, and is called with inputs and a state.

    Raises:
      Refused: it has more than that, or asks for what TF1's base class gives it.
    """
    args, line = parts.call.args, parts.call.lineno
    if len(args.args) != 3 or args.defaults or args.kwonlyargs:
        raise Refused("TF320", "`__call__` takes more than inputs and a state", line)
    for name in _SIZES:
        if _returned(parts, name) is None:
            text = f"`{name}` of `{parts.node.name}` is no property that only returns something"
            raise Refused("TF320", text, parts.node.lineno)
    for method in parts.methods:
        if method.name in _INHERITED:
            text = f"its method `{method.name}` means something else to a cell"
            raise Refused("TF320", text, method.lineno)
    if not tensorflow_name(source):
        raise Refused("TF316", "a cell in a module without `tf`", parts.node.lineno)
    own = parts.attributes
    own |= {t.id for s in parts.node.body if isinstance(s, ast.Assign) for t in s.targets}  # type: ignore[attr-defined]
    for method in (parts.init, parts.call, *parts.methods):
        for part in walk(method):
            asked = self_attribute(part)
            if asked and asked not in own:
                text = f"`self.{asked}` is that of TF1's class"
                raise Refused("TF320", text, getattr(part, "lineno", line))


def check_cell_made(call: ast.Call, init: FunctionNode, at: int) -> None:
    """Where a cell is made, nothing is said that a layer has not.

    Raises:
      Refused: something is.
    """
    names = [a.arg for a in init.args.args[1:]]
    starred = any(isinstance(a, ast.Starred) for a in call.args)
    given = {*names[: len(call.args)], *(k.arg for k in call.keywords)}
    known = {*names, *(a.arg for a in init.args.kwonlyargs)} - {"reuse"}
    if starred or len(call.args) > len(names) or not given <= known:
        raise Refused("TF320", f"`{ast.unparse(call)}`", at)


def initial_state(source: LiftSource, parts: ClassParts) -> list[str]:
    """``get_initial_state``: zeros, one tensor for each size."""
    tf = tensorflow_name(source)
    state = _returned(parts, "state_size")
    assert state is not None
    zeros = f"{tf}.zeros([batch_size, size])"
    lines = [
        f"{INDENT * 2}return {tf}.nest.map_structure(",
        f"{INDENT * 3}lambda size: {zeros}, self.state_size",
        f"{INDENT * 2})",
    ]
    if len(widths(source, parts)) == 1:
        lines = [f"{INDENT * 2}return {tf}.zeros([batch_size, {source.segment(state)}])"]
    return [f"{INDENT}def get_initial_state(self, batch_size):", *lines]


def with_state_tuples(view: View, parts: ClassParts) -> LiftSource:
    """The module, in which the methods of a cell make the states of LSTMs as layers do."""
    source = view.source
    replaced: dict[int, str] = {}
    for method in (parts.init, *parts.methods):
        for part in walk(method):
            symbol = source.called(part)
            if isinstance(part, ast.Call) and symbol.endswith(".LSTMStateTuple"):
                to = cell_layer(view, part).to
                replaced[id(part.func)] = class_in(source, view.table, to, part.lineno)
    return replace(source, replaced={**source.replaced, **replaced})


def symbolic_step(source: LiftSource, parts: ClassParts, shape: str) -> list[str]:
    """The end of ``build``: what runs a cell builds it, and with it the layers that it calls.

    Args:
      shape: what ``build`` calls the shape of the inputs.
    """
    tf = tensorflow_name(source)
    state = _returned(parts, "state_size")
    text = f"""
# One symbolic step builds the layers that `call` uses, before a loop runs it.
state = {tf}.nest.map_structure(
    lambda size: keras.KerasTensor([None, size]), self.state_size
)
"""
    if state is not None and len(widths(source, parts)) == 1:
        text = f"""
# One symbolic step builds the layers that `call` uses, before a loop runs it.
state = keras.KerasTensor([None, {source.segment(state)}])
"""
    text += f"self.compute_output_spec(keras.KerasTensor({shape}), state)"
    return [f"{INDENT * 2}{line}" for line in text.strip().split("\n")]


def widths(source: LiftSource, parts: ClassParts) -> tuple[str, ...]:
    """How wide each tensor of the state is, where they are numbers; nothing where that is not known."""
    state, output = (_returned(parts, name) for name in _SIZES)
    if state is None or output is None:
        return ()
    if isinstance(state, (ast.Name, ast.Attribute, ast.BinOp, ast.Constant)):
        number = ast.unparse(state) == ast.unparse(output) or _is_number(parts, state)
        return (source.segment(state),) if number else ()
    listed = state.elts if isinstance(state, ast.Tuple) else []
    if isinstance(state, ast.Call) and source.called(state).endswith(".LSTMStateTuple"):
        listed = state.args if not state.keywords and len(state.args) == 2 else []
    numbers = all(ast.unparse(e) == ast.unparse(output) or _is_number(parts, e) for e in listed)
    return tuple(source.segment(e) for e in listed) if numbers else ()


def _is_number(parts: ClassParts, node: ast.expr) -> bool:
    """Whether an expression is computed, as only numbers are."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, (ast.Mult, ast.FloorDiv, ast.Sub))
    places = parts.stores.get(self_attribute(node), [])
    return len(places) == 1 and _is_number(parts, places[0][0].value)


def _returned(parts: ClassParts, name: str) -> ast.expr | None:
    """What a property returns, where that is all it does."""
    method = next((m for m in parts.methods if m.name == name), None)
    if method is None or [ast.unparse(d) for d in method.decorator_list] != ["property"]:
        return None
    body = [s for s in method.body if not isinstance(s, ast.Expr)]
    alone = body[0] if len(body) == 1 else None
    return alone.value if isinstance(alone, ast.Return) else None
