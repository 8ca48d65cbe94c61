"""RNN cells: objects that make no variables until a layer runs them, and the layers that do.

A function's cells go to the constructor with all that makes them: they are only used there, but for their state
(``cell.zero_state``, ``cell.state_size``), which is asked of the layer's cell.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from migrate.lift.plans import Refused
from migrate.lift.source.layer_table import KerasLayer
from migrate.lift.source.sites import Scope, Site
from migrate.lift.text.own_classes import class_in
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.functions.attributes import Attribute
    from migrate.lift.source.view import View

Text = Callable[[ast.expr], str]
_FUSED = frozenset(("num_units", "forget_bias", "name", "state_is_tuple", "activation"))
_TRUE = ast.Constant(True)
_TANH = ("None", "tf.tanh", "tf.nn.tanh")


def is_cell(view: View, node: ast.AST) -> bool:
    """Whether a node is a call that makes a cell."""
    if not isinstance(node, ast.Call):
        return False
    rule = view.tree.rules.get(view.source.called(node))
    return rule is not None and rule.kind == "cell"


def cell_layer(view: View, node: ast.Call) -> KerasLayer:
    """What a cell becomes.

    Raises:
      Refused: a cell without a counterpart.
    """
    symbol = view.source.called(node)
    layer = view.table.get(symbol)
    if layer is None:
        raise Refused("TF316", f"`{symbol}` has no counterpart in a layer", node.lineno)
    return layer


def as_site(view: View, node: ast.Call) -> Site:
    """A cell as a site, so that its arguments are read like those of a layer."""
    statement = ast.Expr(node)
    return Site(node, "layer", view.source.called(node), None, statement, (), (), (), -1)


def runs(view: View, site: Site) -> dict[str, tuple[ast.expr, str]]:
    """The cells that a site runs: parameter -> its argument, and the scope it is run in."""
    layer = view.table.get(site.symbol)
    if layer is None or not layer.runs or site.kind != "layer":
        return {}
    given = view.table.of_site(view.tree.rules, site)
    return {name: (given[name], scope) for name, scope in layer.runs.items() if name in given}


def made_plainly(view: View, node: ast.expr) -> ast.Call | None:
    """The call that makes a cell, where the expression is one or a name that is only assigned one."""
    if isinstance(node, ast.Name) and node.id not in view.param_names:
        assigned = view.assignments(node.id)
        if len(assigned) == 1 and isinstance(assigned[0], ast.Assign):
            targets = assigned[0].targets
            if len(targets) == 1 and isinstance(targets[0], ast.Name):
                node = assigned[0].value
    return node if isinstance(node, ast.Call) and is_cell(view, node) else None


def fused(view: View, node: ast.expr) -> ast.Call | None:
    """The call that makes a cell which a layer of its own runs."""
    made = made_plainly(view, node)
    if made is None or not cell_layer(view, made).fused:
        return None
    if isinstance(node, ast.Name):
        uses = [view.parents.get(id(use)) for use in view.uses(node.id)]
        if sum(not isinstance(above, ast.Attribute) for above in uses) > 1:
            return None  # another cell has it, too: it has to be that one
    given = view.table.arguments(view.tree.rules, view.source.called(made), made)
    if set(given) - _FUSED or ast.unparse(given.get("state_is_tuple", _TRUE)) != "True":
        return None
    activation = given.get("activation")
    if activation is not None and ast.unparse(activation) != "None":
        if view.source.symbol(activation) not in _TANH:
            return None
    return made


def inlined(view: View, sites: Iterable[Site]) -> Iterator[ast.stmt]:
    """The statements that only name a cell which goes into the constructor of the layer that runs it."""
    for site in sites:
        layer = view.table.get(site.symbol)
        for node, _ in runs(view, site).values():
            dynamic = layer is not None and "RNN" in (layer.to, layer.one)
            if dynamic and isinstance(node, ast.Name) and fused(view, node) is not None:
                yield from view.assignments(node.id)


def check_cells(view: View) -> None:
    """Each cell must be run by one layer.

    Raises:
      Refused: two layers share one, whose variables are those of the first; or the function does not make it.
    """
    run: dict[str, int] = {}
    for site in view.sites:
        if site.kind == "cell":
            check_calls(view, site)
        for node, _ in runs(view, site).values():
            check_made(view, node, set())
            if not isinstance(node, ast.Name):
                continue
            if node.id in run:
                raise Refused("TF303", f"the cell `{node.id}` is run twice", site.node.lineno)
            run[node.id] = site.order
            if site.loops and not _made_in_turn(view, node, site.loops[-1]):
                raise Refused("TF304", f"the cell `{node.id}` is run in a loop", site.node.lineno)


def _made_in_turn(view: View, cell: ast.Name, loop: ast.For) -> bool:
    """Whether each turn of a loop makes the cell that it runs, and does nothing else with it."""
    inside = {id(n) for n in walk(loop)}
    assigned = view.assignments(cell.id)
    uses = view.uses(cell.id)
    if any(id(n) not in inside for n in (*assigned, *uses)):
        return False
    if any(isinstance(view.parents.get(id(use)), ast.Attribute) for use in uses):
        return False
    for statement in assigned:
        above = view.parents.get(id(statement))
        while isinstance(above, ast.With):
            above = view.parents.get(id(above))
        fresh = not any(isinstance(n, ast.Name) and n.id == cell.id for n in _values_of(statement))
        if above is loop and fresh and statement.lineno < cell.lineno:
            return True
    return False


def _values_of(statement: ast.stmt) -> Iterator[ast.AST]:
    value = getattr(statement, "value", None)
    return iter(walk(value) if value is not None else ())


def check_default_name(view: View, site: Site) -> None:
    """TF1 counts cells without a name in the scope where they are called first: this one must be the first.

    Raises:
      Refused: another one may come before it.
    """
    scopes = [s for s in site.scopes if s.kind == "variable_scope" and not s.same]
    line = site.node.lineno
    if not scopes and view.tree.graph.callers.get(view.key):
        text = f"the number TF1 gives `{ast.unparse(site.node.func)}` in the scope of the caller"
        raise Refused("TF307", text, line)
    for other in view.sites:
        if other is not site and other.kind == "cell" and other.scopes == site.scopes:
            raise Refused("TF307", "two cells without a name in one scope", line)


def check_calls(view: View, site: Site) -> None:
    """A cell that the function calls by itself may only be called, and asked for its state.

    Raises:
      Refused: it is used as a value.
    """
    assert isinstance(site.statement, ast.Assign)
    check_made(view, site.node, set())
    name = ast.unparse(site.statement.targets[0])
    for use in view.uses(name):
        call = view.parents.get(id(use))
        if isinstance(call, ast.Call) and call.func is use:
            if len(call.args) > 2 or any(k.arg not in ("inputs", "state") for k in call.keywords):
                raise Refused("TF316", f"`{ast.unparse(call)}`", call.lineno)
        elif state_text(view, use, ".cell", lambda n: "") is None:
            raise Refused("TF316", f"the cell `{name}` is used as a value", use.lineno)


def run_elsewhere(view: View, site: Site, stays: Callable[[Scope], bool]) -> list[Scope]:
    """The scopes in which a function runs a cell and does not make it, or in which an inner function makes something.

    They name its variables.

    Args:
      stays: whether a scope is a level of its own in the class.

    Raises:
      Refused: it makes the cell in other scopes, or not everyone knows what one of them is called.
    """
    if view.target.scopes_in_call:
        return []
    if site.inside is not None:
        within = {id(n) for n in walk(site.inside)}
        found = [s for s in site.scopes if id(s.node) in within and stays(s)]
        return [s for s in found if view.target.in_slices(s, site)]
    if site.kind != "cell":
        return []
    above, part = set(), view.parents.get(id(site.node))
    while part is not None:
        above.add(id(part))
        part = view.parents.get(id(part))
    run_in = {id(s.node) for s in site.scopes}
    for scope in view.scopes:
        if id(scope.node) in above - run_in and scope.kind == "variable_scope" and stays(scope):
            text = f"`{ast.unparse(site.node)}` is made in one scope and called in another"
            raise Refused("TF313", text, site.node.lineno)
    found = [s for s in site.scopes if id(s.node) not in above and s.kind == "variable_scope"]
    found = [s for s in found if stays(s)]
    for scope in found:
        if not isinstance(scope.name, ast.Constant):
            text = f"`{ast.unparse(site.node)}` is made before its scope has a name"
            raise Refused("TF313", text, site.node.lineno)
    return found


def makes_cells(view: View, node: ast.Call) -> bool:
    """Whether a call runs a function of the tree that makes cells for its caller."""
    if isinstance(node.func, ast.Name) and node.func.id in view.tree.chosen.get(view.key, ()):
        return True
    key = view.tree.callee(view.source, node)
    return key is not None and key in view.lifted and view.lifted[key].makes_cells


def inner_maker(view: View, node: ast.AST) -> bool:
    """Whether a statement defines a function that makes cells, inside the function."""
    if not isinstance(node, ast.FunctionDef):
        return False
    key = (view.key[0], f"{view.key[1]}.<locals>.{node.name}")
    return key in view.lifted and view.lifted[key].makes_cells


def check_made(view: View, node: ast.expr, seen: set[str]) -> None:
    """All that an expression for a cell, or a list of cells, may be must be made in the function."""
    parts: list[ast.expr] | None = None
    if isinstance(node, ast.Call) and is_cell(view, node):
        rule = view.tree.rules.get(view.source.called(node))
        given = view.table.arguments(view.tree.rules, view.source.called(node), node)
        parts = [given[name] for name in rule.cells if name in given] if rule is not None else []
    elif isinstance(node, ast.Call) and makes_cells(view, node):
        return
    elif isinstance(node, (ast.List, ast.Tuple)):
        parts = node.elts
    elif isinstance(node, ast.ListComp):
        parts = [node.elt]
    elif isinstance(node, ast.Subscript):
        parts = [node.value]
    elif isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Add)):
        sides = [node.left, node.right]
        parts = [s for s in sides if isinstance(s, (ast.List, ast.ListComp, ast.BinOp))]
    elif isinstance(node, ast.Name) and node.id not in view.param_names:
        if node.id in seen:
            return
        seen.add(node.id)
        parts = _bound_to(view, node.id)
    if not parts and not isinstance(node, ast.List) and not is_cell(view, node):
        text = f"`{ast.unparse(node)}` may be a cell that is made elsewhere"
        raise Refused("TF316", text, node.lineno)
    for part in parts or ():
        check_made(view, part, seen)


def _bound_to(view: View, name: str) -> list[ast.expr] | None:
    """What a name is bound to, and what is appended to it; None when it is bound in another way."""
    found: list[ast.expr] = []
    for statement in view.assignments(name):
        plain = isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        if not plain or len(statement.targets) != 1:  # type: ignore[attr-defined]
            return None
        found.append(statement.value)  # type: ignore[attr-defined]
    for use in view.uses(name):
        above = view.parents.get(id(use))
        call = view.parents.get(id(above)) if isinstance(above, ast.Attribute) else None
        if isinstance(call, ast.Call) and isinstance(above, ast.Attribute) and call.func is above:
            if above.attr in ("append", "extend"):
                found += call.args
    return found


def state_uses(view: View, attributes: list[Attribute]) -> Iterator[tuple[ast.expr, str]]:
    """Uses of a cell that ask for its state, each with the cell of the layer: ``self.rnn.cell``."""
    for attribute in attributes:
        for site in attribute.sites:
            if site.kind == "cell" and isinstance(site.statement, ast.Assign):
                name = ast.unparse(site.statement.targets[0])
                yield from ((use, f"self.{attribute.name}") for use in view.uses(name))
            for parameter, (node, _) in runs(view, site).items():
                if isinstance(node, ast.Name):
                    place = f"self.{attribute.name}{_part(parameter)}"
                    place += ".cell" if fused(view, node) is None else ".fused"
                    for use in view.uses(node.id):
                        lines = sorted((use.lineno, node.lineno))
                        changed = view.assignments(node.id)
                        if not any(lines[0] < a.lineno <= lines[1] for a in changed):
                            yield use, place


def _part(parameter: str) -> str:
    """Where a layer that runs two cells has the layer of one of them."""
    ends = {"fw": ".forward", "bw": ".backward"}
    return ends.get(parameter.rpartition("_")[2], "")


def state_text(view: View, use: ast.expr, place: str, text: Text) -> tuple[ast.expr, str] | None:
    """What asks for the state, and its text; None for another use of the cell."""
    above = view.parents.get(id(use))
    whole = place.endswith(".fused")  # a layer that is its own cell's
    place = place.removesuffix(".fused")
    if isinstance(above, ast.Attribute) and above.attr == "output_size":
        return above, f"{place}.{'units' if whole else 'output_size'}"
    if isinstance(above, ast.Attribute) and above.attr == "state_size" and not whole:
        return above, f"{place}.state_size"
    call = view.parents.get(id(above)) if above is not None else None
    zero = isinstance(above, ast.Attribute) and above.attr == "zero_state"
    if zero and isinstance(call, ast.Call) and call.func is above:
        batch = state_batch(call)
        if batch is not None:
            return call, f"{place}.get_initial_state({text(batch)})"
    return None


def state_batch(call: ast.Call) -> ast.expr | None:
    """The batch size that `zero_state` is given."""
    given = dict(zip(("batch_size", "dtype"), call.args, strict=False))
    given |= {k.arg: k.value for k in call.keywords if k.arg}
    return given.get("batch_size") if set(given) <= {"batch_size", "dtype"} else None


def runner_text(
    view: View, node: ast.expr, scope: str, layer: KerasLayer, rest: list[str], text: Text
) -> str:
    """The layer that runs one cell in a scope below another layer's."""
    line = node.lineno
    made = fused(view, node) if layer.one == "RNN" else None
    if made is not None:
        return fused_text(view, made, [*rest, f'name="{scope}"'], text)
    to = class_in(view.source, view.table, layer.one, line)
    return f"{to}({', '.join([text(node), *rest])}, name=\"{scope}\")"


def fused_text(view: View, made: ast.Call, rest: list[str], text: Text) -> str:
    """The layer that runs a plain LSTM cell by itself."""
    layer = cell_layer(view, made)
    symbol = view.source.called(made)
    given = view.table.arguments(view.tree.rules, symbol, made)
    parts = [text(given["num_units"])]
    if "forget_bias" in given:
        parts.append(f"forget_bias={text(given['forget_bias'])}")
    named = given.get("name")
    if named is not None and ast.unparse(named) != "None":
        parts.append(f"cell_name={text(named)}")
    elif layer.fused_name:
        parts.append(f'cell_name="{layer.fused_name}"')
    to = class_in(view.source, view.table, layer.fused, made.lineno)
    return f"{to}({', '.join([*parts, *rest])})"


def made_values(view: View) -> list[ast.Call]:
    """The calls that make a value which has a class in the table: the state of an LSTM."""
    calls = [n for n in walk(view.node) if isinstance(n, ast.Call)]
    return [
        n
        for n in calls
        if _makes_value(view.source.called(n)) and view.table.get(view.source.called(n))
    ]


def _makes_value(symbol: str) -> bool:
    return symbol.endswith(".LSTMStateTuple")


def value_text(view: View, node: ast.Call, text: Text) -> str:
    """Such a value, made by the class of the table.

    Raises:
      Refused: the table has none.
    """
    to = class_in(view.source, view.table, cell_layer(view, node).to, node.lineno)
    parts = [text(a) for a in node.args]
    parts += [f"{k.arg}={text(k.value)}" if k.arg else f"**{text(k.value)}" for k in node.keywords]
    return f"{to}({', '.join(parts)})"
