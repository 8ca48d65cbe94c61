"""Users' subclasses of TF1's `RNNCell` as objects whose call makes all their variables: as lifting reads classes.

class MyCell(tf.nn.rnn_cell.RNNCell):
    def call(self, inputs, state):
        w = tf.get_variable("w", [inputs.shape[-1].value, self.units])

class MyCell(tf.nn.rnn_cell.RNNCell):
    def __call__(self, inputs, state):
        with tf.variable_scope(self.name):  # "my_cell" where the object is given none
            w = tf.get_variable("w", [inputs.shape[-1].value, self.units])

TF1's base class opens that scope around `call` (TF 1.15, layers/base.py). A class with a ``__call__`` of its own opens its
own one, ``tf.variable_scope(scope or type(self).__name__)``, where nobody that runs a cell gives a scope.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping

from migrate.lift.classes.keras_bases import cell_base
from migrate.lift.normal.classes.keras_classes import KerasForms, check_shared
from migrate.lift.normal.classes.keras_reading import ADDS, read_class
from migrate.lift.normal.classes.keras_text import form_edits
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit


def cell_forms(
    sources: Mapping[str, LiftSource], graph: TreeGraph, elsewhere: Collection[Key]
) -> KerasForms:
    """The cells of a tree that can be written so, and why others cannot, by their methods that make variables.

    Args:
      elsewhere: what modules use that stay as they are.
    """
    found: list[Repeats] = []
    refused: dict[Key, Reason] = {}
    for source in sources.values():
        for node in source.tree.body:
            if not isinstance(node, ast.ClassDef) or not cell_base(source, node):
                continue
            methods = {n.name: n for n in node.body if isinstance(n, ast.FunctionDef)}
            makers = {(source.module, f"{node.name}.{name}") for name in methods}
            makers &= graph.creating
            if not makers and not _adds_weights(methods.get("build")):
                continue
            try:
                check_shared(sources, graph, elsewhere, (source.module, node.name), node.lineno)
                edits = _edits(source, node, methods)
            except Refused as reason:
                refused |= dict.fromkeys(makers, reason.reason)
                continue
            call = (source.module, f"{node.name}.__call__")
            before = {call: tuple(sorted(makers, reverse=True))}
            if edits:
                found.append(Repeats(frozenset([call]), {source.module: edits}, before=before))
    return KerasForms(tuple(found), refused)


def _adds_weights(build: FunctionNode | None) -> bool:
    return build is not None and any(
        isinstance(n, ast.Attribute) and n.attr in ADDS for n in walk(build)
    )


def _edits(
    source: LiftSource, node: ast.ClassDef, methods: dict[str, FunctionNode]
) -> tuple[Edit, ...]:
    if "__call__" in methods:
        return tuple(sorted(_own_scope(source, node, methods), key=lambda e: (e.start, e.end)))
    return form_edits(read_class(source, node, default_name(node.name)), ())


def default_name(name: str) -> str:
    """What TF1 calls the scope of a layer without a name (TF 1.15, utils/generic_utils.py: to_snake_case)."""
    words = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
    found = re.sub(r"([a-z])([A-Z])", r"\1_\2", words).lower()
    return f"private{found}" if found.startswith("_") else found


# ------------------------------------------------------------ a call of its own
def _own_scope(
    source: LiftSource, node: ast.ClassDef, methods: dict[str, FunctionNode]
) -> list[Edit]:
    """The call without the scope that it may be given, which is that of the class then."""
    call, positions = methods["__call__"], source.positions
    edits = [
        Edit(positions.start(n), positions.end(n), (f'"{node.name}"',))  # type: ignore[arg-type]
        for n in walk(node)
        if isinstance(n, ast.Attribute) and _says_class(n)
    ]
    inside = [(e.start, e.end) for e in edits]
    idle = methods.get("call")
    if idle is not None:
        edits.append(_without(source, node, idle))
    args = call.args.args
    if len(args) < 4:
        return edits
    scope, default = args[3], call.args.defaults[-1:]
    if len(args) > 4 or not default or not isinstance(default[0], ast.Constant):
        raise Refused(
            "TF320", "`__call__` takes more than inputs, a state and a scope", call.lineno
        )
    start = positions.end(args[2])
    edits.append(Edit(start, positions.end(default[0]), ("",)))
    parts = [p for s in call.body for p in walk(s)]
    above = {id(v): p for p in parts if isinstance(p, ast.BoolOp) for v in p.values[:1]}
    for use in parts:
        if not isinstance(use, ast.Name) or use.id != scope.arg:
            continue
        either = above.get(id(use))
        if default[0].value and isinstance(use.ctx, ast.Load) and either is None:
            text = source.segment(default[0])
            edits.append(Edit(positions.start(use), positions.end(use), (text,)))
        elif (
            default[0].value is None and isinstance(either, ast.BoolOp) and len(either.values) == 2
        ):
            rest = either.values[1]
            where = (positions.start(rest), positions.end(rest))
            text = f'"{node.name}"' if where in inside else source.segment(rest)
            edits = [e for e in edits if (e.start, e.end) != where]
            edits.append(Edit(positions.start(either), where[1], (text,)))
        else:
            raise Refused("TF302", f"`{scope.arg}` of `__call__`", use.lineno)
    return edits


def _says_class(node: ast.Attribute) -> bool:
    return ast.unparse(node) in ("type(self).__name__", "self.__class__.__name__")


def _without(source: LiftSource, node: ast.ClassDef, method: FunctionNode) -> Edit:
    """No `call` that does nothing, and that only stands there for those who look for it.

    Raises:
      Refused: it does something.
    """
    does = [s for s in method.body if not isinstance(s, ast.Pass)]
    does = [s for s in does if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    called = any(isinstance(n, ast.Attribute) and n.attr == "call" for n in walk(node))
    if does or called or method.decorator_list:
        raise Refused("TF320", "has a `call` beside its `__call__`", method.lineno)
    start = source.positions.line_start(method.lineno)
    last = (method.end_lineno or method.lineno) + 1
    while not source.positions.lines.line(last).strip():
        last += 1
    return Edit(start, source.positions.line_start(last), ("",))
