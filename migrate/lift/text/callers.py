"""What code that is not lifted writes to use a lifted layer, and how imports follow the new names."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from migrate.lift.binding.changes import changed_names
from migrate.lift.binding.non_tensors import NonTensors
from migrate.lift.binding.times import TreeTimes
from migrate.lift.plans import TAKEN, Lifted, Refused
from migrate.lift.source.bodies import bind
from migrate.lift.source.source import FunctionNode, LiftSource, loads
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.plan.times import Time
from migrate.rewrite.edits import Edit, Quote

_SHARED = "compat_scope.AUTO_REUSE"


def class_reference(func: ast.expr, lifted: Lifted) -> str:
    """How the class is reached where the function was reached through ``func``."""
    if isinstance(func, ast.Attribute):
        return f"{ast.unparse(func.value)}.{lifted.class_name}"
    return lifted.class_name


def extra_arguments(call: ast.Call, lifted: Lifted) -> list[ast.keyword]:
    """The keyword arguments of a call that the function takes by its ``**``.

    Raises:
      Refused: it takes none, or one has a name that layers use otherwise.
    """
    found = [k for k in call.keywords if k.arg and not lifted.role(k.arg)]
    for keyword in found:
        if not lifted.names("kwargs"):
            text = f"is called with `{keyword.arg}=`, which it does not take"
            raise Refused("TF305", text, call.lineno)
        if keyword.arg in TAKEN:
            text = f"is called with `{keyword.arg}=`, which goes into its `**`"
            raise Refused("TF305", text, call.lineno)
    return found


def call_edit(
    source: LiftSource,
    where: Key,
    call: ast.Call,
    lifted: Lifted,
    function: FunctionNode,
    tree: TreeTimes,
) -> Edit:
    """``compat_scope.get_layer(Layer, config, name=...)(tensors)`` in place of a call of the function.

    Raises:
      Refused: its arguments cannot be told apart.
    """
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    ):
        text = f"is called with `*` or `**` ({source.module}, line {call.lineno})"
        raise Refused("TF305", text, 0)
    extra = [k.arg for k in extra_arguments(call, lifted)]
    given = bind(call, function, lifted.key)
    times = tree.within(where)

    def quote(node: ast.expr) -> Quote:
        return Quote(source.positions.start(node), source.positions.end(node))

    made: list[list[str | Quote]] = [[class_reference(call.func, lifted)]]
    positional = {id(a) for a in call.args}
    in_order = True
    for parameter in lifted.parameters:
        if parameter.role != "config":
            continue
        node = given.get(parameter.name)
        if node is None:
            in_order = False
        elif in_order and id(node) in positional and not parameter.keyword:
            made.append([quote(node)])
        else:
            in_order = False
            made.append([f"{parameter.written}=", quote(node)])
    for keyword in call.keywords:
        if keyword.arg in extra:
            made.append([f"{keyword.arg}=", quote(keyword.value)])
    made += _naming(lifted, given, quote)
    made += _reuse(lifted, given, quote)
    in_place = [n for p in lifted.parameters if (n := given.get(p.name)) is not None]
    if not in_order_of_text(in_place):
        raise Refused("TF305", "is called with arguments in another order", 0)
    called: list[list[str | Quote]] = []
    first, named = True, False
    for parameter in lifted.parameters:
        if parameter.role != "call":
            continue
        node = given.get(parameter.name)
        if node is not None:
            tensor = times.of(node) is Time.CALL and len(called) == _place(lifted, parameter.name)
            plain = (first or tensor) and not parameter.keyword and not named
            plain = plain and parameter.name not in ("training", "mask")
            plain = plain and (first or not may_be_constant(node))
            plain = plain and not NonTensors(tree, doubt=not first).may_be(where, node)
            named = named or not plain
            called.append([quote(node)] if plain else [f"{parameter.name}=", quote(node)])
        first = False
    parts: list[str | Quote] = ["compat_scope.get_layer(", *_joined(made), ")("]
    parts += [*_joined(called), ")"]
    return Edit(source.positions.start(call), source.positions.end(call), tuple(parts))


def check_settings(
    tree: TreeTimes, where: Key, call: ast.Call, lifted: Lifted, function: FunctionNode
) -> None:
    """What makes a layer is evaluated before the tensors it is called with, which must not change it.

    Raises:
      Refused: they may.
    """
    given = bind(call, function, lifted.key)
    settings = {
        n
        for p in lifted.parameters
        if p.role != "call" and p.name in given
        for n in loads(given[p.name])
    }
    tensors = [given[p.name] for p in lifted.parameters if p.role == "call" and p.name in given]
    if settings & changed_names(tree, where, [ast.Expr(node) for node in tensors]):
        raise Refused("TF305", "is called with settings that its other arguments change", 0)


def in_order_of_text(arguments: list[ast.expr]) -> bool:
    """Whether arguments come in the order of the text, as far as the order may matter: they call something."""
    calls = [a for a in arguments if any(isinstance(n, ast.Call) for n in walk(a))]
    return calls == sorted(calls, key=lambda a: (a.lineno, a.col_offset))


def may_be_constant(node: ast.expr) -> bool:
    """Whether a value is a constant in one case (``x if training else None``): Keras takes it by its name only."""
    branches = [node.body, node.orelse] if isinstance(node, ast.IfExp) else []
    branches = node.values if isinstance(node, ast.BoolOp) else branches
    return any(isinstance(b, ast.Constant) or may_be_constant(b) for b in branches)


def _place(lifted: Lifted, name: str) -> int:
    return lifted.names("call").index(name)


def _joined(arguments: list[list[str | Quote]]) -> Iterator[str | Quote]:
    for index, argument in enumerate(arguments):
        if index:
            yield ", "
        yield from argument


def _naming(
    lifted: Lifted, given: Mapping[str, ast.expr], quote: object
) -> list[list[str | Quote]]:
    assert callable(quote)
    if lifted.transparent:
        return []
    if lifted.naming is not None:
        name = lifted.naming.text({n: (v, ast.unparse(v)) for n, v in given.items()})
        if name is None:
            raise Refused("TF302", f"scope name `{lifted.naming.source}`", 0)
        return [[f"name={name}"]]
    names = lifted.names("name")
    node = given.get(names[0]) if names else None
    none = node is None or (isinstance(node, ast.Constant) and node.value is None)
    if none:
        keyword = "default_name" if lifted.counted else "name"
        return [[f"{keyword}={lifted.name_default}"]]
    if lifted.counted:
        return [["name=", quote(node)], [f"default_name={lifted.name_default}"]]
    if lifted.name_default is not None and not isinstance(
        node, (ast.Constant, ast.BinOp, ast.JoinedStr)
    ):
        default = next((p.default for p in lifted.parameters if p.role == "name"), None)
        if default == "None":
            return [["name=", quote(node), f" or {lifted.name_default}"]]
    return [["name=", quote(node)]]


def _reuse(lifted: Lifted, given: Mapping[str, ast.expr], quote: object) -> list[list[str | Quote]]:
    assert callable(quote)
    for name in lifted.names("reuse"):
        if name in given:
            return [["reuse=", quote(given[name])]]
    defaults = [p.default or "" for p in lifted.parameters if p.role == "reuse"]
    said = [lifted.reuse, *defaults]
    if "True" in said:
        return [["reuse=True"]]
    if any(one.endswith("AUTO_REUSE") for one in said):
        return [[f"reuse={_SHARED}"]]
    return []


def import_edits(
    source: LiftSource,
    lifted: Mapping[Key, Lifted],
    rewritten: set[int],
    passed: Collection[Key] = (),
) -> list[Edit]:
    """``from ops import conv2d`` -> ``from ops import Conv2d``, and both when both are used.

    Args:
      rewritten: ids of the calls that now make layers.
      passed: functions whose classes other modules take from here.
    """
    edits = []
    for _, alias, key in source.from_imports:
        if key in lifted:
            one, name = lifted[key], alias.asname or alias.name
            makes = any(
                isinstance(c, ast.Call)
                and id(c) in rewritten
                and isinstance(c.func, ast.Name)
                and c.func.id == name
                for c in walk(source.tree)
            )
            if one.wrapped and not makes and key not in passed:
                continue
            new = one.class_name
            start, end = source.positions.start(alias), source.positions.end(alias)
            kept = key in passed or _used_as_function(source, name, rewritten)
            if one.wrapped and kept:
                new = f"{source.text[start:end]}, {new}"
            edits.append(Edit(start, end, (new,)))
    return edits


def _used_as_function(source: LiftSource, name: str, rewritten: set[int]) -> bool:
    gone = {id(n.func) for n in walk(source.tree) if isinstance(n, ast.Call) and id(n) in rewritten}
    uses = (n for n in walk(source.tree) if isinstance(n, ast.Name) and n.id == name)
    return source.relpath_is_package or any(id(n) not in gone for n in uses)


def wrapper(lifted: Lifted, function: FunctionNode) -> str:
    """The body of a function that stays for those who use it as a value."""
    made = [lifted.class_name]
    for parameter in lifted.parameters:
        if parameter.role == "config":
            made.append(
                parameter.name
                if not parameter.keyword and all("=" not in m for m in made)
                else f"{parameter.written}={parameter.name}"
            )
    names = lifted.names("name")
    if names:
        default = lifted.name_default
        if lifted.counted:
            made += [f"name={names[0]}", f"default_name={default}"]
        else:
            given = next(p.default for p in lifted.parameters if p.role == "name")
            either = default is not None and given == "None"
            made.append(f"name={names[0]} or {default}" if either else f"name={names[0]}")
    elif lifted.naming is not None:
        made.append(f"name={lifted.naming.source}")
    elif not lifted.transparent:
        made.append(f"{'default_name' if lifted.counted else 'name'}={lifted.name_default}")
    if lifted.names("reuse"):
        made.append(f"reuse={lifted.names('reuse')[0]}")
    else:
        made += [str(part) for group in _reuse(lifted, {}, str) for part in group]
    made += [f"**{p.name}" for p in lifted.parameters if p.role == "kwargs"]
    called = [
        p.name if not index else f"{p.name}={p.name}"
        for index, p in enumerate(p for p in lifted.parameters if p.role == "call")
    ]
    return f"return compat_scope.get_layer({', '.join(made)})({', '.join(called)})"


def calls_outside(
    sources: Mapping[str, LiftSource], tree: TreeTimes, keys: set[Key], classes: set[int]
) -> Iterator[tuple[LiftSource, Key, ast.Call, Key]]:
    """(module, function it stands in, call, callee) of every call of ``keys`` that stands in no function of them.

    Nor in one of the `classes`, given by the ids of their definitions.
    """
    for name, source in sources.items() if keys else ():
        inside = {id(source.functions[q]) for m, q in keys if m == name} | classes
        for call in source.targeted_calls:
            callee = tree.resolved(call.target)
            if callee in keys and not inside & call.above:
                yield source, (name, call.where), call.node, callee
